import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('fund_services', '0004_relations'),
    ]

    operations = [
        migrations.AddField(
            model_name='applicationdraft',
            name='account',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='fund_services.onlineaccount'),
        ),
        migrations.AddField(
            model_name='application',
            name='account',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='fund_services.onlineaccount'),
        ),
        migrations.AddField(
            model_name='agentapplication',
            name='account',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='fund_services.onlineaccount'),
        ),
        migrations.AddField(
            model_name='accountsession',
            name='account',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='fund_services.onlineaccount'),
        ),
        migrations.AddField(
            model_name='accountevent',
            name='account',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='fund_services.onlineaccount'),
        ),
        migrations.AddField(
            model_name='outsideidentity',
            name='account',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='fund_services.onlineaccount'),
        ),
        migrations.AddField(
            model_name='receiptseries',
            name='agency',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency'),
        ),
        migrations.AddField(
            model_name='sealkey',
            name='agency',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency'),
        ),
        migrations.AddField(
            model_name='sealkey',
            name='registered_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer'),
        ),
        migrations.AddField(
            model_name='sealkey',
            name='retired_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer'),
        ),
        migrations.AddField(
            model_name='certificate',
            name='seal_key',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='fund_services.sealkey'),
        ),
        migrations.AddField(
            model_name='servicelimits',
            name='agency',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency'),
        ),
        migrations.AddField(
            model_name='servicelimits',
            name='set_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer'),
        ),
        migrations.AddField(
            model_name='signinfailure',
            name='agency',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency'),
        ),
        migrations.AddField(
            model_name='slotplan',
            name='counter',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='fund_services.counter'),
        ),
        migrations.AddField(
            model_name='slotplan',
            name='made_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer'),
        ),
        migrations.AddIndex(
            model_name='accountcode',
            index=models.Index(fields=['agency', 'subject_digest', 'purpose'], name='account_code_of'),
        ),
        migrations.AddIndex(
            model_name='accountcode',
            index=models.Index(fields=['until_at'], name='account_code_until'),
        ),
        migrations.AddConstraint(
            model_name='accountcode',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('purpose', 'COUNTER'), _negated=True), ('issued_by__isnull', False), _connector='OR'), name='counter_code_has_its_officer'),
        ),
        migrations.AddIndex(
            model_name='applicationevent',
            index=models.Index(fields=['application', 'at'], name='application_history'),
        ),
        migrations.AddConstraint(
            model_name='applicationevent',
            constraint=models.UniqueConstraint(fields=('application', 'sequence'), name='application_event_once'),
        ),
        migrations.AddConstraint(
            model_name='applicationreminder',
            constraint=models.UniqueConstraint(fields=('application', 'kind', 'due_on'), name='application_reminder_once'),
        ),
        migrations.AddConstraint(
            model_name='appointmentseries',
            constraint=models.UniqueConstraint(fields=('agency', 'year'), name='appointment_series_once'),
        ),
        migrations.AddConstraint(
            model_name='bookingsetting',
            constraint=models.UniqueConstraint(fields=('agency', 'in_force_from'), name='booking_setting_once_a_day'),
        ),
        migrations.AddConstraint(
            model_name='certificateseries',
            constraint=models.UniqueConstraint(fields=('agency', 'kind', 'year'), name='certificate_series_once'),
        ),
        migrations.AddConstraint(
            model_name='certificatesetting',
            constraint=models.UniqueConstraint(fields=('agency', 'kind'), name='certificate_setting_once'),
        ),
        migrations.AddIndex(
            model_name='coreentry',
            index=models.Index(fields=['account', 'on'], name='core_entry_by_day'),
        ),
        migrations.AddConstraint(
            model_name='coreborrower',
            constraint=models.UniqueConstraint(fields=('loan', 'account'), name='core_borrower_once'),
        ),
        migrations.AddIndex(
            model_name='coresending',
            index=models.Index(condition=models.Q(('next_at__isnull', False)), fields=['next_at'], name='core_sending_due'),
        ),
        migrations.AddIndex(
            model_name='coresending',
            index=models.Index(fields=['application'], name='core_sending_of'),
        ),
        migrations.AddConstraint(
            model_name='counter',
            constraint=models.UniqueConstraint(condition=models.Q(('closed_on', None)), fields=('agency', 'name'), name='counter_name_once'),
        ),
        migrations.AddConstraint(
            model_name='counter',
            constraint=models.CheckConstraint(condition=models.Q(('closed_on', None), ('closed_on__gte', models.F('opened_on')), _connector='OR'), name='counter_closes_after_it_opens'),
        ),
        migrations.AddIndex(
            model_name='appointmentslot',
            index=models.Index(fields=['on', 'counter'], name='appointment_slot_day'),
        ),
        migrations.AddConstraint(
            model_name='appointmentslot',
            constraint=models.UniqueConstraint(fields=('counter', 'group', 'on', 'starts'), name='appointment_slot_once'),
        ),
        migrations.AddConstraint(
            model_name='appointmentslot',
            constraint=models.CheckConstraint(condition=models.Q(('taken__lte', models.F('capacity'))), name='no_slot_is_given_twice'),
        ),
        migrations.AddConstraint(
            model_name='counterclosure',
            constraint=models.UniqueConstraint(fields=('counter', 'on'), name='closure_once'),
        ),
        migrations.AddConstraint(
            model_name='agentnaming',
            constraint=models.UniqueConstraint(condition=models.Q(('settled_at', None)), fields=('agency', 'employer_no', 'identity_digest'), name='named_once_per_employer'),
        ),
        migrations.AddConstraint(
            model_name='formfile',
            constraint=models.UniqueConstraint(fields=('item', 'kind', 'fmt'), name='form_file_once'),
        ),
        migrations.AddConstraint(
            model_name='formversion',
            constraint=models.UniqueConstraint(fields=('item', 'number'), name='form_version_once'),
        ),
        migrations.AddConstraint(
            model_name='fundrules',
            constraint=models.UniqueConstraint(fields=('agency', 'in_force_from'), name='fund_rules_once'),
        ),
        migrations.AddIndex(
            model_name='guideversion',
            index=models.Index(fields=['item', 'state', 'in_force_from'], name='guide_in_force'),
        ),
        migrations.AddConstraint(
            model_name='guideversion',
            constraint=models.UniqueConstraint(fields=('item', 'number'), name='guide_version_once'),
        ),
        migrations.AddConstraint(
            model_name='guideversion',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['DRAFT', 'IN_REVIEW'])), fields=('item',), name='one_guide_written_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='guideversion',
            constraint=models.CheckConstraint(condition=models.Q(('released_by', None), ('written_by', None), models.Q(('released_by', models.F('written_by')), _negated=True), _connector='OR'), name='nobody_releases_his_own_guide'),
        ),
        migrations.AddConstraint(
            model_name='guideversion',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['DRAFT', 'IN_REVIEW']), models.Q(('in_force_from__isnull', False), ('released_at__isnull', False)), _connector='OR'), name='guide_in_use_was_released'),
        ),
        migrations.AddConstraint(
            model_name='guideversion',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['DRAFT', 'IN_REVIEW']), ('written_by', None), ('released_by__isnull', False), _connector='OR'), name='guide_written_is_released_by_one'),
        ),
        migrations.AddConstraint(
            model_name='onlineaccount',
            constraint=models.UniqueConstraint(condition=models.Q(('deleted_at', None)), fields=('agency', 'identity_digest'), name='online_account_once'),
        ),
        migrations.AddConstraint(
            model_name='onlineaccount',
            constraint=models.UniqueConstraint(condition=models.Q(('deleted_at', None), models.Q(('phone_digest', ''), _negated=True)), fields=('agency', 'phone_digest'), name='online_phone_once'),
        ),
        migrations.AddConstraint(
            model_name='onlineaccount',
            constraint=models.CheckConstraint(condition=models.Q(('deleted_at', None), models.Q(('account_no', ''), ('identity_digest', ''), ('password', ''), ('phone_digest', '')), _connector='OR'), name='deleted_account_is_empty'),
        ),
        migrations.AddIndex(
            model_name='employeragent',
            index=models.Index(fields=['employer_no', 'until_at'], name='agent_of_employer'),
        ),
        migrations.AddConstraint(
            model_name='employeragent',
            constraint=models.UniqueConstraint(condition=models.Q(('until_at', None)), fields=('account', 'employer_no'), name='agent_once_per_employer'),
        ),
        migrations.AddIndex(
            model_name='certificateevent',
            index=models.Index(fields=['certificate', 'at'], name='certificate_history'),
        ),
        migrations.AddIndex(
            model_name='batchupload',
            index=models.Index(condition=models.Q(('state__in', ['WAITING', 'CHECKING'])), fields=['uploaded_at'], name='batch_upload_open'),
        ),
        migrations.AddIndex(
            model_name='appointmentbooking',
            index=models.Index(fields=['slot', 'state'], name='booking_of_slot'),
        ),
        migrations.AddIndex(
            model_name='appointmentbooking',
            index=models.Index(fields=['agency', 'phone_digest', 'state'], name='booking_of_phone'),
        ),
        migrations.AddIndex(
            model_name='appointmentbooking',
            index=models.Index(condition=models.Q(('state__in', ['BOOKED', 'ARRIVED'])), fields=['slot'], name='booking_open'),
        ),
        migrations.AddIndex(
            model_name='appointmentbooking',
            index=models.Index(fields=['account'], name='booking_of_account'),
        ),
        migrations.AddConstraint(
            model_name='appointmentbooking',
            constraint=models.UniqueConstraint(fields=('agency', 'register_no'), name='booking_no_once'),
        ),
        migrations.AddConstraint(
            model_name='appointmentbooking',
            constraint=models.UniqueConstraint(fields=('agency', 'token'), name='booking_form_once'),
        ),
        migrations.AddConstraint(
            model_name='appointmentbooking',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'BOOKED')), fields=('agency', 'person_digest', 'item'), name='one_open_booking_per_item'),
        ),
        migrations.AddConstraint(
            model_name='applicationdraft',
            constraint=models.UniqueConstraint(fields=('account', 'item', 'employer_no'), name='one_draft_per_item'),
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(fields=['agency', 'state', 'due_on'], name='application_queue'),
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(fields=['account', 'filed_at'], name='application_of_account'),
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(fields=['employer_no', 'filed_at'], name='application_of_employer'),
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(fields=['agency', 'item', 'closed_on'], name='application_by_item'),
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(condition=models.Q(('closed_on', None)), fields=['due_on'], name='application_open_due'),
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(condition=models.Q(('closed_on', None)), fields=['agency', 'handler', 'state', 'due_on', 'proposed_by', 'decided_on'], name='application_open'),
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(fields=['agency', 'filed_at', 'item'], name='application_by_filing'),
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(fields=['agency', 'closed_on', 'item', 'state', 'days_taken', 'decided_on', 'due_on', 'opinion'], name='application_closed'),
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(condition=models.Q(('closed_on__isnull', False), ('delivered_on', None)), fields=['agency', 'state', 'closed_on'], name='application_to_deliver'),
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(fields=['agency', 'account_no'], name='application_account_no'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.UniqueConstraint(fields=('agency', 'receipt_no'), name='application_no_once'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.UniqueConstraint(fields=('account', 'token'), name='application_form_once'),
        ),
        migrations.AddIndex(
            model_name='agentapplication',
            index=models.Index(fields=['agency', 'state', 'filed_at'], name='agent_application_queue'),
        ),
        migrations.AddConstraint(
            model_name='agentapplication',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'WAITING')), fields=('account', 'employer_no'), name='agent_application_once'),
        ),
        migrations.AddIndex(
            model_name='accountsession',
            index=models.Index(fields=['account', 'ended_at'], name='account_session_open'),
        ),
        migrations.AddIndex(
            model_name='accountevent',
            index=models.Index(fields=['account', '-at'], name='account_event_of'),
        ),
        migrations.AddConstraint(
            model_name='outsideidentity',
            constraint=models.UniqueConstraint(fields=('issuer', 'subject_digest'), name='outside_identity_once'),
        ),
        migrations.AddConstraint(
            model_name='receiptseries',
            constraint=models.UniqueConstraint(fields=('agency', 'year'), name='receipt_series_once'),
        ),
        migrations.AddConstraint(
            model_name='sealkey',
            constraint=models.UniqueConstraint(fields=('agency', 'fingerprint'), name='seal_key_once'),
        ),
        migrations.AddIndex(
            model_name='certificate',
            index=models.Index(fields=['account', '-issued_at'], name='certificate_of_account'),
        ),
    ]
