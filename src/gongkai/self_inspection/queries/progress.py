"""How far an inspection has come, in words and figures for those who wait for it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from gongkai.agencies.models import Agency
from gongkai.self_inspection.models import Inspection, InspectionPhase
from gongkai.self_inspection.queries.results import running_inspection

SILENT = timedelta(minutes=15)
"""After how long without a sign of life an inspection counts as broken off."""


@dataclass(frozen=True)
class Progress:
    """The step an inspection is at, of how many, and how much of the step is done."""

    inspection: Inspection
    step: int
    steps: int
    label: str
    done: int
    total: int
    is_broken_off: bool


def progress_of(agency: Agency, at: datetime) -> Progress | None:
    """Return how far the inspection at work has come; None where none is."""
    inspection = running_inspection(agency)
    if inspection is None:
        return None
    phases = list(InspectionPhase)
    return Progress(
        inspection,
        phases.index(InspectionPhase(inspection.phase)) + 1,
        len(phases),
        str(InspectionPhase(inspection.phase).label),
        inspection.cursor.get("done", 0),
        inspection.cursor.get("total", 0),
        at - inspection.moved_at >= SILENT,
    )
