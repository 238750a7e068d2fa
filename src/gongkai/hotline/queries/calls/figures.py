"""A day's, month's or year's calls counted: by route, matter, outcome, hour; talked and waited."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Avg, Count, F, QuerySet
from django.db.models.functions import ExtractHour

from gongkai.agencies.models import Agency
from gongkai.hotline.models import Call, CallOutcome, CallRoute
from gongkai.hotline.queries.calls.desk import TALKED

UNKNOWN = "未登记"


class CountedCalls(NamedTuple):
    """The calls of some days.

    `routes`, `topics` and `outcomes` are pairs of label and count, `hours` 24 counts, `days` pairs
    of day and count. Averages are whole seconds of those calls of which they are known; how many
    these are stands beside them.
    """

    total: int
    routes: Sequence[tuple[str, int]]
    topics: Sequence[tuple[str, int]]
    outcomes: Sequence[tuple[str, int]]
    hours: Sequence[int]
    without_hour: int
    days: Sequence[tuple[date, int]]
    talked: int | None
    talked_of: int
    waited: int | None
    waited_of: int


def count_calls(agency: Agency, first: date, last: date) -> CountedCalls:
    """Count an organ's calls from one day to another, both included, in five queries."""
    rows = Call.objects.filter(agency=agency, called_on__range=(first, last)).order_by()
    whole = rows.aggregate(
        total=Count("pk"),
        mean_talk=Avg(TALKED),
        talked_of=Count("ended_at"),
        mean_wait=Avg("waited"),
        waited_of=Count("waited"),
    )
    by_outcome = _counted(rows, "outcome")
    hours, without = _hours(rows)
    daily = _counted(rows.values("called_on", "route"), "called_on", "route")
    routes = dict.fromkeys(CallRoute.values, 0)
    days = {first + timedelta(days=n): 0 for n in range((last - first).days + 1)}
    for (day, route), count in daily.items():
        routes[route] = routes.get(route, 0) + count
        days[day] += count
    talked = whole["mean_talk"]
    return CountedCalls(
        total=whole["total"],
        routes=[(str(CallRoute(code).label), routes[code]) for code in CallRoute.values],
        topics=_topics(rows),
        outcomes=[
            (str(CallOutcome(code).label) if code else UNKNOWN, by_outcome[(code,)])
            for code in (*CallOutcome.values, "")
            if (code,) in by_outcome
        ],
        hours=hours,
        without_hour=without,
        days=list(days.items()),
        talked=round(talked.total_seconds()) if talked is not None else None,
        talked_of=whole["talked_of"],
        waited=round(whole["mean_wait"]) if whole["mean_wait"] is not None else None,
        waited_of=whole["waited_of"],
    )


def _counted(rows: QuerySet[Call], *names: str) -> dict[tuple[Any, ...], int]:
    counted = rows.values_list(*names).annotate(count=Count("pk"))
    return {tuple(row[:-1]): row[-1] for row in counted}


def _topics(rows: QuerySet[Call]) -> list[tuple[str, int]]:
    """Return the branches of the tree, the most asked for first, what has none last."""
    counted = rows.values_list("topic__top__name").annotate(count=Count("pk"))
    told = sorted(counted, key=lambda row: (row[0] is None, -row[1], row[0]))
    return [(name or UNKNOWN, count) for name, count in told]


def _hours(rows: QuerySet[Call]) -> tuple[list[int], int]:
    """Return the calls by the hour in which they began, as clocks show it here."""
    hour = ExtractHour(F("began_at"), tzinfo=ZoneInfo(settings.TIME_ZONE))
    counted = dict(rows.annotate(hour=hour).values_list("hour").annotate(count=Count("pk")))
    return [counted.get(n, 0) for n in range(24)], counted.get(None, 0)
