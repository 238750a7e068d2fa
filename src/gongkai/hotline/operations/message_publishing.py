"""留言选登: a message and its answer without names, looked at by a second person, then public."""

from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.agencies.permissions import NotAllowed
from gongkai.hotline.models import MessageState, PublicState, SiteMessage
from gongkai.hotline.operations.message_acting import MessageRefused, locked, required, touch
from gongkai.hotline.permissions import require_second
from gongkai.outbox.operations import announce
from gongkai.publications.queries.short_texts import faults_of_short_texts
from gongkai.rules.prechecks.findings import without_numbers
from gongkai.rules.reply_limits import TicketKind

LONGEST_PUBLIC_TITLE = 100
_LONGEST = 5000
_LONGEST_REASON = 300


def without_sender(message: SiteMessage, text: str) -> str:
    """Return a text to begin the public version with: numbers masked, the sender's name away."""
    plain = without_numbers(text)
    for told in (message.name, message.phone, message.email):
        plain = plain.replace(told, "某某") if len(told) > 1 else plain
    return plain


@transaction.atomic
def prepare_public_version(
    *,
    message: SiteMessage,
    version: int,
    title: str,
    text: str,
    answer: str,
    officer: Officer,
    on: date,
    at: datetime,
) -> SiteMessage:
    """Write what the public is to read; it waits for another person to look at it.

    :raises NotAllowed, MessageChanged: as message_acting.locked does
    :raises MessageRefused: if there is no answer or no consent, the message is a report (举报) or
        public already, or a text is missing or names a person; told where and what
    """
    row = locked(message, version, officer, on)
    _require_publishable(row)
    if row.public_state == PublicState.PUBLISHED:
        raise MessageRefused("本留言已选登，请先撤回选登再修改。")
    row.public_title = required(title, "选登标题", "请概括留言事项。", LONGEST_PUBLIC_TITLE)
    row.public_text = required(text, "选登内容", "请写明留言内容，隐去个人信息。", _LONGEST)
    row.public_answer = required(answer, "选登答复", "请写明答复，隐去个人信息。", _LONGEST)
    _require_nobody_named(row, on)
    row.public_state, row.prepared_by = PublicState.PREPARED, officer
    row.published_by = row.published_at = None
    row.withdrawn_reason = ""
    touch(row, "prepare_public", officer, at)
    return row


@transaction.atomic
def publish_message(
    *, message: SiteMessage, version: int, officer: Officer, on: date, at: datetime
) -> SiteMessage:
    """Put a prepared version before the public, after a second look by another person.

    :raises NotAllowed: if the officer may not, or prepared it himself
    :raises MessageChanged: as message_acting.locked does
    :raises MessageRefused: if it is not prepared, or names a person
    """
    row = locked(message, version, officer, on)
    require_second(officer, row.agency, on)
    _require_publishable(row)
    if row.public_state != PublicState.PREPARED:
        raise MessageRefused(f"本留言当前为“{row.get_public_state_display()}”，整理后才能选登。")
    if row.prepared_by_id == officer.pk:
        raise NotAllowed("不能审核本人整理的选登内容，请由其他人员审核。")
    _require_nobody_named(row, on)
    row.public_state, row.published_by, row.published_at = PublicState.PUBLISHED, officer, at
    touch(row, "publish", officer, at)
    _announce(row, "message.published", at)
    return row


@transaction.atomic
def withdraw_message(
    *, message: SiteMessage, version: int, reason: str, officer: Officer, on: date, at: datetime
) -> SiteMessage:
    """Take a published message back from the public, saying why; one person is enough.

    :raises NotAllowed: if the officer may not let answers out
    :raises MessageChanged: as message_acting.locked does
    :raises MessageRefused: without a reason, or if it is not public
    """
    row = locked(message, version, officer, on)
    require_second(officer, row.agency, on)
    if row.public_state != PublicState.PUBLISHED:
        raise MessageRefused(f"本留言当前为“{row.get_public_state_display()}”，无需撤回。")
    row.withdrawn_reason = required(reason, "撤回理由", "请写明为什么撤回。", _LONGEST_REASON)
    row.public_state = PublicState.WITHDRAWN
    touch(row, "withdraw", officer, at, reason=row.withdrawn_reason)
    _announce(row, "message.withdrawn", at)
    return row


def _require_publishable(row: SiteMessage) -> None:
    if row.state not in (MessageState.ANSWERED, MessageState.CLOSED):
        raise MessageRefused(f"本留言当前为“{row.get_state_display()}”，答复以后才能选登。")
    if row.kind == TicketKind.REPORT:
        raise MessageRefused("举报件不选登，以保护举报人。")
    if not row.may_publish:
        raise MessageRefused("留言人不同意选登，不能公开。")


def _require_nobody_named(row: SiteMessage, on: date) -> None:
    known = {"留言人姓名": row.name, "联系电话": row.phone, "电子邮箱": row.email}
    texts = {
        "选登标题": row.public_title,
        "选登内容": row.public_text,
        "选登答复": row.public_answer,
    }
    faults = faults_of_short_texts(row.agency, texts, known, on)
    if faults:
        raise MessageRefused(f"{'；'.join(faults)}。请改正后重新保存。")


def _announce(row: SiteMessage, kind: str, at: datetime) -> None:
    announce(
        kind=kind,
        subject=str(row.pk),
        at=at,
        agency=row.agency,
        detail={"touches": [f"messages:{row.agency_id}", f"message:{row.pk}"]},
    )
