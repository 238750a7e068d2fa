"""What every act on a message shares: whose it is, what was seen of it, what is put on record."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.audit.operations import record
from gongkai.hotline.models import SiteMessage
from gongkai.hotline.operations.tickets.acting import enter, standing_now
from gongkai.hotline.permissions import require_worker
from gongkai.outbox.operations import announce
from gongkai.rules.ticket_lifecycle import TicketEventKind


class MessageRefused(ValueError):
    """The message does not let this be done; the text says why and what to do, in Chinese."""


class MessageChanged(MessageRefused):
    """Somebody did something to the message since it was looked at."""


def locked(message: SiteMessage, version: int, officer: Officer, on: date) -> SiteMessage:
    """Return a message held for this transaction, with its ticket.

    :raises NotAllowed: if the officer does not work on the organ's messages
    :raises MessageChanged: if `version` is not the one on record
    """
    row = held(message)
    require_worker(officer, row.agency, on)
    if row.version != version:
        raise MessageChanged(
            "您打开页面后，这条留言有新的办理情况，本次操作未保存；请核对最新情况后再提交一次。"
        )
    return row


def held(message: SiteMessage) -> SiteMessage:
    """Return a message held for this transaction, with its ticket."""
    rows = SiteMessage.objects.select_for_update(of=("self",)).select_related("agency", "ticket")
    return rows.get(pk=message.pk)


@transaction.atomic
def touch(row: SiteMessage, act: str, officer: Officer | None, at: datetime, **detail: Any) -> None:
    """Save a message with its ticket as acted on, and put the act on record."""
    row.version += 1
    row.ticket.save()
    row.save()
    record(
        action=f"site_message.{act}",
        subject=row.register_no,
        at=at,
        agency=row.agency,
        officer=officer,
        detail={"state": row.state, **detail},
    )


def follow(
    row: SiteMessage,
    kind: TicketEventKind,
    officer: Officer | None,
    on: date,
    at: datetime,
    **detail: Any,
) -> None:
    """Have the message's ticket tell what happened to the message.

    :raises TicketRefused: if it cannot follow on what happened before
    """
    when = {"on": on, "at": at, "is_audited": False}
    answered = kind is TicketEventKind.REPLIED and row.drafted_by is not None
    if answered and not standing_now(row.ticket).has_draft:
        # It was drafted before the ticket's events were kept.
        drafter = row.drafted_by
        drafted = {"text": row.answer, "person": row.drafted_by_id}
        enter(row.ticket, TicketEventKind.DRAFTED, officer=drafter, **when, **drafted)
    enter(row.ticket, kind, officer=officer, **when, **detail)


def announce_counts(row: SiteMessage, kind: str, at: datetime) -> None:
    """Tell followers that the public counts of messages have changed."""
    announce(
        kind=kind,
        subject=str(row.pk),
        at=at,
        agency=row.agency,
        detail={"touches": [f"messages:{row.agency_id}"]},
    )


def required(text: str, label: str, hint: str, most: int) -> str:
    """Return a text without blanks around it.

    :raises MessageRefused: if it is empty or longer than `most` characters
    """
    plain = text.strip()
    if not plain:
        raise MessageRefused(f"{label}：未填写，{hint}")
    if len(plain) > most:
        raise MessageRefused(f"{label}：共{len(plain)}个字，最多{most}个字，请缩短。")
    return plain
