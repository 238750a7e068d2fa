"""Returning a ticket (退单): a department asks in time and says why; the dispatcher decides."""

from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.agencies.permissions import NotAllowed
from gongkai.agencies.queries import working_calendar
from gongkai.hotline.models import Ticket
from gongkai.hotline.operations.tickets.acting import (
    TicketRefused,
    began,
    require_own_desk,
    required,
)
from gongkai.hotline.queries.tickets.due_days import limit_of, return_until
from gongkai.hotline.queries.tickets.people import dispatchers, who_has
from gongkai.messages.operations import notify, settle_notices
from gongkai.rules.ticket_lifecycle import TicketEventKind


@transaction.atomic
def ask_return(
    *, ticket: Ticket, version: int, reason: str, officer: Officer, on: date, at: datetime
) -> Ticket:
    """Ask to return a ticket that is not the department's, within the limit from dispatch.

    :raises NotAllowed: if the officer is no handler of the department that has it
    :raises TicketChanged: if `version` is not the one on record
    :raises TicketRefused: without a reason, too late, or once a reply is drafted
    :raises CalendarNotPublished: if the limit reaches a year without a calendar
    """
    act = began(ticket, version, officer, on, at)
    act.require_handler()
    require_own_desk(act.row)
    told = required(reason, "退单理由", "请写明为什么不属于本科室职责，以及建议的主办科室。")
    until = return_until(act.row, act.standing, working_calendar())
    if until is not None and on > until:
        days = limit_of(act.row).return_days
        raise TicketRefused(
            f"退单须在派单后{days}个工作日内提出，已于{until}届满，请办理本单；"
            "确需调整主办科室的，请与工单管理员联系。"
        )
    row = act.enter(TicketEventKind.RETURN_ASKED, text=told)
    notify(
        officers=dispatchers(row.agency, on),
        text=f"工单{row.register_no}申请退单，请审核。",
        subject=row.register_no,
        at=at,
    )
    return row


@transaction.atomic
def grant_return(
    *,
    ticket: Ticket,
    version: int,
    opinion: str = "",
    officer: Officer,
    on: date,
    at: datetime,
) -> Ticket:
    """Take a ticket back; it waits to be dispatched anew.

    :raises NotAllowed: if the officer does not dispatch tickets, or asked for this himself
    :raises TicketChanged, TicketRefused: as ask_return does
    """
    return _decide(ticket, version, opinion.strip(), officer, on, at, granted=True)


@transaction.atomic
def refuse_return(
    *, ticket: Ticket, version: int, opinion: str, officer: Officer, on: date, at: datetime
) -> Ticket:
    """Leave a ticket with the department that wanted to return it, saying why.

    :raises NotAllowed, TicketChanged, TicketRefused: as grant_return does, or without a reason
    """
    told = required(opinion, "不同意退单的理由", "请写明理由。")
    return _decide(ticket, version, told, officer, on, at, granted=False)


def _decide(
    ticket: Ticket,
    version: int,
    opinion: str,
    officer: Officer,
    on: date,
    at: datetime,
    *,
    granted: bool,
) -> Ticket:
    act = began(ticket, version, officer, on, at)
    act.require_dispatcher()
    kind = TicketEventKind.RETURN_GRANTED if granted else TicketEventKind.RETURN_REFUSED
    if granted and act.rights.handles(act.row.department_id):
        raise NotAllowed("不能审核本科室的退单申请，请由其他工单管理员审核。")
    people = who_has(act.row, on)
    row = act.enter(kind, text=opinion[:300])
    settle_notices(subject=row.register_no, at=at)
    verdict = "同意退单" if granted else "不同意退单，请继续办理"
    notify(
        officers=[each for each in people if each.pk != officer.pk],
        text=f"工单{row.register_no}：{verdict}。",
        subject=row.register_no,
        at=at,
    )
    return row
