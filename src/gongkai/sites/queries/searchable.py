"""What of topics and free pages is searched: what was approved."""

from collections.abc import Collection, Iterator

from gongkai.sites.models import SitePage


def public_pages(keys: Collection[int] | None = None) -> Iterator[SitePage]:
    """Yield the public pages of these keys, or of all, each with its site, organ and revision."""
    pages = SitePage.objects.filter(public_revision__isnull=False)
    if keys is not None:
        pages = pages.filter(pk__in=keys)
    pages = pages.select_related("site__agency", "public_revision")
    return iter(pages.order_by("pk").iterator(chunk_size=200))
