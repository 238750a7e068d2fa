"""Bad rows: where they stand, what is seen there, why that cannot be, and what to do."""

import re
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

from gongkai.documents.workbooks.sheets import ColumnSpec
from gongkai.privacy.masking import mask_identity, mask_name, mask_phone

MOST_LISTED = 1000

_LONGEST_SHOWN = 60
_LONG_NUMBER = re.compile(r"[0-9]{7,}[0-9Xx]*")
_MASKS = {"name": mask_name, "identity": mask_identity, "phone": mask_phone}


@dataclass(frozen=True)
class BadRow:
    """A row that cannot be taken over; `row` is the number that Excel shows beside it."""

    sheet: str
    row: int
    column: str
    value: str
    reason: str
    remedy: str

    def to_json(self) -> dict[str, Any]:
        """Return the bad row as plain values."""
        return asdict(self)

    def __str__(self) -> str:
        seen = f"的值“{self.value}”" if self.value else ""
        end = f"。{self.remedy}。" if self.remedy else "。"
        return f"工作表“{self.sheet}”第{self.row}行“{self.column}”{seen}：{self.reason}{end}"


@dataclass
class Faults:
    """The first bad rows and the count of all: a file that is wrong throughout stays readable."""

    listed: list[BadRow] = field(default_factory=list)
    count: int = 0

    def add(self, bad: BadRow) -> None:
        """Count a bad row, and list it while there is room."""
        self.count += 1
        if len(self.listed) < MOST_LISTED:
            self.listed.append(bad)


def seen(column: ColumnSpec | None, value: object) -> str:
    """Return a cell's value as shown to others: short, and personal data masked."""
    if value is None or value == "":
        return ""
    text = _plain(value)
    if column is not None and column.personal:
        text = masked(column, text)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"


def masked(column: ColumnSpec, text: str) -> str:
    """Return a personal value as it may stand in a message or in the audit trail."""
    if column.personal == "text":
        return _LONG_NUMBER.sub(lambda number: mask_identity(number[0]), text)
    return _MASKS[column.personal](text) if column.personal else text


def changed_from_to(column: ColumnSpec, before: object, after: object) -> tuple[str, str]:
    """Return an old and a new value of a column as they may be shown."""
    if column.personal:
        old, new = (masked(column, str(value)) if value else "（空）" for value in (before, after))
    else:
        old, new = column.shown(before), column.shown(after)
    return _short(old), _short(new)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)
