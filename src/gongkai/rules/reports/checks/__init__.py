"""Every check of an annual report, in the order they are listed and run."""

from gongkai.rules.reports.checks import (
    cells,
    copied,
    documents,
    fees,
    headline,
    identities,
    jumps,
    outline,
    prose,
    publication,
    source_cells,
    texts,
    years,
)
from gongkai.rules.reports.checks.registry import Check, CheckContext, Fault
from gongkai.rules.reports.findings import Finding, Severity
from gongkai.rules.reports.shape import Report

__all__ = ["RULES_VERSION", "Check", "CheckContext", "Fault", "all_checks", "run_checks"]

RULES_VERSION = "2026-11"
"""The version of the set of checks; it changes whenever a check's id, gravity or object does."""

_MODULES = (
    identities,
    years,
    cells,
    source_cells,
    documents,
    fees,
    texts,
    publication,
    outline,
    headline,
    jumps,
    copied,
    prose,
)
_CHECKS = tuple(check for module in _MODULES for check in module.CHECKS)
_GRAVITY = (Severity.ERROR, Severity.WARNING, Severity.INFO)


def all_checks() -> tuple[Check, ...]:
    """Return every check."""
    return _CHECKS


def run_checks(report: Report, context: CheckContext | None = None) -> list[Finding]:
    """Return what all checks find in a report, the gravest first, else in the order of checks."""
    known = context or CheckContext()
    found = [finding for check in _CHECKS for finding in check.run(report, known)]
    return sorted(found, key=lambda finding: _GRAVITY.index(finding.severity))
