import django.db.models.deletion
import gongkai.privacy.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0004_hotline_roles'),
        ('hotline', '0002_site_messages'),
    ]

    operations = [
        migrations.CreateModel(
            name='CallBack',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.PositiveSmallIntegerField(default=0, verbose_name='办理轮次')),
                ('way', models.CharField(choices=[('PHONE', '电话回访'), ('LINK', '链接评价'), ('PLATFORM', '12345平台回访')], max_length=10, verbose_name='回访方式')),
                ('state', models.CharField(choices=[('CALLING', '回访中'), ('SENT', '已发链接'), ('REACHED', '已评价'), ('REFUSED', '接通但不评价'), ('NOT_REACHED', '未接通'), ('LAPSED', '逾期未评价')], max_length=12, verbose_name='结果')),
                ('begun_at', models.DateTimeField(verbose_name='开始时间')),
                ('ended_at', models.DateTimeField(null=True, verbose_name='结束时间')),
                ('opinion', models.CharField(blank=True, choices=[('SATISFIED', '满意'), ('FAIRLY_SATISFIED', '基本满意'), ('DISSATISFIED', '不满意')], default='', max_length=20, verbose_name='对结果的评价')),
                ('attitude', models.CharField(blank=True, choices=[('SATISFIED', '满意'), ('FAIRLY_SATISFIED', '基本满意'), ('DISSATISFIED', '不满意')], default='', max_length=20, verbose_name='对态度的评价')),
                ('reason', models.CharField(blank=True, default='', max_length=20, verbose_name='不满意之处')),
                ('remark', gongkai.privacy.fields.EncryptedTextField(blank=True, default='', verbose_name='诉求人意见')),
                ('link_digest', models.CharField(blank=True, default='', max_length=64)),
                ('link_until', models.DateField(null=True, verbose_name='链接有效期至')),
            ],
            options={
                'verbose_name': '回访',
            },
        ),
        migrations.CreateModel(
            name='CallBackSetting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('share', models.PositiveSmallIntegerField(verbose_name='回访比例')),
                ('attempts', models.PositiveSmallIntegerField(verbose_name='拨打次数')),
                ('link_days', models.PositiveSmallIntegerField(verbose_name='评价链接有效天数')),
                ('set_at', models.DateTimeField(verbose_name='设置时间')),
            ],
            options={
                'verbose_name': '回访设置',
            },
        ),
        migrations.CreateModel(
            name='CoHandling',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'verbose_name': '会办',
            },
        ),
        migrations.CreateModel(
            name='ImportMapping',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('CALLS', '话务系统话单'), ('TICKETS', '12345平台工单')], max_length=10, verbose_name='类别')),
                ('digest', models.CharField(max_length=64, verbose_name='表头摘要')),
                ('headers', models.JSONField(verbose_name='表头')),
                ('fields', models.JSONField(default=dict, verbose_name='列')),
                ('fixed', models.JSONField(default=dict, verbose_name='固定值')),
                ('words', models.JSONField(default=dict, verbose_name='取值')),
                ('lists_missed', models.BooleanField(default=False, verbose_name='未接来电列入待回拨')),
                ('version', models.PositiveIntegerField(default=1, verbose_name='版本')),
                ('made_at', models.DateTimeField(verbose_name='设置时间')),
            ],
            options={
                'verbose_name': '导入对应关系',
            },
        ),
        migrations.CreateModel(
            name='ImportRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('CALLS', '话务系统话单'), ('TICKETS', '12345平台工单')], max_length=10, verbose_name='类别')),
                ('file_name', models.CharField(max_length=80, verbose_name='存放名称')),
                ('original_name', models.CharField(max_length=200, verbose_name='文件名')),
                ('size', models.PositiveIntegerField(verbose_name='字节数')),
                ('sample', gongkai.privacy.fields.EncryptedTextField(blank=True, default='', verbose_name='样例')),
                ('without_faulty', models.BooleanField(default=False, verbose_name='跳过有错误的行')),
                ('state', models.CharField(choices=[('RECEIVED', '等待检查'), ('UNMAPPED', '待设置对应关系'), ('CHECKED', '已检查'), ('IMPORTING', '正在导入'), ('IMPORTED', '已导入'), ('UNREADABLE', '无法读取'), ('FAILED', '处理出错'), ('DISCARDED', '已放弃')], default='RECEIVED', max_length=12, verbose_name='状态')),
                ('progress', models.PositiveSmallIntegerField(default=0, verbose_name='进度（%）')),
                ('result', models.JSONField(null=True, verbose_name='结果')),
                ('message', models.CharField(blank=True, default='', max_length=500, verbose_name='说明')),
                ('created_at', models.DateTimeField(verbose_name='上传时间')),
                ('finished_at', models.DateTimeField(null=True, verbose_name='结束时间')),
            ],
            options={
                'verbose_name': '导入批次',
            },
        ),
        migrations.CreateModel(
            name='MissedCall',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outside_no', models.CharField(max_length=60, verbose_name='话单号')),
                ('number_digest', models.CharField(blank=True, default='', max_length=64)),
                ('rang_at', models.DateTimeField(verbose_name='来电时间')),
                ('waited', models.PositiveIntegerField(null=True, verbose_name='排队秒数')),
            ],
            options={
                'verbose_name': '未接来电',
            },
        ),
        migrations.CreateModel(
            name='PlatformFault',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(blank=True, max_length=60, verbose_name='平台工单号')),
                ('reason', models.CharField(max_length=300, verbose_name='原因')),
                ('at', models.DateTimeField(verbose_name='时间')),
            ],
            options={
                'verbose_name': '未接收的平台工单',
            },
        ),
        migrations.CreateModel(
            name='PlatformLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('base', models.CharField(max_length=300, verbose_name='接口地址')),
                ('key_number', models.CharField(max_length=60, verbose_name='密钥编号')),
                ('secret', gongkai.privacy.fields.EncryptedTextField(verbose_name='密钥')),
                ('is_on', models.BooleanField(default=False, verbose_name='启用')),
                ('cursor', models.CharField(blank=True, default='', max_length=60, verbose_name='游标')),
                ('busy_until', models.DateTimeField(null=True, verbose_name='占用至')),
                ('next_at', models.DateTimeField(null=True, verbose_name='下次联系时间')),
                ('failures', models.PositiveIntegerField(default=0, verbose_name='连续失败次数')),
                ('failure', models.CharField(blank=True, default='', max_length=300, verbose_name='失败原因')),
                ('answered_at', models.DateTimeField(null=True, verbose_name='最近成功时间')),
                ('set_at', models.DateTimeField(verbose_name='设置时间')),
            ],
            options={
                'verbose_name': '12345平台连接',
            },
        ),
        migrations.CreateModel(
            name='PlatformOrderTaken',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=60, verbose_name='事项编号')),
                ('at', models.DateTimeField(verbose_name='时间')),
            ],
            options={
                'verbose_name': '已接收的平台事项',
            },
        ),
        migrations.CreateModel(
            name='PlatformTelling',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('QUEUED', '待回传'), ('SENT', '已回传'), ('REFUSED', '平台未接受'), ('DROPPED', '不再回传')], default='QUEUED', max_length=10, verbose_name='状态')),
                ('attempts', models.PositiveIntegerField(default=0, verbose_name='尝试次数')),
                ('told_at', models.DateTimeField(null=True, verbose_name='回传时间')),
                ('failure', models.CharField(blank=True, default='', max_length=300, verbose_name='原因')),
            ],
            options={
                'verbose_name': '平台回传',
            },
        ),
        migrations.CreateModel(
            name='PublicReply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('NONE', '未选登'), ('PREPARED', '选登待审核'), ('PUBLISHED', '已选登'), ('WITHDRAWN', '已撤回')], default='PREPARED', max_length=10, verbose_name='选登')),
                ('title', models.CharField(max_length=100, verbose_name='选登标题')),
                ('text', models.TextField(verbose_name='选登内容')),
                ('answer', models.TextField(verbose_name='选登答复')),
                ('published_at', models.DateTimeField(null=True, verbose_name='选登时间')),
                ('withdrawn_reason', models.CharField(blank=True, default='', max_length=300, verbose_name='撤回选登的理由')),
            ],
            options={
                'verbose_name': '工单答复选登',
            },
        ),
        migrations.CreateModel(
            name='TicketEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sequence', models.PositiveIntegerField(verbose_name='序号')),
                ('kind', models.CharField(choices=[('RECEIVED', '受理'), ('REGISTERED', '台账登记'), ('FROM_REQUEST', '由依申请公开转来'), ('DISPATCHED', '派单'), ('SIGNED', '签收'), ('RECLASSIFIED', '调整类别缓急'), ('CO_ASKED', '请会办'), ('CO_ANSWERED', '会办答复'), ('RETURN_ASKED', '申请退单'), ('RETURN_GRANTED', '同意退单'), ('RETURN_REFUSED', '不同意退单'), ('EXTENSION_ASKED', '申请延期'), ('EXTENDED', '同意延期'), ('EXTENSION_REFUSED', '不同意延期'), ('URGED', '催办'), ('SUPERVISED', '督办'), ('SUPERVISION_ENDED', '解除督办'), ('NOTED', '办理记录'), ('DRAFTED', '拟答复'), ('DRAFT_RETURNED', '答复退回'), ('REPLIED', '答复反馈'), ('CLOSED', '办结'), ('CALLED_BACK', '回访'), ('REOPENED', '二次办理'), ('MERGED', '并单'), ('SEPARATED', '取消并单'), ('REPEAT_MARKED', '标记重复诉求'), ('REPEAT_DISMISSED', '排除重复诉求'), ('CONVERTED', '转为依申请公开'), ('REFERRED', '转信访'), ('SET_ASIDE', '不予受理')], max_length=20, verbose_name='事项')),
                ('on', models.DateField(verbose_name='日期')),
                ('at', models.DateTimeField(verbose_name='登记时间')),
                ('text', gongkai.privacy.fields.EncryptedTextField(blank=True, default='', verbose_name='内容')),
                ('detail', models.JSONField(default=dict, verbose_name='要素')),
            ],
            options={
                'verbose_name': '工单办理记录',
                'ordering': ('ticket', 'sequence'),
            },
        ),
        migrations.CreateModel(
            name='TicketLimits',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('in_force_from', models.DateField(verbose_name='启用日期')),
                ('basis', models.CharField(max_length=200, verbose_name='依据')),
                ('urgent_hours', models.PositiveSmallIntegerField(verbose_name='紧急诉求（小时）')),
                ('return_days', models.PositiveSmallIntegerField(verbose_name='退单（工作日）')),
                ('second_days', models.PositiveSmallIntegerField(verbose_name='二次办理（工作日）')),
                ('kinds', models.JSONField(verbose_name='各类别的工作日')),
                ('set_at', models.DateTimeField(verbose_name='设置时间')),
            ],
            options={
                'verbose_name': '工单办理期限',
            },
        ),
        migrations.CreateModel(
            name='TicketReminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=10, verbose_name='提醒')),
                ('due_on', models.DateField(verbose_name='期限')),
                ('for_on', models.DateField(verbose_name='应提醒日期')),
                ('sent_at', models.DateTimeField(verbose_name='提醒时间')),
            ],
            options={
                'verbose_name': '工单提醒',
            },
        ),
        migrations.CreateModel(
            name='Topic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=12, verbose_name='代码')),
                ('name', models.CharField(max_length=40, verbose_name='名称')),
                ('path', models.CharField(max_length=140, verbose_name='全称')),
                ('initials', models.CharField(blank=True, default='', max_length=140, verbose_name='拼音首字母')),
                ('place', models.PositiveSmallIntegerField(default=0, verbose_name='顺序')),
                ('is_active', models.BooleanField(default=True, verbose_name='启用')),
            ],
            options={
                'verbose_name': '业务类别',
                'ordering': ('place', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='WaitingCall',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('MISSED', '未接来电'), ('PROMISED', '约定回拨')], max_length=10, verbose_name='类别')),
                ('number', gongkai.privacy.fields.EncryptedTextField(verbose_name='号码')),
                ('number_digest', models.CharField(max_length=64)),
                ('outside_no', models.CharField(blank=True, default='', max_length=60, verbose_name='话单号')),
                ('note', gongkai.privacy.fields.EncryptedTextField(blank=True, default='', verbose_name='事由')),
                ('asked_at', models.DateTimeField(verbose_name='登记时间')),
                ('call_at', models.DateTimeField(null=True, verbose_name='约定时间')),
                ('state', models.CharField(choices=[('WAITING', '待回拨'), ('TAKEN', '回拨中'), ('DONE', '已回拨'), ('GIVEN_UP', '多次未接通')], default='WAITING', max_length=10, verbose_name='状态')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='拨打次数')),
                ('taken_at', models.DateTimeField(null=True, verbose_name='领取时间')),
            ],
            options={
                'verbose_name': '待回拨号码',
            },
        ),
        migrations.RemoveIndex(
            model_name='ticket',
            name='ticket_count',
        ),
        migrations.RemoveIndex(
            model_name='ticket',
            name='ticket_due_count',
        ),
        migrations.AddField(
            model_name='call',
            name='agent',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer', verbose_name='坐席'),
        ),
        migrations.AddField(
            model_name='call',
            name='answer',
            field=gongkai.privacy.fields.EncryptedTextField(blank=True, default='', verbose_name='答复'),
        ),
        migrations.AddField(
            model_name='call',
            name='began_at',
            field=models.DateTimeField(null=True, verbose_name='接通时间'),
        ),
        migrations.AddField(
            model_name='call',
            name='caller_kind',
            field=models.CharField(blank=True, choices=[('WORKER', '缴存职工'), ('EMPLOYER', '缴存单位'), ('OTHER', '其他')], default='', max_length=10, verbose_name='来电人类别'),
        ),
        migrations.AddField(
            model_name='call',
            name='caller_name',
            field=gongkai.privacy.fields.EncryptedTextField(blank=True, default='', verbose_name='来电人'),
        ),
        migrations.AddField(
            model_name='call',
            name='ended_at',
            field=models.DateTimeField(null=True, verbose_name='结束时间'),
        ),
        migrations.AddField(
            model_name='call',
            name='entry_no',
            field=models.CharField(blank=True, default='', max_length=40, verbose_name='知识条目'),
        ),
        migrations.AddField(
            model_name='call',
            name='number',
            field=gongkai.privacy.fields.EncryptedTextField(blank=True, default='', verbose_name='来电号码'),
        ),
        migrations.AddField(
            model_name='call',
            name='number_digest',
            field=models.CharField(blank=True, default='', max_length=64),
        ),
        migrations.AddField(
            model_name='call',
            name='origin',
            field=models.CharField(choices=[('LEDGER', '台账导入'), ('DESK', '坐席登记'), ('EXCHANGE', '话务系统导入')], default='LEDGER', max_length=10, verbose_name='记录来源'),
        ),
        migrations.AddField(
            model_name='call',
            name='outcome',
            field=models.CharField(blank=True, choices=[('ANSWERED', '当场答复'), ('ESCALATED', '转诉求工单'), ('TO_CALL_BACK', '约定回拨'), ('PASSED_ON', '转接其他部门'), ('BROKEN_OFF', '中途挂断')], default='', max_length=12, verbose_name='处理结果'),
        ),
        migrations.AddField(
            model_name='call',
            name='outside_no',
            field=models.CharField(blank=True, default='', max_length=60, verbose_name='话单号'),
        ),
        migrations.AddField(
            model_name='call',
            name='question',
            field=gongkai.privacy.fields.EncryptedTextField(blank=True, default='', verbose_name='来电内容'),
        ),
        migrations.AddField(
            model_name='call',
            name='ticket',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hotline.ticket', verbose_name='诉求工单'),
        ),
        migrations.AddField(
            model_name='call',
            name='version',
            field=models.PositiveIntegerField(default=0, verbose_name='版本'),
        ),
    ]
