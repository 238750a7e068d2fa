import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('hotline', '0004_fields'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='ticket',
            index=models.Index(fields=['agency', 'closed_on'], name='ticket_closed'),
        ),
        migrations.AddIndex(
            model_name='ticket',
            index=models.Index(condition=models.Q(('closed_on', None)), fields=['agency', 'accepted_on', 'state', 'due_on', 'fed_back_on', 'closed_on'], name='ticket_open'),
        ),
        migrations.AddIndex(
            model_name='ticket',
            index=models.Index(fields=['agency', 'state', 'due_on'], name='ticket_queue'),
        ),
        migrations.AddIndex(
            model_name='ticket',
            index=models.Index(condition=models.Q(('awaits_call_back', True)), fields=['agency', 'fed_back_on'], name='ticket_to_call_back'),
        ),
        migrations.AddIndex(
            model_name='ticket',
            index=models.Index(fields=['department', 'state', 'due_on'], name='ticket_department'),
        ),
        migrations.AddIndex(
            model_name='ticket',
            index=models.Index(fields=['agency', 'phone_digest', '-accepted_on'], name='ticket_caller'),
        ),
        migrations.AddConstraint(
            model_name='call',
            constraint=models.UniqueConstraint(condition=models.Q(('outside_no', ''), _negated=True), fields=('agency', 'outside_no'), name='call_outside_no_once'),
        ),
        migrations.AddConstraint(
            model_name='call',
            constraint=models.CheckConstraint(condition=models.Q(('ended_at', None), models.Q(('began_at__isnull', False), ('ended_at__gte', models.F('began_at'))), _connector='OR'), name='call_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='ticket',
            constraint=models.UniqueConstraint(condition=models.Q(('outside_no', ''), _negated=True), fields=('agency', 'source', 'outside_no'), name='ticket_outside_no_once'),
        ),
        migrations.AddField(
            model_name='waitingcall',
            name='agency',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency'),
        ),
        migrations.AddField(
            model_name='waitingcall',
            name='call',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='hotline.call'),
        ),
        migrations.AddField(
            model_name='waitingcall',
            name='taken_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer', verbose_name='坐席'),
        ),
        migrations.AddIndex(
            model_name='callback',
            index=models.Index(fields=['ticket', 'round', 'state'], name='call_back_ticket'),
        ),
        migrations.AddConstraint(
            model_name='callback',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'CALLING')), fields=('ticket',), name='called_back_by_one'),
        ),
        migrations.AddConstraint(
            model_name='callback',
            constraint=models.UniqueConstraint(condition=models.Q(('link_digest', ''), _negated=True), fields=('link_digest',), name='call_back_link_once'),
        ),
        migrations.AddConstraint(
            model_name='callback',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'REACHED'), models.Q(('attitude', ''), ('opinion', '')), _connector='OR'), name='opinion_was_reached'),
        ),
        migrations.AddConstraint(
            model_name='callback',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'REACHED'), _negated=True), models.Q(('opinion', ''), _negated=True), _connector='OR'), name='reached_has_opinion'),
        ),
        migrations.AddConstraint(
            model_name='cohandling',
            constraint=models.UniqueConstraint(fields=('ticket', 'department'), name='co_handling_once'),
        ),
        migrations.AddConstraint(
            model_name='importmapping',
            constraint=models.UniqueConstraint(fields=('agency', 'kind', 'digest'), name='mapping_once'),
        ),
        migrations.AddIndex(
            model_name='importrun',
            index=models.Index(fields=['agency', '-created_at'], name='import_run_list'),
        ),
        migrations.AddIndex(
            model_name='missedcall',
            index=models.Index(fields=['agency', 'number_digest'], name='missed_call_number'),
        ),
        migrations.AddConstraint(
            model_name='missedcall',
            constraint=models.UniqueConstraint(fields=('agency', 'outside_no'), name='missed_call_once'),
        ),
        migrations.AddConstraint(
            model_name='platformfault',
            constraint=models.UniqueConstraint(fields=('agency', 'number', 'reason'), name='platform_fault_once'),
        ),
        migrations.AddConstraint(
            model_name='platformordertaken',
            constraint=models.UniqueConstraint(fields=('agency', 'key'), name='platform_order_once'),
        ),
        migrations.AddIndex(
            model_name='publicreply',
            index=models.Index(fields=['agency', 'state', '-published_at'], name='public_reply_list'),
        ),
        migrations.AddConstraint(
            model_name='publicreply',
            constraint=models.CheckConstraint(condition=models.Q(('published_by', None), models.Q(('published_by', models.F('prepared_by')), _negated=True), _connector='OR'), name='nobody_publishes_his_own_reply'),
        ),
        migrations.AddConstraint(
            model_name='publicreply',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'PUBLISHED'), _negated=True), models.Q(('published_at__isnull', False), ('published_by__isnull', False)), _connector='OR'), name='published_reply_was_looked_at'),
        ),
        migrations.AddConstraint(
            model_name='ticketevent',
            constraint=models.UniqueConstraint(fields=('ticket', 'sequence'), name='ticket_event_once'),
        ),
        migrations.AddIndex(
            model_name='platformtelling',
            index=models.Index(fields=['agency', 'state', 'event'], name='platform_telling'),
        ),
        migrations.AddConstraint(
            model_name='ticketlimits',
            constraint=models.UniqueConstraint(fields=('agency', 'in_force_from'), name='ticket_limits_once'),
        ),
        migrations.AddConstraint(
            model_name='ticketreminder',
            constraint=models.UniqueConstraint(fields=('ticket', 'kind', 'due_on'), name='ticket_reminder_once'),
        ),
        migrations.AddConstraint(
            model_name='topic',
            constraint=models.UniqueConstraint(fields=('agency', 'code'), name='topic_code_once'),
        ),
        migrations.AddConstraint(
            model_name='topic',
            constraint=models.UniqueConstraint(fields=('agency', 'path'), name='topic_path_once'),
        ),
        migrations.AddIndex(
            model_name='waitingcall',
            index=models.Index(fields=['agency', 'state', 'asked_at'], name='waiting_list'),
        ),
        migrations.AddConstraint(
            model_name='waitingcall',
            constraint=models.UniqueConstraint(condition=models.Q(('outside_no', ''), _negated=True), fields=('agency', 'outside_no'), name='waiting_outside_no_once'),
        ),
        migrations.AddConstraint(
            model_name='waitingcall',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'TAKEN')), fields=('taken_by',), name='one_call_back_at_a_time'),
        ),
    ]
