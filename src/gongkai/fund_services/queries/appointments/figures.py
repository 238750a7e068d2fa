"""How appointments went in a span of days: by counter, by item, by state."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.db.models import Count, F, Q, QuerySet

from gongkai.agencies.models import Agency
from gongkai.fund_services.models import AppointmentBooking


class BookingFigures(NamedTuple):
    """Counts of appointments whose day lies in a span; `name` is of counter or item, "" of all.

    `came` of `marked` came: those nobody marked are in neither.
    """

    name: str
    booked: int
    cancelled: int
    called_off: int
    came: int
    absent: int
    unmarked: int

    @property
    def marked(self) -> int:
        """Return of how many it is known whether they came."""
        return self.came + self.absent

    @property
    def came_share(self) -> float | None:
        """Return the share of those who came, None where nobody was marked."""
        return self.came / self.marked if self.marked else None


def all_figures(agency: Agency, first: date, last: date) -> BookingFigures:
    """Return the counts of a centre's appointments between two days."""
    row = _rows(agency, first, last).aggregate(**_COUNTS)
    return BookingFigures(name="", **row)


def figures_by_counter(agency: Agency, first: date, last: date) -> Sequence[BookingFigures]:
    """Return the counts of each counter, the busiest first."""
    return _by(agency, first, last, "slot__counter__name")


def figures_by_item(agency: Agency, first: date, last: date) -> Sequence[BookingFigures]:
    """Return the counts of each item, the most wanted first."""
    return _by(agency, first, last, "item__name")


_COUNTS = {
    "booked": Count("pk"),
    "cancelled": Count("pk", filter=Q(state="CANCELLED")),
    "called_off": Count("pk", filter=Q(state="CALLED_OFF")),
    "came": Count("pk", filter=Q(state__in=("ARRIVED", "DONE"))),
    "absent": Count("pk", filter=Q(state="ABSENT")),
    "unmarked": Count("pk", filter=Q(state="UNMARKED")),
}


def _rows(agency: Agency, first: date, last: date) -> QuerySet[AppointmentBooking]:
    return AppointmentBooking.objects.filter(agency=agency, slot__on__range=(first, last))


def _by(agency: Agency, first: date, last: date, field: str) -> Sequence[BookingFigures]:
    rows = _rows(agency, first, last).values(name_=F(field)).annotate(**_COUNTS)
    return [
        BookingFigures(name=row.pop("name_"), **row) for row in rows.order_by("-booked", "name_")
    ]
