"""What every act on a ticket shares: whose it is, what was seen of it, what is put on record."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from gongkai.agencies.models import Department, Officer
from gongkai.agencies.permissions import NotAllowed
from gongkai.audit.operations import record
from gongkai.hotline.models import CoHandling, Ticket, TicketEvent
from gongkai.hotline.permissions import TicketRights, require_ticket_worker
from gongkai.hotline.queries.tickets.history import entries_of, entry_of, registered_entry
from gongkai.rules.ticket_lifecycle import (
    TicketEntry,
    TicketEventKind,
    TicketEventNotAllowed,
    TicketStanding,
    after,
    standing_of,
)

LONGEST_REASON = 300
LONGEST_NOTE = 2000
# With its answer a ticket's caller is to be asked; once it is handled again he is not, for now.
_TO_ASK = (TicketEventKind.REPLIED, TicketEventKind.REOPENED)


class TicketRefused(ValueError):
    """The ticket does not let this be done; the text says why and what to do, in Chinese."""


class TicketChanged(TicketRefused):
    """Somebody did something to the ticket since it was looked at."""


class Act:
    """One act on a ticket that is held for the transaction: who does it, and where it stands."""

    def __init__(
        self, row: Ticket, rights: TicketRights, officer: Officer, on: date, at: datetime
    ) -> None:
        self.row, self.rights, self.officer, self.on, self.at = row, rights, officer, on, at
        self.standing = standing_now(row)

    def enter(
        self,
        kind: TicketEventKind,
        *,
        text: str = "",
        department: Department | None = None,
        columns: Mapping[str, Any] | None = None,
        **detail: Any,
    ) -> Ticket:
        """Put an event on record and bring the ticket's columns in line with it.

        :raises TicketRefused: if it cannot follow on what happened before
        """
        return enter(
            self.row,
            kind,
            officer=self.officer,
            on=self.on,
            at=self.at,
            text=text,
            department=department,
            columns=columns,
            **detail,
        )

    def require_dispatcher(self) -> None:
        """Insist on who dispatches tickets.

        :raises NotAllowed: if the officer is not
        """
        if not self.rights.dispatches:
            raise NotAllowed(
                f"此操作须由{self.row.agency.short_name}的“工单管理员”办理，您没有该角色。"
            )

    def require_handler(self) -> None:
        """Insist on the handlers of the department that has the ticket; of a secret one, on his.

        :raises NotAllowed: if the officer is none
        """
        own = self.row.handler_id in (None, self.officer.pk)
        if not self.rights.handles(self.row.department_id) or (self.row.is_secret and not own):
            unit = self.row.department.name if self.row.department else "主办科室"
            raise NotAllowed(f"此操作须由{unit}的“工单承办人”办理，您没有该角色或不在该科室。")


def began(ticket: Ticket, version: int | None, officer: Officer, on: date, at: datetime) -> Act:
    """Begin an act on a ticket, which is held for the transaction.

    :param version: as it was seen; None where nobody looked, as for jobs and other operations
    :raises NotAllowed: if the officer does not work on the organ's tickets
    :raises TicketChanged: if `version` is not the one on record
    """
    row = held(ticket)
    rights = require_ticket_worker(officer, row.agency, on)
    require_version(row, version)
    return Act(row, rights, officer, on, at)


def held(ticket: Ticket) -> Ticket:
    """Return a ticket held for this transaction."""
    rows = Ticket.objects.select_for_update(of=("self",)).select_related("agency", "department")
    return rows.get(pk=ticket.pk)


def require_version(row: Ticket, version: int | None) -> None:
    """Insist that nothing happened to a held ticket since it was looked at.

    :param version: as it was seen; None where nobody looked
    :raises TicketChanged: if something did
    """
    if version is not None and row.version != version:
        raise TicketChanged(
            "您打开页面后，这件工单有新的办理情况，本次操作未保存；请核对最新情况后再提交一次。"
        )


def require_own_desk(row: Ticket) -> None:
    """Insist that a ticket is handled here and not where its message of the site is.

    :raises TicketRefused: if it came by the site's message box
    """
    if row.is_in_box:
        raise TicketRefused("网站留言（含微信留言）的工单请在网站留言页面办理。")


def standing_now(row: Ticket) -> TicketStanding:
    """Return where a ticket stands by its events; by its columns where a ledger brought it."""
    entries = entries_of(row)
    return standing_of(entries or [registered_entry(row)])


@transaction.atomic
def enter(
    row: Ticket,
    kind: TicketEventKind,
    *,
    officer: Officer | None,
    on: date,
    at: datetime,
    text: str = "",
    department: Department | None = None,
    columns: Mapping[str, Any] | None = None,
    is_audited: bool = True,
    **detail: Any,
) -> Ticket:
    """Put an event on record and bring the columns of a held ticket in line with it.

    :param columns: of the ticket, that do not follow from its events
    :param is_audited: False where what brought it about is on the audit trail itself
    :param detail: dates, keys and codes alone; what persons said belongs into `text`
    :raises TicketRefused: if it cannot follow on what happened before
    """
    entries = entries_of(row)
    if not entries and kind is not TicketEventKind.RECEIVED:
        entries = [_taken_over(row, at)]
    event = TicketEvent(
        ticket=row,
        sequence=len(entries) + 1,
        kind=kind.value,
        on=on,
        at=at,
        officer=officer,
        department=department,
        text=text,
        detail={name: _plain(value) for name, value in detail.items() if value is not None},
    )
    try:
        standing = after(standing_of(entries) if entries else None, entry_of(event))
    except TicketEventNotAllowed as refused:
        raise TicketRefused(str(refused)) from refused
    event.save(force_insert=True)
    stamp(row, standing)
    if kind in _TO_ASK:
        row.awaits_call_back = row.call_back_due and kind is TicketEventKind.REPLIED
    for name, value in (columns or {}).items():
        setattr(row, name, value)
    row.version = event.sequence
    row.save()
    if not is_audited:
        return row
    record(
        action=f"ticket.{kind.value.lower()}",
        subject=row.register_no,
        at=at,
        agency=row.agency,
        officer=officer,
        detail={
            "state": row.state,
            "department": department.name if department else "",
            **event.detail,
        },
    )
    return row


def stamp(row: Ticket, now: TicketStanding) -> None:
    """Set a ticket's columns to where it stands; not saved."""
    row.state = now.state.value
    row.department_id, row.handler_id = now.department, now.handler
    row.accepted_on, row.due_on, row.first_due_on = now.accepted_on, now.due_on, now.first_due_on
    row.due_at, row.fed_back_on, row.closed_on = now.due_at, now.fed_back_on, now.closed_on
    row.days_taken = now.days_taken
    row.drafted_by_id, row.extension_until = now.drafted_by, now.extension_until
    row.merged_into_id, row.repeats_id = now.merged_into, now.repeats
    row.is_supervised, row.urged = now.is_supervised, now.urged
    row.moved, row.reopened = now.moved, now.reopened
    asked = CoHandling.objects.filter(ticket=row)
    there = set(asked.values_list("department", flat=True))
    if there != now.helping:
        asked.exclude(department__in=now.helping).delete()
        CoHandling.objects.bulk_create(
            CoHandling(ticket=row, department_id=key) for key in sorted(now.helping - there)
        )


def required(text: str, label: str, hint: str, most: int = LONGEST_REASON) -> str:
    """Return a text without blanks around it.

    :raises TicketRefused: if it is empty, longer than `most` characters or cannot be kept
    """
    plain = text.replace("\x00", "").strip()
    if not plain:
        raise TicketRefused(f"{label}：未填写，{hint}")
    if len(plain) > most:
        raise TicketRefused(f"{label}：共{len(plain)}个字，最多{most}个字，请缩短。")
    return plain


def here(moment: datetime) -> datetime:
    """Return a moment as clocks show it here."""
    return moment.astimezone(ZoneInfo(settings.TIME_ZONE))


def _taken_over(row: Ticket, at: datetime) -> TicketEntry:
    """Begin the events of a ticket that a ledger brought with what it told."""
    entry = registered_entry(row)
    detail = {
        name: _plain(value)
        for name, value in entry._asdict().items()
        if name not in ("on", "kind") and value
    }
    TicketEvent.objects.create(
        ticket=row, sequence=1, kind=entry.kind.value, on=entry.on, at=at, detail=detail
    )
    return entry


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
