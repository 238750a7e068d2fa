"""The same counts in DuckDB, from the same rows: what our counting is measured against.

Each count is written as DuckDB does it fastest, not as our own queries are.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

_YEAR = "BETWEEN $first AND $last"


@dataclass(frozen=True)
class Count:
    """One grouped query: from which rows, by which codes, and what is counted of them.

    {organ} in the rows is a condition on one organ, or nothing.
    """

    rows: str
    measures: Mapping[str, str]
    groups: tuple[str, ...] = ()

    def query(self) -> str:
        """Return the SQL text; {organ} still stands in it."""
        keys = ", ".join(["agency_id", *self.groups])
        return (
            f"SELECT {keys}, {', '.join(self.measures.values())} FROM {self.rows} GROUP BY {keys}"
        )


def _of_year(table: str, day: str, what: str, *groups: str, **measures: str) -> Count:
    rows = f"{table} WHERE {day} {_YEAR} {{organ}}"
    return Count(rows, {what: "count(*)", **measures} if what else measures, groups)


def _if(condition: str) -> str:
    return f"count(*) FILTER ({condition})"


COUNTS = {
    "items": Count(
        "publications_publication JOIN (SELECT id AS column_id, code AS column__code"
        f" FROM publications_column) USING (column_id) WHERE published_on {_YEAR} {{organ}}",
        {"published": "count(*)"},
        ("column__code", "channel"),
    ),
    "posts": _of_year("publications_post", "posted_on", "posted", "origin"),
    "followers": _of_year(
        "publications_followercount",
        "counted_on",
        "",
        followers="arg_max(followers, counted_on)",
    ),
    "city_reports": _of_year(
        "publications_cityreport", "reported_on", "reported", adopted=_if("adopted")
    ),
    "calls": _of_year("hotline_call", "called_on", "answered", "route"),
    "tickets": _of_year(
        "hotline_ticket",
        "accepted_on",
        "accepted",
        closed=_if("closed_on <= $last"),
        days_taken="coalesce(sum(days_taken) FILTER (closed_on <= $last), 0)",
        to_call_back=_if("call_back_due"),
        called_back=_if("call_back_due AND reached AND opinion <> ''"),
        rated=_if("opinion <> ''"),
        satisfied=_if("opinion IN ('SATISFIED', 'FAIRLY_SATISFIED')"),
    ),
    "tickets_due": _of_year(
        "hotline_ticket", "due_on", "due", fed_back=_if("fed_back_on <= due_on")
    ),
    "documents": Count(
        "publications_legaldocument WHERE made_on <= $last {organ}",
        {
            "made": _if("made_on >= $first"),
            "repealed": _if(f"repealed_on {_YEAR}"),
            "in_force": _if("repealed_on IS NULL OR repealed_on > $last"),
        },
        ("kind",),
    ),
    "decisions": _of_year("publications_decision", "decided_on", "decided", "kind"),
    "administrative_fees": _of_year(
        "publications_administrativefee", "charged_on", "", amount="sum(amount)"
    ),
    "requests": Count(
        "casework_disclosurerequest WHERE received_on <= $last"
        " AND (closed_on IS NULL OR closed_on >= $first) {organ}",
        {
            "received": _if("received_on >= $first"),
            "carried_in": _if("received_on < $first"),
            "closed": _if("closed_on <= $last"),
            "carried_out": _if("closed_on IS NULL OR closed_on > $last"),
        },
        ("applicant_kind", "outcome"),
    ),
    "processing_fees": _of_year("casework_processingfee", "paid_on", "paid", amount="sum(amount)"),
    "disputes": Count(
        "casework_dispute JOIN (SELECT id AS agency_id, dispute_basis FROM agencies_agency)"
        " USING (agency_id) WHERE filed_on <= $last AND NOT as_reconsideration_organ AND ("
        "dispute_basis = 'LIVE' AND (closed_on IS NULL OR closed_on >= $first)"
        " OR dispute_basis = 'FILED' AND filed_on >= $first) {organ}",
        {
            "closed": _if("closed_on <= $last"),
            "pending": _if("closed_on IS NULL OR closed_on > $last"),
            "total": "count(*)",
        },
        ("route", "result"),
    ),
    "institutions": Count(
        "oversight_institution WHERE adopted_on <= $last"
        " AND (repealed_on IS NULL OR repealed_on > $last) {organ}",
        {"in_force": "count(*)", "adopted": _if("adopted_on >= $first")},
    ),
    "activities": _of_year("oversight_activity", "held_on", "held", "kind"),
    "services": Count(
        "fund_services_serviceitem WHERE offered_from <= $last"
        " AND (withdrawn_on IS NULL OR withdrawn_on > $last) {organ}",
        {"offered": "count(*)", "online": _if("online_from <= $last")},
        ("audience",),
    ),
}


@dataclass(frozen=True)
class DuckYear:
    """What DuckDB counted of one organ's year, by count and codes."""

    lines: dict[str, list[tuple[tuple[str, ...], tuple[Any, ...]]]] = field(default_factory=dict)

    def value(self, count: str, measure: str, where: Mapping[str, frozenset[str]]) -> Any:
        """Return the sum of a measure over the lines whose codes are wanted."""
        groups, measures = COUNTS[count].groups, tuple(COUNTS[count].measures)
        return sum(
            numbers[measures.index(measure)]
            for codes, numbers in self.lines.get(count, [])
            if all(codes[groups.index(column)] in wanted for column, wanted in where.items())
        )


class DuckCounts:
    """Counts a year in a DuckDB file that holds the rows."""

    def __init__(self, file: Path) -> None:
        self._store = duckdb.connect(str(file), read_only=True)

    def count(self, year: int, organ: int | None = None) -> dict[str, list[tuple[Any, ...]]]:
        """Return the lines of every count for one organ (by primary key) or for all of them."""
        given: dict[str, object] = {"first": date(year, 1, 1), "last": date(year, 12, 31)}
        if organ is not None:
            given["organ"] = organ
        condition = "" if organ is None else "AND agency_id = $organ"
        counted = {}
        for name, count in COUNTS.items():
            query = count.query().format(organ=condition)
            used = {key: value for key, value in given.items() if f"${key}" in query}
            counted[name] = self._store.execute(query, used).fetchall()
        return counted

    def by_organ(self, year: int) -> dict[int, DuckYear]:
        """Return what was counted of every organ by its primary key."""
        years: dict[int, DuckYear] = {}
        for name, lines in self.count(year).items():
            split = 1 + len(COUNTS[name].groups)
            for line in lines:
                of_organ = years.setdefault(line[0], DuckYear()).lines.setdefault(name, [])
                of_organ.append((line[1:split], line[split:]))
        return years
