"""Tickets that are not handled here: set aside with the reason, or referred to petitions (信访)."""

from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.hotline.models import Ticket
from gongkai.hotline.operations.tickets.acting import (
    TicketRefused,
    began,
    require_own_desk,
    required,
)
from gongkai.hotline.operations.tickets.replying import merged_into
from gongkai.messages.operations import settle_notices
from gongkai.rules.ticket_lifecycle import TicketEventKind

_LONGEST_ORGAN = 100
# Nothing was handled here that its caller could be asked about.
_NOBODY_CALLS_BACK = {"call_back_due": False}


@transaction.atomic
def set_aside_ticket(
    *, ticket: Ticket, version: int, reason: str, officer: Officer, on: date, at: datetime
) -> Ticket:
    """End a ticket that is not to be handled; its caller is told why.

    :raises NotAllowed: if the officer does not dispatch the organ's tickets
    :raises TicketChanged: if `version` is not the one on record
    :raises TicketRefused: without a reason, if it is answered, or others are merged into it
    """
    act = began(ticket, version, officer, on, at)
    act.require_dispatcher()
    require_own_desk(act.row)
    told = required(reason, "不予受理的理由", "请写明为什么不予受理，以及可以向谁反映。")
    _require_alone(act.row)
    row = act.enter(
        TicketEventKind.SET_ASIDE, text=told, columns={"reply": told} | _NOBODY_CALLS_BACK
    )
    settle_notices(subject=row.register_no, at=at)
    return row


@transaction.atomic
def refer_to_petitions(
    *,
    ticket: Ticket,
    version: int,
    organ: str,
    basis: str,
    reason: str,
    officer: Officer,
    on: date,
    at: datetime,
) -> Ticket:
    """Refer a ticket to whoever handles petitions; its transfer note names the legal basis.

    :param organ: who receives it
    :param basis: law and article, as the officer has read it
    :raises NotAllowed, TicketChanged, TicketRefused: as set_aside_ticket does
    """
    act = began(ticket, version, officer, on, at)
    act.require_dispatcher()
    require_own_desk(act.row)
    to = required(organ, "接收单位", "请填写办理信访事项的单位全称。", _LONGEST_ORGAN)
    law = required(basis, "依据", "请写明法规名称和条款。")
    told = required(reason, "转办事由", "请写明为什么属于信访事项。")
    _require_alone(act.row)
    row = act.enter(
        TicketEventKind.REFERRED,
        text=told,
        columns={"reply": f"您反映的事项已转{to}按信访程序办理。"} | _NOBODY_CALLS_BACK,
        organ=to,
        basis=law,
    )
    settle_notices(subject=row.register_no, at=at)
    return row


def _require_alone(row: Ticket) -> None:
    if merged_into(row):
        raise TicketRefused("有其他工单并入本单，请先取消并单或者一并答复。")
