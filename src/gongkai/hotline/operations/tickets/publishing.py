"""A ticket and its reply without names: prepared, looked at by a second person, then public."""

from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.agencies.permissions import NotAllowed
from gongkai.audit.operations import record
from gongkai.hotline.models import PublicReply, PublicState, Ticket, TicketState
from gongkai.hotline.operations.tickets.acting import Act, TicketRefused, began, required
from gongkai.outbox.operations import announce
from gongkai.publications.queries.short_texts import faults_of_short_texts
from gongkai.rules.prechecks.findings import without_numbers
from gongkai.rules.reply_limits import TicketKind

LONGEST_PUBLIC_TITLE = 100
_LONGEST = 5000
_ANSWERED = (TicketState.REPLIED.value, TicketState.CLOSED.value)


def first_public_texts(ticket: Ticket) -> dict[str, str]:
    """Return texts to begin the public version with: numbers masked, the caller's name away."""
    told = (ticket.person_name, ticket.phone, ticket.email)
    texts = {"title": ticket.matter[:60], "text": ticket.content, "answer": ticket.reply}
    for name, text in texts.items():
        plain = without_numbers(str(text))
        for each in told:
            plain = plain.replace(str(each), "某某") if len(str(each)) > 1 else plain
        texts[name] = plain
    return texts


@transaction.atomic
def prepare_public_reply(
    *,
    ticket: Ticket,
    version: int,
    title: str,
    text: str,
    answer: str,
    officer: Officer,
    on: date,
    at: datetime,
) -> PublicReply:
    """Write what the public is to read; it waits for another person to look at it.

    :raises NotAllowed: if the officer neither handles the ticket nor dispatches nor releases
    :raises TicketChanged: if `version` is not the one on record
    :raises TicketRefused: if it is not answered, secret or public already, or a text is missing or
        tells who a person is; told where and what
    """
    act = _to_publish(ticket, version, officer, on, at)
    if not (act.rights.dispatches or act.rights.releases(act.row.department_id)):
        act.require_handler()
    reply = _reply_of(act.row) or PublicReply(agency=act.row.agency, ticket=act.row)
    if reply.state == PublicState.PUBLISHED:
        raise TicketRefused("本单答复已选登，请先撤回选登再修改。")
    reply.title = required(title, "选登标题", "请概括诉求事项。", LONGEST_PUBLIC_TITLE)
    reply.text = required(text, "选登内容", "请写明诉求内容，隐去个人信息。", _LONGEST)
    reply.answer = required(answer, "选登答复", "请写明答复，隐去个人信息。", _LONGEST)
    _require_nobody_named(act.row, reply, on)
    reply.state, reply.prepared_by = PublicState.PREPARED, officer
    reply.published_by = reply.published_at = None
    reply.withdrawn_reason = ""
    return _kept(act, reply, "prepare_public")


@transaction.atomic
def publish_reply(
    *, ticket: Ticket, version: int, officer: Officer, on: date, at: datetime
) -> PublicReply:
    """Put a prepared version before the public, after a second look by another person.

    :raises NotAllowed: if the officer may not let replies out, or prepared it himself
    :raises TicketChanged: if `version` is not the one on record
    :raises TicketRefused: if nothing is prepared, or it tells who a person is
    """
    act = _second(_to_publish(ticket, version, officer, on, at))
    reply = _reply_of(act.row)
    if reply is None or reply.state != PublicState.PREPARED:
        raise TicketRefused("本单没有待审核的选登内容，整理后才能选登。")
    if reply.prepared_by_id == officer.pk:
        raise NotAllowed("不能审核本人整理的选登内容，请由其他人员审核。")
    _require_nobody_named(act.row, reply, on)
    reply.state, reply.published_by, reply.published_at = PublicState.PUBLISHED, officer, at
    _kept(act, reply, "publish")
    _announce(reply, "ticket_reply.published", at)
    return reply


@transaction.atomic
def withdraw_public_reply(
    *, ticket: Ticket, version: int, reason: str, officer: Officer, on: date, at: datetime
) -> PublicReply:
    """Take a published reply back from the public, saying why; one person is enough.

    :raises NotAllowed: if the officer may not let replies out
    :raises TicketChanged: if `version` is not the one on record
    :raises TicketRefused: without a reason, or if it is not public
    """
    act = _second(began(ticket, version, officer, on, at))
    reply = _reply_of(act.row)
    if reply is None or reply.state != PublicState.PUBLISHED:
        raise TicketRefused("本单答复没有选登，无需撤回。")
    reply.withdrawn_reason = required(reason, "撤回理由", "请写明为什么撤回。")
    reply.state = PublicState.WITHDRAWN
    _kept(act, reply, "withdraw")
    _announce(reply, "ticket_reply.withdrawn", at)
    return reply


def _to_publish(ticket: Ticket, version: int, officer: Officer, on: date, at: datetime) -> Act:
    act = began(ticket, version, officer, on, at)
    row = act.row
    if row.is_in_box:
        raise TicketRefused("网站留言的选登请在网站留言页面办理。")
    if row.is_secret or row.kind == TicketKind.REPORT:
        raise TicketRefused("举报和来源保密的工单不选登，以保护诉求人。")
    if row.state not in _ANSWERED or not row.reply:
        raise TicketRefused(f"工单当前为“{act.standing.state.label}”，答复以后才能选登。")
    return act


def _second(act: Act) -> Act:
    if not act.rights.looks_second:
        raise NotAllowed(
            f"此操作须由{act.row.agency.short_name}的“审核人”或“公开工作机构负责人”办理，"
            "您没有该角色。"
        )
    return act


def _reply_of(row: Ticket) -> PublicReply | None:
    return PublicReply.objects.select_for_update().filter(ticket=row).first()


def _require_nobody_named(row: Ticket, reply: PublicReply, on: date) -> None:
    known = {
        "诉求人姓名": str(row.person_name),
        "联系电话": str(row.phone),
        "电子邮箱": str(row.email),
    }
    texts = {"选登标题": reply.title, "选登内容": reply.text, "选登答复": reply.answer}
    faults = faults_of_short_texts(row.agency, texts, known, on)
    if faults:
        raise TicketRefused(f"{'；'.join(faults)}。请改正后重新保存。")


def _kept(act: Act, reply: PublicReply, deed: str) -> PublicReply:
    """Save a version with its record; the ticket's own events tell of its handling alone."""
    reply.save()
    record(
        action=f"ticket.{deed}",
        subject=act.row.register_no,
        at=act.at,
        agency=act.row.agency,
        officer=act.officer,
        detail={"state": reply.state, "reason": reply.withdrawn_reason},
    )
    return reply


def _announce(reply: PublicReply, kind: str, at: datetime) -> None:
    announce(
        kind=kind,
        subject=str(reply.pk),
        at=at,
        agency=reply.agency,
        detail={"touches": [f"replies:{reply.agency_id}", f"reply:{reply.pk}"]},
    )
