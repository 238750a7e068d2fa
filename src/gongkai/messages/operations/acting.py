"""What all acts on dispatches share: refusing, holding a row, putting on record."""

from datetime import date, datetime
from typing import Any

from gongkai.agencies.models import Officer
from gongkai.audit.operations import record
from gongkai.messages.models import Dispatch
from gongkai.messages.permissions import insist, may_handle_dispatches


class DispatchRefused(ValueError):
    """The dispatch does not let this be done; the message says why and what to do, in Chinese."""


def held(dispatch: Dispatch, officer: Officer, on: date) -> Dispatch:
    """Return a dispatch held for the transaction, for somebody who may decide about it.

    :raises NotAllowed: if he may not
    """
    row: Dispatch = (
        Dispatch.objects.select_for_update(of=("self",))
        .select_related("agency", "mail")
        .get(pk=dispatch.pk)
    )
    insist(may_handle_dispatches(officer, row.agency, on), "处理发送记录")
    return row


def note(action: str, row: Dispatch, officer: Officer, at: datetime, **detail: Any) -> None:
    """Record what was done to a dispatch; no address ever is in it."""
    told = {"key": row.key, "way": row.way, "event": row.event, **detail}
    record(
        action=action,
        subject=row.subject or row.key,
        at=at,
        agency=row.agency,
        officer=officer,
        detail=told,
    )


def required(text: str, label: str, most: int) -> str:
    """Return a text without blanks around it.

    :raises DispatchRefused: if it is empty or longer than `most` characters
    """
    plain = text.strip()
    if not plain:
        raise DispatchRefused(f"{label}：未填写，请填写。")
    if len(plain) > most:
        raise DispatchRefused(f"{label}：共{len(plain)}个字，最多{most}个字，请缩短。")
    return plain
