"""Asking callers by a link: sent to whom left a number or an address, opened once, dated."""

import secrets
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.hotline.models import CallBack, CallBackState, CallBackWay, Ticket
from gongkai.hotline.operations.call_backs.acting import (
    CallBackRefused,
    OpinionGiven,
    keep_opinion,
    require_given,
    to_ask,
)
from gongkai.hotline.operations.caller_telling import WAYS, caller_of, openid_of_caller
from gongkai.hotline.permissions import require_agent
from gongkai.hotline.queries.call_backs.links import link_digest
from gongkai.hotline.queries.call_backs.plans import call_back_plan
from gongkai.messages.operations.recipients import first_open
from gongkai.messages.operations.sending import send
from gongkai.rules.message_events import event_of

_BYTES = 12
_EVENT = "ticket.rating"


class Sent(NamedTuple):
    """How many were sent a link, and which tickets' callers were not, with the reason."""

    sent: int
    refused: tuple[str, ...]


def send_links(
    *,
    tickets: Iterable[Ticket],
    address: Callable[[str], str],
    officer: Officer,
    on: date,
    at: datetime,
) -> Sent:
    """Send each ticket's caller a link under which he says how he finds what was done.

    Each ticket is a transaction of its own: one that cannot be sent keeps no other from going.

    :param address: makes a page's address from the code of a link
    :raises NotAllowed: if the officer does not sit at the desk
    """
    sent, refused = 0, []
    for ticket in tickets:
        require_agent(officer, ticket.agency, on)
        try:
            _send_link(ticket, address, officer, on, at)
        except CallBackRefused as problem:
            refused.append(str(problem))
        else:
            sent += 1
    return Sent(sent, tuple(refused))


@transaction.atomic
def _send_link(
    ticket: Ticket, address: Callable[[str], str], officer: Officer, on: date, at: datetime
) -> None:
    row = to_ask(ticket)
    if row.is_secret:
        raise CallBackRefused(f"工单{row.register_no}来源保密，不发送评价链接。")
    openid = openid_of_caller(row)
    wants = first_open(row.agency_id, event_of(_EVENT), caller_of(row, openid), WAYS)
    if not wants:
        raise CallBackRefused(f"工单{row.register_no}没有联系电话和电子邮箱，不能发送评价链接。")
    if CallBack.objects.filter(ticket=row, state=CallBackState.SENT).exists():
        raise CallBackRefused(f"工单{row.register_no}已发送评价链接，请等待评价或者电话回访。")
    code = secrets.token_urlsafe(_BYTES)
    until = on + timedelta(days=call_back_plan(row.agency).link_days)
    made = CallBack.objects.create(
        ticket=row,
        round=row.reopened,
        way=CallBackWay.LINK,
        state=CallBackState.SENT,
        begun_at=at,
        officer=officer,
        link_digest=link_digest(code),
        link_until=until,
    )
    send(
        agency=row.agency,
        event=_EVENT,
        key=f"call-back-{made.pk}",
        recipient=caller_of(row, openid, wants),
        fields={
            "number": row.register_no,
            "link": address(code),
            "due": until.isoformat(),
        },
        at=at,
        subject=row.register_no,
    )


@transaction.atomic
def rate_by_link(*, code: str, given: OpinionGiven, on: date, at: datetime) -> Ticket:
    """Keep what a caller says under his link, once; who is not content has it handled again.

    :raises CallBackRefused: if the link is unknown, used or past, or something is missing
    """
    rows = CallBack.objects.select_for_update(of=("self",)).select_related("ticket")
    made = rows.filter(link_digest=link_digest(code)).first() if code else None
    if made is None:
        raise CallBackRefused("评价链接不正确，请从短信或邮件中重新打开。")
    if made.state == CallBackState.REACHED:
        raise CallBackRefused("您已经评价过，谢谢。")
    if made.state != CallBackState.SENT or (made.link_until is not None and on > made.link_until):
        raise CallBackRefused("评价链接已失效；需要反映情况的，可以拨打热线或者在网站留言。")
    require_given(given)
    return keep_opinion(
        call_back=made, row=to_ask(made.ticket), given=given, officer=None, on=on, at=at
    )


@transaction.atomic
def end_links(*, on: date, at: datetime) -> int:
    """End the links whose days are over; return how many. Their callers may still be phoned."""
    past = CallBack.objects.filter(state=CallBackState.SENT, link_until__lt=on)
    return past.update(state=CallBackState.LAPSED, ended_at=at)
