"""What all views of guides do: know who acts, and find an item of the officer's own centre."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from gongkai.console.access import Desk, NotHere
from gongkai.fund_services.permissions import require_staff
from gongkai.fund_services.queries.guides.office import OfficeItem, office_item

_LONGEST_KEY = 63


def item_at(desk: Desk, pk: int) -> OfficeItem:
    """Return an item of the officer's centre.

    :raises NotAllowed: if he does not work with its services
    :raises NotHere: if there is none
    """
    require_staff(desk.officer, desk.agency, desk.on)
    found = office_item(desk.agency, pk, desk.on) if pk.bit_length() <= _LONGEST_KEY else None
    if found is None:
        raise NotHere(_("没有这个服务事项，或者不属于本机关。"))
    return found


def who(desk: Desk) -> dict[str, Any]:
    """Return who acts, on which day and at which moment."""
    return {"officer": desk.officer, "on": desk.on, "at": desk.at}


def crumbs(found: OfficeItem | None = None) -> list[tuple[str, str]]:
    """Return the path to a page of guides."""
    path = [(_("办事指南"), reverse("console:guides"))]
    if found is not None:
        path.append((found.item.name, reverse("console:guide", args=[found.item.pk])))
    return path
