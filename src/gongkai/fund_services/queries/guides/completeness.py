"""Which elements an organ's guides lack, by what the organ has on record of itself."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from gongkai.agencies.models import Agency
from gongkai.fund_services.models import ServiceItem
from gongkai.fund_services.queries.guides.in_force import offered_items
from gongkai.rules.service_guides import (
    GuideElement,
    GuideElements,
    OrganFacts,
    missing_elements,
    present_elements,
)


class InspectedGuide(NamedTuple):
    """An item on offer with the elements that the public finds of it, by their names."""

    item: int
    name: str
    has_guide: bool
    elements: frozenset[str]


def organ_facts(agency: Agency) -> OrganFacts:
    """Return what an organ has on record of itself."""
    return OrganFacts(agency.name, agency.address, agency.office_hours, agency.phone)


def missing_of(item: ServiceItem, guide: GuideElements) -> tuple[GuideElement, ...]:
    """Return the elements that a guide of an item lacks; its organ is read with it."""
    return missing_elements(item.name, guide, organ_facts(item.agency))


def inspected_guides(agency: Agency, on: date) -> Iterator[InspectedGuide]:
    """Yield the items on offer on a day; one without a guide has nothing but its name."""
    organ = organ_facts(agency)
    for offered in offered_items(agency, on):
        item, has_guide = offered.item, offered.version is not None
        present = (
            present_elements(item.name, offered.guide, organ)
            if has_guide
            else frozenset({GuideElement.NAME})
        )
        names = frozenset(each.label for each in present)
        yield InspectedGuide(item.pk, item.name, has_guide, names)
