"""Reviewing a guide: one writes, another lets it out, now or from a day to come."""

from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.agencies.permissions import NotAllowed
from gongkai.fund_services.models import GuideState, GuideVersion, ServiceItem
from gongkai.fund_services.operations.guides.acting import (
    GuideRefused,
    announce_guide,
    locked_item,
    put_on_record,
    required,
    subject_of,
)
from gongkai.fund_services.operations.guides.writing import (
    require_fit,
    require_not_past,
    required_version,
)
from gongkai.fund_services.permissions import require_guide_releaser
from gongkai.messages.operations import notify, settle_notices


@transaction.atomic
def return_guide(
    *, item: ServiceItem, seen: int, opinion: str, officer: Officer, on: date, at: datetime
) -> GuideVersion:
    """Send a version back to its writer, saying why.

    :raises NotAllowed, GuideChanged, GuideRefused: as release_guide does, or without a reason
    """
    row, written = _to_release(item, seen, officer, on)
    written.return_opinion = required(opinion, "退回意见", "请说明需要修改之处。")
    written.state = GuideState.DRAFT
    written.saved += 1
    written.save()
    put_on_record(row, "return", officer, at, number=written.number, opinion=written.return_opinion)
    settle_notices(subject=subject_of(row), at=at)
    if written.written_by is not None:
        told = f"《{row.name}》办事指南被退回：{written.return_opinion}"[:300]
        notify(officers=[written.written_by], text=told, subject=subject_of(row), at=at)
    return written


@transaction.atomic
def release_guide(
    *,
    item: ServiceItem,
    seen: int,
    officer: Officer,
    on: date,
    at: datetime,
    in_force_from: date | None = None,
) -> GuideVersion:
    """Let a version out; from its day on it takes the place of the one before by itself.

    The centre stands for what it wrote and released itself: version and item are confirmed.

    :param in_force_from: from when it holds; None takes the draft's day, or today without one
    :raises NotAllowed: if the officer may not let guides out, or wrote this one
    :raises GuideChanged: if it is no longer as it was seen
    :raises GuideRefused: if nothing waits for review, an inspected element is missing, a person is
        named, or the day is past
    """
    row, written = _to_release(item, seen, officer, on)
    day = in_force_from or written.in_force_from or on
    require_not_past(day, on)
    require_fit(row, written, on)
    written.state, written.in_force_from = GuideState.RELEASED, day
    written.released_by, written.released_at = officer, at
    written.confirmed_by, written.confirmed_on = officer, on
    written.save()
    if row.confirmed_on is None:
        row.confirmed_on, row.confirmed_by = on, officer
        row.save(update_fields=["confirmed_on", "confirmed_by"])
    put_on_record(row, "release", officer, at, number=written.number, in_force_from=day.isoformat())
    settle_notices(subject=subject_of(row), at=at)
    announce_guide(row, at)
    return written


@transaction.atomic
def cancel_guide(
    *, item: ServiceItem, number: int, reason: str, officer: Officer, on: date, at: datetime
) -> GuideVersion:
    """Cancel a released version whose day has not come; once in force it is only superseded.

    :raises NotAllowed: if the officer may not let guides out
    :raises GuideRefused: if there is no such version, or it is in force already
    """
    row = locked_item(item)
    require_guide_releaser(officer, row.agency, on)
    found = GuideVersion.objects.filter(item=row, number=number, state=GuideState.RELEASED).first()
    if found is None or found.in_force_from is None or found.in_force_from <= on:
        raise GuideRefused(
            f"第{number}版不是尚未生效的版本，不能取消；已经生效的请另写新版本替代。"
        )
    said = required(reason, "取消理由", "请说明为什么取消。")
    found.state = GuideState.CANCELLED
    found.save(update_fields=["state"])
    put_on_record(row, "cancel", officer, at, number=number, reason=said)
    announce_guide(row, at)
    return found


def _to_release(
    item: ServiceItem, seen: int, officer: Officer, on: date
) -> tuple[ServiceItem, GuideVersion]:
    row = locked_item(item)
    require_guide_releaser(officer, row.agency, on)
    written = required_version(row, seen, "IN_REVIEW", "没有待审核的版本")
    if written.written_by_id == officer.pk:
        raise NotAllowed("不能审核本人拟的办事指南，请由其他审核人或者公开工作机构负责人审核。")
    return row, written
