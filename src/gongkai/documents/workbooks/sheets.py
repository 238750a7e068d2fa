"""What a sheet holds: its columns, what may stand in them, and the rules that bind one row."""

import dataclasses
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple, Protocol

Row = Mapping[str, Any]

_INVISIBLE = re.compile(r"[\s\u00a0\u200b-\u200f\u2060\u3000\ufeff]+")
# What offices and the template itself add to a header: a star, or (必填) and the like.
_HEADER_REMARK = re.compile(r"[*＊]|[（(](必填|选填|可不填|必填项)[）)]")


class CellType(StrEnum):
    """What a column holds."""

    TEXT = "文本"
    CODE = "编号"
    DATE = "日期"
    YES_NO = "是/否"
    INTEGER = "整数"
    AMOUNT = "金额"
    CHOICE = "选项"


@dataclasses.dataclass(frozen=True, kw_only=True)
class ColumnSpec:
    """One column of a sheet.

    `also` are other headers that offices use; `choices` maps stored codes to labels and
    `choices_also` other words to codes; `list_name` names a drop-down filled in when the template
    is written. `lines` keeps line breaks; `compact` drops blanks and hyphens and writes capitals.
    `blank` is what an empty cell means. `personal` tells how the value is masked:
    name, identity, phone or text; empty for what anyone may see.
    """

    field: str
    header: str
    type: CellType
    required: bool = False
    also: tuple[str, ...] = ()
    longest: int | None = None
    lines: bool = False
    compact: bool = False
    choices: Mapping[str, str] = dataclasses.field(default_factory=dict)
    choices_also: Mapping[str, str] = dataclasses.field(default_factory=dict)
    list_name: str = ""
    blank: Any = None
    help: str = ""
    example: str | int | date = ""
    personal: str = ""

    @property
    def options(self) -> tuple[str, ...]:
        """Return the labels of the drop-down."""
        if self.type is CellType.YES_NO:
            return ("是", "否")
        return tuple(self.choices.values())

    def shown(self, value: object) -> str:
        """Return a stored value as the sheet shows it."""
        if value is None or value == "":
            return "（空）"
        if isinstance(value, bool):
            return "是" if value else "否"
        if isinstance(value, date):
            return value.isoformat()
        return self.choices.get(str(value), str(value))


class Fault(NamedTuple):
    """Why a row cannot be as it is, told at one of its columns."""

    field: str
    reason: str
    remedy: str


class RowRule(Protocol):
    """A rule between the columns of one row."""

    def faults(self, row: Row) -> Iterable[Fault]:
        """Yield what is wrong with a row."""

    def told(self) -> str:
        """Return the rule as a sentence for the notes sheet."""


@dataclasses.dataclass(frozen=True)
class SheetSpec:
    """One kind of record and the sheet that holds it."""

    kind: str
    title: str
    purpose: str
    columns: tuple[ColumnSpec, ...]
    rules: tuple[RowRule, ...] = ()
    also: tuple[str, ...] = ()

    def column(self, name: str) -> ColumnSpec:
        """Return the column of a field."""
        return next(column for column in self.columns if column.field == name)

    @property
    def fields(self) -> tuple[str, ...]:
        """Return the fields in the order of the columns."""
        return tuple(column.field for column in self.columns)

    def faults(self, row: Row) -> Iterator[Fault]:
        """Yield what is wrong between the columns of a row."""
        for rule in self.rules:
            yield from rule.faults(row)


@dataclasses.dataclass(frozen=True)
class NotBefore:
    """A day that cannot be earlier than another; either may be empty."""

    later: ColumnSpec
    earlier: ColumnSpec

    def faults(self, row: Row) -> Iterable[Fault]:
        """Yield the fault when the days are the wrong way round."""
        later, earlier = row.get(self.later.field), row.get(self.earlier.field)
        if later and earlier and later < earlier:
            yield Fault(
                self.later.field,
                f"早于“{self.earlier.header}”{earlier.isoformat()}",
                "请核对这两个日期",
            )

    def told(self) -> str:
        """Return the rule in words."""
        return f"“{self.later.header}”不得早于“{self.earlier.header}”。"


@dataclasses.dataclass(frozen=True)
class Needs:
    """A column that means something only when another is filled (for 是/否: is 是)."""

    column: ColumnSpec
    needed: ColumnSpec

    def faults(self, row: Row) -> Iterable[Fault]:
        """Yield the fault when the other column is empty."""
        if row.get(self.column.field) and not row.get(self.needed.field):
            lacking = "为“否”或空" if self.needed.type is CellType.YES_NO else "未填写"
            yield Fault(
                self.column.field,
                f"已填写，但“{self.needed.header}”{lacking}",
                f"请补填“{self.needed.header}”，或清空“{self.column.header}”",
            )

    def told(self) -> str:
        """Return the rule in words."""
        yes = "须为“是”" if self.needed.type is CellType.YES_NO else "须填写"
        return f"填写“{self.column.header}”时，“{self.needed.header}”{yes}。"


def without_blanks(text: str) -> str:
    """Return text without any blank, visible or not, in the narrow form of its letters."""
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))


def header_key(text: object) -> str:
    """Return what two spellings of one header have in common."""
    if not isinstance(text, str):
        return ""
    return without_blanks(_HEADER_REMARK.sub("", text)).upper()
