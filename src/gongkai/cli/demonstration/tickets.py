"""Invented tickets: answered within their term, closed within two days, most called back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.cli.demonstration.draws import Draws, working_days
from gongkai.cli.demonstration.hotline import busyness
from gongkai.cli.demonstration.registers import Row, numbered
from gongkai.cli.demonstration.stored import texts
from gongkai.rules.calendars import published_calendar

# Working days until an answer is due, by the first word of the matter.
_TERMS = {"咨询": (1, 3), "反映": (3, 5), "申请": (3, 5), "建议": (5,), "表扬": (5,)}
_LONGEST = 2


@dataclass(frozen=True)
class _Period:
    """Tickets accepted within some days, all due by `due_by`; the calls back may be later."""

    count: int
    call_backs: int
    dissatisfied: int
    accepted: tuple[date, date]
    due_by: date
    called_back_by: date


_PERIODS = (
    _Period(
        count=9,
        call_backs=8,
        dissatisfied=0,
        accepted=(date(2022, 12, 19), date(2022, 12, 28)),
        due_by=date(2022, 12, 30),
        called_back_by=date(2023, 1, 6),
    ),
    # 535 of 540 satisfied are the published 99.07 %.
    _Period(
        count=633,
        call_backs=540,
        dissatisfied=5,
        accepted=(date(2023, 1, 3), date(2023, 12, 28)),
        due_by=date(2023, 12, 29),
        called_back_by=date(2023, 12, 29),
    ),
    _Period(
        count=7,
        call_backs=6,
        dissatisfied=0,
        accepted=(date(2024, 1, 2), date(2024, 1, 3)),
        due_by=date(2024, 1, 12),
        called_back_by=date(2024, 1, 12),
    ),
)


def tickets() -> list[Row]:
    """Return the tickets; within each period they take one day on average, exactly."""
    draws = Draws("tickets")
    rows = [row for period in _PERIODS for row in _of_period(period, draws)]
    return numbered(rows, day="accepted_on", prefix="GD", digits=4, before={2022: 587})


def _of_period(period: _Period, draws: Draws) -> list[Row]:
    days = sorted(draws.many(working_days(*period.accepted), period.count, busyness))
    rows = [_accepted(day, period.due_by, draws) for day in days]
    for row, taken in zip(rows, _days_taken(rows, draws), strict=True):
        row["closed_on"] = row["accepted_on"] + timedelta(days=taken)
        answered_early = draws.chance(0.3)
        row["fed_back_on"] = row["accepted_on"] if answered_early else row["closed_on"]
    _call_back(rows, period, draws)
    return rows


def _accepted(day: date, due_by: date, draws: Draws) -> Row:
    matter = _matter(draws)
    term = draws.one(_TERMS[matter[:2]])
    due_on = published_calendar().add_working_days(day, term)
    return {
        "matter": matter,
        "accepted_on": day,
        "due_on": min(due_on, due_by),
        "fed_back_on": None,
        "closed_on": None,
        "call_back_due": False,
        "called_back_on": None,
        "reached": False,
        "opinion": "",
    }


def _matter(draws: Draws) -> str:
    choices = texts("tickets")
    return draws.one(choices["matters"]).format(
        office=draws.one(choices["offices"]),
        employer=draws.one(choices["employers"]),
        place=draws.one(choices["places"]),
        channel=draws.one(choices["channels"]),
    )


def _days_taken(rows: Sequence[Row], draws: Draws) -> list[int]:
    """Return the days each ticket takes, moved up and down by chance until they average 1."""
    possible = [_possible_days(row) for row in rows]
    taken = [draws.one(days) for days in possible]
    while sum(taken) != len(rows):
        step = 1 if sum(taken) < len(rows) else -1
        movable = [n for n, days in enumerate(possible) if taken[n] + step in days]
        taken[draws.one(movable)] += step
    return taken


def _possible_days(row: Row) -> list[int]:
    """Return after how many days a ticket can be closed: on a working day, within its term."""
    calendar = published_calendar()
    ends = [(n, row["accepted_on"] + timedelta(days=n)) for n in range(_LONGEST + 1)]
    return [n for n, day in ends if day <= row["due_on"] and calendar.is_working_day(day)]


def _call_back(rows: Sequence[Row], period: _Period, draws: Draws) -> None:
    """Call back all but some simple questions, and note the opinions."""
    questions = [row for row in rows if row["matter"].startswith("咨询")]
    spared = draws.shuffled(questions)[: period.count - period.call_backs]
    called = [row for row in rows if not any(row is one for one in spared)]
    for row in called:
        later = published_calendar().add_working_days(row["closed_on"], 1 + draws.below(4))
        row["call_back_due"] = row["reached"] = True
        row["called_back_on"] = min(later, period.called_back_by)
        row["opinion"] = "FAIRLY_SATISFIED" if draws.chance(0.18) else "SATISFIED"
    complaints = [row for row in called if row["matter"].startswith("反映")]
    for row in draws.shuffled(complaints)[: period.dissatisfied]:
        row["opinion"] = "DISSATISFIED"
