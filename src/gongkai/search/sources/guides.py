"""Guides to service items (办事指南) that are in force."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings

from gongkai.fund_services.queries.guides.searchable import SearchableGuide, searchable_guides
from gongkai.rules.service_guides import parts_of
from gongkai.search.sources.entries import Announced, Entry, Shelf, numbers_in

_SHELF = Shelf("banshi", "办事指南")
_KIND = "guide.changed"


class _Guides:
    name = "guide"
    kinds: Mapping[str, str] = {"guide": "办事指南"}

    def touched(self, change: Announced) -> Collection[str] | None:
        if change.kind == "ledger.stored":
            return None if "services" in change.detail.get("kinds", ()) else ()
        return [f"guide:{change.subject}"] if change.kind == _KIND else ()

    def entries(self, on: date, keys: Collection[str] | None = None) -> Iterator[Entry]:
        numbers = None if keys is None else numbers_in(keys, self.name)
        for found in searchable_guides(on, numbers):
            yield _entry(found)


def _entry(found: SearchableGuide) -> Entry:
    item, agency = found.item, found.item.agency
    guide = found.offered.guide if found.offered else None
    version = found.offered.version if found.offered else None
    # Before its first version holds nobody finds it, and on that day it is read anew.
    since = found.since if guide is not None else found.again or found.since
    day = version.in_force_from if version and version.in_force_from else since
    return Entry(
        key=f"guide:{item.pk}",
        kind="guide",
        title=f"{item.name}办事指南",
        agency=agency.code,
        organ=agency.name,
        day=day,
        address=(item.pk,),
        text="\n\n".join(line for part in parts_of(guide) for line in part.lines) if guide else "",
        summary=guide.summary if guide else "",
        keywords=" ".join(guide.also_called) if guide else "",
        columns=(_SHELF,),
        since=_midnight(max(since, day)),
        until=_midnight(found.until) if found.until else None,
        again=found.again,
        is_demonstration=agency.is_demonstration,
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, ZoneInfo(settings.TIME_ZONE))


SOURCE = _Guides()
