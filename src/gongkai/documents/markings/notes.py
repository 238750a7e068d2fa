"""The sign that points from a cell or a passage to a finding: its number and how bad it is."""

from collections.abc import Sequence
from typing import NamedTuple

from gongkai.rules.reports.findings import Severity

_SIGNS = {Severity.ERROR: "×", Severity.WARNING: "△", Severity.INFO: "○"}


class Note(NamedTuple):
    """A finding by its number from 1, with its severity."""

    number: int
    severity: Severity

    @property
    def sign(self) -> str:
        """Return the sign that tells the severity without colour."""
        return sign_of(self.severity)


def sign_of(severity: Severity) -> str:
    """Return the sign that tells a severity without colour."""
    return _SIGNS[severity]


def gravest(notes: Sequence[Note]) -> Severity | None:
    """Return the gravest severity among notes, None for none."""
    given = {note.severity for note in notes}
    return next((severity for severity in Severity if severity in given), None)
