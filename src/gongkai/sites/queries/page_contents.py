"""What a page of blocks says, as it is compared, signed and frozen."""

from collections.abc import Iterable, Mapping
from typing import Any

from gongkai.publications.queries.contents import hash_of
from gongkai.sites.models import SiteFile, SitePage
from gongkai.sites.queries.files import extension_of


def content_of_page(page: SitePage) -> dict[str, Any]:
    """Return everything of a page that signers pass and the public will read."""
    keys = file_keys(page.blocks)
    files = SiteFile.objects.filter(site=page.site_id, pk__in=keys).order_by("pk")
    return {
        "kind": page.kind,
        "slug": page.slug,
        "title": page.title,
        "summary": page.summary,
        "blocks": page.blocks,
        "files": [_file(file) for file in files],
    }


def page_hash(page: SitePage) -> str:
    """Return the SHA-256 of a page's text and of every file it shows."""
    return hash_of(content_of_page(page))


def file_keys(blocks: Iterable[Mapping[str, Any]]) -> set[int]:
    """Return the keys of the files that blocks show."""
    return {int(block["file"]) for block in blocks if block.get("file")}


def _file(file: SiteFile) -> dict[str, Any]:
    return {
        "pk": file.pk,
        "name": file.name,
        "media_type": file.media_type,
        "extension": extension_of(file.media_type, file.name),
        "size": file.size,
        "sha256": file.sha256,
        "width": file.width,
        "height": file.height,
    }
