"""Tickets that belong together: duplicates merged (并单), repeated complaints marked."""

from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.agencies.permissions import NotAllowed
from gongkai.hotline.models import Ticket, TicketState
from gongkai.hotline.operations.tickets.acting import (
    Act,
    TicketRefused,
    began,
    held,
    require_own_desk,
    required,
)
from gongkai.messages.operations import settle_notices
from gongkai.rules.ticket_lifecycle import OPEN_STATES, TicketEventKind

_LONGEST_NUMBER = 40


@transaction.atomic
def merge_ticket(
    *,
    ticket: Ticket,
    version: int,
    into: str,
    reason: str,
    officer: Officer,
    on: date,
    at: datetime,
) -> Ticket:
    """Merge a ticket into another of the organ, whose reply reaches both callers.

    :param into: register number of the one that goes on
    :raises NotAllowed: if the officer does not dispatch the organ's tickets
    :raises TicketChanged: if `version` is not the one on record
    :raises TicketRefused: without a reason, or if either cannot be merged
    """
    main = _numbered(ticket, into, "并入工单号")
    # Held in one order, so that two merges crosswise do not wait for each other.
    for each in sorted((ticket, main), key=lambda row: row.pk):
        held(each)
    act = began(ticket, version, officer, on, at)
    act.require_dispatcher()
    require_own_desk(act.row)
    told = required(reason, "并单理由", "请写明为什么是同一事项。")
    main.refresh_from_db()
    if main.state not in OPEN_STATES or main.is_in_box:
        raise TicketRefused(
            f"并入工单号：{main.register_no}当前为“{main.get_state_display()}”"
            f"{'（网站留言）' if main.is_in_box else ''}，"
            "不能并入，请选择尚未答复的工单。"
        )
    if main.is_secret or act.row.is_secret:
        raise TicketRefused("来源保密的工单须单独办理，不能并单。")
    if Ticket.objects.filter(merged_into=act.row, state=TicketState.MERGED.value).exists():
        raise TicketRefused("已有其他工单并入本单，请把那些工单并入主单后再办理。")
    row = act.enter(TicketEventKind.MERGED, text=told, other=main.pk)
    settle_notices(subject=row.register_no, at=at)
    return row


@transaction.atomic
def separate_ticket(
    *, ticket: Ticket, version: int, reason: str, officer: Officer, on: date, at: datetime
) -> Ticket:
    """Take back a merge that was a mistake, before the reply.

    :raises NotAllowed, TicketChanged, TicketRefused: as merge_ticket does
    """
    act = began(ticket, version, officer, on, at)
    act.require_dispatcher()
    return act.enter(
        TicketEventKind.SEPARATED, text=required(reason, "取消并单的理由", "请写明理由。")
    )


@transaction.atomic
def mark_repeat(
    *, ticket: Ticket, version: int, of: str, officer: Officer, on: date, at: datetime
) -> Ticket:
    """Confirm that a ticket repeats an earlier one of the organ.

    :param of: register number of the earlier one
    :raises NotAllowed: if the officer neither takes tickets in nor has this one
    :raises TicketChanged: if `version` is not the one on record
    :raises TicketRefused: if there is no such ticket, or it is not earlier
    """
    earlier = _numbered(ticket, of, "重复于")
    act = _judging(began(ticket, version, officer, on, at))
    if (earlier.accepted_on, earlier.pk) >= (act.row.accepted_on, act.row.pk):
        raise TicketRefused(f"重复于：{earlier.register_no}不早于本单，请填写此前的工单。")
    return act.enter(TicketEventKind.REPEAT_MARKED, other=earlier.pk)


@transaction.atomic
def dismiss_repeat(
    *, ticket: Ticket, version: int, officer: Officer, on: date, at: datetime
) -> Ticket:
    """Say that a ticket repeats none of those suggested; they are suggested no more.

    :raises NotAllowed, TicketChanged, TicketRefused: as mark_repeat does
    """
    act = _judging(began(ticket, version, officer, on, at))
    return act.enter(TicketEventKind.REPEAT_DISMISSED)


def _judging(act: Act) -> Act:
    if not act.rights.opens and not act.rights.handles(act.row.department_id):
        raise NotAllowed("重复诉求由热线坐席、工单管理员或主办科室的承办人认定，您没有相应角色。")
    return act


def _numbered(ticket: Ticket, number: str, label: str) -> Ticket:
    plain = "".join(number.split()).upper()[:_LONGEST_NUMBER]
    if not plain:
        raise TicketRefused(f"{label}：未填写，请填写工单登记号。")
    found = Ticket.objects.filter(agency=ticket.agency_id, register_no__iexact=plain).first()
    if found is None:
        raise TicketRefused(f"{label}：没有登记号为“{plain}”的工单，请核对。")
    if found.pk == ticket.pk:
        raise TicketRefused(f"{label}：不能填写本单，请填写另一件工单。")
    return found
