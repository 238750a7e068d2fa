"""Names what happens to an account when it is bound to WeChat."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('fund_services', '0006_more_constraints'),
    ]

    operations = [
        migrations.AlterField(
            model_name='accountevent',
            name='kind',
            field=models.CharField(choices=[('OPENED', '开通账户'), ('SIGNED_IN', '登录'), ('SIGNED_IN_OUTSIDE', '统一身份认证登录'), ('SIGNED_OUT', '退出登录'), ('SESSION_ENDED', '结束其他设备的登录'), ('PASSWORD_CHANGED', '修改密码'), ('PASSWORD_RESET', '重设密码'), ('PHONE_CHANGED', '变更手机号码'), ('IDENTITY_BOUND', '绑定统一身份认证'), ('WECHAT_BOUND', '绑定微信'), ('WECHAT_UNBOUND', '解除微信绑定'), ('ACTED_FOR', '切换为单位办事'), ('NAMED', '成为单位经办人'), ('UNNAMED', '经办人权限取消'), ('LOOKED_UP', '中心工作人员查询账户'), ('ENDED_BY_OFFICE', '中心工作人员结束登录')], max_length=20, verbose_name='事项'),
        ),
    ]
