"""What the pages of appointments have in common: their place, and slots in addresses."""

import re
from collections.abc import Sequence
from datetime import date, time
from typing import NamedTuple
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gongkai.fund_services.queries.appointments.slots import OfferedDay, OfferedSlot, SlotKey
from gongkai.portal.guide_pages import service_page
from gongkai.portal.pages import Column, Page, Text

BOOKING = Column(
    name=_("预约办理"),
    description=_("选择事项、网点和时间，按时到场办理，可以改期和取消。"),
    keywords=_("预约,网点,住房公积金"),
    kind=_("办事服务"),
    route="portal:booking",
)
# Counter, group, day, time: 12-WITHDRAWAL-20260310-0930; the group may be empty.
_SLOT = re.compile(r"([1-9][0-9]{0,17})-([A-Z_]{0,30})-([0-9]{8})-([0-9]{4})")


class SlotLink(NamedTuple):
    """A slot with its address; no address where it is full or is the present one."""

    slot: OfferedSlot
    address: str
    code: str


class DayShown(NamedTuple):
    """A day with its slots."""

    day: OfferedDay
    weekday: str
    slots: list[SlotLink]


def booking_page(
    title: Text, *, is_first: bool = False, is_indexed: bool = False, canonical: str = ""
) -> Page:
    """Return what a page of appointments says about itself; the first one chooses a slot."""
    told = "" if is_first else title
    return service_page(BOOKING, told, is_indexed=is_indexed, canonical=canonical)


def slot_code(key: SlotKey) -> str:
    """Return a slot as it stands in addresses."""
    return f"{key.counter}-{key.group}-{key.on:%Y%m%d}-{key.starts:%H%M}"


def slot_in(code: str) -> SlotKey | None:
    """Return the slot of an address, None where it is none."""
    found = _SLOT.fullmatch(code)
    if found is None:
        return None
    counter, group, day, clock = found.groups()
    try:
        on = date(int(day[:4]), int(day[4:6]), int(day[6:]))
        starts = time(int(clock[:2]), int(clock[2:]))
    except ValueError:
        return None
    return SlotKey(int(counter), group, on, starts) if int(counter) < 1 << 62 else None


def days_shown(
    days: Sequence[OfferedDay], route: str, item: int, present: SlotKey | None = None
) -> list[DayShown]:
    """Return days with their slots as links to a page, `route`."""
    return [
        DayShown(
            day,
            "星期" + "一二三四五六日"[day.on.weekday()],
            [_link(slot, route, item, present) for slot in day.slots],
        )
        for day in days
    ]


def _link(slot: OfferedSlot, route: str, item: int, present: SlotKey | None) -> SlotLink:
    code = slot_code(slot.key)
    is_present = present is not None and slot.key == present._replace(group=slot.key.group)
    if slot.is_full or is_present:
        return SlotLink(slot, "", code)
    return SlotLink(slot, f"{reverse(route)}?{urlencode({'item': item, 'slot': code})}", code)
