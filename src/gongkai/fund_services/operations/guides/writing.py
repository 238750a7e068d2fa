"""Writing a guide: a new version, what is changed on a draft, handing it to review."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from gongkai.agencies.models import Officer
from gongkai.agencies.permissions import NotAllowed
from gongkai.agencies.queries import officers_with_role
from gongkai.fund_services.models import GuideState, GuideVersion, ServiceItem
from gongkai.fund_services.operations.guides.acting import (
    GuideRefused,
    locked_item,
    put_on_record,
    require_nobody_named,
    seen_version,
    subject_of,
)
from gongkai.fund_services.permissions import require_guide_writer
from gongkai.fund_services.queries.guides.completeness import missing_of
from gongkai.messages.operations import mark_read, notify, settle_notices
from gongkai.rules.service_guides import GuideElements, guide_table, problems_of, read_guide

_LONGEST_NOTE = 200


@transaction.atomic
def write_guide(
    *,
    item: ServiceItem,
    guide: GuideElements,
    seen: int,
    officer: Officer,
    on: date,
    at: datetime,
    in_force_from: date | None = None,
    change_note: str = "",
) -> GuideVersion:
    """Write a new version of a guide as a draft, or change the draft there is.

    The version in force stays in force until another is released and its day has come.

    :param seen: how often the draft had been saved when it was opened; 0 where there was none
    :param in_force_from: from when it is to hold; None leaves that to whoever releases it
    :raises NotAllowed: if the officer does not write guides
    :raises GuideChanged: if somebody wrote meanwhile
    :raises GuideRefused: if it waits for review, the item is withdrawn, or something is wrong
    """
    row = locked_item(item)
    require_guide_writer(officer, row.agency, on)
    if row.withdrawn_on is not None and row.withdrawn_on <= on:
        raise GuideRefused("该事项已经停办，不能修改办事指南；恢复办理后再修改。")
    written = seen_version(row, seen)
    if written is not None and written.state == GuideState.IN_REVIEW:
        raise GuideRefused("这份办事指南正在审核，不能修改；请待审核退回或者取回后再改。")
    _require_sound(guide, change_note, in_force_from, on)
    if written is None:
        last = GuideVersion.objects.filter(item=row).aggregate(last=Max("number"))["last"] or 0
        written = GuideVersion(item=row, number=last + 1, saved=0)
    written.elements = guide_table(guide)
    written.in_force_from, written.change_note = in_force_from, " ".join(change_note.split())
    written.written_by, written.written_at = officer, at
    written.saved += 1
    written.save()
    put_on_record(row, "write", officer, at, number=written.number)
    return written


@transaction.atomic
def submit_guide(
    *, item: ServiceItem, seen: int, officer: Officer, on: date, at: datetime
) -> GuideVersion:
    """Hand a draft to review; whoever may release it is told.

    :raises NotAllowed, GuideChanged: as write_guide does
    :raises GuideRefused: if there is no draft, an inspected element is missing, or a person named
    """
    row = locked_item(item)
    require_guide_writer(officer, row.agency, on)
    written = required_version(row, seen, "DRAFT", "没有待提交的草稿")
    require_fit(row, written, on)
    written.state, written.return_opinion = GuideState.IN_REVIEW, ""
    written.saved += 1
    written.save()
    put_on_record(row, "submit", officer, at, number=written.number)
    mark_read(officer=officer, subject=subject_of(row), at=at)
    people = {
        each.pk: each
        for role in ("REVIEWER", "OFFICE_HEAD")
        for each in officers_with_role(row.agency, role, on)
        if each.pk != written.written_by_id
    }
    text = f"《{row.name}》办事指南第{written.number}版已提交，请审核。"
    notify(officers=people.values(), text=text, subject=subject_of(row), at=at)
    return written


@transaction.atomic
def take_back_guide(
    *, item: ServiceItem, seen: int, officer: Officer, on: date, at: datetime
) -> GuideVersion:
    """Take back from review what one wrote himself.

    :raises NotAllowed: if another wrote it
    :raises GuideChanged: as write_guide does
    :raises GuideRefused: if nothing waits for review
    """
    row = locked_item(item)
    require_guide_writer(officer, row.agency, on)
    written = required_version(row, seen, "IN_REVIEW", "没有待审核的版本")
    if written.written_by_id != officer.pk:
        raise NotAllowed("这份办事指南由他人拟稿，请由拟稿人取回，或者由审核人退回。")
    written.state = GuideState.DRAFT
    written.saved += 1
    written.save()
    put_on_record(row, "take_back", officer, at, number=written.number)
    settle_notices(subject=subject_of(row), at=at)
    return written


@transaction.atomic
def discard_guide(
    *, item: ServiceItem, seen: int, officer: Officer, on: date, at: datetime
) -> None:
    """Throw away a draft that nobody has released; what is in force stays.

    :raises NotAllowed, GuideChanged: as write_guide does
    :raises GuideRefused: if there is no draft
    """
    row = locked_item(item)
    require_guide_writer(officer, row.agency, on)
    written = required_version(row, seen, "DRAFT", "没有草稿")
    number = written.number
    written.delete()
    put_on_record(row, "discard", officer, at, number=number)
    settle_notices(subject=subject_of(row), at=at)


def required_version(item: ServiceItem, seen: int, state: str, otherwise: str) -> GuideVersion:
    """Return what is being written, in the state that an act asks for.

    :raises GuideChanged: if it is no longer as it was seen
    :raises GuideRefused: if there is nothing in that state
    """
    written = seen_version(item, seen)
    if written is None or written.state != state:
        raise GuideRefused(f"《{item.name}》办事指南{otherwise}，请刷新页面查看。")
    return written


def require_fit(item: ServiceItem, written: GuideVersion, on: date) -> None:
    """Insist that a version can be shown to the public.

    :raises GuideRefused: naming the inspected elements that are missing, or what names a person
    """
    guide = read_guide(written.elements)
    missing = [each for each in missing_of(item, guide) if each.is_inspected]
    if missing:
        names = "、".join(each.label for each in missing)
        raise GuideRefused(
            f"缺少要素：{names}。请补齐后再提交；办理地点、时间和电话在指南中填写，"
            "或者请系统管理员登记机关的地址、办公时间和电话。"
        )
    require_nobody_named(item, guide, on)


def _require_sound(
    guide: GuideElements, change_note: str, in_force_from: date | None, on: date
) -> None:
    problems = problems_of(guide)
    if problems:
        raise GuideRefused("".join(each.message for each in problems), problems)
    if len(change_note) > _LONGEST_NOTE:
        raise GuideRefused(f"修改说明：共{len(change_note)}个字，最多{_LONGEST_NOTE}个字，请缩短。")
    require_not_past(in_force_from, on)


def require_not_past(in_force_from: date | None, on: date) -> None:
    """Insist that a version does not hold from a day before today.

    :raises GuideRefused: naming the day
    """
    if in_force_from is not None and in_force_from < on:
        raise GuideRefused(
            f"生效日期：{in_force_from}早于今天{on}，请填写今天或者以后的日期，留空则审核通过即生效。"
        )
