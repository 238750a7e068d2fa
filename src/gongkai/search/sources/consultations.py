"""What the public is asked: consultations (意见征集), surveys (网上调查), interviews (在线访谈)."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from zoneinfo import ZoneInfo

from django.conf import settings

from gongkai.participation.queries.searchable import searchable_pieces
from gongkai.search.sources.entries import Announced, Entry, Shelf, numbers_in


class _Asked:
    def __init__(self, stem: str, label: str, shelf: str) -> None:
        self.name = stem
        self.kinds: Mapping[str, str] = {stem: label}
        self._shelf = Shelf(shelf, label)

    def touched(self, change: Announced) -> Collection[str] | None:
        return [f"{self.name}:{change.subject}"] if change.kind.startswith(f"{self.name}.") else ()

    def entries(self, on: date, keys: Collection[str] | None = None) -> Iterator[Entry]:
        zone = ZoneInfo(settings.TIME_ZONE)
        numbers = None if keys is None else numbers_in(keys, self.name)
        for piece in searchable_pieces(self.name, numbers):
            yield Entry(
                key=f"{self.name}:{piece.pk}",
                kind=self.name,
                title=piece.title,
                agency=piece.agency.code,
                organ=piece.agency.name,
                day=piece.published_at.astimezone(zone).date(),
                address=(piece.pk,),
                text="\n\n".join(piece.texts),
                summary=piece.texts[0][:200] if piece.texts else "",
                columns=(self._shelf,),
                is_demonstration=piece.agency.is_demonstration,
            )


SOURCES = (
    _Asked("consultation", "意见征集", "zhengji"),
    _Asked("survey", "网上调查", "diaocha"),
    _Asked("interview", "在线访谈", "fangtan"),
)
