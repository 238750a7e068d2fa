"""What of topics and free pages is searched: what was approved, with the files it hands out."""

from collections.abc import Collection, Iterator

from django.db.models.fields.json import KeyTransform

from gongkai.sites.models import SiteFile, SitePage


def public_pages(keys: Collection[int] | None = None) -> Iterator[SitePage]:
    """Yield the public pages of these keys, or of all, each with its site, organ and revision."""
    pages = SitePage.objects.filter(public_revision__isnull=False)
    if keys is not None:
        pages = pages.filter(pk__in=keys)
    pages = pages.select_related("site__agency", "public_revision")
    return iter(pages.order_by("pk").iterator(chunk_size=200))


def pages_with_file(sha256: str) -> list[int]:
    """Return the public pages whose approved version hands out a file of these bytes."""
    return [page for page, _ in _handed_out(sha256)]


def public_site_file_of(sha256: str) -> SiteFile | None:
    """Return a file of these bytes that a public page, as approved, hands out, or None."""
    key = next((file for _, file in _handed_out(sha256)), None)
    return SiteFile.objects.filter(pk=key).first()


def _handed_out(sha256: str) -> Iterator[tuple[int, int]]:
    """Yield public pages with the key of a file of these bytes, for each page that has one."""
    sites = SiteFile.objects.filter(sha256=sha256).values("site")
    pages = SitePage.objects.filter(public_revision__isnull=False, site__in=sites)
    files = KeyTransform("files", "public_revision__content")
    for page, approved in pages.order_by("pk").values_list("pk", files):
        for file in approved or ():
            if file["sha256"] == sha256:
                yield page, file["pk"]
                break
