"""What all views of appointments do: know who acts and what he may, find a counter or booking."""

from typing import Any

from django.utils.translation import gettext as _

from gongkai.console.access import Desk, NotHere
from gongkai.fund_services.operations.appointments.allowing import (
    insist_on_counter_staff,
    plans,
)
from gongkai.fund_services.permissions import service_rights
from gongkai.fund_services.queries.appointments.bookings import booking_of
from gongkai.fund_services.queries.appointments.plans import counters_of


def who(desk: Desk) -> dict[str, Any]:
    """Return who acts, and when."""
    return {"officer": desk.officer, "on": desk.on, "at": desk.at}


def require_counter_staff(desk: Desk) -> None:
    """Insist that the officer serves people at counters.

    :raises NotAllowed: if he does not
    """
    insist_on_counter_staff(desk.officer, desk.agency, desk.on)


def may_plan(desk: Desk) -> bool:
    """Tell whether the officer sets counters, plans and rules."""
    return plans(service_rights(desk.officer, desk.agency, desk.on))


def counter_at(desk: Desk, pk: int) -> Any:
    """Return a counter of the officer's organ.

    :raises NotHere: if it has no such counter
    """
    rows = counters_of(desk.agency).select_related("agency")
    found = rows.filter(pk=pk).first() if pk < 1 << 62 else None
    if found is None:
        raise NotHere(_("没有这个网点，或者不属于本机关。"))
    return found


def booking_at(desk: Desk, pk: int) -> Any:
    """Return an appointment at the officer's organ.

    :raises NotHere: if it has none
    """
    found = booking_of(desk.agency, pk)
    if found is None:
        raise NotHere(_("没有这个预约，或者不属于本机关。"))
    return found
