"""Whose site a host is."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, Subquery

from gongkai.agencies.models import Agency
from gongkai.sites.models import Site, SiteHost
from gongkai.sites.queries.site_content import SiteContent, default_content, read_content


@dataclass(frozen=True)
class HostedSite:
    """The site behind a host: its organ and what is set of it.

    `hosts` has the names it answers to, the first one for links; () for the installation's default
    site, which answers to every host that is nobody's. `version` is 0 where nothing is set.
    """

    agency: Agency
    content: SiteContent
    hosts: tuple[str, ...]
    version: int


def site_on(host: str) -> HostedSite | None:
    """Return the site that answers to a host name (without port), else the default organ's.

    None where no organ is registered, or several and none is the default. One query, two where
    something is set of the site: every page that is not kept as a file asks.
    """
    own = SiteHost.objects.filter(site__agency=OuterRef("pk"), name=host.lower())
    # From below nothing leads up to a site, so what is set of it is fetched beside the organ.
    site = Site.objects.filter(agency=OuterRef("pk"))
    found = list(
        Agency.objects.annotate(
            answers=Exists(own),
            site_key=Subquery(site.values("pk")[:1]),
            site_content=Subquery(site.values("current__content")[:1]),
            site_version=Subquery(site.values("current__number")[:1]),
        ).order_by("-answers", "-is_default", "pk")[:2]
    )
    if not found:
        return None
    agency = found[0]
    if len(found) == 2 and not (agency.answers or agency.is_default):
        return None
    hosts: tuple[str, ...] = ()
    if agency.site_key is not None:
        names = SiteHost.objects.filter(site=agency.site_key)
        hosts = tuple(names.values_list("name", flat=True))
    if agency.site_content is None:
        return HostedSite(agency, default_content(agency), hosts, 0)
    return HostedSite(agency, read_content(agency.site_content), hosts, agency.site_version)


def site_of_agency(agency: Agency) -> HostedSite:
    """Return an organ's site, with defaults where it has set nothing."""
    site = stored_site(agency)
    return hosted(site) if site else HostedSite(agency, default_content(agency), (), 0)


def stored_site(agency: Agency) -> Site | None:
    """Return the record of an organ's site, None where nothing was ever set of it."""
    return Site.objects.select_related("agency", "current").filter(agency=agency).first()


def host_of(agency_code: str) -> str:
    """Return the host that links to an organ's pages are written with, "" where it has none."""
    names = SiteHost.objects.filter(site__agency__code=agency_code)
    return names.values_list("name", flat=True).first() or ""


def host_of_another(agency_code: str, host: str) -> str:
    """Return the host of an organ that has its own and does not answer to `host`, else ""."""
    rows = SiteHost.objects.filter(Q(site__agency__code=agency_code))
    names = list(rows.values_list("name", flat=True))
    return "" if not names or host.lower() in names else names[0]


def hosted_sites() -> list[HostedSite]:
    """Return every site of which anything was set, by the organ's key."""
    rows = Site.objects.select_related("agency", "current").order_by("agency")
    return [hosted(site) for site in rows.prefetch_related("hosts")]


def hosted(site: Site) -> HostedSite:
    """Return a stored site as the faces see it."""
    hosts = tuple(host.name for host in site.hosts.all())
    if site.current is None:
        return HostedSite(site.agency, default_content(site.agency), hosts, 0)
    return HostedSite(site.agency, read_content(site.current.content), hosts, site.current.number)
