"""Which elements a guide has and which it lacks: 国办秘函〔2019〕19号 (办事指南要素)."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from gongkai.rules.service_guides.elements import GuideElements, Place
from gongkai.rules.site_inspection.catalogue import guide_elements


class GuideElement(StrEnum):
    """An element of a guide (办事指南要素), in the order in which it is shown."""

    NAME = "NAME"
    BASIS = "BASIS"
    CONDITIONS = "CONDITIONS"
    MATERIALS = "MATERIALS"
    PLACE = "PLACE"
    HOURS = "HOURS"
    STEPS = "STEPS"
    PHONE = "PHONE"
    FEE = "FEE"
    LIMITS = "LIMITS"
    SHEETS = "SHEETS"
    ACCEPTING_BODY = "ACCEPTING_BODY"
    QUESTIONS = "QUESTIONS"

    @property
    def label(self) -> str:
        """Return the words of the indicators for it."""
        return _LABELS[self]

    @property
    def is_inspected(self) -> bool:
        """Tell whether inspectors count it when it is missing."""
        return self in inspected_elements()


_LABELS = {
    GuideElement.NAME: "事项名称",
    GuideElement.BASIS: "设定依据",
    GuideElement.CONDITIONS: "申请条件",
    GuideElement.MATERIALS: "办理材料",
    GuideElement.PLACE: "办理地点",
    GuideElement.HOURS: "办理时间",
    GuideElement.STEPS: "办理流程",
    GuideElement.PHONE: "联系电话",
    GuideElement.FEE: "收费",
    GuideElement.LIMITS: "办理时限",
    GuideElement.SHEETS: "表格样表",
    GuideElement.ACCEPTING_BODY: "受理机构",
    GuideElement.QUESTIONS: "常见问题",
}


class OrganFacts(NamedTuple):
    """What an organ has on record of itself, "" where it has nothing."""

    name: str
    address: str = ""
    hours: str = ""
    phone: str = ""


@cache
def inspected_elements() -> frozenset[GuideElement]:
    """Return the elements that inspectors look for: 国办秘函〔2019〕19号."""
    return frozenset(each for each in GuideElement if each.label in guide_elements())


def places_of(guide: GuideElements, organ: OrganFacts) -> tuple[Place, ...]:
    """Return where an item is handled: what the guide says, else the organ's own entry."""
    if guide.places:
        return guide.places
    own = Place(organ.name, organ.address, organ.hours, organ.phone)
    return (own,) if any((own.address, own.hours, own.phone)) else ()


def present_elements(name: str, guide: GuideElements, organ: OrganFacts) -> frozenset[GuideElement]:
    """Return the elements that a guide has; blanks alone are nothing.

    :param name: of the item
    """
    return frozenset(each for each in GuideElement if _HAS[each](name, guide, organ))


def missing_elements(
    name: str, guide: GuideElements, organ: OrganFacts
) -> tuple[GuideElement, ...]:
    """Return the elements that a guide lacks, in their order: 国办秘函〔2019〕19号.

    :param name: of the item
    """
    present = present_elements(name, guide, organ)
    return tuple(each for each in GuideElement if each not in present)


_Look = Callable[[str, GuideElements, OrganFacts], bool]


def _of_places(field: str) -> _Look:
    def look(_name: str, guide: GuideElements, organ: OrganFacts) -> bool:
        return any(getattr(each, field).strip() for each in places_of(guide, organ))

    return look


_HAS: Mapping[GuideElement, _Look] = {
    GuideElement.NAME: lambda name, _guide, _organ: bool(name.strip()),
    GuideElement.BASIS: lambda _, guide, _organ: any(each.title.strip() for each in guide.basis),
    GuideElement.CONDITIONS: lambda _, guide, _organ: any(map(str.strip, guide.conditions)),
    GuideElement.MATERIALS: lambda _, guide, _organ: (
        guide.without_materials or any(each.name.strip() for each in guide.materials)
    ),
    GuideElement.PLACE: _of_places("address"),
    GuideElement.HOURS: _of_places("hours"),
    GuideElement.STEPS: lambda _, guide, _organ: any(each.name.strip() for each in guide.steps),
    GuideElement.PHONE: _of_places("phone"),
    GuideElement.FEE: lambda _, guide, _organ: bool(guide.fee.strip()),
    GuideElement.LIMITS: lambda _, guide, _organ: bool(
        guide.statutory.strip() and guide.promised.strip()
    ),
    GuideElement.SHEETS: lambda _, guide, _organ: (
        guide.without_sheets or any(each.name.strip() for each in guide.sheets)
    ),
    GuideElement.ACCEPTING_BODY: lambda _, guide, organ: bool(
        guide.accepting_body.strip() or organ.name.strip()
    ),
    GuideElement.QUESTIONS: lambda _, guide, _organ: any(
        each.question.strip() and each.answer.strip() for each in guide.questions
    ),
}
