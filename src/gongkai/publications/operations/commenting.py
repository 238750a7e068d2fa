"""Remarks on an item among those who work on it."""

from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.messages.operations import notify
from gongkai.publications.models import Item, ItemComment
from gongkai.publications.operations.acting import ItemRefused, subject_of
from gongkai.publications.permissions import insist, may_read

_LONGEST = 1000


@transaction.atomic
def comment_on(
    *, item: Item, text: str, officer: Officer, on: date, at: datetime, quoted: str = ""
) -> ItemComment:
    """Add a remark; the drafter is told of what others remark.

    :param quoted: the passage it is about
    :raises ItemRefused: if it is empty or too long
    """
    insist(may_read(officer, item.agency, on), "对信息提出意见")
    said = text.strip()
    if not said:
        raise ItemRefused("意见：未填写，请填写意见。")
    if len(said) > _LONGEST:
        raise ItemRefused(f"意见：最多{_LONGEST}字，现为{len(said)}字，请缩短。")
    comment: ItemComment = ItemComment.objects.create(
        item=item, officer=officer, text=said, quoted=quoted.strip()[:200], added_at=at
    )
    if item.drafter_id != officer.pk:
        told = f"{officer.name}对《{item.title}》提出意见：{said}"[:300]
        notify(officers=[item.drafter], text=told, subject=subject_of(item), at=at)
    return comment


@transaction.atomic
def settle_comment(
    *, comment: ItemComment, officer: Officer, on: date, at: datetime
) -> ItemComment:
    """Mark a remark as dealt with; done twice, the first holds."""
    insist(may_read(officer, comment.item.agency, on), "处理意见")
    row: ItemComment = ItemComment.objects.select_for_update().get(pk=comment.pk)
    if row.settled_at is None:
        row.settled_by, row.settled_at = officer, at
        row.save(update_fields=["settled_by", "settled_at"])
    return row
