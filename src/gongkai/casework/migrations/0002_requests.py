import django.db.models.deletion
import gongkai.privacy.fields
import gongkai.rules.lifecycle
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0002_letters'),
        ('casework', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='caseevent',
            name='note',
            field=models.CharField(blank=True, max_length=500, verbose_name='说明'),
        ),
        migrations.AddField(
            model_name='caseevent',
            name='officer',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer'),
        ),
        migrations.AddField(
            model_name='caseevent',
            name='recorded_at',
            field=models.DateTimeField(null=True, verbose_name='登记时间'),
        ),
        migrations.AddField(
            model_name='caseevent',
            name='until_on',
            field=models.DateField(blank=True, null=True, verbose_name='期限'),
        ),
        migrations.AddField(
            model_name='caseevent',
            name='version',
            field=models.PositiveIntegerField(default=0, verbose_name='版本'),
        ),
        migrations.AddField(
            model_name='disclosurerequest',
            name='address',
            field=gongkai.privacy.fields.EncryptedTextField(blank=True, verbose_name='通信地址'),
        ),
        migrations.AddField(
            model_name='disclosurerequest',
            name='applicant_digest',
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name='disclosurerequest',
            name='arrived_on',
            field=models.DateField(null=True, verbose_name='到达日期'),
        ),
        migrations.AddField(
            model_name='disclosurerequest',
            name='assistance',
            field=models.CharField(blank=True, max_length=300, verbose_name='提供的协助'),
        ),
        migrations.AddField(
            model_name='disclosurerequest',
            name='contact_name',
            field=gongkai.privacy.fields.EncryptedTextField(blank=True, verbose_name='经办人'),
        ),
        migrations.AddField(
            model_name='disclosurerequest',
            name='correction_until',
            field=models.DateField(null=True, verbose_name='补正期限'),
        ),
        migrations.AddField(
            model_name='disclosurerequest',
            name='delivery',
            field=models.CharField(blank=True, choices=[('PORTAL', '网上下载'), ('EMAIL', '电子邮件'), ('MAIL', '邮寄'), ('COUNTER', '当面领取')], max_length=20, verbose_name='获取信息的途径'),
        ),
        migrations.AddField(
            model_name='disclosurerequest',
            name='department',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.department', verbose_name='主办科室'),
        ),
        migrations.AddField(
            model_name='disclosurerequest',
            name='document_no',
            field=models.CharField(blank=True, max_length=100, verbose_name='文号'),
        ),
        migrations.AddField(
            model_name='disclosurerequest',
            name='document_title',
            field=models.CharField(blank=True, max_length=300, verbose_name='信息名称'),
        ),
        migrations.AddField(
            model_name='disclosurerequest',
            name='email',
            field=gongkai.privacy.fields.EncryptedTextField(blank=True, verbose_name='电子邮箱'),
        ),
        migrations.AddField(
            model_name='disclosurerequest',
            name='filed_at',
            field=models.DateTimeField(null=True, verbose_name='提交时间'),
        ),
        migrations.AddField(
            model_name='disclosurerequest',
            name='form',
            field=models.CharField(blank=True, choices=[('PAPER', '纸质'), ('ELECTRONIC', '电子文件'), ('INSPECTION', '查阅、抄录')], max_length=20, verbose_name='获取信息的方式'),
        ),
        migrations.AddField(
            model_name='disclosurerequest',
            name='handler',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer', verbose_name='经办人'),
        ),
        migrations.AddField(
            model_name='disclosurerequest',
            name='identity_kind',
            field=models.CharField(blank=True, choices=[('RESIDENT_CARD', '居民身份证'), ('PASSPORT', '护照'), ('HK_MACAO_PERMIT', '港澳居民来往内地通行证'), ('TAIWAN_PERMIT', '台湾居民来往大陆通行证'), ('CREDIT_CODE', '统一社会信用代码'), ('OTHER', '其他证件')], max_length=20, verbose_name='证件类型'),
        ),
        migrations.AddField(
            model_name='disclosurerequest',
            name='is_oral',
            field=models.BooleanField(default=False, verbose_name='口头申请代填'),
        ),
        migrations.AddField(
            model_name='disclosurerequest',
            name='is_provisional',
            field=models.BooleanField(default=False, verbose_name='期限暂定'),
        ),
        migrations.AddField(
            model_name='disclosurerequest',
            name='lapses_on',
            field=models.DateField(null=True, verbose_name='申请人期限'),
        ),
        migrations.AddField(
            model_name='disclosurerequest',
            name='postcode',
            field=models.CharField(blank=True, max_length=6, verbose_name='邮政编码'),
        ),
        migrations.AddField(
            model_name='disclosurerequest',
            name='query_digest',
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name='disclosurerequest',
            name='state',
            field=models.CharField(choices=[('AWAITING_CONFIRMATION', '待确认收到'), ('DROPPED', '未确认收到，已终止'), ('RECEIVED', '已收到'), ('IN_PROGRESS', '办理中'), ('WAITING_CORRECTION', '待申请人补正'), ('WAITING_REASONS', '待申请人说明理由'), ('CONSULTING', '征求意见中'), ('WAITING_FEE', '待申请人缴费'), ('CLOSED', '已办结'), ('ARCHIVED', '已归档')], default=gongkai.rules.lifecycle.State['AWAITING_CONFIRMATION'], max_length=30, verbose_name='状态'),
        ),
        migrations.AddField(
            model_name='disclosurerequest',
            name='version',
            field=models.PositiveIntegerField(default=0, verbose_name='版本'),
        ),
        migrations.AddField(
            model_name='dispute',
            name='case_no',
            field=models.CharField(blank=True, max_length=100, verbose_name='案号'),
        ),
        migrations.AddField(
            model_name='dispute',
            name='note',
            field=models.CharField(blank=True, max_length=500, verbose_name='说明'),
        ),
        migrations.AddField(
            model_name='dispute',
            name='organ',
            field=models.CharField(blank=True, max_length=100, verbose_name='受理机关'),
        ),
        migrations.AddField(
            model_name='processingfee',
            name='withdrawn_on',
            field=models.DateField(blank=True, null=True, verbose_name='撤回日期'),
        ),
        migrations.AlterField(
            model_name='caseevent',
            name='event',
            field=models.CharField(choices=[('ARRIVED', '申请到达'), ('RECEIVED', '收到申请'), ('DROPPED', '终止登记'), ('CORRECTION_ASKED', '告知补正'), ('CORRECTED', '收到补正'), ('REASONS_ASKED', '要求说明理由'), ('REASONS_GIVEN', '收到理由说明'), ('DELAYED', '确定延迟答复期限'), ('SEARCH_ORDERED', '交办检索'), ('SEARCH_ANSWERED', '收到检索结果'), ('THIRD_PARTY_CONSULTED', '征求第三方意见'), ('THIRD_PARTY_ANSWERED', '收到第三方意见'), ('THIRD_PARTY_INFORMED', '书面告知第三方'), ('ORGAN_CONSULTED', '征求其他机关意见'), ('ORGAN_ANSWERED', '收到其他机关意见'), ('EXTENDED', '延长答复期限'), ('FEE_NOTICED', '发出收费通知'), ('FEE_DISPUTED', '申请人对收费提出异议'), ('FEE_PAID', '申请人缴费'), ('WITHDRAWAL_ASKED', '申请人请求撤回'), ('DELIVERY_CHANGED', '变更获取方式'), ('SPLIT', '分案办理'), ('JOINED', '并案办理'), ('LETTER_SENT', '发出文书'), ('REPLIED', '作出答复'), ('SERVED', '送达'), ('SERVICE_FAILED', '送达未成'), ('ARCHIVED', '归档')], max_length=30, verbose_name='事项'),
        ),
        migrations.AlterField(
            model_name='disclosurerequest',
            name='received_on',
            field=models.DateField(null=True, verbose_name='收到申请之日'),
        ),
        migrations.AddIndex(
            model_name='disclosurerequest',
            index=models.Index(fields=['agency', 'closed_on', 'due_on'], name='request_queue'),
        ),
        migrations.AddIndex(
            model_name='disclosurerequest',
            index=models.Index(fields=['agency', 'state', 'due_on'], name='request_by_state'),
        ),
        migrations.AddIndex(
            model_name='disclosurerequest',
            index=models.Index(condition=models.Q(('closed_on', None)), fields=['due_on'], name='request_open_due'),
        ),
        migrations.AddIndex(
            model_name='disclosurerequest',
            index=models.Index(fields=['agency', 'applicant_digest'], name='request_by_applicant'),
        ),
        migrations.AddConstraint(
            model_name='processingfee',
            constraint=models.CheckConstraint(condition=models.Q(('paid_on', None), ('withdrawn_on', None), _connector='OR'), name='withdrawn_fee_not_paid'),
        ),
    ]
