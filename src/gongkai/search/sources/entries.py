"""What a source gives to the index, and what it is asked."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple, Protocol

TEXT_READ = "search.text_read"
"""The kind of change that tells that a file was read: its detail names what carries it."""


class Announced(NamedTuple):
    """A change of the outbox as sources see it; `agency` is the organ's key."""

    kind: str
    subject: str
    agency: int | None
    detail: Mapping[str, Any]


class AttachedFile(NamedTuple):
    """A file whose text is searched with its entry; `owner` names it for whoever reads its bytes.

    `sha256` is of the file as it was handed in; files of the same bytes are read once.
    """

    sha256: str
    name: str
    owner: str


class Shelf(NamedTuple):
    """A column in which an entry is listed."""

    code: str
    name: str


@dataclass(frozen=True)
class Entry:
    """One thing that the public may read, as it is searched and shown among what was found.

    `key` is unique among all sources and begins with the source's name: "item:12". `kind` is what
    visitors choose by ("item", "report", "topic" …); `address` are the pieces from which the
    portal makes the link of that kind, () where there is no page. `agency` and `organ` are code
    and name of the organ, `day` is the one shown and sorted by. `validity` is a code of
    publications' Validity, "" where there is none. `numbers` (发文字号、索引号) are found in any
    bracket style. Before `since` and from `until` on nobody finds it, whatever the index holds; on
    the day `again` it is read anew, because it stands differently from then on.
    """

    key: str
    kind: str
    title: str
    agency: str
    organ: str
    day: date
    address: tuple[str | int, ...] = ()
    text: str = ""
    summary: str = ""
    keywords: str = ""
    numbers: tuple[str, ...] = ()
    columns: tuple[Shelf, ...] = ()
    validity: str = ""
    files: tuple[AttachedFile, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    again: date | None = None
    is_demonstration: bool = False

    @property
    def year(self) -> int:
        """Return the year visitors choose it by."""
        return self.day.year


class Source(Protocol):
    """A kind of thing that can be found; a module of this package has one as its SOURCE.

    What it returns is public: what the approved version says, nothing of what is worked on.
    """

    name: str
    """How its keys begin."""

    kinds: Mapping[str, str]
    """What visitors choose by: code and Chinese name."""

    def touched(self, change: Announced) -> Collection[str] | None:
        """Return the keys that a change may have altered, () for none, None for all of them."""

    def entries(self, on: date, keys: Collection[str] | None = None) -> Iterator[Entry]:
        """Yield what is public of these keys, or of all, as it stands on a day.

        Whatever is left out of the keys asked for is not public and leaves the index. All of them
        are read a slice at a time, with a number of queries that does not grow with the slice.
        """


def numbers_in(keys: Iterable[str], name: str) -> list[int]:
    """Return the numbers in keys of a source: 12 of "item:12"; other keys are left out."""
    parts = (key.partition(":") for key in keys)
    return [int(number) for source, _, number in parts if source == name and number.isdigit()]
