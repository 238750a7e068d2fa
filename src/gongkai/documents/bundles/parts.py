"""What a bundle is made of: files and data sheets, in the order of 条例第四十五条."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import TypeAlias

Rows: TypeAlias = tuple[tuple[str, ...], ...]


class Stage(StrEnum):
    """A step of handling that a case file has to cover, in this order: 条例第四十五条."""

    REGISTERING = "REGISTERING"
    REVIEWING = "REVIEWING"
    HANDLING = "HANDLING"
    REPLYING = "REPLYING"
    ARCHIVING = "ARCHIVING"

    @property
    def label(self) -> str:
        """Return the step's official term."""
        return _LABELS[self]

    @property
    def place(self) -> int:
        """Return the step's place in the order, from 1."""
        return list(Stage).index(self) + 1


_LABELS = {
    Stage.REGISTERING: "登记",
    Stage.REVIEWING: "审核",
    Stage.HANDLING: "办理",
    Stage.REPLYING: "答复",
    Stage.ARCHIVING: "归档",
}


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a sheet; `widths` are shares of the page's width."""

    caption: str
    headers: tuple[str, ...]
    rows: Rows
    widths: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page or more of data that the system keeps as records, not as a file."""

    title: str
    facts: Rows = ()
    tables: tuple[Table, ...] = ()
    text: str = ""

    @property
    def digest(self) -> str:
        """Return the SHA-256 of what the sheet says, however it is set."""
        return sha256(json.dumps(asdict(self), ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a bundle: a file as it was handed in, or a sheet still to be set.

    :param key: names the part for comparing, e.g. `file-12`
    """

    stage: Stage
    key: str
    title: str
    number: str = ""
    dated: date | None = None
    file_name: str = ""
    media_type: str = "application/pdf"
    content: bytes = field(default=b"", repr=False)
    sheet: Sheet | None = None

    @property
    def source(self) -> str:
        """Return the SHA-256 of the records or the file behind the part."""
        return self.sheet.digest if self.sheet else sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Cover:
    """What the first page says."""

    organ: str
    title: str
    facts: Rows


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the index (卷内目录); `first_page` is 0 for what is not in the PDF."""

    sequence: int
    stage: str
    key: str
    title: str
    number: str
    dated: str
    name: str
    media_type: str
    size: int
    sha256: str
    source: str
    pages: int
    first_page: int
    note: str


def in_order(parts: Iterable[Part]) -> list[Part]:
    """Return parts by their steps; within a step they stay as given."""
    return sorted(parts, key=lambda part: part.stage.place)
