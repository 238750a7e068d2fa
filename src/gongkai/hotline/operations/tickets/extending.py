"""A later due day (延期): asked for once, in time, with a reason; the dispatcher decides."""

from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.agencies.queries import working_calendar
from gongkai.hotline.models import Ticket
from gongkai.hotline.operations.caller_telling import tell_of_ticket
from gongkai.hotline.operations.tickets.acting import (
    TicketRefused,
    began,
    require_own_desk,
    required,
)
from gongkai.hotline.queries.tickets.due_days import limit_of
from gongkai.hotline.queries.tickets.people import dispatchers, who_has
from gongkai.messages.operations import notify, settle_notices
from gongkai.rules.ticket_lifecycle import TicketEventKind


@transaction.atomic
def ask_extension(
    *,
    ticket: Ticket,
    version: int,
    until: date,
    reason: str,
    officer: Officer,
    on: date,
    at: datetime,
) -> Ticket:
    """Ask for a later due day, once and before it is there.

    :raises NotAllowed: if the officer is no handler of the department that has it
    :raises TicketChanged: if `version` is not the one on record
    :raises TicketRefused: without a reason, too late, a second time, or beyond the longest limit
    :raises CalendarNotPublished: if that limit reaches a year without a calendar
    """
    act = began(ticket, version, officer, on, at)
    act.require_handler()
    require_own_desk(act.row)
    row = act.row
    if on > row.due_on or (row.due_at is not None and at > row.due_at):
        raise TicketRefused(f"反馈期限已于{row.due_on}届满，不能申请延期，请尽快办理。")
    told = required(reason, "延期理由", "请写明情况复杂之处，以及已经办到哪一步。")
    _require_in_range(row, until)
    row = act.enter(TicketEventKind.EXTENSION_ASKED, text=told, due_on=until)
    notify(
        officers=dispatchers(row.agency, on),
        text=f"工单{row.register_no}申请延期至{until}，请决定。",
        subject=row.register_no,
        at=at,
    )
    return row


@transaction.atomic
def grant_extension(
    *,
    ticket: Ticket,
    version: int,
    opinion: str = "",
    officer: Officer,
    on: date,
    at: datetime,
) -> Ticket:
    """Consent to a later due day.

    :raises NotAllowed: if the officer does not dispatch the organ's tickets
    :raises TicketChanged, TicketRefused: as ask_extension does
    """
    act = began(ticket, version, officer, on, at)
    act.require_dispatcher()
    until = act.standing.extension_until
    row = act.enter(TicketEventKind.EXTENDED, text=opinion.strip()[:300], due_on=until)
    _tell(row, f"工单{row.register_no}同意延期至{row.due_on}。", officer, on, at)
    tell_of_ticket(row, "ticket.extended", at, due=row.due_on.isoformat())
    return row


@transaction.atomic
def refuse_extension(
    *, ticket: Ticket, version: int, opinion: str, officer: Officer, on: date, at: datetime
) -> Ticket:
    """Leave the due day as it is, saying why.

    :raises NotAllowed, TicketChanged, TicketRefused: as grant_extension does, or without a reason
    """
    act = began(ticket, version, officer, on, at)
    act.require_dispatcher()
    told = required(opinion, "不同意延期的理由", "请写明理由。")
    row = act.enter(TicketEventKind.EXTENSION_REFUSED, text=told)
    _tell(row, f"工单{row.register_no}不同意延期，仍应于{row.due_on}前反馈。", officer, on, at)
    return row


def _require_in_range(row: Ticket, until: date) -> None:
    limit = limit_of(row)
    latest = limit.latest_on(row.accepted_on, working_calendar())
    if row.due_on >= latest:
        raise TicketRefused(
            f"本单期限{row.due_on}已达最长办理时限（自受理之日起{limit.longest}个工作日），不能延期。"
        )
    if not row.due_on < until <= latest:
        raise TicketRefused(
            f"延期至：{until}不在范围内，应晚于现期限{row.due_on}，"
            f"不晚于{latest}（自受理之日起{limit.longest}个工作日）。"
        )


def _tell(row: Ticket, text: str, officer: Officer, on: date, at: datetime) -> None:
    settle_notices(subject=row.register_no, at=at)
    people = [each for each in who_has(row, on) if each.pk != officer.pk]
    notify(officers=people, text=text, subject=row.register_no, at=at)
