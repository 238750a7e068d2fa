"""Writing items: drafts, their revisions, and the next version of what is public."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from gongkai.agencies.models import Agency, Officer
from gongkai.documents.drafts.blocks import DraftRefused
from gongkai.documents.drafts.pasting import clean_pasted
from gongkai.publications.models import (
    Column,
    Item,
    ItemRevision,
    ItemState,
    OfficialDocument,
    Publication,
    Validity,
)
from gongkai.publications.operations.acting import ItemRefused, hold, require_state, touch
from gongkai.publications.operations.locking import require_free
from gongkai.publications.permissions import insist, may_draft
from gongkai.publications.queries.contents import content_of_item, hash_of


class ContentRefused(ItemRefused):
    """Something in the form cannot be kept; `field` is where."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class ItemContent:
    """What the form of an item holds; files and links are added by operations of their own."""

    column: Column
    title: str
    body: str = ""
    summary: str = ""
    also_in: tuple[Column, ...] = ()
    topic: str = ""
    issuer: str = ""
    document_no: str = ""
    formed_on: date | None = None
    validity: str = "NONE"
    effective_on: date | None = None
    invalid_on: date | None = None
    audience: str = "面向社会"
    source: str = ""
    keywords: str = ""
    publish_at: datetime | None = None
    expire_at: datetime | None = None


_NAMES = tuple(field.name for field in fields(ItemContent) if field.name != "also_in")


@transaction.atomic
def draft_item(
    *,
    agency: Agency,
    content: ItemContent,
    officer: Officer,
    on: date,
    at: datetime,
    document: OfficialDocument | None = None,
) -> Item:
    """Start a draft with its first revision.

    :param document: the official document that it makes public
    :raises NotAllowed: if the officer may not write for the organ
    :raises ContentRefused: naming the field
    """
    insist(may_draft(officer, agency, on), "起草信息")
    item = Item(
        agency=agency,
        drafter=officer,
        department_id=officer.department_id,
        document=document,
        created_at=at,
        changed_at=at,
    )
    _fill(item, content)
    item.save()
    item.also_in.set(content.also_in)
    keep_revision(item, officer, at, "起草")
    touch(item, action="drafted", officer=officer, at=at)
    return item


@transaction.atomic
def complete_publication(
    *, publication: Publication, content: ItemContent, officer: Officer, on: date, at: datetime
) -> Item:
    """Start the text of an item that a ledger brought into the register without one.

    Once it has passed it shows on the register's own entry, whose day of publication stays.

    :raises ItemRefused: if the entry has a text already
    """
    held = Publication.objects.select_for_update().get(pk=publication.pk)
    if Item.objects.filter(publication=held).exists():
        raise ItemRefused(f"《{held.title}》已有正文，请在该信息上修改。")
    item = draft_item(agency=held.agency, content=content, officer=officer, on=on, at=at)
    item.publication = held
    item.save(update_fields=["publication"])
    return item


@transaction.atomic
def save_item(
    *,
    item: Item,
    version: int,
    content: ItemContent,
    officer: Officer,
    on: date,
    at: datetime,
    note: str = "",
) -> Item:
    """Store what was typed as the next revision of a draft.

    :raises ItemChanged: if the item was acted on since
    :raises ItemTaken: if somebody else has it open
    :raises ItemRefused: if it is no draft; ContentRefused: naming the field
    """
    held = hold_draft(item, version=version, officer=officer, on=on, at=at)
    _fill(held, content)
    held.also_in.set(content.also_in)
    revision = keep_revision(held, officer, at, note)
    touch(held, action="saved", officer=officer, at=at, detail={"revision": revision.number})
    return held


@transaction.atomic
def restore_revision(
    *, item: Item, version: int, number: int, officer: Officer, on: date, at: datetime
) -> Item:
    """Bring back text and metadata of an earlier revision, as a new one; files stay as they are.

    :raises ItemRefused: if there is no such revision, its column is gone, or as save_item does
    """
    held = hold_draft(item, version=version, officer=officer, on=on, at=at)
    earlier = held.revisions.filter(number=number).first()
    if earlier is None:
        raise ItemRefused(f"没有第{number}稿，请从修订记录中选择。")
    _fill(held, content_from(held.agency, earlier.content))
    held.also_in.set(_columns(held.agency, earlier.content["also_in"]))
    keep_revision(held, officer, at, f"恢复第{number}稿")
    touch(held, action="restored", officer=officer, at=at, detail={"revision": number})
    return held


@transaction.atomic
def revise_item(*, item: Item, version: int, officer: Officer, on: date, at: datetime) -> Item:
    """Start the next version of an item; what is public of it stays as it is until that passes.

    :raises ItemRefused: if it is being written or signed already
    """
    insist(may_draft(officer, item.agency, on), "修改信息")
    held = hold(item, version=version)
    require_state(held, ItemState.PUBLISHED, ItemState.TAKEN_DOWN, ItemState.EXPIRED)
    held.state, held.review_round = ItemState.DRAFT, None
    touch(held, action="revised", officer=officer, at=at)
    return held


@transaction.atomic
def abandon_item(*, item: Item, version: int, officer: Officer, on: date, at: datetime) -> Item:
    """End a draft that will not be published; its revisions stay on record.

    :raises ItemRefused: if it is no draft, or something of it is public
    """
    held = hold_draft(item, version=version, officer=officer, on=on, at=at)
    if held.public_revision_id is not None:
        raise ItemRefused(f"《{held.title}》的已发布版本仍在网上，请先撤下，再作废。")
    held.state = ItemState.ABANDONED
    touch(held, action="abandoned", officer=officer, at=at)
    return held


def hold_draft(item: Item, *, version: int, officer: Officer, on: date, at: datetime) -> Item:
    """Return a draft that an officer may write to, held for the transaction.

    :raises ItemChanged, ItemTaken, ItemRefused, NotAllowed: if he may not
    """
    insist(may_draft(officer, item.agency, on), "编辑信息")
    held = hold(item, version=version)
    require_state(held, ItemState.DRAFT)
    require_free(held, officer, at)
    return held


def keep_revision(item: Item, officer: Officer, at: datetime, note: str = "") -> ItemRevision:
    """Freeze an item as it stands; the same content twice in a row is one revision."""
    content = content_of_item(item)
    digest = hash_of(content)
    last = item.revisions.order_by("-number").first()
    if last is not None and last.content_hash == digest:
        return last
    number = (item.revisions.aggregate(last=Max("number"))["last"] or 0) + 1
    revision: ItemRevision = ItemRevision.objects.create(
        item=item,
        number=number,
        officer=officer,
        saved_at=at,
        content=content,
        content_hash=digest,
        note=note[:200],
    )
    return revision


def content_from(agency: Agency, content: dict[str, Any]) -> ItemContent:
    """Return a stored content as a form holds it.

    :raises ContentRefused: if its column is gone
    """
    held = {name: content[name] for name in _NAMES if name != "column"}
    for name in ("formed_on", "effective_on", "invalid_on"):
        held[name] = date.fromisoformat(held[name]) if held[name] else None
    for name in ("publish_at", "expire_at"):
        held[name] = _moment(held[name])
    columns = _columns(agency, [content["column"]])
    if not columns:
        raise ContentRefused("column", f"栏目“{content['column']}”已不存在，请重新选择栏目。")
    return ItemContent(
        column=columns[0], also_in=tuple(_columns(agency, content["also_in"])), **held
    )


def _fill(item: Item, content: ItemContent) -> None:
    for field, message in _problems(item.agency, content):
        raise ContentRefused(field, message)
    for name in _NAMES:
        value = getattr(content, name)
        setattr(item, name, value.strip() if isinstance(value, str) else value)
    try:
        item.body = clean_pasted(content.body)
    except DraftRefused as refusal:
        raise ContentRefused("body", f"正文：{refusal}") from refusal


def _problems(agency: Agency, content: ItemContent) -> Iterator[tuple[str, str]]:
    if not content.title.strip():
        yield "title", "标题：未填写，请填写标题。"
    for column in (content.column, *content.also_in):
        if column.agency_id != agency.pk:
            yield "column", f"栏目“{column.name}”不是本机关的栏目，请重新选择。"
        elif column.is_closed:
            yield "column", f"栏目“{column.name}”已停用，请选择其他栏目。"
    for name in _NAMES:
        value, field = getattr(content, name), Item._meta.get_field(name)
        most = getattr(field, "max_length", None)
        if isinstance(value, str) and most and len(value.strip()) > most:
            yield name, f"{field.verbose_name}：最多{most}字，现为{len(value.strip())}字，请缩短。"
    if content.validity not in Validity.values:
        yield "validity", f"有效性：没有“{content.validity}”这一选项，请重新选择。"
    yield from _wrong_order(content)


def _wrong_order(content: ItemContent) -> Iterator[tuple[str, str]]:
    begins, ends = content.effective_on, content.invalid_on
    if begins and ends and ends < begins:
        yield (
            "invalid_on",
            f"废止或失效日期 {ends.isoformat()} 早于实施日期 {begins.isoformat()}，请核对。",
        )
    if content.publish_at and content.expire_at and content.expire_at <= content.publish_at:
        yield "expire_at", "到期撤下时间不晚于定时发布时间，请核对。"


def _columns(agency: Agency, codes: Iterable[str]) -> list[Column]:
    return list(Column.objects.select_related("agency").filter(agency=agency, code__in=list(codes)))


def _moment(seconds: str) -> datetime | None:
    return datetime.fromtimestamp(float(seconds), tz=UTC) if seconds else None
