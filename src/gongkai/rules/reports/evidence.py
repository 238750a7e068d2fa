"""What a finished report looked like when it was read: each cell as written, and its form."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple


class CellKind(StrEnum):
    """What stands in a cell; only a NUMBER has a value, and zero is one."""

    NUMBER = "NUMBER"
    BLANK = "BLANK"
    NOT_APPLICABLE = "NOT_APPLICABLE"
    NOT_A_NUMBER = "NOT_A_NUMBER"
    NO_UNIT = "NO_UNIT"
    MISSING = "MISSING"

    @property
    def label(self) -> str:
        """Return the word to show."""
        return _LABELS[self]


_LABELS = {
    CellKind.NUMBER: "数字",
    CellKind.BLANK: "空白",
    CellKind.NOT_APPLICABLE: "不适用",
    CellKind.NOT_A_NUMBER: "不是数字",
    CellKind.NO_UNIT: "未注明单位",
    CellKind.MISSING: "原件没有这一格",
}


class CellReading(NamedTuple):
    """One figure's cell: what it is, the text as written, where it stands in the source.

    `confidence` is from 0 to 1 for text that OCR read, else None.
    """

    kind: CellKind
    text: str
    place: str
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class ExtraRow:
    """A line of a statutory table that the official form does not have (local extra rows)."""

    table: str
    label: str
    texts: tuple[str, ...]
    place: str


@dataclass(frozen=True, slots=True)
class LabelFound:
    """A label that was recognised although it is not the official one letter by letter."""

    table: str
    official: str
    found: str
    place: str


@dataclass(frozen=True)
class ReportForm:
    """
    The form of a report as it was found.

    `headings` are the section headings in their order in the source, as written; `tables` the
    keys of the statutory tables in theirs; `lead` is what stands between title and section 一,
    `ending` what follows section 六 (signature, editor, page furniture); `issued_on` the day of
    publication where the source names one. None and empty mean that the source has no such thing.
    """

    title: str | None = None
    lead: str | None = None
    headings: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    labels: tuple[LabelFound, ...] = ()
    ending: str | None = None
    issued_on: date | None = None


@dataclass(frozen=True)
class Evidence:
    """How a report was read: its format, every figure's cell by path, extra lines, its form."""

    source_format: str
    cells: Mapping[str, CellReading]
    extra_rows: tuple[ExtraRow, ...] = ()
    form: ReportForm = field(default_factory=ReportForm)
    by_ocr: bool = False

    @cached_property
    def by_kind(self) -> Mapping[CellKind, Mapping[str, CellReading]]:
        """Return the cells that hold no number, by what they are and by path."""
        found: dict[CellKind, dict[str, CellReading]] = {}
        for path, cell in self.cells.items():
            if cell[0] is not CellKind.NUMBER:
                found.setdefault(cell.kind, {})[path] = cell
        return found
