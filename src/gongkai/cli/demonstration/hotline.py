"""Invented calls of the hotline, more in the season of the yearly adjustment and on Mondays."""

from datetime import date

from gongkai.cli.demonstration.draws import Draws, days_between
from gongkai.cli.demonstration.registers import Row, numbered
from gongkai.rules.calendars import published_calendar

# First and last day, and the calls by route. Only the year 2023 is a published figure.
_PERIODS = (
    (date(2022, 12, 26), date(2022, 12, 31), {"VIA_12345": 64, "DIRECT": 36, "TRANSFERRED": 12}),
    (
        date(2023, 1, 1),
        date(2023, 12, 31),
        {"VIA_12345": 15183, "DIRECT": 8931, "TRANSFERRED": 2945},
    ),
    (date(2024, 1, 1), date(2024, 1, 5), {"VIA_12345": 51, "DIRECT": 28, "TRANSFERRED": 9}),
)
# January to December.
_SEASON = (0.9, 0.8, 1.1, 1.0, 1.0, 1.15, 1.35, 1.15, 1.0, 0.85, 0.95, 1.05)
# Monday to Friday; a weekend day that is worked counts as a quiet Friday.
_WEEK = (1.3, 1.1, 1.0, 0.95, 0.85, 0.8, 0.8)
_DAY_OFF = 0.2


def calls() -> list[Row]:
    """Return the calls; on days off only the city's hotline 12345 answers."""
    draws = Draws("calls")
    rows: list[Row] = []
    for first, last, routes in _PERIODS:
        days = days_between(first, last)
        for route, count in routes.items():
            weight = busyness if route == "VIA_12345" else _busyness_of_office
            drawn = draws.many(days, count, weight)
            rows += [{"called_on": day, "route": route} for day in drawn]
    # Shuffled before they are put in the order of days, so that routes alternate within a day.
    return numbered(
        draws.shuffled(rows), day="called_on", prefix="RX", digits=5, before={2022: 26318}
    )


def busyness(day: date) -> float:
    """Return how much is asked on a day, 1 on an ordinary Wednesday."""
    asked = _SEASON[day.month - 1] * _WEEK[day.weekday()]
    return asked if published_calendar().is_working_day(day) else asked * _DAY_OFF


def _busyness_of_office(day: date) -> float:
    return busyness(day) if published_calendar().is_working_day(day) else 0.0
