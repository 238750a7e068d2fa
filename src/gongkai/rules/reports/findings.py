"""What a check has to say about a report."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How bad a finding is; an error blocks sign-off."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def label(self) -> str:
        """Return the word to show."""
        return _LABELS[self]


_LABELS = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.INFO: "提示"}


@dataclass(frozen=True)
class Finding:
    """
    One thing that is wrong, or worth a look, at one place of a report.

    `where` is a path into the report JSON; a finding about text has the passage in `quote`.
    """

    rule: str
    severity: Severity
    where: str
    expected: str
    found: str
    message: str
    source: str
    remedy: str = ""
    quote: str | None = None

    def to_json(self) -> dict[str, str]:
        """Return the findings JSON; "quote" only where there is one."""
        written = {
            "rule": self.rule,
            "severity": self.severity.value,
            "where": self.where,
            "expected": self.expected,
            "found": self.found,
            "message": self.message,
            "source": self.source,
            "remedy": self.remedy,
        }
        return written if self.quote is None else {**written, "quote": self.quote}
