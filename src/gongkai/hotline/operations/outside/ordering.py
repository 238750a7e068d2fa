"""Carrying out what the platform tells of a ticket that it sent: each once."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from gongkai.agencies.models import Agency
from gongkai.hotline.models import (
    CallBack,
    CallBackState,
    CallBackWay,
    PlatformOrderTaken,
    Ticket,
    TicketSource,
)
from gongkai.hotline.operations.tickets.acting import TicketRefused, enter, held
from gongkai.hotline.operations.tickets.reopening import reopen_ticket
from gongkai.hotline.outlets.platform import Faulty, PlatformOrder
from gongkai.hotline.queries.tickets.people import dispatchers, each_once, who_has
from gongkai.messages.operations import notify
from gongkai.rules.ticket_lifecycle import TicketEventKind

_TOLD = {"URGED": "12345平台催办", "SUPERVISED": "12345平台督办"}


@transaction.atomic
def carry_out(*, agency: Agency, order: PlatformOrder, on: date, at: datetime) -> Faulty | None:
    """Carry an order out and return None, or what keeps it from being carried out."""
    rows = Ticket.objects.filter(agency=agency, source=TicketSource.PLATFORM)
    ticket = rows.filter(outside_no=order.number).first()
    if ticket is None:
        return Faulty(order.number, f"平台事项（{order.kind}）：本系统没有这件工单。")
    try:
        with transaction.atomic():
            PlatformOrderTaken.objects.create(agency=agency, key=order.key, at=at)
    except IntegrityError:
        return None
    try:
        with transaction.atomic():
            _do(ticket, order, on, at)
    except TicketRefused as refused:
        return Faulty(order.number, f"工单{ticket.register_no}：{refused}")
    return None


def _do(ticket: Ticket, order: PlatformOrder, on: date, at: datetime) -> None:
    if order.kind == "REOPENED":
        reopen_ticket(
            ticket=ticket, reason=f"12345平台：{order.text}"[:300], officer=None, on=on, at=at
        )
    elif order.kind == "RATED":
        _rated(held(ticket), order, on, at)
    else:
        kind = TicketEventKind(order.kind)
        row = enter(held(ticket), kind, officer=None, on=on, at=at, text=order.text)
        text = f"{_TOLD[order.kind]}：工单{row.register_no}应于{row.due_on}前反馈，请抓紧办理。"
        people = each_once([*who_has(row, on), *dispatchers(row.agency, on)])
        notify(officers=people, text=text, subject=row.register_no, at=at)


def _rated(row: Ticket, order: PlatformOrder, on: date, at: datetime) -> None:
    """Keep what the platform heard when it called back; a new handling it orders by itself."""
    enter(
        row,
        TicketEventKind.CALLED_BACK,
        officer=None,
        on=on,
        at=at,
        text=order.text,
        columns={
            "called_back_on": on,
            "reached": True,
            "opinion": order.opinion,
            "awaits_call_back": False,
        },
        opinion=order.opinion,
        way=str(CallBackWay.PLATFORM),
    )
    CallBack.objects.create(
        ticket=row,
        round=row.reopened,
        way=CallBackWay.PLATFORM,
        state=CallBackState.REACHED,
        begun_at=at,
        ended_at=at,
        opinion=order.opinion,
        remark=order.text,
    )
