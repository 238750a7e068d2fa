"""What an organ's inspections go by."""

from dataclasses import dataclass

from django.conf import settings

from gongkai.agencies.models import Agency
from gongkai.rules.site_inspection.limits import Limits
from gongkai.self_inspection.models import InspectionSettings


@dataclass(frozen=True)
class Chosen:
    """The limits that hold, the hosts that may be linked to, and how much is opened."""

    limits: Limits
    listed_hosts: tuple[str, ...]
    asks_outside: bool
    most_lists: int
    newest_items: int


def chosen(agency: Agency) -> Chosen:
    """Return what an organ has set, with the defaults for the rest.

    Where the installation may not go out (GONGKAI_INSPECT_OUTWARD), no organ's inspection does.
    """
    row = settings_of(agency)
    return Chosen(
        Limits(row.limits),
        tuple(row.listed_hosts),
        row.asks_outside and bool(settings.GONGKAI_INSPECT_OUTWARD),
        row.most_lists,
        row.newest_items,
    )


def settings_of(agency: Agency) -> InspectionSettings:
    """Return an organ's settings, unsaved ones with the defaults where it has none."""
    found = InspectionSettings.objects.filter(agency=agency).first()
    return found or InspectionSettings(agency=agency)
