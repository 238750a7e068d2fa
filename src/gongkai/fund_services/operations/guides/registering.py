"""Taking the list of items with its first guides over into an organ; a second time nothing."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction

from gongkai.agencies.models import Agency, Officer
from gongkai.audit.operations import record
from gongkai.fund_services.models import GuideState, GuideVersion, ServiceItem
from gongkai.fund_services.operations.guides.acting import announce_guide
from gongkai.fund_services.permissions import require_guide_releaser
from gongkai.rules.service_guides import guide_table, initial_guide, names_of_item
from gongkai.rules.service_items import Audience, ListedItem, listed_items

_PREFIXES = {Audience.EMPLOYER: "QD-DW", Audience.WORKER: "QD-GR"}


class Registered(NamedTuple):
    """How many items were found by their name, added, and given the guide to begin with."""

    matched: int
    added: int
    guides: int

    @property
    def is_nothing(self) -> bool:
        """Tell whether all was there already."""
        return not any(self)


@transaction.atomic
def register_listed_items(
    *, agency: Agency, officer: Officer, on: date, at: datetime
) -> Registered:
    """Have an organ offer the items of the list, each with its first guide to be confirmed.

    An item that is on record under a name of the list is taken for the listed one and keeps its
    name, number and days; one that has any guide keeps it. What is there already stays as it is.

    :raises NotAllowed: if the officer is neither reviewer nor head, or the organ no fund centre
    """
    require_guide_releaser(officer, agency, on)
    # Held, so that two at once do not register twice.
    Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)
    own = list(ServiceItem.objects.filter(agency=agency).order_by("pk"))
    matched = _matched(own)
    added = _added(agency, own, on)
    guides = _guided(agency, [*own, *added], on, at)
    done = Registered(len(matched), len(added), len(guides))
    if not done.is_nothing:
        record(
            action="guide.register",
            subject="服务事项清单",
            at=at,
            agency=agency,
            officer=officer,
            detail=done._asdict(),
        )
    for item in guides:
        announce_guide(item, at)
    return done


def _matched(own: Iterable[ServiceItem]) -> list[ServiceItem]:
    """Give items on record the code of the list's item that they are."""
    items = list(own)
    taken = {each.code for each in items if each.code}
    found = []
    for listed in listed_items():
        if listed.code in taken:
            continue
        named = [each for each in items if not each.code and _is_it(each, listed)]
        # Two of one name are told apart by nobody but the centre.
        if len(named) == 1:
            named[0].code = listed.code
            found += named
    ServiceItem.objects.bulk_update(found, ["code"])
    return found


def _is_it(item: ServiceItem, listed: ListedItem) -> bool:
    return item.audience == listed.audience.value and item.name.strip() in names_of_item(listed)


def _added(agency: Agency, own: Iterable[ServiceItem], on: date) -> list[ServiceItem]:
    items = list(own)
    codes = {each.code for each in items}
    numbers = {each.register_no for each in items}
    new = [
        ServiceItem(
            agency=agency,
            register_no=_free_number(f"{_PREFIXES[listed.audience]}-{place:02}", numbers),
            code=listed.code,
            name=listed.name,
            audience=listed.audience.value,
            offered_from=on,
        )
        for audience in Audience
        for place, listed in enumerate(listed_items(audience), start=1)
        if listed.code not in codes and not any(_is_it(each, listed) for each in items)
    ]
    return ServiceItem.objects.bulk_create(new)


def _free_number(number: str, taken: set[str]) -> str:
    free, turn = number, 2
    while free in taken:
        free, turn = f"{number}-{turn}", turn + 1
    taken.add(free)
    return free


def _guided(
    agency: Agency, items: Iterable[ServiceItem], on: date, at: datetime
) -> list[ServiceItem]:
    """Give the items of the list that have no guide at all their first; return these items."""
    rows = GuideVersion.objects.filter(item__agency=agency)
    with_guide = set(rows.values_list("item", flat=True))
    bare = [
        each
        for each in items
        if each.code
        and each.pk not in with_guide
        and (each.withdrawn_on is None or each.withdrawn_on > on)
    ]
    GuideVersion.objects.bulk_create(
        GuideVersion(
            item=each,
            number=1,
            state=GuideState.RELEASED,
            in_force_from=max(on, each.offered_from),
            elements=guide_table(initial_guide(each.code)),
            written_at=at,
            released_at=at,
        )
        for each in bare
    )
    for each in bare:
        each.agency = agency
    return bare
