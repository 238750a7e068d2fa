import django.db.models.deletion
import gongkai.privacy.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0002_letters'),
        ('casework', '0003_handling'),
        ('review', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='casework.disclosurerequest')),
                ('kind', models.CharField(choices=[('REGISTRATION_RECEIPT', '登记回执'), ('CORRECTION_NOTICE', '补正告知书'), ('REASONS_REQUEST', '说明理由告知书'), ('DELAY_NOTICE', '延迟答复告知书'), ('EXTENSION_NOTICE', '延期答复告知书'), ('THIRD_PARTY_CONSULTATION', '征求意见书（第三方）'), ('THIRD_PARTY_NOTICE', '公开告知书（第三方）'), ('CO_MAKER_CONSULTATION', '征求意见书（共同制作机关）'), ('FEE_NOTICE', '收费通知书'), ('TRANSFER', '转送函'), ('REPLY', '答复书'), ('SERVICE_RECORD', '送达回证')], max_length=40, verbose_name='文书种类')),
                ('outcome', models.CharField(blank=True, max_length=40, verbose_name='答复类型')),
                ('consultation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='casework.consultation')),
                ('title', models.CharField(max_length=200, verbose_name='标题')),
                ('addressee', gongkai.privacy.fields.EncryptedTextField(verbose_name='主送')),
                ('body', gongkai.privacy.fields.EncryptedTextField(verbose_name='正文')),
                ('terms', models.JSONField(default=dict, verbose_name='办理事项')),
                ('template_version', models.PositiveIntegerField(default=0, verbose_name='模板版本')),
                ('state', models.CharField(choices=[('DRAFT', '起草中'), ('IN_REVIEW', '审签中'), ('APPROVED', '已通过审签'), ('ISSUED', '已发出'), ('VOID', '已作废')], default='DRAFT', max_length=10, verbose_name='状态')),
                ('content_hash', models.CharField(max_length=64, verbose_name='内容摘要')),
                ('drafter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer')),
                ('drafted_at', models.DateTimeField(verbose_name='起草时间')),
                ('review_round', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='review.round')),
                ('number', models.CharField(blank=True, max_length=100, verbose_name='文号')),
                ('dated_on', models.DateField(null=True, verbose_name='成文日期')),
                ('event', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.caseevent')),
                ('pdf', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.casefile')),
                ('docx', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.casefile')),
                ('enclosures', models.ManyToManyField(related_name='+', to='casework.casefile')),
            ],
            options={
                'verbose_name': '文书',
                'constraints': [models.UniqueConstraint(condition=models.Q(('kind', 'REPLY'), models.Q(('state', 'VOID'), _negated=True)), fields=('request',), name='one_reply_at_a_time'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'ISSUED'), _negated=True), models.Q(('number', ''), _negated=True), _connector='OR'), name='sent_letter_has_a_number')],
            },
        ),
        migrations.CreateModel(
            name='LetterTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
                ('kind', models.CharField(choices=[('REGISTRATION_RECEIPT', '登记回执'), ('CORRECTION_NOTICE', '补正告知书'), ('REASONS_REQUEST', '说明理由告知书'), ('DELAY_NOTICE', '延迟答复告知书'), ('EXTENSION_NOTICE', '延期答复告知书'), ('THIRD_PARTY_CONSULTATION', '征求意见书（第三方）'), ('THIRD_PARTY_NOTICE', '公开告知书（第三方）'), ('CO_MAKER_CONSULTATION', '征求意见书（共同制作机关）'), ('FEE_NOTICE', '收费通知书'), ('TRANSFER', '转送函'), ('REPLY', '答复书'), ('SERVICE_RECORD', '送达回证')], max_length=40, verbose_name='文书种类')),
                ('outcome', models.CharField(blank=True, max_length=40, verbose_name='答复类型')),
                ('version', models.PositiveIntegerField(verbose_name='版本')),
                ('title', models.CharField(max_length=200, verbose_name='标题')),
                ('body', models.TextField(verbose_name='正文')),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer')),
                ('edited_at', models.DateTimeField(verbose_name='修改时间')),
            ],
            options={
                'verbose_name': '文书模板',
                'constraints': [models.UniqueConstraint(fields=('agency', 'kind', 'outcome', 'version'), name='template_version_once')],
            },
        ),
        migrations.CreateModel(
            name='NumberSeries',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
                ('year', models.PositiveSmallIntegerField(verbose_name='年份')),
                ('series', models.CharField(max_length=40, verbose_name='字号')),
                ('last', models.PositiveIntegerField(default=0, verbose_name='已用至')),
            ],
            options={
                'verbose_name': '编号册',
                'constraints': [models.UniqueConstraint(fields=('agency', 'year', 'series'), name='series_once_a_year')],
            },
        ),
        migrations.CreateModel(
            name='RegisteredNumber',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('series', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='numbers', to='casework.numberseries')),
                ('number', models.PositiveIntegerField(verbose_name='序号')),
                ('letter', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.letter')),
                ('text', models.CharField(max_length=100, verbose_name='文号')),
                ('registered_at', models.DateTimeField(verbose_name='登记时间')),
            ],
            options={
                'verbose_name': '发文登记',
                'constraints': [models.UniqueConstraint(fields=('series', 'number'), name='number_once_a_series')],
            },
        ),
        migrations.CreateModel(
            name='Service',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('letter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='services', to='casework.letter')),
                ('method', models.CharField(choices=[('COUNTER', '当面送达'), ('REGISTERED_MAIL', '挂号信或邮政特快专递'), ('EMAIL', '电子邮件'), ('PORTAL', '网上送达')], max_length=20, verbose_name='送达方式')),
                ('sent_on', models.DateField(verbose_name='寄发日期')),
                ('tracking_no', models.CharField(blank=True, max_length=60, verbose_name='邮件号')),
                ('recipient', models.CharField(blank=True, max_length=50, verbose_name='签收人')),
                ('served_on', models.DateField(null=True, verbose_name='送达日期')),
                ('failed_on', models.DateField(null=True, verbose_name='未成日期')),
                ('failure', models.CharField(blank=True, max_length=300, verbose_name='未成原因')),
                ('is_settled', models.BooleanField(default=False, verbose_name='已另行处理')),
                ('proof', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.casefile')),
                ('officer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer')),
                ('recorded_at', models.DateTimeField(verbose_name='登记时间')),
            ],
            options={
                'verbose_name': '送达',
                'constraints': [models.CheckConstraint(condition=models.Q(('served_on', None), ('failed_on', None), _connector='OR'), name='served_or_failed'), models.CheckConstraint(condition=models.Q(('served_on', None), ('served_on__gte', models.F('sent_on')), _connector='OR'), name='served_after_sending')],
            },
        ),
    ]
