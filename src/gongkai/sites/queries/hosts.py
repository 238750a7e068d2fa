"""Whose site a host is."""

import json
from collections.abc import Hashable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import (
    BigIntegerField,
    CharField,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
)
from django.db.models.functions import Cast

from gongkai.agencies.models import Agency
from gongkai.publications.queries.prepared import Given, Prepared
from gongkai.sites.models import Site, SiteHost
from gongkai.sites.queries.site_content import SiteContent, default_content, read_content


@dataclass(frozen=True)
class HostedSite:
    """The site behind a host: its organ and what is set of it.

    `hosts` has the names it answers to, the first one for links; () for the installation's default
    site, which answers to every host that is nobody's. `version` is 0 where nothing is set.
    `stamp` is all that was read of organ and site, another one whenever any of it is; None where
    something is shown that is not public yet.
    """

    agency: Agency
    content: SiteContent
    hosts: tuple[str, ...]
    version: int
    stamp: Hashable = None


def site_on(host: str) -> HostedSite | None:
    """Return the site that answers to a host name (without port), else the default organ's.

    None where no organ is registered, or several and none is the default. One query, two where
    something is set of the site: every page that is not kept as a file asks.
    """
    found = _ANSWERING.rows(host=host.lower())
    if not found:
        return None
    *values, answers, key, content, number = found[0]
    agency: Agency = Agency.from_db("default", _OF_AGENCY, values)
    if len(found) == 2 and not (answers or agency.is_default):
        return None
    hosts = tuple(name for (name,) in _NAMES.rows(site=key)) if key is not None else ()
    stamp = (*values, key, content, number, hosts)
    if content is None:
        return HostedSite(agency, default_content(agency), hosts, 0, stamp)
    return HostedSite(agency, _content(content), hosts, number, stamp)


def _answering() -> QuerySet[Agency, Any]:
    own = SiteHost.objects.filter(site__agency=OuterRef("pk"), name=Given("host", CharField()))
    # From below nothing leads up to a site, so what is set of it is fetched beside the organ.
    site = Site.objects.filter(agency=OuterRef("pk"))
    written = site.annotate(written=Cast("current__content", TextField()))
    return (
        Agency.objects.annotate(
            answers=Exists(own),
            site_key=Subquery(site.values("pk")[:1]),
            site_content=Subquery(written.values("written")[:1]),
            site_version=Subquery(site.values("current__number")[:1]),
        )
        .order_by("-answers", "-is_default", "pk")
        .values_list(*_OF_AGENCY, "answers", "site_key", "site_content", "site_version")[:2]
    )


def _names() -> QuerySet[SiteHost, Any]:
    return SiteHost.objects.filter(site=Given("site", BigIntegerField())).values_list("name")


_OF_AGENCY = [field.attname for field in Agency._meta.concrete_fields]
_ANSWERING, _NAMES = Prepared(_answering), Prepared(_names)


@lru_cache(maxsize=100)
def _content(written: str) -> SiteContent:
    return read_content(json.loads(written))


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
