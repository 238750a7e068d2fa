"""Inspections of the site, what they found and since when, and what was set aside."""

from gongkai.self_inspection.models.findings import FindingExemption, SiteFinding
from gongkai.self_inspection.models.inspections import (
    InspectedPage,
    InspectedState,
    Inspection,
    InspectionOrigin,
    InspectionPhase,
    InspectionState,
)
from gongkai.self_inspection.models.settings import InspectionSettings

__all__ = [
    "FindingExemption",
    "InspectedPage",
    "Inspection",
    "InspectionOrigin",
    "InspectionPhase",
    "InspectionSettings",
    "InspectionState",
    "InspectedState",
    "SiteFinding",
]
