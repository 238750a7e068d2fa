"""Taking in a message of the box: on record, and a ticket with its due day, at once."""

from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction

from gongkai.agencies.models import Agency
from gongkai.agencies.queries import officers_with_role, working_calendar
from gongkai.audit.operations import record
from gongkai.casework.operations.applying import new_code, query_digest
from gongkai.casework.operations.numbering import register_number
from gongkai.hotline.models import AnswerWay, SiteMessage, Ticket, TicketSource
from gongkai.hotline.operations.message_acting import MessageRefused, announce_counts
from gongkai.hotline.operations.message_content import MessageContent, problems_of
from gongkai.hotline.operations.tickets.acting import enter
from gongkai.messages.operations import notify
from gongkai.messages.queries.wechat import openid_digest
from gongkai.rules.prechecks.findings import without_numbers
from gongkai.rules.reply_limits import TicketKind, reply_limit
from gongkai.rules.ticket_lifecycle import TicketEventKind

_SERIES = "site-message"
_SOURCES = {str(code): str(name) for code, name in TicketSource.choices}


class MessageReceived(NamedTuple):
    """A message on record, and the code that follows it, told this once only."""

    message: SiteMessage
    query_code: str


def receive_message(
    *,
    agency: Agency,
    content: MessageContent,
    on: date,
    at: datetime,
    token: str = "",
    openid: str = "",
) -> MessageReceived:
    """Take in a message and make it a ticket that is due after the working days of its kind.

    :param token: of the form; sent twice, it gives the same message and code
    :param openid: of who wrote it to the WeChat account, "" for a message of the site
    :raises MessageRefused: if something is missing or wrong; the message names the field
    :raises CalendarNotPublished: if the due day falls in a year without a calendar
    :raises ReplyLimitNotInForce: if no limit is on record for the day
    """
    problems = problems_of(content)
    if (content.answer_way == AnswerWay.WECHAT) != bool(openid):
        problems.append(("answer_way", "答复方式：没有这个选项，请从所列选项中选择。"))
    if problems:
        raise MessageRefused("".join(text for _field, text in problems))
    code = new_code(token)
    return MessageReceived(_receive(agency, content, query_digest(code), openid, on, at), code)


@transaction.atomic
def _receive(
    agency: Agency, content: MessageContent, digest: str, openid: str, on: date, at: datetime
) -> SiteMessage:
    kind = TicketKind(content.kind)
    due_on = reply_limit(kind, on).due_on(on, working_calendar())
    number = register_number(agency, on.year, "LY", _SERIES)
    # The number's lock is held: whoever sent the same form a moment ago has been seen.
    earlier = SiteMessage.objects.filter(agency=agency, query_digest=digest).first()
    if earlier is not None:
        transaction.set_rollback(True)
        return earlier
    source = str(TicketSource.WECHAT if openid else TicketSource.SITE_MESSAGE)
    ticket = Ticket.objects.create(
        agency=agency,
        register_no=number,
        source=source,
        is_in_box=True,
        kind=kind.value,
        matter=_matter(content, kind, source),
        accepted_on=on,
        accepted_at=at,
        due_on=due_on,
        first_due_on=due_on,
        # The box keeps what was written; whom a report is from is known to its page alone.
        is_secret=kind is TicketKind.REPORT,
        # Who wrote says himself on the tracking page how he finds the answer.
        call_back_due=False,
    )
    message = SiteMessage.objects.create(
        agency=agency,
        register_no=number,
        ticket=ticket,
        query_digest=digest,
        received_at=at,
        first_due_on=due_on,
        openid=openid,
        openid_digest=openid_digest(agency.pk, openid) if openid else "",
        **content.fields(),
    )
    enter(
        ticket,
        TicketEventKind.RECEIVED,
        officer=None,
        on=on,
        at=at,
        is_audited=False,
        source=source,
        ticket_kind=kind.value,
        due_on=due_on,
        is_direct=True,
    )
    notify(
        officers=officers_with_role(agency, "CLERK", on),
        text=f"收到{_SOURCES[source]}（{kind.label}）{number}，应于{due_on}前答复。",
        subject=number,
        at=at,
    )
    detail = {
        "kind": kind.value,
        "source": source,
        "due_on": due_on.isoformat(),
        "may_publish": content.may_publish,
    }
    record(action="site_message.received", subject=number, at=at, agency=agency, detail=detail)
    announce_counts(message, "message.received", at)
    return message


def _matter(content: MessageContent, kind: TicketKind, source: str) -> str:
    """Return what the ticket says: no number of a person, and of a report (举报) nothing at all.

    Nobody was asked to give a message by WeChat a title, so that its first words may name people.
    """
    told = f"{_SOURCES[source]}（{kind.label}）"
    if kind is TicketKind.REPORT or source == TicketSource.WECHAT:
        return told
    title = " ".join(content.title.split()).replace(content.name.strip() or "\0", "某某")
    return f"{told}：{without_numbers(title)}"[:300]
