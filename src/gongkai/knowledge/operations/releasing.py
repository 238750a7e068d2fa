"""Reviewing an answer: one writes, another lets it into use; looking again, putting it away."""

from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.agencies.permissions import NotAllowed
from gongkai.agencies.queries import officers_with_role
from gongkai.knowledge.models import AnswerVersion, KnowledgeEntry, VersionState
from gongkai.knowledge.operations.acting import (
    EntryRefused,
    announce_answer,
    locked,
    open_version,
    touch,
)
from gongkai.knowledge.operations.contents import require_founded, require_nobody_named
from gongkai.knowledge.permissions import require_second
from gongkai.messages.operations import mark_read, notify, settle_notices

_LONGEST_REASON = 300


@transaction.atomic
def submit_entry(
    *, entry: KnowledgeEntry, version: int, officer: Officer, on: date, at: datetime
) -> KnowledgeEntry:
    """Hand what was written to review.

    :raises NotAllowed, EntryChanged: as acting.locked does
    :raises EntryRefused: if nothing is being written, it rests on nothing, or names a person
    """
    row = locked(entry, version, officer, on)
    written = _written(row, "DRAFT", "没有待提交的草稿")
    _require_fit(row, written, on)
    written.state, written.return_opinion = VersionState.IN_REVIEW, ""
    written.save()
    touch(row, "submit", officer, at)
    mark_read(officer=officer, subject=row.entry_no, at=at)
    people = {
        each.pk: each
        for role in ("REVIEWER", "OFFICE_HEAD")
        for each in officers_with_role(row.agency, role, on)
        if each.pk != written.drafted_by_id
    }
    text = f"知识条目{row.entry_no}已提交，请审核。"
    notify(officers=people.values(), text=text, subject=row.entry_no, at=at)
    return row


@transaction.atomic
def return_entry(
    *,
    entry: KnowledgeEntry,
    version: int,
    opinion: str,
    officer: Officer,
    on: date,
    at: datetime,
) -> KnowledgeEntry:
    """Send what was written back to its writer, saying why.

    :raises NotAllowed, EntryChanged, EntryRefused: as release_entry does, or without a reason
    """
    row, written = _to_release(entry, version, officer, on)
    written.return_opinion = _required(opinion, "退回意见", "请说明需要修改之处。")
    written.state = VersionState.DRAFT
    written.save()
    touch(row, "return", officer, at, opinion=written.return_opinion)
    told = f"知识条目{row.entry_no}被退回：{written.return_opinion}"[:300]
    settle_notices(subject=row.entry_no, at=at)
    notify(officers=[written.drafted_by], text=told, subject=row.entry_no, at=at)
    return row


@transaction.atomic
def release_entry(
    *,
    entry: KnowledgeEntry,
    version: int,
    review_on: date,
    officer: Officer,
    on: date,
    at: datetime,
) -> KnowledgeEntry:
    """Let an answer into use in place of the one before; agents find it, the public if it may.

    :param review_on: by when it is looked at again
    :raises NotAllowed: if the officer may not let answers out, or wrote this one
    :raises EntryChanged: as acting.locked does
    :raises EntryRefused: if nothing waits for review, it names a person, or `review_on` is past
    """
    row, written = _to_release(entry, version, officer, on)
    _require_later(review_on, on)
    _require_fit(row, written, on)
    was_public = row.released is not None and row.released.is_public
    AnswerVersion.objects.filter(entry=row, state=VersionState.RELEASED).update(
        state=VersionState.REPLACED
    )
    written.state, written.released_by, written.released_at = VersionState.RELEASED, officer, at
    written.save()
    row.released, row.review_on = written, review_on
    touch(row, "release", officer, at, public=written.is_public, review_on=review_on.isoformat())
    settle_notices(subject=row.entry_no, at=at)
    if written.is_public or was_public:
        announce_answer(row, "answer.released", at)
    return row


@transaction.atomic
def confirm_entry(
    *,
    entry: KnowledgeEntry,
    version: int,
    review_on: date,
    officer: Officer,
    on: date,
    at: datetime,
) -> KnowledgeEntry:
    """Put on record that an answer in use still holds, and when it is looked at again.

    :raises NotAllowed, EntryChanged: as acting.locked does
    :raises EntryRefused: if it is not in use, or `review_on` is not later than today
    """
    row = locked(entry, version, officer, on)
    if row.released is None:
        raise EntryRefused("这条知识没有使用中的答复，不需要复核。")
    _require_later(review_on, on)
    row.review_on, row.reminded_of = review_on, None
    touch(row, "confirm", officer, at, review_on=review_on.isoformat())
    mark_read(officer=officer, subject=row.entry_no, at=at)
    return row


@transaction.atomic
def withdraw_entry(
    *,
    entry: KnowledgeEntry,
    version: int,
    reason: str,
    officer: Officer,
    on: date,
    at: datetime,
) -> KnowledgeEntry:
    """Put an answer out of use, saying why; one person is enough, since it may do harm.

    :raises NotAllowed: if the officer may not let answers out
    :raises EntryChanged: as acting.locked does
    :raises EntryRefused: without a reason, or if it is out of use already
    """
    row = locked(entry, version, officer, on)
    require_second(officer, row.agency, on)
    if row.withdrawn_at is not None:
        raise EntryRefused("这条知识已停用。")
    row.withdrawn_reason = _required(reason, "停用理由", "请写明为什么停用。")
    was_public = row.released is not None and row.released.is_public
    AnswerVersion.objects.filter(entry=row, state=VersionState.RELEASED).update(
        state=VersionState.REPLACED
    )
    row.released, row.withdrawn_at = None, at
    touch(row, "withdraw", officer, at, reason=row.withdrawn_reason)
    settle_notices(subject=row.entry_no, at=at)
    if was_public:
        announce_answer(row, "answer.withdrawn", at)
    return row


@transaction.atomic
def hand_over(
    *,
    entry: KnowledgeEntry,
    version: int,
    owner: Officer,
    officer: Officer,
    on: date,
    at: datetime,
) -> KnowledgeEntry:
    """Make another officer of the organ the owner of an answer; he is told.

    :raises NotAllowed, EntryChanged: as acting.locked does
    :raises EntryRefused: if the new owner belongs to another organ
    """
    row = locked(entry, version, officer, on)
    if owner.agency_id != row.agency_id:
        raise EntryRefused(f"责任人：{owner.name}不是{row.agency.short_name}的工作人员，请另选。")
    row.owner = owner
    touch(row, "hand_over", officer, at, owner=owner.pk)
    text = f"知识条目{row.entry_no}由您负责，复核日期{row.review_on}。"
    notify(officers=[owner], text=text, subject=row.entry_no, at=at)
    return row


def _to_release(
    entry: KnowledgeEntry, version: int, officer: Officer, on: date
) -> tuple[KnowledgeEntry, AnswerVersion]:
    row = locked(entry, version, officer, on)
    require_second(officer, row.agency, on)
    written = _written(row, "IN_REVIEW", "没有待审核的答复")
    if written.drafted_by_id == officer.pk:
        raise NotAllowed("不能审核本人拟的答复，请由其他人员审核。")
    return row, written


def _written(row: KnowledgeEntry, state: str, otherwise: str) -> AnswerVersion:
    written = open_version(row)
    if row.withdrawn_at is not None or written is None or written.state != state:
        raise EntryRefused(f"知识条目{row.entry_no}{otherwise}，请刷新页面查看。")
    return written


def _require_fit(row: KnowledgeEntry, written: AnswerVersion, on: date) -> None:
    texts = {"问题": written.question, "其他问法": written.also_asked, "答复": written.answer}
    require_nobody_named(row.agency, texts, on)
    require_founded(row.agency, written.basis, written.item_id)
    if written.valid_until is not None and written.valid_until < on:
        raise EntryRefused(f"失效日期：{written.valid_until}已过，请核对后再审核。")


def _require_later(review_on: date, on: date) -> None:
    if review_on <= on:
        raise EntryRefused(f"复核日期：{review_on}应晚于今天{on}，请填写以后的日期。")


def _required(text: str, label: str, hint: str) -> str:
    plain = text.strip()
    if not plain:
        raise EntryRefused(f"{label}：未填写，{hint}")
    if len(plain) > _LONGEST_REASON:
        raise EntryRefused(f"{label}：共{len(plain)}个字，最多{_LONGEST_REASON}个字，请缩短。")
    return plain
