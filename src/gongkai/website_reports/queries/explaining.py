"""The records behind a value of the form."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai.hotline.queries.site_messages import local_day
from gongkai.website_reports.queries.compiling import CompiledForm, NoSuchField


@dataclass(frozen=True)
class CountedRecord:
    """One record that a value counts: its number in its register, its day, what it says."""

    register_no: str
    on: date | None
    text: str


@dataclass(frozen=True)
class Explanation:
    """All records that a value counts, in their order."""

    rows: Any

    @property
    def count(self) -> int:
        """Return how many there are."""
        return int(self.rows.count())

    def records(self, start: int, stop: int) -> Sequence[CountedRecord]:
        """Return some of them."""
        return list(_records(self.rows[start:stop]))


def explain(compiled: CompiledForm, key: str) -> Explanation:
    """Return the records behind a value.

    :raises NoSuchField: if no records are listed for it
    """
    rows = compiled.counted.rows.get(key)
    if rows is None:
        raise NoSuchField("这一项没有可以逐条列出的记录。")
    return Explanation(rows())


def _records(rows: Any) -> Iterator[CountedRecord]:
    for row in rows:
        yield CountedRecord(str(row.register_no), _day(row), _text(row))


def _day(row: Any) -> date | None:
    for name in ("published_on", "posted_on", "counted_on", "offered_from", "closed_on"):
        day: date | None = getattr(row, name, None)
        if day is not None:
            return day
    moment = getattr(row, "received_at", None)
    return local_day(moment) if moment is not None else None


def _text(row: Any) -> str:
    """Return what a record says; of a message its kind and day of closing, never who wrote what."""
    if hasattr(row, "ticket"):
        closed = row.ticket.closed_on
        return row.get_kind_display() + (f"，{closed}办结" if closed else "")
    if hasattr(row, "followers"):
        return f"关注人数{row.followers}"
    return str(_first_of(row, ("title", "item_name", "name")))


def _first_of(row: Any, names: Sequence[str]) -> Any:
    return next((told for name in names if (told := getattr(row, name, ""))), "")
