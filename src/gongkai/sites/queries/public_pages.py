"""What the public reads of pages made of blocks: the frozen revision, never what is worked on."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gongkai.agencies.models import Agency
from gongkai.sites.models import PageKind, SitePage


@dataclass(frozen=True)
class PublicPage:
    """A public topic or free page; `content` is what was approved, `changed_at` when that was."""

    pk: int
    kind: str
    slug: str
    title: str
    summary: str
    published_at: datetime
    changed_at: datetime
    content: dict[str, Any]

    @property
    def is_topic(self) -> bool:
        """Tell whether it is a topic (专题)."""
        return self.kind == PageKind.TOPIC

    @property
    def path(self) -> str:
        """Return its address on the site."""
        return f"/zhuanti/{self.slug}/" if self.is_topic else f"/ye/{self.slug}/"

    @property
    def cover(self) -> dict[str, Any] | None:
        """Return the file of its first picture, None where it has none."""
        files = {file["pk"]: file for file in self.content["files"]}
        pictures = (each for each in self.content["blocks"] if each["kind"] == "PICTURE")
        first = next(pictures, None)
        return {**files[first["file"]], "alt_text": first["alt"]} if first else None


def public_topics(agency: Agency) -> list[PublicPage]:
    """Return an organ's public topics, the newest first; in one query."""
    return public_pages(agency, PageKind.TOPIC)


def public_pages(agency: Agency, kind: object = "") -> list[PublicPage]:
    """Return an organ's public pages, of one kind or of both, the newest first; in one query."""
    rows = SitePage.objects.filter(site__agency=agency, public_revision__isnull=False)
    if kind:
        rows = rows.filter(kind=kind)
    return [_public(row) for row in rows.select_related("public_revision").order_by(*_NEWEST)]


def public_page(agency: Agency, kind: str, slug: str) -> PublicPage | None:
    """Return a public page of an organ by its name in addresses, None where there is none."""
    rows = SitePage.objects.filter(site__agency=agency, kind=kind, slug=slug)
    row = rows.filter(public_revision__isnull=False).select_related("public_revision").first()
    return _public(row) if row else None


def was_public(agency: Agency, kind: str, slug: str) -> bool:
    """Tell whether a page of that name was taken down."""
    rows = SitePage.objects.filter(site__agency=agency, kind=kind, slug=slug)
    return rows.filter(public_revision=None, taken_down_at__isnull=False).exists()


def as_read(page: SitePage, content: dict[str, Any], at: datetime) -> PublicPage:
    """Return a page as the public would read some content of it."""
    return PublicPage(
        pk=page.pk,
        kind=page.kind,
        slug=page.slug,
        title=content["title"],
        summary=content["summary"],
        published_at=page.published_at or at,
        changed_at=page.changed_at,
        content=content,
    )


_NEWEST = ("-published_at", "-pk")


def _public(row: SitePage) -> PublicPage:
    revision = row.public_revision
    assert revision is not None and row.published_at is not None
    return PublicPage(
        pk=row.pk,
        kind=row.kind,
        slug=row.slug,
        title=revision.content["title"],
        summary=revision.content["summary"],
        published_at=row.published_at,
        changed_at=revision.saved_at,
        content=revision.content,
    )
