"""Tells where the tickets stand that were on record before their steps were."""

from django.db import migrations
from django.db.models import F


def tell_states(apps, schema_editor):
    tickets = apps.get_model("hotline", "Ticket").objects.filter(version=0)
    tickets.filter(first_due_on=None).update(first_due_on=F("due_on"))
    tickets.filter(source="SITE_MESSAGE").update(state="HANDLING")
    tickets.filter(fed_back_on__isnull=False).update(state="REPLIED")
    tickets.filter(closed_on__isnull=False).update(state="CLOSED")


class Migration(migrations.Migration):

    dependencies = [
        ("hotline", "0005_indexes"),
    ]

    operations = [
        migrations.RunPython(tell_states, migrations.RunPython.noop),
    ]
