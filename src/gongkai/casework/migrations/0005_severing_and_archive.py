import django.db.models.deletion
import gongkai.privacy.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0002_letters'),
        ('casework', '0004_letters'),
    ]

    operations = [
        migrations.CreateModel(
            name='Redaction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='redactions', to='casework.disclosurerequest')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.casefile')),
                ('output', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.casefile')),
                ('state', models.CharField(choices=[('DRAFT', '标注中'), ('BLOCKED', '检查未通过'), ('CHECKED', '待复核'), ('CONFIRMED', '已复核')], default='DRAFT', max_length=10, verbose_name='状态')),
                ('leaks', models.JSONField(default=list, verbose_name='检查结果')),
                ('prepared_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer')),
                ('prepared_at', models.DateTimeField(verbose_name='标注时间')),
                ('confirmed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer')),
                ('confirmed_at', models.DateTimeField(null=True, verbose_name='复核时间')),
            ],
            options={
                'verbose_name': '区分处理',
                'constraints': [models.CheckConstraint(condition=models.Q(('confirmed_by', None), models.Q(('confirmed_by', models.F('prepared_by')), _negated=True), _connector='OR'), name='redaction_confirmed_by_another')],
            },
        ),
        migrations.CreateModel(
            name='RedactedArea',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('redaction', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='areas', to='casework.redaction')),
                ('page', models.PositiveIntegerField(verbose_name='页')),
                ('left', models.FloatField(default=0, verbose_name='左')),
                ('top', models.FloatField(default=0, verbose_name='上')),
                ('right', models.FloatField(default=0, verbose_name='右')),
                ('bottom', models.FloatField(default=0, verbose_name='下')),
                ('text', gongkai.privacy.fields.EncryptedTextField(blank=True, verbose_name='隐去的文字')),
                ('elsewhere', models.CharField(blank=True, max_length=300, verbose_name='他处可保留的理由')),
                ('article', models.CharField(max_length=100, verbose_name='依据条款')),
                ('reason', models.CharField(max_length=300, verbose_name='理由')),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer')),
            ],
            options={
                'verbose_name': '隐去区域',
            },
        ),
        migrations.CreateModel(
            name='ProactiveProposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
                ('title', models.CharField(max_length=300, verbose_name='信息名称')),
                ('source', models.CharField(choices=[('DETECTED', '多人申请同一信息'), ('APPLICANT', '申请人建议')], max_length=20, verbose_name='来源')),
                ('matter', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.matter')),
                ('state', models.CharField(choices=[('OPEN', '待研究'), ('ACCEPTED', '纳入主动公开'), ('DECLINED', '不予纳入')], default='OPEN', max_length=10, verbose_name='状态')),
                ('proposed_at', models.DateTimeField(verbose_name='提出时间')),
                ('decision', models.CharField(blank=True, max_length=500, verbose_name='决定说明')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer')),
                ('decided_at', models.DateTimeField(null=True, verbose_name='决定时间')),
                ('requests', models.ManyToManyField(related_name='+', to='casework.disclosurerequest')),
            ],
            options={
                'verbose_name': '主动公开建议',
            },
        ),
        migrations.CreateModel(
            name='DisclosureLogEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('request', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='log_entry', to='casework.disclosurerequest')),
                ('state', models.CharField(choices=[('WAITING', '待整理'), ('PREPARED', '待复核'), ('PUBLISHED', '已公示'), ('EXEMPT', '不予公示')], default='WAITING', max_length=10, verbose_name='状态')),
                ('title', models.CharField(blank=True, max_length=300, verbose_name='申请事项')),
                ('summary', models.TextField(blank=True, verbose_name='答复摘要')),
                ('visible_from', models.DateField(verbose_name='公示起始日')),
                ('exempt_reason', models.CharField(blank=True, max_length=300, verbose_name='不予公示理由')),
                ('prepared_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer')),
                ('checked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer')),
                ('published_at', models.DateTimeField(null=True, verbose_name='公示时间')),
            ],
            options={
                'verbose_name': '依申请公开公示',
                'constraints': [models.CheckConstraint(condition=models.Q(('checked_by', None), models.Q(('checked_by', models.F('prepared_by')), _negated=True), _connector='OR'), name='log_entry_checked_by_another'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'EXEMPT'), _negated=True), models.Q(('exempt_reason', ''), _negated=True), _connector='OR'), name='exemption_has_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='Archive',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='archives', to='casework.disclosurerequest')),
                ('bundle', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.casefile')),
                ('pdf', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.casefile')),
                ('index', models.JSONField(verbose_name='卷内目录')),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer')),
                ('archived_at', models.DateTimeField(verbose_name='归档时间')),
            ],
            options={
                'verbose_name': '归档',
            },
        ),
    ]
