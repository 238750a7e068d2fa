"""What the public reads of an item: the revision that was approved, never what is worked on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.json import KeyTransform

from gongkai.agencies.models import Agency
from gongkai.publications.models import Column, FileUse, Item, Publication, PublicationFile
from gongkai.publications.queries.related import RelatedItem, related_items
from gongkai.publications.queries.standing import Standing, standing_of


class ItemUnknown(LookupError):
    """There is no such item, or nothing of it ever was public: both look the same."""


class ItemWithdrawn(LookupError):
    """The item was public and no longer is."""


class PublicFile(NamedTuple):
    """A file of the approved revision; `size` is in bytes."""

    pk: int
    use: str
    name: str
    media_type: str
    size: int
    sha256: str
    alt_text: str


class Neighbour(NamedTuple):
    """The item before or after, in the order of its column's list."""

    pk: int
    title: str


@dataclass(frozen=True)
class PublicItem:
    """A public item with all that its page shows."""

    item: Item
    content: Mapping[str, Any]
    column: Column
    also_in: tuple[Column, ...]
    related: tuple[RelatedItem, ...]
    standing: Standing
    before: Neighbour | None
    after: Neighbour | None

    @property
    def title(self) -> str:
        """Return the approved title."""
        return str(self.content["title"])

    @property
    def formed_on(self) -> date | None:
        """Return 成文日期, None where none is given."""
        return self.day("formed_on")

    @property
    def files(self) -> tuple[PublicFile, ...]:
        """Return the approved files in their order."""
        return tuple(PublicFile(**file) for file in self.content.get("files", ()))

    @property
    def attachments(self) -> tuple[PublicFile, ...]:
        """Return the files to take away."""
        return tuple(file for file in self.files if file.use == FileUse.ATTACHMENT)

    @property
    def videos(self) -> tuple[PublicFile, ...]:
        """Return the films to be shown below the text."""
        return tuple(file for file in self.files if file.use == FileUse.VIDEO)

    def day(self, name: str) -> date | None:
        """Return one of the approved days by its name."""
        text = self.content.get(name)
        return date.fromisoformat(text) if text else None


def public_item(agency: Agency, pk: int, on: date, at: datetime) -> PublicItem:
    """Return an item as the public reads it, in a fixed number of queries.

    :raises ItemUnknown: if nothing of it ever was public
    :raises ItemWithdrawn: if it was taken down or is past its expiry
    """
    item = (
        Item.objects.select_related("agency", "publication__column", "public_revision")
        .filter(agency=agency, pk=pk)
        .first()
    )
    if item is None or item.published_at is None or item.publication is None:
        raise ItemUnknown
    if item.publication.published_on > on:
        raise ItemUnknown
    revision = item.public_revision
    if revision is None or _is_past(item.public_until, at):
        raise ItemWithdrawn
    content = revision.content
    columns = _columns(agency, content)
    related = related_items(item, content)
    before, after = neighbours(item, on)
    return PublicItem(
        item=item,
        content=content,
        column=columns.get(content["column"], item.publication.column),
        also_in=tuple(columns[code] for code in content["also_in"] if code in columns),
        related=tuple(related),
        standing=standing_of(content, related, on),
        before=before,
        after=after,
    )


def public_file(agency: Agency, item_pk: int, file_pk: int, at: datetime) -> PublicationFile | None:
    """Return a file of an item's approved revision, None for any other file whatever it is.

    Number and SHA-256 must be those of the revision.
    """
    content = (
        Item.objects.filter(agency=agency, pk=item_pk, public_revision__isnull=False)
        .annotate(approved=KeyTransform("files", "public_revision__content"))
        .values_list("approved", "public_until")
        .first()
    )
    if content is None or _is_past(content[1], at):
        return None
    approved = {file["pk"]: file["sha256"] for file in content[0] or ()}
    if file_pk not in approved:
        return None
    return PublicationFile.objects.filter(
        item=item_pk, pk=file_pk, sha256=approved[file_pk]
    ).first()


def public_until(item_pk: int) -> datetime | None:
    """Return when an item stops being public by itself, None where no such moment is set."""
    rows = Item.objects.filter(pk=item_pk, public_revision__isnull=False)
    return rows.values_list("public_until", flat=True).first()


def _columns(agency: Agency, content: Mapping[str, Any]) -> dict[str, Column]:
    codes = [content["column"], *content["also_in"]]
    return {column.code: column for column in Column.objects.filter(agency=agency, code__in=codes)}


def neighbours(item: Item, on: date) -> tuple[Neighbour | None, Neighbour | None]:
    """Return the public items before and after one that is on record, in its column's list."""
    own = item.publication
    assert own is not None
    public = Item.objects.filter(publication=OuterRef("pk"), public_revision__isnull=False)
    # Looked for in the register, which has an index by organ and day.
    entries = Publication.objects.filter(
        Exists(public), agency=item.agency_id, column=own.column_id
    ).annotate(item_pk=Subquery(public.values("pk")[:1]))
    day = own.published_on
    newer = entries.filter(published_on__range=(day, on)).filter(
        Q(published_on__gt=day) | Q(pk__gt=own.pk)
    )
    older = entries.filter(published_on__lte=day).filter(Q(published_on__lt=day) | Q(pk__lt=own.pk))
    return (
        _neighbour(newer.order_by("published_on", "pk")),
        _neighbour(older.order_by("-published_on", "-pk")),
    )


def _neighbour(entries: QuerySet[Publication]) -> Neighbour | None:
    found = entries.values_list("item_pk", "title").first()
    return Neighbour(*found) if found else None


def _is_past(until: datetime | None, at: datetime) -> bool:
    """Tell whether a public item's time is over, whether or not anybody has taken it away yet."""
    return until is not None and until <= at
