"""What is wrong with a file, by line and column; nothing personal is told."""

from dataclasses import dataclass, field
from typing import Any

from gongkai.hotline.queries.outside.import_fields import ImportField
from gongkai.privacy.masking import mask_name, mask_phone
from gongkai.rules.prechecks.findings import without_numbers

MOST_LISTED = 300
_LONGEST_SHOWN = 40


@dataclass
class ImportFaults:
    """Faults, of which the first are listed, the lines they stand in, and hints."""

    listed: list[dict[str, Any]] = field(default_factory=list)
    count: int = 0
    lines: set[int] = field(default_factory=set)
    hints: dict[str, int] = field(default_factory=dict)

    def add(
        self, line: int, column: str, value: Any, reason: str, remedy: str, shown_as: str = ""
    ) -> None:
        """Add one; `shown_as` is how private the value is, as of ImportField."""
        self.count += 1
        self.lines.add(line)
        if len(self.listed) < MOST_LISTED:
            told = {
                "line": line,
                "column": column,
                "value": shown(value, shown_as),
                "reason": reason,
                "remedy": remedy,
            }
            self.listed.append(told)

    def hint(self, text: str) -> None:
        """Count a remark that keeps nothing from being taken."""
        if text in self.hints or len(self.hints) < MOST_LISTED:
            self.hints[text] = self.hints.get(text, 0) + 1


def shown(value: Any, private: str) -> str:
    """Return a value as a screen may show it."""
    text = " ".join(str("" if value is None else value).split())
    if private == "number":
        return mask_phone(text)[:_LONGEST_SHOWN]
    if private == "name":
        return mask_name(text)[:_LONGEST_SHOWN]
    if private == "text" and text:
        return f"（共{len(text)}个字）"
    return without_numbers(text[: _LONGEST_SHOWN * 2])[:_LONGEST_SHOWN]


def column_of(each: ImportField, columns: dict[str, str]) -> str:
    """Return how a field is named to whoever has the file before him."""
    return columns.get(each.name) or each.label
