"""What a figure is: one definition from which both the count and the records follow."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum, Value

Codes = frozenset[str]


@dataclass(frozen=True)
class Measure:
    """Rows that meet a condition, counted; or one of their columns, summed."""

    condition: Q = Q()
    summed: str | None = None

    def aggregate(self) -> Count | Sum:
        """Return the SQL aggregate of this measure."""
        if self.summed:
            return Sum(self.summed, filter=self.condition or None)
        # Counting a constant keeps the query inside the covering index; "*" takes no filter.
        return Count(Value(1), filter=self.condition or None)


@dataclass(frozen=True)
class Family:
    """Figures counted together by one grouped query over all organs.

    `rows(year)` are the rows that can matter, `groups` the columns that tell figures apart and
    `measures(year)` the conditions. `day` orders the records and `text` says what each one is.
    A family of `stock` figures has no value, rather than 0, where no row exists.
    """

    key: str
    title: str
    rows: Callable[[int], QuerySet[Any]]
    measures: Callable[[int], Mapping[str, Measure]]
    day: str
    text: str
    groups: tuple[str, ...] = ()
    stock: bool = False


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One figure of a report, addressed by its path.

    `out_of` names the figure that is its denominator; the rate itself is never stored. `mean`
    tells a mean, as of days, from a rate in percent. `phrases` are the words that usually stand
    before the figure in prose.
    """

    path: str
    label: str
    definition: str
    source: str
    unit: str
    family: Family
    measure: str
    where: Mapping[str, Codes] = field(default_factory=dict)
    out_of: str | None = None
    mean: bool = False
    phrases: tuple[str, ...] = ()
    names: bool = False

    def records(self, year: int) -> QuerySet[Any]:
        """Return the records behind the figure, of every organ, oldest first."""
        measure = self.family.measures(year)[self.measure]
        chosen = {f"{column}__in": sorted(codes) for column, codes in self.where.items()}
        rows = self.family.rows(year).filter(measure.condition, **chosen)
        return rows.order_by(self.family.day, "register_no")
