"""Putting an item before the public once everything has passed, and taking it away again."""

from datetime import date, datetime
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.agencies.queries import officers_with_role
from gongkai.messages.operations import notify, settle_notices
from gongkai.outbox.operations import announce
from gongkai.privacy.encryption import Undecipherable
from gongkai.publications.models import (
    Item,
    ItemRevision,
    ItemState,
    Publication,
    PublicationChannel,
)
from gongkai.publications.operations.acting import (
    ItemRefused,
    hold,
    require_state,
    subject_of,
    touch,
)
from gongkai.publications.operations.numbering import index_number
from gongkai.publications.operations.secrecy import require_public
from gongkai.publications.operations.submitting import require_complete
from gongkai.publications.permissions import insist, may_publish, may_take_down
from gongkai.publications.queries.contents import content_hash, files_of
from gongkai.publications.queries.file_contents import content_of
from gongkai.publications.queries.touched import touched_by
from gongkai.review.operations import NotPassed, require_passed
from gongkai.rules.attributes import DisclosureAttribute


@transaction.atomic
def publish_item(*, item: Item, version: int, officer: Officer, on: date, at: datetime) -> Item:
    """Put an item before the public, exactly as it passed: 条例第十七条、第十九条、第二十三条.

    :raises ItemRefused: if it has not passed, the secrecy review of this content does not let it,
        a file is not what was passed, or its time has not come
    :raises NotAllowed: if the officer may not publish
    """
    insist(may_publish(officer, item.agency, on), "发布信息")
    held = hold(item, version=version)
    require_publishable(held, on)
    if held.publish_at is not None and held.publish_at > at:
        moment = held.publish_at.astimezone(ZoneInfo(settings.TIME_ZONE))
        raise ItemRefused(
            f"《{held.title}》定于{moment:%Y-%m-%d %H:%M}发布，届时自动发布；"
            "需要提前的，请取回、改定时发布时间后重新送审。"
        )
    _publish(held, officer, on, at)
    return held


def publish_due(*, on: date, at: datetime) -> int:
    """Publish every approved item whose time has come; return how many.

    Each is a transaction of its own: one that cannot be published goes back to its drafter, who is
    told why, and holds up no other.
    """
    due = Item.objects.filter(state=ItemState.APPROVED, publish_at__lte=at)
    return sum(_publish_when_due(key, on, at) for key in due.values_list("pk", flat=True))


def expire_due(*, on: date, at: datetime) -> int:
    """Take away every public item whose time is over; return how many."""
    due = Item.objects.filter(public_until__lte=at)
    return sum(_expire(key, on, at) for key in due.values_list("pk", flat=True))


@transaction.atomic
def take_down(*, item: Item, reason: str, officer: Officer, on: date, at: datetime) -> Item:
    """Take an item away at once: one person is enough, it is recorded, and the heads are told.

    :raises ItemRefused: without a reason, or if nothing of it is public
    :raises NotAllowed: if the officer may not
    """
    insist(may_take_down(officer, item.agency, on), "撤下信息")
    said = reason.strip()
    if not said:
        raise ItemRefused("撤下原因：未填写，请写明原因，以便记录和报告。")
    if len(said) > 300:
        raise ItemRefused(f"撤下原因：最多300字，现为{len(said)}字，请缩短。")
    held = hold(item)
    if held.public_revision_id is None:
        raise ItemRefused(f"《{held.title}》没有在网上公开的内容，无须撤下。")
    before = touched_by(held, on)
    _withdraw(held, ItemState.TAKEN_DOWN, said, at)
    touch(held, action="taken_down", officer=officer, at=at, detail={"reason": said})
    _announce("item.withdrawn", held, before, on, at)
    heads = officers_with_role(held.agency, "OFFICE_HEAD", on)
    told = {person.pk: person for person in [*heads, held.drafter] if person.pk != officer.pk}
    text = f"《{held.title}》已由{officer.name}紧急撤下，原因：{said}"[:300]
    notify(officers=told.values(), text=text, subject=subject_of(held), at=at)
    return held


def require_publishable(item: Item, on: date) -> None:
    """Insist that everything has passed on exactly what would be public now.

    :raises ItemRefused: naming what has not
    """
    require_state(item, ItemState.APPROVED)
    digest = content_hash(item)
    try:
        require_passed(item.review_round, digest)
    except NotPassed as refusal:
        raise ItemRefused(f"《{item.title}》{refusal}请取回后重新送审。") from refusal
    require_complete(item)
    _require_formed_before(item, on)
    require_public(list(item.secrecy_reviews.order_by("pk")), digest)
    document = item.document
    if document is not None and document.attribute != DisclosureAttribute.PROACTIVE.value:
        raise ItemRefused(
            f"公文《{document.title}》的公开属性为“{document.get_attribute_display()}”，"
            "不是主动公开，不能发布。"
        )
    _require_same_bytes(item)


def _publish(item: Item, officer: Officer | None, on: date, at: datetime) -> None:
    before = touched_by(item, on)
    revision: ItemRevision = item.revisions.filter(content_hash=content_hash(item)).latest("number")
    if not item.index_no:
        item.index_no = index_number(item.agency, on.year)
    if item.publication is None:
        item.publication = Publication.objects.create(
            agency=item.agency,
            register_no=item.index_no,
            column=item.column,
            channel=PublicationChannel.SITE,
            title=item.title,
            formed_on=item.formed_on,
            published_on=on,
        )
    else:
        entry = item.publication
        # A later version is formed after the first one was public: the register keeps that one's.
        assert item.formed_on is not None
        formed_on = item.formed_on if item.formed_on <= entry.published_on else entry.formed_on
        Publication.objects.filter(pk=entry.pk).update(
            column=item.column, title=item.title, formed_on=formed_on
        )
        entry.refresh_from_db()
    item.public_revision, item.public_until = revision, item.expire_at
    item.state = ItemState.PUBLISHED
    item.published_at = item.published_at or at
    item.taken_down_at, item.taken_down_reason = None, ""
    touch(
        item, action="published", officer=officer, at=at,
        detail={"index_no": item.index_no, "hash": revision.content_hash},
    )  # fmt: skip
    settle_notices(subject=subject_of(item), at=at)
    _announce("item.published", item, before, on, at)


@transaction.atomic
def _publish_when_due(key: int, on: date, at: datetime) -> bool:
    item = hold(Item(pk=key))
    if item.state != ItemState.APPROVED or item.publish_at is None or item.publish_at > at:
        return False
    try:
        require_publishable(item, on)
    except ItemRefused as refusal:
        item.state, item.review_round = ItemState.DRAFT, None
        touch(item, action="not_published", officer=None, at=at, detail={"why": str(refusal)})
        text = f"《{item.title}》到了定时发布时间但未能发布：{refusal}"[:300]
        heads = officers_with_role(item.agency, "OFFICE_HEAD", on)
        people = {person.pk: person for person in [item.drafter, *heads]}
        notify(officers=people.values(), text=text, subject=subject_of(item), at=at)
        return False
    _publish(item, None, on, at)
    return True


@transaction.atomic
def _expire(key: int, on: date, at: datetime) -> bool:
    item = hold(Item(pk=key))
    if item.public_revision_id is None or item.public_until is None or item.public_until > at:
        return False
    before = touched_by(item, on)
    _withdraw(item, ItemState.EXPIRED, "到期自动撤下", at)
    touch(item, action="expired", officer=None, at=at)
    _announce("item.withdrawn", item, before, on, at)
    return True


def _announce(kind: str, item: Item, before: frozenset[str], on: date, at: datetime) -> None:
    touches = sorted(before | touched_by(item, on))
    announce(
        kind=kind, subject=str(item.pk), at=at, agency=item.agency, detail={"touches": touches}
    )


def _withdraw(item: Item, state: Any, reason: str, at: datetime) -> None:
    item.public_revision, item.public_until = None, None
    # The next version, where somebody works on one, goes on as it stands.
    if item.state in (ItemState.PUBLISHED, ItemState.APPROVED):
        item.state = state
    item.taken_down_at, item.taken_down_reason = at, reason


def _require_formed_before(item: Item, on: date) -> None:
    if item.published_at is not None or item.formed_on is None:
        return
    day = on if item.publication is None else item.publication.published_on
    if item.formed_on > day:
        raise ItemRefused(
            f"《{item.title}》的成文日期 {item.formed_on.isoformat()} 晚于发布日期"
            f" {day.isoformat()}，请取回、核对成文日期后重新送审。"
        )


def _require_same_bytes(item: Item) -> None:
    for file in files_of(item):
        try:
            same = sha256(content_of(file)).hexdigest() == file.sha256
        except (Undecipherable, OSError):
            same = False
        if not same:
            raise ItemRefused(
                f"附件“{file.name}”与审核时不一致或者无法读取，不能发布，请取回后重新上传并送审。"
            )
