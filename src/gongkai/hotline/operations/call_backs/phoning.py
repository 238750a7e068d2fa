"""Calling back by phone: one agent takes a ticket, calls, and puts down how it went."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from gongkai.agencies.models import Officer
from gongkai.audit.operations import record
from gongkai.hotline.models import CallBack, CallBackState, CallBackWay, Ticket
from gongkai.hotline.operations.call_backs.acting import (
    CallBackRefused,
    OpinionGiven,
    keep_opinion,
    require_given,
    to_ask,
)
from gongkai.hotline.operations.tickets.acting import enter
from gongkai.hotline.permissions import require_agent
from gongkai.hotline.queries.call_backs.plans import call_back_plan
from gongkai.rules.call_backs import taken_minutes
from gongkai.rules.ticket_lifecycle import TicketEventKind


@transaction.atomic
def take_call_back(*, ticket: Ticket, officer: Officer, on: date, at: datetime) -> CallBack:
    """Take a ticket to call its caller; for a while nobody else gets it.

    Who has it already gets it again. That he sees the number is on record.

    :raises NotAllowed: if the officer does not sit at the desk
    :raises CallBackRefused: if another has it, it is secret or has no number, or nobody waits
    """
    require_agent(officer, ticket.agency, on)
    row = to_ask(ticket)
    if row.is_secret:
        raise CallBackRefused("来源保密的工单不由坐席回访，由指定的承办人联系。")
    if not row.phone:
        raise CallBackRefused(f"工单{row.register_no}没有联系电话，不能电话回访。")
    current = CallBack.objects.filter(ticket=row, state=CallBackState.CALLING).first()
    if current is not None and current.officer_id == officer.pk:
        return current
    if current is not None:
        if current.begun_at > at - timedelta(minutes=taken_minutes()):
            name = current.officer.name if current.officer else "其他坐席"
            raise CallBackRefused(f"工单{row.register_no}正由{name}回访，请选择其他工单。")
        # Whoever left it has nothing to say of it; it does not count as an attempt.
        current.delete()
    try:
        with transaction.atomic():
            made = CallBack.objects.create(
                ticket=row,
                round=row.reopened,
                way=CallBackWay.PHONE,
                state=CallBackState.CALLING,
                begun_at=at,
                officer=officer,
            )
    except IntegrityError as quicker:
        raise CallBackRefused(
            f"工单{row.register_no}刚被其他坐席领取，请选择其他工单。"
        ) from quicker
    record(
        action="call_back.taken",
        subject=row.register_no,
        at=at,
        agency=row.agency,
        officer=officer,
    )
    return made


@transaction.atomic
def put_down_opinion(
    *,
    ticket: Ticket,
    given: OpinionGiven,
    officer: Officer,
    on: date,
    at: datetime,
    again: bool = True,
) -> Ticket:
    """Put down what a caller said; who is not content has his matter handled again.

    :param again: False where he himself does not want that
    :raises NotAllowed: if the officer does not sit at the desk
    :raises CallBackRefused: if he has not taken the ticket, or something is missing
    """
    require_agent(officer, ticket.agency, on)
    require_given(given)
    row = to_ask(ticket)
    return keep_opinion(
        call_back=_in_hand(row, officer),
        row=row,
        given=given,
        officer=officer,
        on=on,
        at=at,
        again=again,
    )


@transaction.atomic
def put_down_refusal(*, ticket: Ticket, officer: Officer, on: date, at: datetime) -> Ticket:
    """Put down that a caller was reached and gives no opinion; he is not asked again.

    :raises NotAllowed, CallBackRefused: as put_down_opinion does
    """
    require_agent(officer, ticket.agency, on)
    row = to_ask(ticket)
    made = _in_hand(row, officer)
    return _without_opinion(row, made, CallBackState.REFUSED, True, officer, on, at)


@transaction.atomic
def put_down_not_reached(*, ticket: Ticket, officer: Officer, on: date, at: datetime) -> Ticket:
    """Put down that nobody answered; after the plan's attempts nobody calls any more.

    :raises NotAllowed, CallBackRefused: as put_down_opinion does
    """
    require_agent(officer, ticket.agency, on)
    row = to_ask(ticket)
    made = _in_hand(row, officer)
    before = CallBack.objects.filter(
        ticket=row, round=row.reopened, state=CallBackState.NOT_REACHED
    ).count()
    is_last = before + 1 >= call_back_plan(row.agency).attempts
    return _without_opinion(row, made, CallBackState.NOT_REACHED, is_last, officer, on, at)


@transaction.atomic
def put_back(*, ticket: Ticket, officer: Officer, on: date, at: datetime) -> None:
    """Put a taken ticket back without having called.

    :raises NotAllowed, CallBackRefused: as put_down_opinion does
    """
    require_agent(officer, ticket.agency, on)
    _in_hand(to_ask(ticket), officer).delete()


def _in_hand(row: Ticket, officer: Officer) -> CallBack:
    found = CallBack.objects.filter(
        ticket=row, state=CallBackState.CALLING, officer=officer
    ).first()
    if found is None:
        raise CallBackRefused(f"工单{row.register_no}不在您手上，请先领取再登记回访结果。")
    return found


def _without_opinion(
    row: Ticket,
    made: CallBack,
    state: object,
    ends: bool,
    officer: Officer,
    on: date,
    at: datetime,
) -> Ticket:
    made.state, made.ended_at = state, at
    made.save()
    columns: dict[str, Any] = {"awaits_call_back": not ends}
    # What he said of an earlier answer stands until he says something of this one.
    if not row.opinion:
        reached = made.state == CallBackState.REFUSED
        columns |= {"called_back_on": on, "reached": reached, "attitude": ""}
    return enter(
        row,
        TicketEventKind.CALLED_BACK,
        officer=officer,
        on=on,
        at=at,
        columns=columns,
        result=str(made.state),
        way=made.way,
    )
