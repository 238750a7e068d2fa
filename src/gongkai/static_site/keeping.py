"""Keeping the files of all sites: which there are, which lag behind, and catching up with each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from gongkai.agencies.queries import AgencyUnknown, agency_named
from gongkai.outbox.queries import changes_after
from gongkai.static_site.following import MADE_FROM, PLACE, STALE, Followed, follow
from gongkai.static_site.freshness import made_from
from gongkai.static_site.generations import current, name_hosts
from gongkai.static_site.hosts import KeptSite, kept_sites
from gongkai.static_site.rendering import Renderer


@dataclass(frozen=True)
class Standing:
    """How the files of one site stand; `pages` is 0 and `generation` None before the first."""

    site: KeptSite
    generation: int | None
    pages: int = 0
    size: int = 0
    unread: int = 0
    is_stale: bool = False


class Keeper:
    """Follows the outbox for every site of this node."""

    def __init__(self) -> None:
        self._renderers: dict[str, Renderer] = {}

    def follow_all(self, at: datetime) -> list[tuple[KeptSite, Followed]]:
        """Take over what changed for each site; name each host's files."""
        sites = kept_sites()
        name_hosts(sites, _default_code())
        return [(site, follow(site, self._renderer(site), at)) for site in sites]

    def _renderer(self, site: KeptSite) -> Renderer:
        if site.base not in self._renderers:
            self._renderers[site.base] = Renderer(site.base)
        return self._renderers[site.base]


def standings() -> Iterator[Standing]:
    """Yield how the files of each site stand."""
    for site in kept_sites():
        generation = current(site)
        if generation is None:
            yield Standing(site, None)
            continue
        record = generation.record
        pages, size, _ = record.counts()
        unread = changes_after(int(record.fact(PLACE) or 0)).count()
        stale = record.fact(STALE) is not None or record.fact(MADE_FROM) != made_from(site)
        number = generation.number
        generation.close()
        yield Standing(site, number, pages, size, unread, stale)


def _default_code() -> str | None:
    try:
        return str(agency_named(None).code)
    except AgencyUnknown:
        return None
