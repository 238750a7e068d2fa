"""Which files of a site the public may have: those that it sees somewhere, and no others."""

from gongkai.sites.models import Site, SiteFile, SitePageRevision
from gongkai.sites.queries.site_content import read_content


def show_used_files(site: Site) -> None:
    """Make public the files that the site's version and its public pages use, and only those."""
    used = {file["pk"] for content in _public_contents(site) for file in content.get("files", ())}
    if site.current is not None:
        used |= {picture.key for picture in read_content(site.current.content).pictures}
    files = SiteFile.objects.filter(site=site)
    files.filter(is_public=True).exclude(pk__in=used).update(is_public=False)
    files.filter(is_public=False, pk__in=used).update(is_public=True)


def _public_contents(site: Site) -> list[dict[str, list[dict[str, int]]]]:
    revisions = SitePageRevision.objects.filter(
        page__site=site, page__public_revision_id__isnull=False
    )
    rows = revisions.values_list("pk", "page__public_revision", "content")
    return [content for pk, public, content in rows if pk == public]
