"""Answering a message: one drafts, another lets it out; extending, closing, setting aside."""

from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.agencies.permissions import NotAllowed
from gongkai.agencies.queries import officers_with_role, working_calendar
from gongkai.hotline.models import AnswerWay, MessageState, SiteMessage
from gongkai.hotline.operations.answer_mail import tell_of_extension
from gongkai.hotline.operations.caller_telling import tell_of_message
from gongkai.hotline.operations.message_acting import (
    MessageRefused,
    announce_counts,
    follow,
    locked,
    required,
    touch,
)
from gongkai.hotline.permissions import require_second
from gongkai.messages.operations import mark_read, notify, settle_notices
from gongkai.rules.reply_limits import TicketKind, reply_limit
from gongkai.rules.ticket_lifecycle import TicketEventKind

LONGEST_ANSWER = 5000
_LONGEST_REASON = 300


@transaction.atomic
def draft_answer(
    *, message: SiteMessage, version: int, answer: str, officer: Officer, on: date, at: datetime
) -> SiteMessage:
    """Write the answer, or write it anew; it waits for another officer to let it out.

    :raises NotAllowed, MessageChanged: as message_acting.locked does
    :raises MessageRefused: without a text, or if the message is answered already
    """
    row = locked(message, version, officer, on)
    _require_open(row)
    written = {
        "answer": required(answer, "答复", "请逐项回应留言人的诉求。", LONGEST_ANSWER),
        "state": MessageState.IN_REVIEW,
        "drafted_by": officer,
        "drafted_at": at,
        "return_opinion": "",
    }
    for field, value in written.items():
        setattr(row, field, value)
    follow(row, TicketEventKind.DRAFTED, officer, on, at, text=written["answer"], person=officer.pk)
    touch(row, "draft_answer", officer, at)
    mark_read(officer=officer, subject=row.register_no, at=at)
    people = {
        each.pk: each
        for role in ("REVIEWER", "OFFICE_HEAD")
        for each in officers_with_role(row.agency, role, on)
        if each.pk != officer.pk
    }
    text = f"网站留言{row.register_no}的答复已拟好，请审核。"
    notify(officers=people.values(), text=text, subject=row.register_no, at=at)
    return row


@transaction.atomic
def return_answer(
    *, message: SiteMessage, version: int, opinion: str, officer: Officer, on: date, at: datetime
) -> SiteMessage:
    """Send a drafted answer back to be written anew, saying why.

    :raises NotAllowed, MessageChanged, MessageRefused: as release_answer does, or without a reason
    """
    row = _to_release(message, version, officer, on)
    row.return_opinion = required(opinion, "退回意见", "请说明需要修改之处。", _LONGEST_REASON)
    row.state = MessageState.RECEIVED
    follow(row, TicketEventKind.DRAFT_RETURNED, officer, on, at, text=row.return_opinion)
    touch(row, "return_answer", officer, at, opinion=row.return_opinion)
    mark_read(officer=officer, subject=row.register_no, at=at)
    told = f"网站留言{row.register_no}的答复被退回：{row.return_opinion}"[:300]
    if row.drafted_by:
        notify(officers=[row.drafted_by], text=told, subject=row.register_no, at=at)
    return row


@transaction.atomic
def release_answer(
    *,
    message: SiteMessage,
    version: int,
    closes: bool,
    officer: Officer,
    on: date,
    at: datetime,
) -> SiteMessage:
    """Let an answer out to its sender; that day the ticket is answered (反馈).

    :param closes: close the message with it, nothing else being left to do
    :raises NotAllowed: if the officer may not let answers out, or drafted this one
    :raises MessageChanged: as message_acting.locked does
    :raises MessageRefused: if no answer waits to be let out
    """
    row = _to_release(message, version, officer, on)
    row.state, row.released_by, row.released_at = MessageState.ANSWERED, officer, at
    follow(row, TicketEventKind.REPLIED, officer, on, at, columns={"reply": row.answer})
    if closes:
        row.state = MessageState.CLOSED
        follow(row, TicketEventKind.CLOSED, officer, on, at)
    touch(row, "release_answer", officer, at, closes=closes)
    settle_notices(subject=row.register_no, at=at)
    tell_of_message(row, "message.answered", at)
    if row.answer_way == AnswerWay.PHONE and row.drafted_by:
        told = f"网站留言{row.register_no}已答复，留言人希望电话告知，请致电。"
        notify(officers=[row.drafted_by], text=told, subject=row.register_no, at=at)
    if closes:
        announce_counts(row, "message.closed", at)
    return row


@transaction.atomic
def extend_answer(
    *,
    message: SiteMessage,
    version: int,
    until: date,
    reason: str,
    officer: Officer,
    on: date,
    at: datetime,
) -> SiteMessage:
    """Give a complex message a later due day, once, in time; its sender sees it.

    :raises NotAllowed, MessageChanged: as message_acting.locked does
    :raises MessageRefused: without a reason, if it was done before or comes too late, or if `until`
        lies beyond the longest limit of the kind
    :raises CalendarNotPublished: if that limit reaches a year without a calendar
    """
    row = locked(message, version, officer, on)
    _require_open(row)
    if row.extended_on is not None:
        raise MessageRefused(f"本留言已延期至{row.ticket.due_on}，不能再次延期，请抓紧答复。")
    if on > row.ticket.due_on:
        raise MessageRefused(f"答复期限已于{row.ticket.due_on}届满，不能延期，请尽快答复。")
    told = required(reason, "延期理由", "请写明情况复杂之处。", _LONGEST_REASON)
    received_on = row.ticket.accepted_on
    limit = reply_limit(TicketKind(row.kind), received_on)
    latest = limit.latest_on(received_on, working_calendar())
    if not row.ticket.due_on < until <= latest:
        raise MessageRefused(
            f"延期至：{until}不在范围内，应晚于现期限{row.ticket.due_on}，"
            f"不晚于{latest}（自收到之日起{limit.complex}个工作日）。"
        )
    row.extended_on, row.extension_reason = on, told
    follow(row, TicketEventKind.EXTENDED, officer, on, at, text=told, due_on=until)
    touch(row, "extend", officer, at, until=until.isoformat(), reason=told)
    tell_of_extension(message=row, at=at)
    tell_of_message(row, "message.extended", at, due=until.isoformat())
    return row


@transaction.atomic
def close_message(
    *, message: SiteMessage, version: int, officer: Officer, on: date, at: datetime
) -> SiteMessage:
    """Close an answered message once what it asked for is done.

    :raises NotAllowed, MessageChanged: as message_acting.locked does
    :raises MessageRefused: if it is not answered, or closed already
    """
    row = locked(message, version, officer, on)
    if row.state != MessageState.ANSWERED:
        raise MessageRefused(f"本留言当前为“{row.get_state_display()}”，答复以后才能办结。")
    row.state = MessageState.CLOSED
    follow(row, TicketEventKind.CLOSED, officer, on, at)
    touch(row, "close", officer, at)
    settle_notices(subject=row.register_no, at=at)
    announce_counts(row, "message.closed", at)
    return row


@transaction.atomic
def set_aside(
    *, message: SiteMessage, version: int, reason: str, officer: Officer, on: date, at: datetime
) -> SiteMessage:
    """End a message that is not to be handled here, e.g. an advertisement; its sender reads why.

    :raises NotAllowed: if the officer may not let answers out
    :raises MessageChanged: as message_acting.locked does
    :raises MessageRefused: without a reason, or if it is answered already
    """
    row = locked(message, version, officer, on)
    require_second(officer, row.agency, on)
    _require_open(row)
    hint = "请写明为什么不予受理，以及可以向谁反映。"
    row.set_aside_reason = required(reason, "不予受理的理由", hint, _LONGEST_REASON)
    row.state = MessageState.SET_ASIDE
    follow(row, TicketEventKind.SET_ASIDE, officer, on, at, text=row.set_aside_reason)
    touch(row, "set_aside", officer, at, reason=row.set_aside_reason)
    settle_notices(subject=row.register_no, at=at)
    announce_counts(row, "message.closed", at)
    return row


def _to_release(message: SiteMessage, version: int, officer: Officer, on: date) -> SiteMessage:
    row = locked(message, version, officer, on)
    require_second(officer, row.agency, on)
    if row.state != MessageState.IN_REVIEW:
        raise MessageRefused(f"本留言当前为“{row.get_state_display()}”，没有待审核的答复。")
    if row.drafted_by_id == officer.pk:
        raise NotAllowed("不能审核本人拟的答复，请由其他人员审核。")
    return row


def _require_open(row: SiteMessage) -> None:
    if row.state not in (MessageState.RECEIVED, MessageState.IN_REVIEW):
        raise MessageRefused(f"本留言{row.get_state_display()}，不能再改，请刷新页面查看。")
