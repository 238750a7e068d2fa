import django.db.models.deletion
import gongkai.privacy.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('hotline', '0003_desk_and_tickets'),
    ]

    operations = [
        migrations.AddField(
            model_name='call',
            name='waited',
            field=models.PositiveIntegerField(null=True, verbose_name='排队秒数'),
        ),
        migrations.AddField(
            model_name='ticket',
            name='accepted_at',
            field=models.DateTimeField(null=True, verbose_name='受理时间'),
        ),
        migrations.AddField(
            model_name='ticket',
            name='attitude',
            field=models.CharField(blank=True, choices=[('SATISFIED', '满意'), ('FAIRLY_SATISFIED', '基本满意'), ('DISSATISFIED', '不满意')], default='', max_length=20, verbose_name='对态度的评价'),
        ),
        migrations.AddField(
            model_name='ticket',
            name='awaits_call_back',
            field=models.BooleanField(default=False, verbose_name='待回访'),
        ),
        migrations.AddField(
            model_name='ticket',
            name='content',
            field=gongkai.privacy.fields.EncryptedTextField(blank=True, default='', verbose_name='诉求原文'),
        ),
        migrations.AddField(
            model_name='ticket',
            name='department',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.department', verbose_name='主办科室'),
        ),
        migrations.AddField(
            model_name='ticket',
            name='drafted_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer', verbose_name='拟稿人'),
        ),
        migrations.AddField(
            model_name='ticket',
            name='due_at',
            field=models.DateTimeField(null=True, verbose_name='反馈时限'),
        ),
        migrations.AddField(
            model_name='ticket',
            name='email',
            field=gongkai.privacy.fields.EncryptedTextField(blank=True, default='', verbose_name='电子邮箱'),
        ),
        migrations.AddField(
            model_name='ticket',
            name='extension_until',
            field=models.DateField(null=True, verbose_name='申请延期至'),
        ),
        migrations.AddField(
            model_name='ticket',
            name='first_due_on',
            field=models.DateField(null=True, verbose_name='原反馈期限'),
        ),
        migrations.AddField(
            model_name='ticket',
            name='handler',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer', verbose_name='承办人'),
        ),
        migrations.AddField(
            model_name='ticket',
            name='is_secret',
            field=models.BooleanField(default=False, verbose_name='来源保密'),
        ),
        migrations.AddField(
            model_name='ticket',
            name='is_supervised',
            field=models.BooleanField(default=False, verbose_name='督办'),
        ),
        migrations.AddField(
            model_name='ticket',
            name='merged_into',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hotline.ticket', verbose_name='并入工单'),
        ),
        migrations.AddField(
            model_name='ticket',
            name='moved',
            field=models.PositiveSmallIntegerField(default=0, verbose_name='改派次数'),
        ),
        migrations.AddField(
            model_name='ticket',
            name='outside_no',
            field=models.CharField(blank=True, default='', max_length=60, verbose_name='平台工单号'),
        ),
        migrations.AddField(
            model_name='ticket',
            name='person_name',
            field=gongkai.privacy.fields.EncryptedTextField(blank=True, default='', verbose_name='诉求人'),
        ),
        migrations.AddField(
            model_name='ticket',
            name='phone',
            field=gongkai.privacy.fields.EncryptedTextField(blank=True, default='', verbose_name='联系电话'),
        ),
        migrations.AddField(
            model_name='ticket',
            name='phone_digest',
            field=models.CharField(blank=True, default='', max_length=64),
        ),
        migrations.AddField(
            model_name='ticket',
            name='reopened',
            field=models.PositiveSmallIntegerField(default=0, verbose_name='二次办理次数'),
        ),
        migrations.AddField(
            model_name='ticket',
            name='repeats',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hotline.ticket', verbose_name='重复于'),
        ),
        migrations.AddField(
            model_name='ticket',
            name='reply',
            field=gongkai.privacy.fields.EncryptedTextField(blank=True, default='', verbose_name='答复'),
        ),
        migrations.AddField(
            model_name='ticket',
            name='state',
            field=models.CharField(choices=[('RECEIVED', '待派单'), ('DISPATCHED', '待签收'), ('HANDLING', '办理中'), ('RETURN_ASKED', '退单待审'), ('REPLIED', '已反馈'), ('CLOSED', '已办结'), ('MERGED', '已并单'), ('CONVERTED', '已转出'), ('SET_ASIDE', '不予受理')], default='RECEIVED', max_length=12, verbose_name='状态'),
        ),
        migrations.AddField(
            model_name='ticket',
            name='urged',
            field=models.PositiveSmallIntegerField(default=0, verbose_name='催办次数'),
        ),
        migrations.AddField(
            model_name='ticket',
            name='urgency',
            field=models.CharField(choices=[('ORDINARY', '一般'), ('COMPLEX', '复杂'), ('URGENT', '紧急')], default='ORDINARY', max_length=10, verbose_name='缓急'),
        ),
        migrations.AddField(
            model_name='ticket',
            name='version',
            field=models.PositiveIntegerField(default=0, verbose_name='版本'),
        ),
        migrations.AlterField(
            model_name='ticket',
            name='source',
            field=models.CharField(blank=True, choices=[('CALL', '热线来电'), ('PLATFORM', '12345派单'), ('SITE_MESSAGE', '网站留言'), ('WECHAT', '微信留言'), ('LETTER', '来信'), ('VISIT', '来访'), ('REQUEST', '依申请公开转来')], default='', max_length=20, verbose_name='来源'),
        ),
        migrations.AddField(
            model_name='callback',
            name='officer',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer', verbose_name='回访人'),
        ),
        migrations.AddField(
            model_name='callback',
            name='ticket',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hotline.ticket'),
        ),
        migrations.AddField(
            model_name='callbacksetting',
            name='agency',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency'),
        ),
        migrations.AddField(
            model_name='callbacksetting',
            name='set_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer'),
        ),
        migrations.AddField(
            model_name='cohandling',
            name='department',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.department', verbose_name='会办科室'),
        ),
        migrations.AddField(
            model_name='cohandling',
            name='ticket',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='hotline.ticket'),
        ),
        migrations.AddField(
            model_name='importmapping',
            name='agency',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency'),
        ),
        migrations.AddField(
            model_name='importmapping',
            name='made_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer'),
        ),
        migrations.AddField(
            model_name='importrun',
            name='agency',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency'),
        ),
        migrations.AddField(
            model_name='importrun',
            name='mapping',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hotline.importmapping'),
        ),
        migrations.AddField(
            model_name='importrun',
            name='officer',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer'),
        ),
        migrations.AddField(
            model_name='missedcall',
            name='agency',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency'),
        ),
        migrations.AddField(
            model_name='platformfault',
            name='agency',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='agencies.agency'),
        ),
        migrations.AddField(
            model_name='platformfault',
            name='seen_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer'),
        ),
        migrations.AddField(
            model_name='platformlink',
            name='agency',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency'),
        ),
        migrations.AddField(
            model_name='platformlink',
            name='set_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer'),
        ),
        migrations.AddField(
            model_name='platformordertaken',
            name='agency',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='agencies.agency'),
        ),
        migrations.AddField(
            model_name='platformtelling',
            name='agency',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency'),
        ),
        migrations.AddField(
            model_name='publicreply',
            name='agency',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency'),
        ),
        migrations.AddField(
            model_name='publicreply',
            name='prepared_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer', verbose_name='整理人'),
        ),
        migrations.AddField(
            model_name='publicreply',
            name='published_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer', verbose_name='选登审核人'),
        ),
        migrations.AddField(
            model_name='publicreply',
            name='ticket',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hotline.ticket'),
        ),
        migrations.AddField(
            model_name='ticketevent',
            name='department',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.department', verbose_name='科室'),
        ),
        migrations.AddField(
            model_name='ticketevent',
            name='officer',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer', verbose_name='经办'),
        ),
        migrations.AddField(
            model_name='ticketevent',
            name='ticket',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='hotline.ticket'),
        ),
        migrations.AddField(
            model_name='platformtelling',
            name='event',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hotline.ticketevent'),
        ),
        migrations.AddField(
            model_name='ticketlimits',
            name='agency',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency'),
        ),
        migrations.AddField(
            model_name='ticketlimits',
            name='set_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer'),
        ),
        migrations.AddField(
            model_name='ticketreminder',
            name='ticket',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='hotline.ticket'),
        ),
        migrations.AddField(
            model_name='topic',
            name='agency',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency'),
        ),
        migrations.AddField(
            model_name='topic',
            name='parent',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hotline.topic'),
        ),
        migrations.AddField(
            model_name='topic',
            name='top',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hotline.topic'),
        ),
        migrations.AddField(
            model_name='call',
            name='topic',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hotline.topic', verbose_name='业务类别'),
        ),
        migrations.AddField(
            model_name='ticket',
            name='topic',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hotline.topic', verbose_name='业务类别'),
        ),
        migrations.AddIndex(
            model_name='call',
            index=models.Index(fields=['agency', 'number_digest', '-called_on'], name='call_caller'),
        ),
        migrations.AddIndex(
            model_name='call',
            index=models.Index(fields=['agent', 'called_on'], name='call_agent'),
        ),
        migrations.AddIndex(
            model_name='call',
            index=models.Index(fields=['agency', '-called_on', '-id'], name='call_list'),
        ),
        migrations.AddIndex(
            model_name='ticket',
            index=models.Index(fields=['agency', 'accepted_on', 'closed_on', 'days_taken', 'call_back_due', 'reached', 'opinion', 'attitude', 'reopened', 'moved', 'repeats'], name='ticket_count'),
        ),
        migrations.AddIndex(
            model_name='ticket',
            index=models.Index(fields=['agency', 'due_on', 'fed_back_on', 'closed_on'], name='ticket_due_count'),
        ),
    ]
