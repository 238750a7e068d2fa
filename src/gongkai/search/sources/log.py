"""Answered requests that are shown to everybody (依申请公开公示)."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings

from gongkai.casework.queries.disclosure_log import published_entries
from gongkai.search.sources.entries import Announced, Entry, Shelf, numbers_in

_SHELF = Shelf("gongshi", "依申请公开公示")


class _Log:
    name = "log"
    kinds: Mapping[str, str] = {"log": "依申请公开公示"}

    def touched(self, change: Announced) -> Collection[str] | None:
        return [f"log:{change.subject}"] if change.kind.startswith("disclosure_log.") else ()

    def entries(self, on: date, keys: Collection[str] | None = None) -> Iterator[Entry]:
        # Those to be shown later are indexed now and found from their day on.
        found = published_entries(date.max)
        if keys is not None:
            found = found.filter(pk__in=numbers_in(keys, self.name))
        zone = ZoneInfo(settings.TIME_ZONE)
        for row in found.iterator(chunk_size=500):
            organ = row.request.agency
            yield Entry(
                key=f"log:{row.pk}",
                kind="log",
                title=row.title,
                agency=organ.code,
                organ=organ.name,
                day=row.visible_from,
                address=(row.pk,),
                text=row.summary,
                columns=(_SHELF,),
                since=datetime.combine(row.visible_from, time(), tzinfo=zone),
                is_demonstration=organ.is_demonstration,
            )


SOURCE = _Log()
