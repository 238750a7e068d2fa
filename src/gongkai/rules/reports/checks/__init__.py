"""Every check of an annual report, in the order they are listed and run."""

from gongkai.rules.reports.checks import cells, documents, fees, identities, texts, years
from gongkai.rules.reports.checks.registry import Check, CheckContext, Fault
from gongkai.rules.reports.findings import Finding, Severity
from gongkai.rules.reports.shape import Report

__all__ = ["Check", "CheckContext", "Fault", "all_checks", "run_checks"]

_MODULES = (identities, years, cells, documents, fees, texts)
_GRAVITY = (Severity.ERROR, Severity.WARNING, Severity.INFO)


def all_checks() -> tuple[Check, ...]:
    """Return every check."""
    return tuple(check for module in _MODULES for check in module.CHECKS)


def run_checks(report: Report, context: CheckContext | None = None) -> list[Finding]:
    """Return what all checks find in a report, the gravest first, else in the order of checks."""
    known = context or CheckContext()
    found = [finding for check in all_checks() for finding in check.run(report, known)]
    return sorted(found, key=lambda finding: _GRAVITY.index(finding.severity))
