"""Taking what a follower of the WeChat account sent: once, however often it is pushed."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from gongkai.agencies.models import Agency
from gongkai.agencies.queries import officers_with_role
from gongkai.documents.characters import writable
from gongkai.fund_services.operations.accounts.wechat import note_binding, note_unbinding
from gongkai.hotline.models import AnswerWay, SiteMessage
from gongkai.hotline.operations.message_acting import MessageRefused
from gongkai.hotline.operations.message_content import MessageContent
from gongkai.hotline.operations.message_rating import is_to_rate, rate_answer
from gongkai.hotline.operations.message_receiving import receive_message
from gongkai.hotline.operations.wechat import wording
from gongkai.messages.operations import notify
from gongkai.messages.operations.wechat_binding import (
    BoundElsewhere,
    CodeWrong,
    bind,
    unbind_follower,
)
from gongkai.messages.operations.wechat_pushes import Arrival, answer, arrive
from gongkai.messages.outlets.wechat_events import Pushed
from gongkai.rules.calendars import CalendarNotPublished
from gongkai.rules.reply_limits import ReplyLimitNotInForce
from gongkai.rules.wechat_texts import Matter, Said, fault_of, matter_of, said

MOST_PUSHES = 30
"""How much a follower may send in an hour, of whatever kind."""

MOST_MESSAGES = 6
"""How many messages of a follower are registered in an hour."""

MOST_CODES = 5
"""How many wrong codes a follower may send in an hour."""

_TOLD_OF = 3
_LOOKED_AT = 20


def take_push(*, agency: Agency, push: Pushed, on: date, at: datetime) -> str:
    """Take what a follower sent, and return what he is answered; "" where nothing is said.

    The same message again is answered alike and does nothing more. Nothing is kept of what is
    refused but that it came.
    """
    if push.kind == "event":
        return _event(agency, push, at)
    if not push.message_id:
        return ""
    try:
        return _once(agency, push, on, at)
    except (CalendarNotPublished, ReplyLimitNotInForce):
        # Nothing was kept, so that it may be sent again.
        return wording.not_now(agency)


@transaction.atomic
def _once(agency: Agency, push: Pushed, on: date, at: datetime) -> str:
    arrival = arrive(
        agency=agency, openid=push.openid, message_id=push.message_id, most=MOST_PUSHES, at=at
    )
    if arrival is None:
        return wording.too_often(agency)
    if arrival.reply is not None:
        return arrival.reply
    text = writable(push.content).strip()
    told = said(text)
    if push.kind != "text":
        return answer(arrival=arrival, reply=wording.OTHER_KIND)
    if told.deed in ("bind", "move"):
        return _bind(agency, push, told, arrival, at)
    if told.deed == "say":
        return _message(agency, push, text, arrival, on, at)
    return answer(arrival=arrival, reply=_answered(agency, push, told, arrival, on, at))


def _answered(
    agency: Agency, push: Pushed, told: Said, arrival: Arrival, on: date, at: datetime
) -> str:
    if told.deed == "unbind":
        return _unbind(agency, push, at)
    if told.deed == "ask":
        found = _messages_of(agency, arrival.sender, told.number)[:_TOLD_OF]
        return wording.standing(found) if found else wording.NOTHING_FOUND
    if told.deed == "rate":
        return _rate(agency, arrival.sender, told, on, at)
    return wording.welcome(agency)


def _message(
    agency: Agency, push: Pushed, text: str, arrival: Arrival, on: date, at: datetime
) -> str:
    fault = fault_of(text)
    if not fault and arrival.messages >= MOST_MESSAGES:
        fault = wording.too_many_messages(agency, MOST_MESSAGES)
    if fault:
        return answer(arrival=arrival, reply=fault)
    matter = matter_of(text)
    received = receive_message(
        agency=agency,
        content=MessageContent(
            kind=matter.kind.value, title=matter.title, text=text, answer_way=str(AnswerWay.WECHAT)
        ),
        on=on,
        at=at,
        token=f"wechat:{arrival.token}",
        openid=push.openid,
    )
    _warn_of_request(agency, matter, received.message.register_no, on, at)
    return answer(arrival=arrival, reply=wording.receipt(received, matter), is_message=True)


def _warn_of_request(agency: Agency, matter: Matter, number: str, on: date, at: datetime) -> None:
    """Have clerks look at what may be meant as a request for disclosure, which it is not."""
    if not matter.asks_disclosure:
        return
    notify(
        officers=officers_with_role(agency, "CLERK", on),
        text=f"微信留言{number}提到申请公开政府信息：没有按申请登记，请核对并告知提交渠道。",
        subject=number,
        at=at,
    )


def _bind(agency: Agency, push: Pushed, told: Said, arrival: Arrival, at: datetime) -> str:
    if arrival.wrong_codes >= MOST_CODES:
        return answer(arrival=arrival, reply=wording.TOO_MANY_CODES)
    try:
        done = bind(
            agency=agency,
            openid=push.openid,
            code=told.code,
            moves=told.deed == "move",
            at=at,
        )
    except CodeWrong:
        return answer(arrival=arrival, reply=wording.WRONG_CODE, is_wrong_code=True)
    except BoundElsewhere:
        return answer(arrival=arrival, reply=wording.ELSEWHERE)
    if done.before is not None:
        note_unbinding(holder=done.before, at=at)
    note_binding(holder=done.holder, at=at)
    return answer(
        arrival=arrival, reply=wording.bound(done.holder.is_officer, done.before is not None)
    )


def _unbind(agency: Agency, push: Pushed, at: datetime) -> str:
    ended = unbind_follower(agency=agency, openid=push.openid, at=at)
    for holder in ended:
        note_unbinding(holder=holder, at=at)
    return wording.UNBOUND if ended else wording.NOT_BOUND


def _rate(agency: Agency, sender: str, told: Said, on: date, at: datetime) -> str:
    rows = [row for row in _messages_of(agency, sender, told.number) if row.ticket.fed_back_on]
    row = next((each for each in rows if is_to_rate(each)), None)
    if row is None:
        return wording.NOTHING_TO_RATE
    try:
        rate_answer(message=row, opinion=told.opinion, on=on, at=at)
    except MessageRefused as refused:
        return str(refused)
    return wording.rated(told.opinion)


def _messages_of(agency: Agency, sender: str, number: str) -> list[SiteMessage]:
    """Return the last messages that a follower sent, or the one of a number if it is his."""
    own = Q(agency=agency, openid_digest=sender)
    rows = SiteMessage.objects.filter(own & Q(register_no=number) if number else own)
    return list(rows.select_related("ticket").order_by("-received_at", "-pk")[:_LOOKED_AT])


@transaction.atomic
def _event(agency: Agency, push: Pushed, at: datetime) -> str:
    """Greet who follows; who does not any more is told nothing more, and is bound no more."""
    if push.event == "subscribe":
        return wording.welcome(agency)
    if push.event == "unsubscribe":
        _unbind(agency, push, at)
    return ""
