"""Measures the figures of the duty room's wall on one database; run in a process of its own.

Usage: python -m bench.hotline DATABASE-NAME RECORDS-FILE TIMES, with the database in DATABASE_URL.
One centre has all calls and tickets. Before anything is timed the figures are compared with
DuckDB's, which counts them from the same rows. Prints the results as JSON.
"""

import json
import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import django

django.setup()

import duckdb  # noqa: E402
import psutil  # noqa: E402
from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from bench.timing import (  # noqa: E402
    Comparison,
    Fact,
    Limit,
    Result,
    as_json,
    in_turn,
    processor_seconds,
)
from gongkai.agencies.models import Agency  # noqa: E402
from gongkai.hotline.queries.board.wall import Wall, wall_of  # noqa: E402
from gongkai.rules.rising_words import forget_habits  # noqa: E402

# The last day of a month, of which the wall counts every day.
ON = date(2025, 12, 31)
LIMIT_MS = 300
_REPEATS = 10
_REFERENCE = "DuckDB, same counts without the words"
# What each query of the reference counts; {first} is the month's first day, {day} the day.
_COUNTS: Mapping[str, str] = {
    "hours": """SELECT (hour(began_at) + 8) % 24, count(*) FROM hotline_call
        WHERE called_on = {day} GROUP BY 1""",
    "topics": """SELECT top_id, count(*) FROM hotline_call
        JOIN hotline_topic ON hotline_topic.id = topic_id WHERE called_on = {day} GROUP BY 1""",
    "routes": "SELECT route, count(*) FROM hotline_call WHERE called_on = {day} GROUP BY 1",
    "calls": """SELECT called_on, count(*) FROM hotline_call
        WHERE called_on BETWEEN {first} - INTERVAL 32 DAY AND {day} GROUP BY 1""",
    "calls before": """SELECT count(*) FROM hotline_call
        WHERE called_on BETWEEN {first} - INTERVAL 1 YEAR AND {day} - INTERVAL 1 YEAR""",
    "received": """SELECT count(*) FILTER (accepted_on = {day}), count(*) FROM hotline_ticket
        WHERE accepted_on BETWEEN {first} AND {day}""",
    "closed": """SELECT count(*) FILTER (closed_on = {day}), count(*) FROM hotline_ticket
        WHERE closed_on BETWEEN {first} AND {day}""",
    "open": """SELECT state, count(*), count(*) FILTER (fed_back_on IS NULL AND due_on < {day})
        FROM hotline_ticket WHERE closed_on IS NULL GROUP BY 1""",
    "slow": """SELECT register_no FROM hotline_ticket WHERE closed_on IS NULL
        ORDER BY accepted_on, id LIMIT 8""",
    "rates": """SELECT count(*), count(*) FILTER (closed_on IS NOT NULL),
        count(*) FILTER (opinion <> ''),
        count(*) FILTER (opinion IN ('SATISFIED', 'FAIRLY_SATISFIED')), sum(days_taken)
        FROM hotline_ticket WHERE accepted_on BETWEEN {first} AND {day}""",
    "due": """SELECT count(*), count(*) FILTER (fed_back_on <= due_on),
        count(*) FILTER (closed_on <= due_on)
        FROM hotline_ticket WHERE due_on BETWEEN {first} AND {day}""",
}


class FiguresDiffer(Exception):
    """The wall and DuckDB counted differently, so that comparing their speed means nothing."""


class DuckWall:
    """The wall's counts by DuckDB."""

    def __init__(self, file: Path) -> None:
        """Open the records."""
        self._store = duckdb.connect(str(file), read_only=True)
        self._days = {"day": f"DATE '{ON}'", "first": f"DATE '{ON.replace(day=1)}'"}

    def count(self) -> dict[str, list[tuple[Any, ...]]]:
        """Return the lines of every count."""
        return {
            name: self._store.execute(query.format(**self._days)).fetchall()
            for name, query in _COUNTS.items()
        }


def measured(database: str, duck: DuckWall, times: int) -> list[Result]:
    """Return the timings of the wall.

    :raises FiguresDiffer: if the two do not count the same
    """
    agency = Agency.objects.get()
    with CaptureQueriesContext(connection) as captured:
        wall = wall_of(agency, ON)
    compared = insist_on_equal(wall, duck.count())
    ours, theirs = in_turn(lambda: wall_of(agency, ON), duck.count, times)
    cold = [_spent(lambda: _anew(agency)) for _ in range(times)]
    spent = [_spent(lambda: wall_of(agency, ON)) for _ in range(times)]
    return [
        Comparison("All figures of the wall", database, _REFERENCE, ours, theirs),
        _limit("All figures of the wall, time", database, ours),
        _limit("All figures of the wall, processor time of program and database", database, spent),
        _limit("The same, words of the weeks before counted anew", database, cold),
        Fact("Figures compared with DuckDB's, all equal", database, f"{compared:,}"),
        Fact("Statements for the wall", database, str(len(captured))),
    ]


def _limit(what: str, database: str, found: list[float]) -> Limit:
    """Return a limit that half of the runs must keep; the slowest stands beside it."""
    return Limit(what, database, "s", found, LIMIT_MS / 1000)


def _spent(action: Callable[[], object]) -> float:
    """Return the processor time that an action takes here and in the database's own process."""
    # The database's clock ticks in hundredths of a second: one action alone tells nothing.
    before = _server_seconds()
    here = sum(processor_seconds(action) for _ in range(_REPEATS))
    return (here + _server_seconds() - before) / _REPEATS


def _server_seconds() -> float:
    if connection.vendor != "postgresql":
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        times = psutil.Process(cursor.fetchone()[0]).cpu_times()
    return times.user + times.system


def _anew(agency: Agency) -> None:
    forget_habits()
    wall_of(agency, ON)


def insist_on_equal(wall: Wall, told: Mapping[str, list[tuple[Any, ...]]]) -> int:
    """Return how many figures were compared.

    :raises FiguresDiffer: with the first that differs
    """
    hours = dict(told["hours"])
    by_day = {_day(day): found for day, found in told["calls"]}
    month = {each.label: each for each in wall.compared}
    rates = {each.definition.code: (each.numerator, each.denominator) for each in wall.rates}
    accepted, closed, rated, satisfied, days = told["rates"][0]
    due, fed_back, on_time = told["due"][0]
    states = told["open"]
    pairs = [
        *((wall.calls.by_hour[hour], hours.get(hour, 0)) for hour in range(24)),
        (_numbers(wall.calls.by_topic), sorted(found for _, found in told["topics"])),
        (_numbers(wall.calls.by_route), sorted(found for _, found in told["routes"])),
        *((found, by_day.get(day, 0)) for day, found in wall.trend),
        (month["来电"].now, sum(n for day, n in by_day.items() if day >= wall.month.first)),
        (month["来电"].year_before, told["calls before"][0][0]),
        ((wall.received_today, month["受理工单"].now), told["received"][0]),
        ((wall.closed_today, month["办结工单"].now), told["closed"][0]),
        (wall.open.total, sum(found for _, found, _ in states)),
        (wall.open.overdue, sum(late for state, _, late in states if state != "REPLIED")),
        ([each.register_no for each in wall.slow], [row[0] for row in told["slow"]]),
        (rates["CLOSING"], (closed, accepted)),
        (rates["SATISFACTION"], (satisfied, rated)),
        (rates["MEAN_DAYS"], (days, closed)),
        (rates["FEEDBACK"], (fed_back, due)),
        (rates["ON_TIME"], (on_time, due)),
    ]
    for place, (found, wanted) in enumerate(pairs):
        if found != wanted:
            raise FiguresDiffer(f"figure {place}: {found}, DuckDB {wanted}")
    return len(pairs)


def _day(moment: Any) -> date:
    return moment.date() if hasattr(moment, "date") else moment


def _numbers(shares: Any) -> list[int]:
    return sorted(each.number for each in shares if each.number)


if __name__ == "__main__":
    name, file, turns = sys.argv[1:]
    json.dump(as_json(measured(name, DuckWall(Path(file)), int(turns))), sys.stdout)
