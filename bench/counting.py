"""Measures the counting of a year on one database; run in a process of its own.

Usage: python -m bench.counting DATABASE-NAME RECORDS-FILE TIMES, with the database in
DATABASE_URL. Prints the results as JSON.
"""

import json
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from bench.records import AVERAGE, LARGEST, SMALL, YEAR  # noqa: E402
from bench.reference import COUNTS, DuckCounts, DuckYear  # noqa: E402
from bench.timing import Comparison, Fact, Result, as_json, in_turn  # noqa: E402
from gongkai.agencies.models import Agency  # noqa: E402
from gongkai.annual_reports.figures.catalogue import FAMILIES, figures_of  # noqa: E402
from gongkai.annual_reports.figures.counting import YearCounts, count_year  # noqa: E402
from gongkai.annual_reports.figures.family import Figure  # noqa: E402

_ORGANS = {"largest": LARGEST, "average": AVERAGE, "smallest": SMALL}
_REFERENCE = "DuckDB, same counts"
# What the records hold none of.
_NONE_MADE = frozenset({"applications"})
_ROUTES = {"direct_and_transferred": frozenset({"DIRECT", "TRANSFERRED"})}


class CountsDiffer(Exception):
    """The database and DuckDB counted differently, so that comparing their speed means nothing."""


class QueriesGrow(Exception):
    """More organs take more queries."""


def figures_of_one(organ: Agency) -> dict[str, object]:
    """Return every figure of an organ's report."""
    counts = count_year(YEAR, FAMILIES, [organ]).get(organ.pk, YearCounts(YEAR))
    return {path: counts.value(figure) for path, figure in figures_of(organ).items()}


def measured(database: str, duck: DuckCounts, times: int) -> list[Result]:
    """Return the timings of one organ's figures and of all organs in one pass.

    :raises CountsDiffer: if the two do not count the same
    :raises QueriesGrow: if the queries of the pass depend on the number of organs
    """
    compared = insist_on_equal_counts(duck)
    results: list[Result] = [
        Fact("Figures compared with DuckDB's, all equal", database, f"{compared:,}")
    ]
    for size, key in _ORGANS.items():
        organ = Agency.objects.get(pk=key)
        ours, theirs = in_turn(
            lambda organ=organ: figures_of_one(organ),
            lambda key=key: duck.count(YEAR, key),
            times,
        )
        what = f"All figures of one agency: the {size}"
        results.append(Comparison(what, database, _REFERENCE, ours, theirs, 3.0))
    ours, theirs = in_turn(lambda: count_year(YEAR, FAMILIES), lambda: duck.count(YEAR), times)
    results.append(Comparison("All agencies in one pass", database, _REFERENCE, ours, theirs))
    queries = " and ".join(f"{number} for {organs}" for organs, number in _queries().items())
    results.append(Fact("Queries by number of agencies", database, queries))
    return results


def insist_on_equal_counts(duck: DuckCounts) -> int:
    """Return how many figures were compared, those of every organ.

    :raises CountsDiffer: with the first that differs
    """
    expected = duck.by_organ(YEAR)
    counted = count_year(YEAR, FAMILIES)
    compared = 0
    for organ in Agency.objects.all():
        counts = counted.get(organ.pk, YearCounts(YEAR))
        for path, figure in figures_of(organ).items():
            found = Decimal(counts.value(figure) or 0)
            wanted = _expected(expected.get(organ.pk, DuckYear()), figure)
            if found != Decimal(str(wanted)):
                raise CountsDiffer(f"{organ.code} {path}: {found}, DuckDB {wanted}")
            compared += 1
    return compared


def _expected(year: DuckYear, figure: Figure) -> Any:
    group, _, name = figure.path.partition(".")
    if group == "calls":
        routes = _ROUTES.get(name, frozenset({name.upper()}))
        return year.value("calls", "answered", {} if name == "total" else {"route": routes})
    if group == "tickets":
        count = next(key for key in ("tickets", "tickets_due") if name in COUNTS[key].measures)
        return year.value(count, name, {})
    if figure.family.key in _NONE_MADE:
        return 0
    return year.value(figure.family.key, figure.measure, figure.where)


def _queries() -> dict[int, int]:
    counts = {}
    for number in (1, 10, Agency.objects.count()):
        chosen = Agency.objects.all()[:number]
        organs = list(chosen)
        with CaptureQueriesContext(connection) as captured:
            count_year(YEAR, FAMILIES, organs if len(organs) == number < 100 else None)
        counts[number] = len(captured)
    if len(set(counts.values())) != 1:
        raise QueriesGrow(f"queries by number of organs: {counts}")
    return counts


if __name__ == "__main__":
    name, file, turns = sys.argv[1:]
    json.dump(as_json(measured(name, DuckCounts(Path(file)), int(turns))), sys.stdout)
