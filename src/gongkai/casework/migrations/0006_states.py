"""Gives the requests that were there before their state, and the digest of their applicant."""

import unicodedata

from django.db import migrations

from gongkai.privacy.digests import keyed_digest
from gongkai.rules.clock import Entry, Event
from gongkai.rules.lifecycle import state_of

_BATCH = 2000


def set_states(apps, schema_editor):
    requests = apps.get_model("casework", "DisclosureRequest").objects
    events = apps.get_model("casework", "CaseEvent").objects
    requests.exclude(closed_on=None).update(state="CLOSED")
    keys = list(requests.filter(closed_on=None).values_list("pk", flat=True))
    for start in range(0, len(keys), _BATCH):
        histories = {key: [] for key in keys[start : start + _BATCH]}
        rows = events.filter(request__in=list(histories), withdrawn_at=None).order_by("on", "pk")
        for key, on, event, subject, reached_on in rows.values_list(
            "request", "on", "event", "subject", "reached_on"
        ):
            histories[key].append(Entry(on, Event(event), subject, reached_on))
        found = list(requests.filter(pk__in=list(histories)))
        for request in found:
            request.state = state_of(histories[request.pk])
        requests.bulk_update(found, ["state"], batch_size=500)


def set_digests(apps, schema_editor):
    requests = apps.get_model("casework", "DisclosureRequest").objects
    found = []
    for request in requests.exclude(identity_number="").only("identity_number").iterator(_BATCH):
        number = unicodedata.normalize("NFKC", request.identity_number)
        request.applicant_digest = keyed_digest("applicant", "".join(number.split()).upper())
        found.append(request)
    requests.bulk_update(found, ["applicant_digest"], batch_size=500)


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0005_severing_and_archive'),
    ]

    operations = [
        migrations.RunPython(set_states, migrations.RunPython.noop),
        migrations.RunPython(set_digests, migrations.RunPython.noop),
    ]
