"""Counts a year for one organ or for all of them: one query a family, never one an organ."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import product
from typing import Any

from gongkai.agencies.models import Agency
from gongkai.annual_reports.figures.family import Family, Figure

Number = int | Decimal
Sums = dict[tuple[str, ...], dict[str, Number]]


@dataclass(frozen=True)
class Group:
    """One line of a family's grouped query."""

    codes: Mapping[str, str]
    measures: Mapping[str, Number]


@dataclass
class YearCounts:
    """What was counted for one organ in one year; figures are sums over it.

    The groups are complete before the first figure is asked for.
    """

    year: int
    groups: dict[str, list[Group]] = field(default_factory=dict)
    _sums: dict[tuple[str, tuple[str, ...]], Sums] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def value(self, figure: Figure) -> Number | None:
        """Return a figure's value; None for a stock nobody recorded."""
        groups = self.groups.get(figure.family.key, [])
        if figure.family.stock and not groups:
            return None
        sums = self._sums_by(figure.family.key, tuple(figure.where))
        wanted = product(*figure.where.values())
        return sum((sums[codes][figure.measure] for codes in wanted if codes in sums), start=0)

    def _sums_by(self, family: str, columns: tuple[str, ...]) -> Sums:
        """Return the family's sums by the codes of some columns, made once for all figures."""
        if (family, columns) not in self._sums:
            sums: Sums = {}
            for group in self.groups.get(family, []):
                line = sums.setdefault(tuple(group.codes[column] for column in columns), {})
                for name, number in group.measures.items():
                    line[name] = line.get(name, 0) + number
            self._sums[family, columns] = sums
        return self._sums[family, columns]


def count_year(
    year: int, families: Sequence[Family], agencies: Iterable[Agency] | None = None
) -> dict[int, YearCounts]:
    """Return the counts of a year by organ's primary key, one grouped query for each family.

    Without `agencies` every organ is counted; an organ without any record is absent.
    """
    chosen = None if agencies is None else [agency.pk for agency in agencies]
    counted: dict[int, YearCounts] = {}
    for family in families:
        rows = family.rows(year)
        if chosen is not None:
            rows = (
                rows.filter(agency__in=chosen)
                if len(chosen) != 1
                else rows.filter(agency=chosen[0])
            )
        measures = family.measures(year)
        aggregates = {f"m_{name}": measure.aggregate() for name, measure in measures.items()}
        lines = rows.order_by().values("agency_id", *family.groups).annotate(**aggregates)
        for line in lines:
            counts = counted.setdefault(line["agency_id"], YearCounts(year))
            counts.groups.setdefault(family.key, []).append(_group(line, family, measures))
    return counted


def _group(line: Mapping[str, Any], family: Family, measures: Iterable[str]) -> Group:
    return Group(
        codes={column: line[column] for column in family.groups},
        # SUM over no rows is NULL, which is 0 of whatever was summed.
        measures={name: line[f"m_{name}"] or 0 for name in measures},
    )
