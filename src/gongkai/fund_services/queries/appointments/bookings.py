"""Appointments: one by number and code, those of an account, the sheet of a counter's day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from gongkai.agencies.models import Agency
from gongkai.fund_services.models import (
    AppointmentBooking,
    BookingState,
    Counter,
    OnlineAccount,
    ServiceItem,
)
from gongkai.privacy.digests import keyed_digest, same_digest
from gongkai.privacy.masking import mask_name, mask_phone
from gongkai.rules.appointments import ALL_ITEMS
from gongkai.rules.service_items import group_names, listed_items
from gongkai.rules.typing_slips import tidy


@dataclass(frozen=True, slots=True)
class SheetLine:
    """An appointment as a counter's day shows it: nobody's name or phone in full."""

    booking: AppointmentBooking
    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class DayCounts:
    """How many appointments of a day stand where."""

    booked: int
    arrived: int
    done: int
    absent: int
    unmarked: int


def _rows() -> QuerySet[AppointmentBooking]:
    return AppointmentBooking.objects.select_related("agency", "slot__counter", "item")


def tracked_booking(agency: Agency, number: str, code: str) -> AppointmentBooking | None:
    """Return the appointment of a number where the code is its own, None otherwise."""
    found = booking_numbered(agency, number)
    plain = tidy(code).upper().replace("-", "").replace("—", "")
    is_own = found is not None and same_digest("appointment", plain, found.code_digest)
    return found if is_own else None


def booking_numbered(agency: Agency, number: str) -> AppointmentBooking | None:
    """Return an appointment by its number; who asks has shown that it is his."""
    plain = tidy(number).upper()
    return _rows().filter(agency=agency, register_no=plain).first() if len(plain) <= 40 else None


def bookings_of(account: OnlineAccount) -> QuerySet[AppointmentBooking]:
    """Return the appointments that somebody booked while signed in, the latest first."""
    return _rows().filter(account=account).order_by("-slot__on", "-slot__starts", "-pk")


def booking_of(agency: Agency, pk: int) -> AppointmentBooking | None:
    """Return an appointment of an organ by its key."""
    return _rows().filter(agency=agency, pk=pk).first() if pk < 1 << 62 else None


def day_sheet(counter: Counter, day: date, word: str = "") -> Sequence[SheetLine]:
    """Return the appointments of a counter's day in the order of their times.

    :param word: a number, or a phone in full, that only one is looked for by; "" for all
    """
    rows = _rows().filter(slot__counter=counter, slot__on=day)
    if word:
        plain = tidy(word).upper()
        by_phone = rows.filter(phone_digest=keyed_digest("appointment-phone", plain))
        rows = by_phone | rows.filter(register_no=plain)
    rows = rows.exclude(state=BookingState.CANCELLED)
    return [
        SheetLine(row, mask_name(row.name), mask_phone(row.phone))
        for row in rows.order_by("slot__starts", "call_no", "pk")
    ]


def day_counts(lines: Sequence[SheetLine]) -> DayCounts:
    """Return how many of a day's appointments stand where."""

    def count(*states: str) -> int:
        return sum(line.booking.state in states for line in lines)

    return DayCounts(
        booked=count("BOOKED", "ARRIVED", "DONE", "ABSENT", "UNMARKED"),
        arrived=count("ARRIVED", "DONE"),
        done=count("DONE"),
        absent=count("ABSENT"),
        unmarked=count("UNMARKED"),
    )


def items_to_book(agency: Agency, on: date) -> list[tuple[str, list[ServiceItem]]]:
    """Return the items of a centre that are on offer, by the names of their groups."""
    rows = ServiceItem.objects.filter(agency=agency, offered_from__lte=on)
    offered = [
        row for row in rows.order_by("pk") if row.withdrawn_on is None or row.withdrawn_on > on
    ]
    group = {each.code: each.group for each in listed_items()}
    place = {each.code: number for number, each in enumerate(listed_items())}
    names = [*group_names().items(), (ALL_ITEMS, "其他")]
    offered.sort(key=lambda row: place.get(row.code, len(place)))
    found = [
        (name, [row for row in offered if group.get(row.code, ALL_ITEMS) == code])
        for code, name in names
    ]
    return [(name, rows) for name, rows in found if rows]


def item_to_book(agency: Agency, word: str, on: date) -> ServiceItem | None:
    """Return an item on offer by its key or its code in the list."""
    rows = ServiceItem.objects.filter(agency=agency, offered_from__lte=on)
    if word.isascii() and word.isdigit() and len(word) < 18:
        found = rows.filter(pk=int(word)).first()
    else:
        found = rows.filter(code=word[:60]).first() if word.isidentifier() else None
    if found is None or (found.withdrawn_on is not None and found.withdrawn_on <= on):
        return None
    return found
