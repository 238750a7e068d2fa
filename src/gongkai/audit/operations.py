"""Adding to the trail; nothing else may ever be done to it."""

import json
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

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
    head = _held_head()
    # Databases write a float in different ways, so that its seal would break: it becomes text.
    text = json.dumps(detail or {}, cls=DjangoJSONEncoder)
    plain = json.loads(text, parse_float=str, parse_constant=str)
    entry = Entry(
        sequence=head.sequence + 1,
        at=at,
        agency=agency,
        officer=officer,
        action=action,
        subject=subject[:200],
        detail=plain,
    )
    entry.digest = entry.seal(head.digest)
    entry.save(force_insert=True)
    head.sequence, head.digest = entry.sequence, entry.digest
    head.save(update_fields=["sequence", "digest"])
    return entry


def _held_head() -> ChainHead:
    held = ChainHead.objects.select_for_update()
    try:
        head: ChainHead = held.get(pk=1)
    except ChainHead.DoesNotExist:
        ChainHead.objects.get_or_create(pk=1)
        head = held.get(pk=1)
    return head
