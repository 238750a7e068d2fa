"""Adding to the trail; nothing else may ever be done to it."""

import json
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction

from gongkai.agencies.models import Agency, Officer
from gongkai.audit.models import ChainHead, Entry


@transaction.atomic(savepoint=False)
def record(
    *,
    action: str,
    subject: str,
    at: datetime,
    agency: Agency | None = None,
    officer: Officer | None = None,
    detail: dict[str, Any] | None = None,
) -> Entry:
    """Add an entry to the end of the chain, within the caller's transaction.

    `detail` is what changed or was read, as JSON; it must hold no identity number or phone.
    """
    sequence, previous = _next_place()
    # Databases write a float in different ways, so that its seal would break: it becomes text.
    text = json.dumps(detail or {}, cls=DjangoJSONEncoder)
    plain = json.loads(text, parse_float=str, parse_constant=str)
    entry = Entry(
        sequence=sequence,
        at=at,
        agency=agency,
        officer=officer,
        action=action,
        subject=subject[:200],
        detail=plain,
    )
    entry.digest = entry.seal(previous)
    entry.save(force_insert=True)
    with connection.cursor() as cursor:
        cursor.execute(_END_HERE, [entry.digest])
    return entry


# Held from the first of these to the end of the transaction, by one writer of all: so they are
# written out, which every database takes, and cost no more than they must.
_GO_ON = (
    'UPDATE audit_chainhead SET "sequence" = "sequence" + 1 WHERE "id" = 1'
    ' RETURNING "sequence", "digest"'
)
_END_HERE = 'UPDATE audit_chainhead SET "digest" = %s WHERE "id" = 1'


def _next_place() -> tuple[int, str]:
    """Return the next number in the chain and the digest before it; no other gets it meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute(_GO_ON)
        place = cursor.fetchone()
        if place is None:
            ChainHead.objects.get_or_create(pk=1)
            cursor.execute(_GO_ON)
            place = cursor.fetchone()
    sequence, digest = place
    return sequence, digest
