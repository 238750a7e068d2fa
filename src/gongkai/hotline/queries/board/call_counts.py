"""Calls of a stretch of days: by hour, matter and route, and day by day."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from django.db.models import Count, IntegerField, Value
from django.db.models.functions import ExtractHour

from gongkai.agencies.models import Agency
from gongkai.hotline.models import Call, CallRoute, Topic, WaitingCall, WaitingKind, WaitingState
from gongkai.hotline.queries.board.spans import Span

_NO_TOPIC = "未分类"
_HOURS = 24


class Share(NamedTuple):
    """A name with how many belong to it."""

    label: str
    number: int


class CallCounts(NamedTuple):
    """Calls of a span; `by_hour` has 24 places, `without_hour` those whose hour is not known."""

    total: int
    by_hour: tuple[int, ...]
    without_hour: int
    by_topic: tuple[Share, ...]
    by_route: tuple[Share, ...]


def calls_in(agency: Agency, span: Span, *, with_hours: bool = True) -> CallCounts:
    """Return the calls of a span by hour, top-level matter and route; two statements.

    :param with_hours: without them every hour is 0, and many days are counted in half the time
    """
    hour = ExtractHour("began_at") if with_hours else Value(None, IntegerField())
    rows = (
        Call.objects.filter(agency=agency, called_on__range=span.both)
        .values_list("route", "topic", hour)
        .order_by()
        .annotate(found=Count("*"))
    )
    routes: Counter[str] = Counter()
    topics: Counter[int | None] = Counter()
    hours: Counter[int | None] = Counter()
    for route, topic, began, found in rows:
        routes[route] += found
        topics[topic] += found
        hours[began] += found
    return CallCounts(
        total=routes.total(),
        by_hour=tuple(hours[number] for number in range(_HOURS)),
        without_hour=hours[None] if with_hours else 0,
        by_topic=by_top_topic(agency, topics),
        by_route=tuple(Share(label, routes[code]) for code, label in CallRoute.choices),
    )


def by_top_topic(agency: Agency, counts: Mapping[int | None, int]) -> tuple[Share, ...]:
    """Return counts of topics by the branch each hangs from, the largest first."""
    if not counts:
        return ()
    tops = {
        pk: (top or pk, name)
        for pk, top, name in Topic.objects.filter(agency=agency)
        .order_by()
        .values_list("pk", "top", "name")
    }
    by_top: Counter[int | None] = Counter()
    for topic, found in counts.items():
        by_top[tops[topic][0] if topic in tops else None] += found
    shares = (Share(tops[top][1] if top in tops else _NO_TOPIC, n) for top, n in by_top.items())
    return tuple(sorted(shares, key=lambda each: (each.label == _NO_TOPIC, -each.number)))


def calls_by_day(agency: Agency, span: Span) -> Mapping[date, int]:
    """Return how many calls each day of a span had, without the days that had none."""
    found = (
        Call.objects.filter(agency=agency, called_on__range=span.both)
        .values_list("called_on")
        .order_by("called_on")
        .annotate(found=Count("*"))
    )
    return dict(found)


def waiting_now(agency: Agency) -> tuple[Share, ...]:
    """Return how many numbers wait to be called, by why."""
    found = dict(
        WaitingCall.objects.filter(agency=agency, state=WaitingState.WAITING)
        .values_list("kind")
        .order_by()
        .annotate(found=Count("*"))
    )
    return tuple(Share(label, found.get(code, 0)) for code, label in WaitingKind.choices)
