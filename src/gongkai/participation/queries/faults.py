"""Reported faults, until when each is to be handled, and how the office keeps to that."""

from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, QuerySet

from gongkai.agencies.models import Agency
from gongkai.agencies.queries import working_calendar
from gongkai.participation.models import FaultLimits, FaultState, SiteFault
from gongkai.rules.calendars import WorkingCalendar
from gongkai.rules.fault_limits import FaultDue, FaultLimit, default_limit, fault_due


class FaultLine(NamedTuple):
    """A fault with the days it is due, and whether turning or handling is or was late."""

    fault: SiteFault
    due: FaultDue
    is_late: bool
    age: int


def limit_of(agency: Agency) -> FaultLimit:
    """Return an organ's limits; where it has set none, the default with its source."""
    own = FaultLimits.objects.filter(agency=agency).first()
    if own is None:
        return default_limit()
    return FaultLimit(own.turn_days, own.handle_days, "本机关设置", True)


def unhandled(
    agency: Agency,
    on: date,
    *,
    calendar: WorkingCalendar | None = None,
    limit: FaultLimit | None = None,
) -> list[FaultLine]:
    """Return the faults not handled on a day, the oldest first; `age` is in days."""
    rows = SiteFault.objects.filter(agency=agency, received_on__lte=on)
    waiting = rows.exclude(state=FaultState.HANDLED).order_by("received_on", "pk")
    return lines_of(list(waiting), on, limit or limit_of(agency), calendar or working_calendar())


def lines_of(
    faults: list[SiteFault], on: date, limit: FaultLimit, calendar: WorkingCalendar
) -> list[FaultLine]:
    """Return faults with their due days, as they stand on a day."""
    return [_line(fault, on, limit, calendar) for fault in faults]


def faults_of(agency: Agency, *, is_open: bool | None = None, kind: str = "") -> QuerySet[Any]:
    """Return an organ's faults, the newest first."""
    rows = SiteFault.objects.filter(agency=agency)
    if is_open is True:
        rows = rows.exclude(state=FaultState.HANDLED)
    if is_open is False:
        rows = rows.filter(state=FaultState.HANDLED)
    if kind:
        rows = rows.filter(kind=kind)
    return rows.order_by("-received_on", "-pk")


def fault_by_receipt(agency: Agency, number: str) -> SiteFault | None:
    """Return the fault of a receipt number as typed, None where there is none."""
    plain = "".join(number.split()).upper()[:40]
    return SiteFault.objects.filter(agency=agency, register_no=plain).first()


class FaultYear(NamedTuple):
    """A year's faults: how many came, by kind and outcome, and how many were late."""

    received: int
    handled: int
    late: int
    by_kind: tuple[tuple[str, int], ...]
    by_outcome: tuple[tuple[str, int], ...]


def fault_year(agency: Agency, year: int, on: date) -> FaultYear:
    """Return what the faults received in a year amount to, as of a day."""
    rows = SiteFault.objects.filter(agency=agency, received_on__year=year, received_on__lte=on)
    lines = lines_of(list(rows), on, limit_of(agency), working_calendar())
    return FaultYear(
        received=len(lines),
        handled=sum(line.fault.state == FaultState.HANDLED for line in lines),
        late=sum(line.is_late for line in lines),
        by_kind=_counts(rows, "kind"),
        by_outcome=_counts(rows.exclude(outcome=""), "outcome"),
    )


def _counts(rows: QuerySet[Any], field: str) -> tuple[tuple[str, int], ...]:
    labels = dict(SiteFault._meta.get_field(field).choices)
    counted = rows.values_list(field).annotate(count=Count("pk")).order_by("-count", field)
    return tuple((str(labels[code]), count) for code, count in counted)


def _line(fault: SiteFault, on: date, limit: FaultLimit, calendar: WorkingCalendar) -> FaultLine:
    due = fault_due(fault.received_on, limit, calendar)
    turned, handled = fault.turned_on or on, fault.handled_on or on
    late_turn = due.turn_by is not None and turned > due.turn_by
    late = due.handle_by is not None and handled > due.handle_by
    return FaultLine(fault, due, late_turn or late, (on - fault.received_on).days)
