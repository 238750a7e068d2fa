"""The demonstration's service items with their guides: most to be confirmed, some in each state."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from gongkai.agencies.models import Agency, Officer
from gongkai.cli.demonstration.stored import texts
from gongkai.fund_services.operations.guides import (
    confirm_item,
    register_listed_items,
    release_guide,
    submit_guide,
    write_guide,
)
from gongkai.fund_services.queries.guides.office import OfficeItem, office_items
from gongkai.rules.service_guides import GuideElements, read_guide


def offer_services(
    centre: Agency, officers: Mapping[str, Officer], *, on: date, at: datetime
) -> None:
    """Have the list of items taken over and guides worked on; where it is there, change nothing."""
    when = {"on": on, "at": at}
    done = register_listed_items(agency=centre, officer=officers["OFFICE_HEAD"], **when)
    if done.is_nothing:
        return
    told = texts("service_guides")
    items = {each.item.code or each.item.name: each for each in office_items(centre, on)}
    for code in told["confirmed"]:
        found = items.get(code)
        if found is not None and found.offered.version is not None:
            confirm_item(item=found.item, number=1, officer=officers["REVIEWER"], **when)
    for each in told["guides"]:
        if each["item"] in items:
            _written(items[each["item"]], each, officers, when)


def _written(
    found: OfficeItem,
    told: Mapping[str, Any],
    officers: Mapping[str, Officer],
    when: Mapping[str, Any],
) -> None:
    """Have one guide written by a clerk and taken as far as the demonstration tells."""
    on: date = when["on"]
    day = on + timedelta(days=told["ahead"]) if "ahead" in told else None
    item, clerk = found.item, officers["CLERK"]
    version = write_guide(
        item=item,
        guide=_guide(found.begun_with, told),
        seen=0,
        in_force_from=day,
        change_note=told["note"],
        officer=clerk,
        **when,
    )
    version = submit_guide(item=item, seen=version.saved, officer=clerk, **when)
    if told["state"] == "released":
        release_guide(item=item, seen=version.saved, officer=officers["REVIEWER"], **when)


def _guide(begun: GuideElements, told: Mapping[str, Any]) -> GuideElements:
    return read_guide(told["guide"]) if "guide" in told else replace(begun, **told["changes"])
