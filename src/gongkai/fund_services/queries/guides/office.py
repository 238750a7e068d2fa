"""Items and guides as the office sees them: what is missing, written, waiting and to come."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Q

from gongkai.agencies.models import Agency
from gongkai.fund_services.models import GuideState, GuideVersion, ServiceItem
from gongkai.fund_services.permissions import is_fund_centre
from gongkai.fund_services.queries.guides.completeness import missing_of
from gongkai.fund_services.queries.guides.in_force import (
    OfferedItem,
    read_with_guides,
    with_guide_of,
)
from gongkai.rules.service_guides import GuideElement, GuideElements, read_guide

SCOPES = {
    "offered": "正在办理",
    "missing": "要素不全",
    "unconfirmed": "待本中心确认",
    "waiting": "待审核",
    "written": "草稿",
    "withdrawn": "已停办",
}
"""What the list of the office is looked at by."""


@dataclass(frozen=True)
class OfficeItem:
    """An item with its guide in force, what is being written, and what is to come."""

    offered: OfferedItem
    written: GuideVersion | None
    coming: tuple[GuideVersion, ...]
    is_withdrawn: bool

    @property
    def item(self) -> ServiceItem:
        """Return the item."""
        return self.offered.item

    @cached_property
    def missing(self) -> tuple[GuideElement, ...]:
        """Return the elements that the public does not find."""
        if self.offered.version is None:
            return tuple(each for each in GuideElement if each is not GuideElement.NAME)
        return missing_of(self.item, self.offered.guide)

    @property
    def inspected_missing(self) -> tuple[GuideElement, ...]:
        """Return those among them that inspectors count."""
        return tuple(each for each in self.missing if each.is_inspected)

    @property
    def begun_with(self) -> GuideElements:
        """Return what a new version begins with: what is written, to come, or in force."""
        if self.written is not None:
            return read_guide(self.written.elements)
        return read_guide(self.coming[-1].elements) if self.coming else self.offered.guide

    @property
    def scopes(self) -> frozenset[str]:
        """Return by which of SCOPES it is found."""
        if self.is_withdrawn:
            return frozenset({"withdrawn"})
        state = self.written.state if self.written else ""
        told = {
            "missing": bool(self.missing),
            "unconfirmed": not self.offered.is_confirmed,
            "waiting": state == GuideState.IN_REVIEW,
            "written": state == GuideState.DRAFT,
        }
        return frozenset({"offered", *(name for name, holds in told.items() if holds)})


def office_items(agency: Agency, on: date) -> list[OfficeItem]:
    """Return all of a centre's items, withdrawn ones too, in the order of their groups.

    Three queries, however many there are.
    """
    if not is_fund_centre(agency):
        return []
    return _read(agency, on)


def office_item(agency: Agency, pk: int, on: date) -> OfficeItem | None:
    """Return one of a centre's items, None where there is none."""
    if not is_fund_centre(agency):
        return None
    found = _read(agency, on, pk)
    return found[0] if found else None


def versions_of(item: ServiceItem) -> list[GuideVersion]:
    """Return every version of an item's guide, the newest first, with who did what."""
    rows = GuideVersion.objects.filter(item=item).order_by("-number")
    return list(rows.select_related("written_by", "released_by", "confirmed_by"))


def is_list_registered(agency: Agency) -> bool:
    """Tell whether an organ has taken over the list of items."""
    return ServiceItem.objects.filter(agency=agency).exclude(code="").exists()


def _read(agency: Agency, on: date, pk: int | None = None) -> list[OfficeItem]:
    rows = ServiceItem.objects.filter(agency=agency).select_related("agency", "confirmed_by")
    if pk is not None:
        rows = rows.filter(pk=pk)
    offered = read_with_guides(with_guide_of(rows, on), on)
    open_states = Q(state__in=(GuideState.DRAFT, GuideState.IN_REVIEW))
    to_come = Q(state=GuideState.RELEASED, in_force_from__gt=on)
    versions: dict[int, list[GuideVersion]] = defaultdict(list)
    further = GuideVersion.objects.filter(open_states | to_come, item__agency=agency)
    if pk is not None:
        further = further.filter(item=pk)
    for each in further.select_related("written_by").order_by("in_force_from", "number"):
        versions[each.item_id].append(each)
    return [
        OfficeItem(
            offered=each,
            written=next((v for v in versions[each.item.pk] if v.state != "RELEASED"), None),
            coming=tuple(v for v in versions[each.item.pk] if v.state == "RELEASED"),
            is_withdrawn=each.item.withdrawn_on is not None and each.item.withdrawn_on <= on,
        )
        for each in sorted(offered, key=lambda each: (each.item.audience, each.item.pk))
    ]
