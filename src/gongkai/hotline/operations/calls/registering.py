"""Registering a call that has just been answered, with the ticket that grows from it."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db import transaction

from gongkai.agencies.models import Agency, Officer
from gongkai.audit.operations import record
from gongkai.hotline.models import (
    Call,
    CallOrigin,
    CallOutcome,
    Ticket,
    TicketSource,
    Topic,
    WaitingCall,
    WaitingState,
)
from gongkai.hotline.operations.calls.contents import CallContent, CallRefused, insist_on_sense
from gongkai.hotline.operations.calls.numbering import call_number
from gongkai.hotline.operations.calls.waiting import promise
from gongkai.hotline.operations.tickets.contents import TicketContent
from gongkai.hotline.operations.tickets.opening import open_ticket
from gongkai.hotline.permissions import require_agent
from gongkai.privacy.digests import keyed_digest
from gongkai.rules.hotline_desk import LONGEST_CALL
from gongkai.rules.reply_limits import TicketKind

# So far a browser's clock may be ahead of ours.
_AHEAD = timedelta(minutes=2)
_SECRET_FIELDS = ("number", "caller_name", "question", "answer", "entry_no")


class CallRegistered(NamedTuple):
    """A call on record, the ticket opened from it, and whether it was not on record before."""

    call: Call
    ticket: Ticket | None
    is_new: bool


@transaction.atomic
def register_call(
    *,
    agency: Agency,
    content: CallContent,
    began_at: datetime,
    called_on: date,
    officer: Officer,
    on: date,
    at: datetime,
    waiting: int | None = None,
) -> CallRegistered:
    """Register a call that ends now; its agent and beginning name it, so that it is kept once.

    :param called_on: the day on which it began
    :param waiting: key of the number that was called back
    :raises NotAllowed: if the officer does not sit at the desk
    :raises CallRefused: if something is missing or wrong, or another call began at that moment
    :raises CalendarNotPublished: if a ticket's due day falls in a year without a calendar
    """
    require_agent(officer, agency, on)
    insist_on_sense(content)
    began_at = _plausible(began_at, at)
    topic = offered_topic(agency, content.topic)
    number = call_number(agency, called_on.year)
    # The number's lock is held: whoever sent the same form a moment ago has been seen.
    earlier = Call.objects.filter(agent=officer, called_on=called_on, began_at=began_at)
    if (same := earlier.select_related("ticket").first()) is not None:
        transaction.set_rollback(True)
        return CallRegistered(_same(same, content), same.ticket, is_new=False)
    ticket = None
    if content.outcome == CallOutcome.ESCALATED:
        ticket = ticket_from(agency, content, topic, officer, on, at)
    fields = content.fields()
    digest = keyed_digest("phone", fields["number"])
    if content.is_secret:
        fields |= dict.fromkeys(_SECRET_FIELDS, "")
    call = Call.objects.create(
        agency=agency,
        register_no=number,
        called_on=called_on,
        origin=CallOrigin.DESK,
        number_digest=keyed_digest("phone", fields["number"]),
        topic=topic,
        ticket=ticket,
        agent=officer,
        began_at=began_at,
        ended_at=at,
        **fields,
    )
    _settle_waiting(call, digest, waiting, officer)
    if content.outcome == CallOutcome.TO_CALL_BACK:
        promise(call, fields["number"], fields["question"], content.call_at, at)
    record(
        action="call.registered",
        subject=number,
        at=at,
        agency=agency,
        officer=officer,
        detail={
            "route": content.route,
            "outcome": content.outcome,
            "topic": topic.code if topic else "",
            "ticket": ticket.register_no if ticket else "",
        },
    )
    return CallRegistered(call, ticket, is_new=True)


@transaction.atomic
def escalate_call(
    *,
    call: Call,
    version: int,
    ticket_kind: str,
    urgency: str,
    officer: Officer,
    on: date,
    at: datetime,
) -> Ticket:
    """Open a ticket from a call that is on record already.

    :raises NotAllowed: if the officer does not sit at the desk
    :raises CallRefused: if it has a ticket, was changed meanwhile or does not say what is wanted
    """
    require_agent(officer, call.agency, on)
    row = (
        Call.objects.select_for_update(of=("self",))
        .select_related("agency", "topic")
        .get(pk=call.pk)
    )
    if row.ticket_id is not None or row.version != version:
        raise CallRefused("这条来电记录已有变动，没有转工单；请核对后再办理。")
    content = CallContent(
        route=row.route,
        outcome=str(CallOutcome.ESCALATED),
        number=row.number,
        caller_name=row.caller_name,
        topic=row.topic_id,
        question=row.question,
        answer=row.answer,
        ticket_kind=ticket_kind,
        urgency=urgency,
    )
    insist_on_sense(content)
    row.ticket = ticket_from(row.agency, content, row.topic, officer, on, at)
    row.outcome = CallOutcome.ESCALATED
    row.version += 1
    if content.is_secret:
        for name in (*_SECRET_FIELDS, "number_digest"):
            setattr(row, name, "")
    row.save()
    record(
        action="call.escalated",
        subject=row.register_no,
        at=at,
        agency=row.agency,
        officer=officer,
        detail={"ticket": row.ticket.register_no},
    )
    return row.ticket


def ticket_from(
    agency: Agency,
    content: CallContent,
    topic: Topic | None,
    officer: Officer,
    on: date,
    at: datetime,
) -> Ticket:
    """Open the ticket of a call."""
    fields = content.fields()
    told = fields["question"]
    if fields["answer"]:
        told += f"\n\n坐席已告知：{fields['answer']}"
    return open_ticket(
        agency=agency,
        content=TicketContent(
            kind=TicketKind(content.ticket_kind),
            content=told,
            matter=fields["question"],
            topic=topic,
            urgency=content.urgency,
            person_name=fields["caller_name"],
            phone=fields["number"],
        ),
        source=TicketSource.CALL,
        officer=officer,
        on=on,
        at=at,
    )


def offered_topic(agency: Agency, key: int | None) -> Topic | None:
    """Return a topic of the organ's tree that is offered; None for None.

    :raises CallRefused: if there is none of that key
    """
    if key is None:
        return None
    topic = Topic.objects.filter(agency=agency, pk=key, is_active=True).first()
    if topic is None:
        text = "业务类别：所选类别已停用，请重新选择。"
        raise CallRefused(text, (("topic", text),))
    return topic


def _plausible(began_at: datetime, at: datetime) -> datetime:
    if at < began_at <= at + _AHEAD:
        return at
    if not at - LONGEST_CALL <= began_at <= at:
        hours = LONGEST_CALL.total_seconds() / 3600
        text = f"接通时间：应在最近{hours:.0f}小时内且不晚于现在，请重新按“接通”计时。"
        raise CallRefused(text, (("began_at", text),))
    return began_at


def _same(earlier: Call, content: CallContent) -> Call:
    """Return the call that was sent before; refuse another one under the same moment.

    :raises CallRefused: if what is told now is something else
    """
    told = content.fields()
    names = ("outcome",) if content.is_secret else ("outcome", "number", "question", "answer")
    if any(getattr(earlier, name) != told[name] for name in names):
        raise CallRefused(
            f"这次通话已登记为{earlier.register_no}，没有再次登记；需要修改的，请打开该记录更正，"
            "新来电请先按“接通”重新计时。"
        )
    return earlier


def _settle_waiting(call: Call, digest: str, waiting: int | None, officer: Officer) -> None:
    """Take the number off the list: called back by this agent, or the caller called again."""
    done = {"state": WaitingState.DONE, "call": call}
    rows = WaitingCall.objects.filter(agency_id=call.agency_id)
    if waiting is not None:
        rows.filter(pk=waiting, state=WaitingState.TAKEN, taken_by=officer).update(**done)
    if digest:
        rows.filter(number_digest=digest, state=WaitingState.WAITING).update(**done)
