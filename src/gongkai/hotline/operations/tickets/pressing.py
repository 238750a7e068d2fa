"""Pressing for an answer: urging (催办) and supervision (督办)."""

from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.agencies.permissions import NotAllowed
from gongkai.agencies.queries import officers_with_role
from gongkai.hotline.models import Ticket
from gongkai.hotline.operations.tickets.acting import LONGEST_REASON, Act, began, required
from gongkai.hotline.queries.tickets.people import each_once, who_has
from gongkai.messages.operations import notify
from gongkai.rules.ticket_lifecycle import TicketEventKind


@transaction.atomic
def urge_ticket(
    *,
    ticket: Ticket,
    version: int,
    note: str = "",
    officer: Officer,
    on: date,
    at: datetime,
) -> Ticket:
    """Urge whoever has the ticket, e.g. since its caller asked again.

    :raises NotAllowed: if the officer neither takes tickets in nor dispatches them nor heads
    :raises TicketChanged: if `version` is not the one on record
    :raises TicketRefused: if it is answered already
    """
    act = began(ticket, version, officer, on, at)
    if not (act.rights.opens or act.rights.looks_second):
        raise NotAllowed("催办由热线坐席、工单管理员或审核人员办理，您没有相应角色。")
    row = act.enter(TicketEventKind.URGED, text=note.strip()[:LONGEST_REASON])
    text = f"催办：工单{row.register_no}应于{row.due_on}前反馈，请抓紧办理（第{row.urged}次催办）。"
    notify(
        officers=who_has(row, on),
        text=text,
        subject=row.register_no,
        at=at,
        event="ticket.urged",
        fields=_told(row),
    )
    return row


@transaction.atomic
def supervise_ticket(
    *, ticket: Ticket, version: int, reason: str, officer: Officer, on: date, at: datetime
) -> Ticket:
    """Put a ticket under supervision, saying what is required.

    :raises NotAllowed: if the officer neither dispatches tickets nor heads the office or organ
    :raises TicketChanged, TicketRefused: as urge_ticket does, or without a text
    """
    act = _over(began(ticket, version, officer, on, at))
    told = required(reason, "督办要求", "请写明督办的事项和要求。")
    row = act.enter(TicketEventKind.SUPERVISED, text=told)
    heads = [
        each
        for each in officers_with_role(row.agency, "DEPARTMENT_HEAD", on)
        if each.department_id == row.department_id
    ]
    text = f"督办：工单{row.register_no}列入督办，应于{row.due_on}前反馈。"
    people = each_once([*who_has(row, on), *heads])
    notify(
        officers=people,
        text=text,
        subject=row.register_no,
        at=at,
        event="ticket.supervised",
        fields=_told(row),
    )
    return row


@transaction.atomic
def end_supervision(
    *,
    ticket: Ticket,
    version: int,
    note: str = "",
    officer: Officer,
    on: date,
    at: datetime,
) -> Ticket:
    """End the supervision of a ticket.

    :raises NotAllowed, TicketChanged, TicketRefused: as supervise_ticket does
    """
    act = _over(began(ticket, version, officer, on, at))
    return act.enter(TicketEventKind.SUPERVISION_ENDED, text=note.strip()[:LONGEST_REASON])


def _told(row: Ticket) -> dict[str, str]:
    return {"number": row.register_no, "due": row.due_on.isoformat()}


def _over(act: Act) -> Act:
    if not (act.rights.dispatches or act.rights.supervises):
        raise NotAllowed("督办由工单管理员、公开工作机构负责人或机关负责人办理，您没有相应角色。")
    return act
