"""Guides to service items (办事指南): their elements, what is missing, the ones to begin with."""

from gongkai.rules.service_guides.bundled_guides import (
    initial_guide,
    names_of_item,
)
from gongkai.rules.service_guides.completeness import (
    GuideElement,
    OrganFacts,
    inspected_elements,
    missing_elements,
    places_of,
    present_elements,
)
from gongkai.rules.service_guides.elements import (
    Basis,
    FlowStep,
    GuideElements,
    Material,
    MaterialForm,
    MaterialSource,
    Place,
    Question,
    Sheet,
    StepBy,
)
from gongkai.rules.service_guides.kept import guide_table, read_guide
from gongkai.rules.service_guides.lines import GuidePart, parts_of
from gongkai.rules.service_guides.soundness import GuideProblem, problems_of

__all__ = [
    "Basis",
    "GuideElement",
    "FlowStep",
    "GuideElements",
    "GuidePart",
    "GuideProblem",
    "Material",
    "MaterialForm",
    "MaterialSource",
    "OrganFacts",
    "Place",
    "Question",
    "Sheet",
    "StepBy",
    "guide_table",
    "initial_guide",
    "inspected_elements",
    "missing_elements",
    "names_of_item",
    "parts_of",
    "places_of",
    "present_elements",
    "problems_of",
    "read_guide",
]
