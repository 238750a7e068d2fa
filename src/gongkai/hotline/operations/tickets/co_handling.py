"""Help of other departments (会办), and notes of how the work goes on."""

from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Department, Officer
from gongkai.agencies.permissions import NotAllowed
from gongkai.hotline.models import Ticket
from gongkai.hotline.operations.tickets.acting import (
    LONGEST_NOTE,
    TicketRefused,
    began,
    require_own_desk,
    required,
)
from gongkai.hotline.queries.tickets.people import handlers_in, who_has
from gongkai.messages.operations import notify
from gongkai.rules.ticket_lifecycle import TicketEventKind


@transaction.atomic
def ask_co_handling(
    *,
    ticket: Ticket,
    version: int,
    department: Department,
    request: str,
    officer: Officer,
    on: date,
    at: datetime,
) -> Ticket:
    """Ask another department for help, saying with what.

    :raises NotAllowed: if the officer neither handles the ticket nor dispatches tickets
    :raises TicketChanged: if `version` is not the one on record
    :raises TicketRefused: without a text, if the department cannot, or was asked already
    """
    act = began(ticket, version, officer, on, at)
    if not act.rights.dispatches:
        act.require_handler()
    require_own_desk(act.row)
    if act.row.is_secret:
        raise TicketRefused("来源保密的工单只由指定的承办人办理，不请其他科室会办。")
    if department.agency_id != act.row.agency_id:
        raise TicketRefused("会办科室：没有这个科室，请从所列科室中选择。")
    told = required(request, "会办事项", "请写明需要该科室办理什么。")
    people = handlers_in(act.row.agency, department.pk, on)
    if not people:
        raise TicketRefused(f"会办科室：{department.name}没有“工单承办人”，请先登记承办人。")
    row = act.enter(TicketEventKind.CO_ASKED, text=told, department=department)
    notify(
        officers=people,
        text=f"工单{row.register_no}请{department.name}会办，全单应于{row.due_on}前反馈。",
        subject=row.register_no,
        at=at,
    )
    return row


@transaction.atomic
def answer_co_handling(
    *, ticket: Ticket, version: int, answer: str, officer: Officer, on: date, at: datetime
) -> Ticket:
    """Answer for the officer's department, which was asked for help.

    :raises NotAllowed: if the officer is no handler of a department that was asked
    :raises TicketChanged, TicketRefused: as ask_co_handling does
    """
    act = began(ticket, version, officer, on, at)
    unit = officer.department
    if unit is None or unit.pk not in act.standing.helping or not act.rights.handles(unit.pk):
        raise NotAllowed("会办答复须由会办科室的“工单承办人”办理，本单没有请您所在科室会办。")
    told = required(answer, "会办意见", "请写明办理情况。", LONGEST_NOTE)
    row = act.enter(TicketEventKind.CO_ANSWERED, text=told, department=unit)
    notify(
        officers=who_has(row, on),
        text=f"工单{row.register_no}：{unit.name}已答复会办。",
        subject=row.register_no,
        at=at,
    )
    return row


@transaction.atomic
def note_progress(
    *, ticket: Ticket, version: int, note: str, officer: Officer, on: date, at: datetime
) -> Ticket:
    """Note how the work goes on; nothing else changes.

    :raises NotAllowed: if the officer neither has the ticket, nor helps, nor takes tickets in
    :raises TicketChanged, TicketRefused: as ask_co_handling does
    """
    act = began(ticket, version, officer, on, at)
    helps = any(act.rights.handles(each) for each in act.standing.helping)
    if not (act.rights.opens or helps):
        act.require_handler()
    told = required(note, "办理记录", "请写明办理情况。", LONGEST_NOTE)
    return act.enter(TicketEventKind.NOTED, text=told)
