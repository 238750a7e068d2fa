from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('fund_services', '0005_indexes_and_constraints'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='certificate',
            index=models.Index(fields=['agency', 'employer_no', '-issued_at'], name='certificate_of_unit'),
        ),
        migrations.AddIndex(
            model_name='certificate',
            index=models.Index(fields=['agency', 'owner_digest', '-issued_at'], name='certificate_of_one'),
        ),
        migrations.AddIndex(
            model_name='certificate',
            index=models.Index(fields=['agency', '-issued_at'], name='certificate_log'),
        ),
        migrations.AddConstraint(
            model_name='certificate',
            constraint=models.UniqueConstraint(fields=('agency', 'kind', 'year', 'number'), name='certificate_number_once'),
        ),
        migrations.AddConstraint(
            model_name='certificate',
            constraint=models.UniqueConstraint(fields=('agency', 'certificate_no'), name='certificate_no_once'),
        ),
        migrations.AddConstraint(
            model_name='certificate',
            constraint=models.UniqueConstraint(fields=('agency', 'once'), name='certificate_form_once'),
        ),
        migrations.AddConstraint(
            model_name='certificate',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('revoked_at', None), ('revoked_by', None)), models.Q(('revoked_at__isnull', False), ('revoked_by__isnull', False), models.Q(('revocation_reason', ''), _negated=True)), _connector='OR'), name='revoked_certificate_says_why'),
        ),
        migrations.AddConstraint(
            model_name='servicelimits',
            constraint=models.UniqueConstraint(fields=('agency', 'in_force_from'), name='service_limits_once'),
        ),
        migrations.AddIndex(
            model_name='signinfailure',
            index=models.Index(fields=['agency', 'number_digest', '-at'], name='sign_in_failure_of'),
        ),
        migrations.AddIndex(
            model_name='signinfailure',
            index=models.Index(fields=['at'], name='sign_in_failure_at'),
        ),
        migrations.AddIndex(
            model_name='slotplan',
            index=models.Index(fields=['counter', 'weekday', 'from_on'], name='slot_plan_day'),
        ),
        migrations.AddConstraint(
            model_name='slotplan',
            constraint=models.UniqueConstraint(fields=('counter', 'group', 'weekday', 'starts', 'from_on'), name='slot_plan_once'),
        ),
        migrations.AddConstraint(
            model_name='slotplan',
            constraint=models.CheckConstraint(condition=models.Q(('ends__gt', models.F('starts'))), name='slot_plan_ends_later'),
        ),
        migrations.AddConstraint(
            model_name='slotplan',
            constraint=models.CheckConstraint(condition=models.Q(('until_on', None), ('until_on__gte', models.F('from_on')), _connector='OR'), name='slot_plan_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='slotplan',
            constraint=models.CheckConstraint(condition=models.Q(('weekday__gte', 1), ('weekday__lte', 8)), name='slot_plan_weekday'),
        ),
    ]
