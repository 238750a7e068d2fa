import django.db.models.deletion
import gongkai.privacy.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0002_letters'),
        ('casework', '0002_requests'),
    ]

    operations = [
        migrations.CreateModel(
            name='CounterEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='counter_entry', to='casework.caseevent')),
                ('reason', models.CharField(max_length=300, verbose_name='更正理由')),
                ('officer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer')),
                ('at', models.DateTimeField(verbose_name='更正时间')),
            ],
            options={
                'verbose_name': '更正记录',
            },
        ),
        migrations.CreateModel(
            name='DueChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='due_changes', to='casework.disclosurerequest')),
                ('was_on', models.DateField(null=True, verbose_name='原期限')),
                ('now_on', models.DateField(null=True, verbose_name='现期限')),
                ('cause', models.CharField(max_length=200, verbose_name='原因')),
                ('at', models.DateTimeField(verbose_name='变动时间')),
            ],
            options={
                'verbose_name': '期限变动',
            },
        ),
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reminders', to='casework.disclosurerequest')),
                ('kind', models.CharField(choices=[('IN_FIVE', '还有5个工作日'), ('IN_TWO', '还有2个工作日'), ('TODAY', '今日到期'), ('OVERDUE', '已经逾期')], max_length=10, verbose_name='提醒')),
                ('due_on', models.DateField(verbose_name='答复期限')),
                ('for_on', models.DateField(verbose_name='应提醒日期')),
                ('sent_at', models.DateTimeField(verbose_name='提醒时间')),
            ],
            options={
                'verbose_name': '期限提醒',
                'constraints': [models.UniqueConstraint(fields=('request', 'kind', 'due_on'), name='reminder_once')],
            },
        ),
        migrations.CreateModel(
            name='CaseLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='links', to='casework.disclosurerequest')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='linked_from', to='casework.disclosurerequest')),
                ('kind', models.CharField(choices=[('SPLIT', '分案'), ('JOINED', '并案'), ('REPEATS', '重复申请'), ('RELATED', '相关申请')], max_length=10, verbose_name='关系')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='说明')),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer')),
                ('at', models.DateTimeField(verbose_name='登记时间')),
            ],
            options={
                'verbose_name': '关联申请',
                'constraints': [models.UniqueConstraint(fields=('request', 'other', 'kind'), name='linked_once'), models.CheckConstraint(condition=models.Q(('request', models.F('other')), _negated=True), name='linked_to_another')],
            },
        ),
        migrations.CreateModel(
            name='SearchTask',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='searches', to='casework.disclosurerequest')),
                ('department', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.department')),
                ('instructions', models.CharField(max_length=500, verbose_name='检索要求')),
                ('ordered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer')),
                ('ordered_on', models.DateField(verbose_name='交办日期')),
                ('due_on', models.DateField(verbose_name='反馈期限')),
                ('result', models.CharField(blank=True, choices=[('FOUND', '检索到'), ('NOT_FOUND', '未检索到'), ('NOT_OURS', '不属于本科室职责')], max_length=10, verbose_name='检索结果')),
                ('scope', models.CharField(blank=True, max_length=500, verbose_name='检索范围和方法')),
                ('answer', models.TextField(blank=True, verbose_name='反馈意见')),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer')),
                ('answered_on', models.DateField(null=True, verbose_name='反馈日期')),
            ],
            options={
                'verbose_name': '检索任务',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('answered_on', None), ('result', '')), models.Q(('answered_on__isnull', False), models.Q(('result', ''), _negated=True)), _connector='OR'), name='answered_search_has_a_result')],
            },
        ),
        migrations.CreateModel(
            name='Consultation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consultations', to='casework.disclosurerequest')),
                ('kind', models.CharField(choices=[('THIRD_PARTY', '第三方'), ('CO_MAKER', '共同制作机关')], max_length=20, verbose_name='征求对象')),
                ('label', models.CharField(max_length=100, verbose_name='称谓')),
                ('name', gongkai.privacy.fields.EncryptedTextField(verbose_name='名称')),
                ('contact', gongkai.privacy.fields.EncryptedTextField(blank=True, verbose_name='联系方式')),
                ('asked_about', models.TextField(verbose_name='征求意见的内容')),
                ('sent_on', models.DateField(null=True, verbose_name='发出日期')),
                ('reached_on', models.DateField(null=True, verbose_name='送达日期')),
                ('due_on', models.DateField(null=True, verbose_name='答复期限')),
                ('opinion', models.CharField(blank=True, choices=[('AGREES', '同意公开'), ('PARTLY', '同意部分公开'), ('REFUSES', '不同意公开'), ('SILENT', '逾期未答复')], max_length=10, verbose_name='意见')),
                ('opinion_text', gongkai.privacy.fields.EncryptedTextField(blank=True, verbose_name='意见内容')),
                ('answered_on', models.DateField(null=True, verbose_name='答复日期')),
                ('is_reasonable', models.BooleanField(null=True, verbose_name='理由是否成立')),
                ('judgement', models.CharField(blank=True, max_length=500, verbose_name='认定说明')),
                ('judged_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer')),
                ('overrides', models.BooleanField(default=False, verbose_name='因公共利益决定公开')),
                ('override_reason', models.CharField(blank=True, max_length=500, verbose_name='决定公开的理由')),
                ('informed_on', models.DateField(null=True, verbose_name='书面告知日期')),
            ],
            options={
                'verbose_name': '征求意见',
                'constraints': [models.UniqueConstraint(fields=('request', 'kind', 'label'), name='consulted_once'), models.CheckConstraint(condition=models.Q(('overrides', False), models.Q(('override_reason', ''), _negated=True), _connector='OR'), name='override_has_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='Matter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
                ('register_no', models.CharField(max_length=40, verbose_name='登记号')),
                ('kind', models.CharField(choices=[('RECORD_CORRECTION', '更正本人信息'), ('PROPOSAL', '建议主动公开'), ('COMPLAINT', '投诉举报')], max_length=20, verbose_name='事项')),
                ('query_digest', models.CharField(max_length=64)),
                ('name', gongkai.privacy.fields.EncryptedTextField(blank=True, verbose_name='姓名或名称')),
                ('identity_number', gongkai.privacy.fields.EncryptedTextField(blank=True, verbose_name='证件号码')),
                ('phone', gongkai.privacy.fields.EncryptedTextField(blank=True, verbose_name='联系电话')),
                ('email', gongkai.privacy.fields.EncryptedTextField(blank=True, verbose_name='电子邮箱')),
                ('about_request', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.disclosurerequest')),
                ('text', gongkai.privacy.fields.EncryptedTextField(verbose_name='内容')),
                ('submitted_at', models.DateTimeField(verbose_name='提交时间')),
                ('state', models.CharField(choices=[('SUBMITTED', '已提交'), ('IN_PROGRESS', '办理中'), ('TRANSFERRED', '已转送'), ('ANSWERED', '已答复')], default='SUBMITTED', max_length=20, verbose_name='状态')),
                ('is_accepted', models.BooleanField(null=True, verbose_name='是否采纳')),
                ('transferred_to', models.CharField(blank=True, max_length=100, verbose_name='转送机关')),
                ('answer', gongkai.privacy.fields.EncryptedTextField(blank=True, verbose_name='答复')),
                ('answered_on', models.DateField(null=True, verbose_name='答复日期')),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer')),
            ],
            options={
                'verbose_name': '其他事项',
                'constraints': [models.UniqueConstraint(fields=('agency', 'register_no'), name='matter_no_once')],
            },
        ),
        migrations.CreateModel(
            name='CaseFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('request', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='files', to='casework.disclosurerequest')),
                ('matter', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='files', to='casework.matter')),
                ('kind', models.CharField(choices=[('APPLICATION', '申请材料'), ('IDENTITY', '身份证明'), ('CORRECTION', '补正材料'), ('OPINION', '意见材料'), ('SOURCE', '检索到的文件'), ('RELEASED', '拟提供的文件'), ('REDACTED', '区分处理后的文件'), ('LETTER_PDF', '文书（PDF）'), ('LETTER_DOCX', '文书（DOCX）'), ('PROOF', '凭证'), ('EVIDENCE', '证据材料'), ('ARCHIVE', '归档材料')], max_length=20, verbose_name='类别')),
                ('name', models.CharField(max_length=200, verbose_name='文件名')),
                ('media_type', models.CharField(max_length=100, verbose_name='文件类型')),
                ('size', models.PositiveIntegerField(verbose_name='字节数')),
                ('sha256', models.CharField(max_length=64, verbose_name='文件摘要')),
                ('stored_name', models.CharField(max_length=80, unique=True, verbose_name='存放名称')),
                ('officer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer')),
                ('added_at', models.DateTimeField(verbose_name='加入时间')),
            ],
            options={
                'verbose_name': '案件文件',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('matter', None), ('request__isnull', False)), models.Q(('matter__isnull', False), ('request', None)), _connector='OR'), name='file_belongs_to_one')],
            },
        ),
    ]
