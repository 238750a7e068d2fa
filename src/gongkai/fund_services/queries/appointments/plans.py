"""Counters of a centre, their plans and closed days, and the rules of booking."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Q, QuerySet

from gongkai.agencies.models import Agency
from gongkai.fund_services.models import BookingSetting, Counter, CounterClosure, SlotPlan
from gongkai.rules.appointments import BOUNDS, BookingRules, PlannedSlots, rules_on


def counters_of(agency: Agency) -> QuerySet[Counter]:
    """Return every counter of a centre, those in use first."""
    return Counter.objects.filter(agency=agency).order_by("closed_on", "pk")


def counters_open(agency: Agency, on: date) -> QuerySet[Counter]:
    """Return the counters of a centre that serve people on a day or after it."""
    rows = Counter.objects.filter(agency=agency, opened_on__lte=on)
    return rows.filter(Q(closed_on=None) | Q(closed_on__gt=on)).order_by("pk")


def booking_rules(agency: Agency, on: date) -> BookingRules:
    """Return a centre's rules of booking in force on a day; the default where it set none."""
    rows = BookingSetting.objects.filter(agency=agency, in_force_from__lte=on)
    row = rows.order_by("-in_force_from").first()
    return rules_on(on, [rules_of(row)] if row else [])


def rules_of(row: BookingSetting) -> BookingRules:
    """Return a setting as rules."""
    figures = {name: getattr(row, name) for name in BOUNDS}
    return BookingRules(in_force_from=row.in_force_from, source=row.source, **figures)


def planned(line: SlotPlan) -> PlannedSlots:
    """Return a line of a plan as the rules read it."""
    return PlannedSlots(
        line.group,
        line.weekday,
        line.starts,
        line.ends,
        line.capacity,
        line.from_on,
        line.until_on,
    )


def plans_of(counters: Iterable[Counter], on: date) -> Mapping[int, list[PlannedSlots]]:
    """Return the lines that hold on a day or will, by counter."""
    held = Q(until_on=None) | Q(until_on__gte=on)
    found: defaultdict[int, list[PlannedSlots]] = defaultdict(list)
    for line in SlotPlan.objects.filter(held, counter__in=list(counters)):
        found[line.counter_id].append(planned(line))
    return found


def plan_lines(counter: Counter, on: date) -> QuerySet[SlotPlan]:
    """Return the lines of a counter that hold on a day or will, as the plan shows them."""
    held = Q(until_on=None) | Q(until_on__gte=on)
    rows = SlotPlan.objects.filter(held, counter=counter).select_related("made_by")
    return rows.order_by("weekday", "starts", "group", "from_on")


def closed_days(
    counters: Iterable[Counter], first: date, last: date
) -> Mapping[tuple[int, date], str]:
    """Return why counters are closed between two days, by counter and day."""
    rows = CounterClosure.objects.filter(counter__in=list(counters), on__range=(first, last))
    return {(row.counter_id, row.on): row.reason for row in rows}


def closures_from(counter: Counter, on: date) -> QuerySet[CounterClosure]:
    """Return a counter's closed days from a day on."""
    rows = CounterClosure.objects.filter(counter=counter, on__gte=on)
    return rows.select_related("made_by").order_by("on")


def settings_of(agency: Agency) -> QuerySet[BookingSetting]:
    """Return every version of a centre's own rules, the latest first."""
    rows = BookingSetting.objects.filter(agency=agency).select_related("made_by")
    return rows.order_by("-in_force_from")


def closure_of(agency: Agency, pk: int) -> CounterClosure | None:
    """Return a closed day of one of a centre's counters."""
    rows = CounterClosure.objects.filter(counter__agency=agency).select_related("counter__agency")
    return rows.filter(pk=pk).first() if pk < 1 << 62 else None
