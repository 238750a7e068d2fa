import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('fund_services', '0003_more_services'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='serviceitem',
            constraint=models.UniqueConstraint(condition=models.Q(('code', ''), _negated=True), fields=('agency', 'code'), name='service_item_code_once'),
        ),
        migrations.AddField(
            model_name='accountcode',
            name='agency',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency'),
        ),
        migrations.AddField(
            model_name='accountcode',
            name='issued_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer'),
        ),
        migrations.AddField(
            model_name='agentapplication',
            name='agency',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency'),
        ),
        migrations.AddField(
            model_name='agentapplication',
            name='decided_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer'),
        ),
        migrations.AddField(
            model_name='agentmaterial',
            name='application',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='fund_services.agentapplication'),
        ),
        migrations.AddField(
            model_name='agentnaming',
            name='agency',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency'),
        ),
        migrations.AddField(
            model_name='application',
            name='agency',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency'),
        ),
        migrations.AddField(
            model_name='application',
            name='handler',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer', verbose_name='经办人'),
        ),
        migrations.AddField(
            model_name='application',
            name='item',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='fund_services.serviceitem'),
        ),
        migrations.AddField(
            model_name='application',
            name='proposed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer', verbose_name='拟办人'),
        ),
        migrations.AddField(
            model_name='applicationdraft',
            name='item',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='fund_services.serviceitem'),
        ),
        migrations.AddField(
            model_name='applicationevent',
            name='application',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='fund_services.application'),
        ),
        migrations.AddField(
            model_name='applicationevent',
            name='officer',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer'),
        ),
        migrations.AddField(
            model_name='applicationfile',
            name='application',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='fund_services.application'),
        ),
        migrations.AddField(
            model_name='applicationreminder',
            name='application',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='fund_services.application', verbose_name='办件'),
        ),
        migrations.AddField(
            model_name='appointmentbooking',
            name='agency',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency'),
        ),
        migrations.AddField(
            model_name='appointmentbooking',
            name='ended_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer'),
        ),
        migrations.AddField(
            model_name='appointmentbooking',
            name='item',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='fund_services.serviceitem'),
        ),
        migrations.AddField(
            model_name='appointmentseries',
            name='agency',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency'),
        ),
        migrations.AddField(
            model_name='appointmentbooking',
            name='slot',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='fund_services.appointmentslot'),
        ),
        migrations.AddField(
            model_name='bookingsetting',
            name='agency',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency'),
        ),
        migrations.AddField(
            model_name='bookingsetting',
            name='made_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer'),
        ),
        migrations.AddField(
            model_name='certificate',
            name='agency',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency'),
        ),
        migrations.AddField(
            model_name='certificate',
            name='officer',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer'),
        ),
        migrations.AddField(
            model_name='certificate',
            name='revocation_asked_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer'),
        ),
        migrations.AddField(
            model_name='certificate',
            name='revoked_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer'),
        ),
        migrations.AddField(
            model_name='certificateevent',
            name='certificate',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='fund_services.certificate'),
        ),
        migrations.AddField(
            model_name='certificateevent',
            name='officer',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer'),
        ),
        migrations.AddField(
            model_name='certificateseries',
            name='agency',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency'),
        ),
        migrations.AddField(
            model_name='certificatesetting',
            name='agency',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency'),
        ),
        migrations.AddField(
            model_name='certificatesetting',
            name='confirmed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer'),
        ),
        migrations.AddField(
            model_name='coreborrower',
            name='account',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='fund_services.coreaccount'),
        ),
        migrations.AddIndex(
            model_name='corebusiness',
            index=models.Index(condition=models.Q(('settled_at', None)), fields=['due_at'], name='core_business_to_settle'),
        ),
        migrations.AddField(
            model_name='coreaccount',
            name='employer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='fund_services.coreemployer'),
        ),
        migrations.AddField(
            model_name='coreentry',
            name='account',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='fund_services.coreaccount'),
        ),
        migrations.AddField(
            model_name='coreborrower',
            name='loan',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='fund_services.coreloan'),
        ),
        migrations.AddField(
            model_name='coresending',
            name='application',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='fund_services.application', verbose_name='办件'),
        ),
        migrations.AddField(
            model_name='counter',
            name='agency',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency'),
        ),
        migrations.AddField(
            model_name='appointmentslot',
            name='counter',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='fund_services.counter'),
        ),
        migrations.AddField(
            model_name='counterclosure',
            name='counter',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='fund_services.counter'),
        ),
        migrations.AddField(
            model_name='counterclosure',
            name='made_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer'),
        ),
        migrations.AddField(
            model_name='employeragent',
            name='named_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='fund_services.employeragent'),
        ),
        migrations.AddField(
            model_name='certificate',
            name='agent',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='fund_services.employeragent'),
        ),
        migrations.AddField(
            model_name='application',
            name='agent',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='fund_services.employeragent'),
        ),
        migrations.AddField(
            model_name='agentnaming',
            name='agent',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='fund_services.employeragent'),
        ),
        migrations.AddField(
            model_name='agentnaming',
            name='named_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='fund_services.employeragent'),
        ),
        migrations.AddField(
            model_name='agentapplication',
            name='agent',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='fund_services.employeragent'),
        ),
        migrations.AddField(
            model_name='accountsession',
            name='acts_for',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='fund_services.employeragent'),
        ),
        migrations.AddField(
            model_name='formfile',
            name='item',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='fund_services.serviceitem'),
        ),
        migrations.AddField(
            model_name='formversion',
            name='item',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='fund_services.serviceitem'),
        ),
        migrations.AddField(
            model_name='formversion',
            name='made_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer'),
        ),
        migrations.AddField(
            model_name='formversion',
            name='released_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer'),
        ),
        migrations.AddField(
            model_name='batchupload',
            name='form',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='fund_services.formversion'),
        ),
        migrations.AddField(
            model_name='applicationdraft',
            name='form',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='fund_services.formversion'),
        ),
        migrations.AddField(
            model_name='application',
            name='form',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='fund_services.formversion'),
        ),
        migrations.AddField(
            model_name='fundrules',
            name='agency',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency'),
        ),
        migrations.AddField(
            model_name='fundrules',
            name='set_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer'),
        ),
        migrations.AddField(
            model_name='guideversion',
            name='confirmed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer', verbose_name='确认人'),
        ),
        migrations.AddField(
            model_name='guideversion',
            name='item',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='fund_services.serviceitem', verbose_name='服务事项'),
        ),
        migrations.AddField(
            model_name='guideversion',
            name='released_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer', verbose_name='审核人'),
        ),
        migrations.AddField(
            model_name='guideversion',
            name='written_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.officer', verbose_name='拟稿人'),
        ),
        migrations.AddField(
            model_name='onlineaccount',
            name='agency',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency'),
        ),
        migrations.AddField(
            model_name='employeragent',
            name='account',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='fund_services.onlineaccount'),
        ),
        migrations.AddField(
            model_name='certificateevent',
            name='account',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='fund_services.onlineaccount'),
        ),
        migrations.AddField(
            model_name='certificate',
            name='account',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='fund_services.onlineaccount'),
        ),
        migrations.AddField(
            model_name='batchupload',
            name='account',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='fund_services.onlineaccount'),
        ),
        migrations.AddField(
            model_name='appointmentbooking',
            name='account',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='fund_services.onlineaccount'),
        ),
    ]
