"""Replying to a ticket: one drafts, another lets it out; all that were merged into it get it."""

from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.agencies.permissions import NotAllowed
from gongkai.hotline.models import Ticket, TicketState
from gongkai.hotline.operations.caller_telling import tell_of_ticket
from gongkai.hotline.operations.tickets.acting import (
    Act,
    TicketRefused,
    began,
    enter,
    require_own_desk,
    required,
)
from gongkai.hotline.queries.tickets.history import last_text
from gongkai.hotline.queries.tickets.people import releasers, who_has
from gongkai.messages.operations import notify, settle_notices
from gongkai.rules.ticket_lifecycle import TicketEventKind

LONGEST_REPLY = 5000


@transaction.atomic
def draft_reply(
    *, ticket: Ticket, version: int, reply: str, officer: Officer, on: date, at: datetime
) -> Ticket:
    """Write the reply, or write it anew; it waits for another officer to let it out.

    :raises NotAllowed: if the officer is no handler of the department that has it
    :raises TicketChanged: if `version` is not the one on record
    :raises TicketRefused: without a text, if it is answered, or a co-handler has not answered
    """
    act = began(ticket, version, officer, on, at)
    act.require_handler()
    require_own_desk(act.row)
    if act.standing.helping:
        raise TicketRefused("会办科室尚未答复，请待其答复后再拟答复。")
    told = required(reply, "答复", "请逐项回应诉求。", LONGEST_REPLY)
    row = act.enter(TicketEventKind.DRAFTED, text=told, person=officer.pk)
    settle_notices(subject=row.register_no, at=at)
    notify(
        officers=releasers(row, on, officer),
        text=f"工单{row.register_no}的答复已拟好，请审核。",
        subject=row.register_no,
        at=at,
    )
    return row


@transaction.atomic
def return_draft(
    *, ticket: Ticket, version: int, opinion: str, officer: Officer, on: date, at: datetime
) -> Ticket:
    """Send a drafted reply back to be written anew, saying why.

    :raises NotAllowed, TicketChanged, TicketRefused: as release_reply does, or without a reason
    """
    act = _to_release(ticket, version, officer, on, at)
    told = required(opinion, "退回意见", "请说明需要修改之处。")
    drafter = act.row.drafted_by
    row = act.enter(TicketEventKind.DRAFT_RETURNED, text=told)
    settle_notices(subject=row.register_no, at=at)
    people = [drafter] if drafter else who_has(row, on)
    text = f"工单{row.register_no}的答复被退回，请修改。"
    notify(officers=people, text=text, subject=row.register_no, at=at)
    return row


@transaction.atomic
def release_reply(
    *, ticket: Ticket, version: int, closes: bool, officer: Officer, on: date, at: datetime
) -> Ticket:
    """Let a reply out; that day the ticket, and whatever was merged into it, is answered (反馈).

    :param closes: close it with this, nothing else being left to do
    :raises NotAllowed: if the officer may not let replies out, or drafted this one
    :raises TicketChanged: if `version` is not the one on record
    :raises TicketRefused: if no reply waits to be let out
    """
    act = _to_release(ticket, version, officer, on, at)
    told = {"reply": last_text(act.row, TicketEventKind.DRAFTED)}
    row = act.enter(TicketEventKind.REPLIED, columns=told)
    day = on.isoformat()
    tell_of_ticket(row, "ticket.answered", at, date=day)
    for merged in merged_into(row):
        answered = enter(
            merged,
            TicketEventKind.REPLIED,
            officer=officer,
            on=on,
            at=at,
            columns=told,
            with_ticket=row.pk,
        )
        tell_of_ticket(answered, "ticket.answered", at, date=day)
    settle_notices(subject=row.register_no, at=at)
    if closes:
        row = _close(act)
    return row


@transaction.atomic
def close_ticket(
    *, ticket: Ticket, version: int, officer: Officer, on: date, at: datetime
) -> Ticket:
    """Close an answered ticket, and whatever was merged into it, once what was promised is done.

    :raises NotAllowed: if the officer neither handles it, nor dispatches, nor lets replies out
    :raises TicketChanged: if `version` is not the one on record
    :raises TicketRefused: if it is not answered, or closed already
    """
    act = began(ticket, version, officer, on, at)
    require_own_desk(act.row)
    if not (act.rights.dispatches or act.rights.releases(act.row.department_id)):
        act.require_handler()
    if act.row.state == TicketState.MERGED:
        raise TicketRefused("本单已并入其他工单，随主单办结。")
    return _close(act)


def merged_into(row: Ticket) -> list[Ticket]:
    """Return the tickets that wait for another's reply, held for this transaction."""
    rows = Ticket.objects.select_for_update(of=("self",)).select_related("agency", "department")
    waiting = rows.filter(merged_into=row, state=TicketState.MERGED.value)
    return list(waiting.order_by("pk"))


def _close(act: Act) -> Ticket:
    row = act.enter(TicketEventKind.CLOSED)
    for merged in merged_into(row):
        enter(
            merged,
            TicketEventKind.CLOSED,
            officer=act.officer,
            on=act.on,
            at=act.at,
            with_ticket=row.pk,
        )
    settle_notices(subject=row.register_no, at=act.at)
    return row


def _to_release(ticket: Ticket, version: int, officer: Officer, on: date, at: datetime) -> Act:
    act = began(ticket, version, officer, on, at)
    require_own_desk(act.row)
    if not act.rights.releases(act.row.department_id):
        raise NotAllowed(
            f"此操作须由{act.row.agency.short_name}的“审核人”“公开工作机构负责人”"
            "或主办科室的“科室负责人”办理，您没有该角色。"
        )
    if not act.standing.has_draft:
        raise TicketRefused(f"工单当前为“{act.standing.state.label}”，没有待审核的拟答复。")
    if act.standing.drafted_by == officer.pk:
        raise NotAllowed("不能审核本人拟的答复，请由其他人员审核。")
    return act
