"""What a site's sitemap lists, and how it is cut into parts (sitemaps.org).

A sitemap may list 50,000 addresses and be of 50 MB. Ours lists fewer, and an address with its host
takes less than a thousand bytes, so no part comes near the second limit.
"""

import calendar
from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import NamedTuple
from xml.sax.saxutils import escape

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from gongkai.agencies.models import Agency
from gongkai.annual_reports.queries.published import published_reports
from gongkai.fund_services.queries.guides.in_force import offered_items
from gongkai.portal.canonical import origin_of
from gongkai.portal.columns import column_address
from gongkai.portal.site import Site
from gongkai.portal.site_map_parts import fixed_addresses
from gongkai.publications.queries.public_places import columns_with_items, places_of
from gongkai.sites.queries.organs_at_home import organs_at_home
from gongkai.sites.queries.public_pages import public_pages

MOST = 50_000
_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


class Listed(NamedTuple):
    """An address of the site, and when what stands there last changed, where that is known."""

    address: str
    changed_at: datetime | None = None


def organs_of(site: Site) -> list[Agency]:
    """Return the organs whose pages are at home on a site: its own, and those without a host."""
    return organs_at_home(site.hosted) if site.hosted else []


def page_entries(site: Site, organs: Collection[Agency], on: date) -> list[Listed]:
    """Return the pages of a site that are no items: fixed ones, columns, reports, topics."""
    entries = [Listed(address) for address in fixed_addresses(site.agency)]
    for organ in organs:
        entries.append(Listed(reverse("portal:items-of", args=[organ.code])))
        entries.append(Listed(reverse("portal:disclosure", args=[organ.code])))
    columns = columns_with_items(organs, on)
    with_items = dict.fromkeys(column.agency.code for column in columns)
    entries += [Listed(reverse("portal:directory", args=[code])) for code in with_items]
    entries += [Listed(column_address(column.agency, column)) for column in columns]
    fields = ("agency__code", "year", "published_at")
    reports = published_reports().filter(agency__in=organs).values_list(*fields)
    entries += [Listed(reverse("portal:report", args=[code, y]), at) for code, y, at in reports]
    if site.agency is not None:
        entries += [Listed(page.path, page.changed_at) for page in public_pages(site.agency)]
        entries += [
            Listed(reverse("portal:guide", args=[shown.item.pk]), shown.version.released_at)
            for shown in offered_items(site.agency, on)
            if shown.version is not None
        ]
    return entries


def item_entries(
    organs: Collection[Agency], year: int | None = None, month: int | None = None
) -> list[Listed]:
    """Return the items of organs, of one month or all."""
    starts = {organ.code: reverse("portal:items-of", args=[organ.code]) for organ in organs}
    days: tuple[date, ...] = ()
    if year is not None and month is not None:
        length = calendar.monthrange(year, month)[1]
        days = (date(year, month, 1), date(year, month, length))
    return [
        Listed(f"{starts[place.agency_code]}{place.pk}/", place.changed_at)
        for place in places_of(organs, *days)
    ]


def written_sitemap(request: HttpRequest, entries: Iterable[Listed]) -> str:
    """Return addresses as a sitemap."""
    return _written(origin_of(request), entries, "urlset", "url")


def written_index(request: HttpRequest, parts: Iterable[Listed]) -> str:
    """Return the addresses of sitemaps as an index of them."""
    return _written(origin_of(request), parts, "sitemapindex", "sitemap")


def _written(origin: str, entries: Iterable[Listed], whole: str, each: str) -> str:
    lines = [
        f"<{each}><loc>{escape(origin + address)}</loc>{_told(changed_at)}</{each}>\n"
        for address, changed_at in entries
    ]
    return f"{_HEAD}<{whole} {_SPACE}>\n{''.join(lines)}</{whole}>\n"


def _told(changed_at: datetime | None) -> str:
    if changed_at is None:
        return ""
    return f"<lastmod>{timezone.localtime(changed_at):%Y-%m-%d}</lastmod>"
