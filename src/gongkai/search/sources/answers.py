"""Released answers of the knowledge base that the public may read (常见问题)."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from gongkai.hotline.queries.site_messages import local_day
from gongkai.knowledge.queries.in_use import released_to_the_public
from gongkai.search.sources.entries import Announced, Entry, Shelf, numbers_in

_SHELF = Shelf("wenda", "常见问题")
_KINDS = ("answer.released", "answer.withdrawn")


class _Answers:
    name = "answer"
    kinds: Mapping[str, str] = {"answer": "常见问题"}

    def touched(self, change: Announced) -> Collection[str] | None:
        return [f"answer:{change.subject}"] if change.kind in _KINDS else ()

    def entries(self, on: date, keys: Collection[str] | None = None) -> Iterator[Entry]:
        found = released_to_the_public()
        if keys is not None:
            found = found.filter(entry__in=numbers_in(keys, self.name))
        for row in found.iterator(chunk_size=500):
            agency = row.entry.agency
            yield Entry(
                key=f"answer:{row.entry_id}",
                kind="answer",
                title=row.question,
                agency=agency.code,
                organ=agency.name,
                day=local_day(row.released_at),
                address=(row.entry_id,),
                text=f"{row.also_asked}\n\n{row.answer}",
                summary=row.answer[:200],
                keywords=row.basis,
                columns=(_SHELF,),
                since=_midnight(row.valid_from),
                until=_midnight(row.valid_until + timedelta(days=1)) if row.valid_until else None,
                is_demonstration=agency.is_demonstration,
            )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, ZoneInfo(settings.TIME_ZONE))


SOURCE = _Answers()
