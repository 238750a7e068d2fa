"""What a check is: its identity, what it looks at, where it comes from, and its function."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from gongkai.rules.reports.evidence import Evidence
from gongkai.rules.reports.findings import Finding, Severity
from gongkai.rules.reports.shape import Report


@dataclass(frozen=True)
class CheckContext:
    """
    What is known besides the report; what is None or empty is unknown and checks nothing.

    `previous` is the report on the year before, `previous_is_frozen` that we signed it off
    ourselves; `paid_fee_yuan` the information processing fees paid in the year, in 元;
    `narrative_parts` the five parts of section 一 by the keys of `Edition.overview_parts`;
    `overview_limit` the characters section 一 should not exceed where the office set its own;
    `evidence` how the report was read, where it was read from a file.
    """

    previous: Report | None = None
    previous_is_frozen: bool = False
    may_make_regulations: bool | None = None
    paid_fee_yuan: Decimal | None = None
    issued_on: date | None = None
    narrative_parts: Mapping[str, str] = field(default_factory=dict)
    overview_limit: int | None = None
    evidence: Evidence | None = None


@dataclass(frozen=True)
class Fault:
    """What a check's function reports; the check adds its own identity, severity and source."""

    where: str
    message: str
    remedy: str
    expected: str = ""
    found: str = ""
    quote: str | None = None
    severity: Severity | None = None


@dataclass(frozen=True)
class Check:
    """One check; `severity` is the gravest it gives, `waivable` if an office may set it aside."""

    id: str
    title: str
    severity: Severity
    compares: str
    source: str
    waivable: bool
    look: Callable[[Report, CheckContext], Iterable[Fault]]

    def run(self, report: Report, context: CheckContext) -> list[Finding]:
        """Return what this check finds in a report."""
        return [
            Finding(
                rule=self.id,
                severity=fault.severity or self.severity,
                where=fault.where,
                expected=fault.expected,
                found=fault.found,
                message=fault.message,
                source=self.source,
                remedy=fault.remedy,
                quote=fault.quote,
            )
            for fault in self.look(report, context)
        ]

    def to_json(self) -> dict[str, str | bool]:
        """Return the check as `gongkai report rules --json` lists it."""
        return {
            "id": self.id,
            "title": self.title,
            "severity": self.severity.value,
            "compares": self.compares,
            "source": self.source,
            "waivable": self.waivable,
        }
