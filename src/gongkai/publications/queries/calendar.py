"""What goes out, has gone out, or ends in a month."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from gongkai.agencies.models import Agency
from gongkai.publications.models import Item, ItemState

MOST_OF_A_DAY = 20
"""How many entries of one day are told; of the others only how many there are."""


class CalendarMark(StrEnum):
    """What a day of the calendar tells of an item."""

    PLANNED = "PLANNED"
    PUBLISHED = "PUBLISHED"
    EXPIRES = "EXPIRES"
    TAKEN_DOWN = "TAKEN_DOWN"

    @property
    def label(self) -> str:
        """Return the words to show."""
        return _LABELS[self]


_LABELS = {
    CalendarMark.PLANNED: "定时发布",
    CalendarMark.PUBLISHED: "已发布",
    CalendarMark.EXPIRES: "到期撤下",
    CalendarMark.TAKEN_DOWN: "已撤下",
}
_AT_WORK = (ItemState.DRAFT, ItemState.IN_REVIEW, ItemState.APPROVED)
# The field of each mark, and of which items it is told.
_MARKS: tuple[tuple[CalendarMark, str, dict[str, Any]], ...] = (
    (CalendarMark.PLANNED, "publish_at", {"state__in": _AT_WORK}),
    (CalendarMark.PUBLISHED, "published_at", {}),
    (CalendarMark.EXPIRES, "expire_at", {"taken_down_at": None}),
    (CalendarMark.TAKEN_DOWN, "taken_down_at", {}),
)


@dataclass(frozen=True)
class CalendarEntry:
    """One item at one moment."""

    item: Item
    mark: CalendarMark
    at: datetime


@dataclass(frozen=True)
class CalendarDay:
    """A day with its first entries, and how many there are in all."""

    day: date
    entries: list[CalendarEntry]
    count: int

    def more_than(self, shown: int) -> int:
        """Return how many entries are left out where so many are shown."""
        return max(0, self.count - shown)


def calendar_of_month(agency: Agency, first: date) -> list[CalendarDay]:
    """Return the days of an organ's month on which there is something, in order.

    :param first: the first day of the month
    """
    zone = ZoneInfo(settings.TIME_ZONE)
    begin = datetime.combine(first, time(), tzinfo=zone)
    end = datetime.combine((first + timedelta(days=32)).replace(day=1), time(), tzinfo=zone)
    items = Item.objects.filter(agency=agency).exclude(state=ItemState.ABANDONED)
    found: dict[date, list[tuple[datetime, int, CalendarMark]]] = {}
    # One question a mark is answered from its index; all in one would read every item.
    for mark, name, of_which in _MARKS:
        within = {f"{name}__gte": begin, f"{name}__lt": end}
        for key, at in items.filter(**within, **of_which).values_list("pk", name):
            found.setdefault(at.astimezone(zone).date(), []).append((at, key, mark))
    told = {day: sorted(marks)[:MOST_OF_A_DAY] for day, marks in found.items()}
    keys = {key for marks in told.values() for _at, key, _mark in marks}
    rows = items.select_related("column").only("title", "column__name").in_bulk(list(keys))
    return [
        CalendarDay(
            day, [CalendarEntry(rows[key], mark, at) for at, key, mark in marks], len(found[day])
        )
        for day, marks in sorted(told.items())
    ]
