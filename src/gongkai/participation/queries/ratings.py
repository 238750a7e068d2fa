"""What people say of the pages: rates with their counts, never a rate of nothing."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, Q, QuerySet

from gongkai.agencies.models import Agency
from gongkai.participation.models import PageRating, PageVerdict

_COUNTS: Mapping[str, Any] = {
    "satisfied": Count("pk", filter=Q(verdict=PageVerdict.SATISFIED)),
    "fair": Count("pk", filter=Q(verdict=PageVerdict.FAIR)),
    "dissatisfied": Count("pk", filter=Q(verdict=PageVerdict.DISSATISFIED)),
}


class Rates(NamedTuple):
    """Verdicts on one page or column, `name` its path or name; at least one verdict."""

    name: str
    satisfied: int
    fair: int
    dissatisfied: int

    @property
    def total(self) -> int:
        """Return the denominator."""
        return self.satisfied + self.fair + self.dissatisfied

    @property
    def content(self) -> int:
        """Return the numerator: those satisfied, wholly or on the whole."""
        return self.satisfied + self.fair

    @property
    def rate(self) -> str:
        """Return the rate in per cent, e.g. 87.5%, rounded half up to what the counts give."""
        tenths = (2000 * self.content + self.total) // (2 * self.total)
        return f"{tenths // 10}.{tenths % 10}%"


def rates_overall(agency: Agency, since: date, on: date) -> Rates | None:
    """Return the verdicts on all pages between two days; None where there is none."""
    row = _rows(agency, since, on).aggregate(**_COUNTS)
    rates = Rates("", **row)
    return rates if rates.total else None


def rates_by_column(agency: Agency, since: date, on: date) -> list[Rates]:
    """Return the verdicts on the pages of each column, most verdicts first."""
    rows = _rows(agency, since, on).exclude(column=None).values_list("column__name")
    return _ranked(rows.annotate(**_COUNTS).order_by())


def rates_by_page(agency: Agency, since: date, on: date, most: int = 20) -> list[Rates]:
    """Return the verdicts on each of the pages with most of them."""
    rows = _rows(agency, since, on).values_list("path").annotate(**_COUNTS, n=Count("pk"))
    return [Rates(*row[:4]) for row in rows.order_by("-n", "path")[:most]]


def worst_pages(agency: Agency, since: date, on: date, most: int = 20) -> list[Rates]:
    """Return pages that somebody is dissatisfied with, most dissatisfied people first."""
    rows = _rows(agency, since, on).values_list("path").annotate(**_COUNTS)
    chosen = rows.filter(dissatisfied__gt=0).order_by("-dissatisfied", "path")[:most]
    return [Rates(*row) for row in chosen]


def remarks_between(agency: Agency, since: date, on: date) -> QuerySet[Any]:
    """Return the ratings with a remark, the newest first."""
    return _rows(agency, since, on).exclude(remark="").order_by("-rated_on", "-pk")


def _rows(agency: Agency, since: date, on: date) -> QuerySet[Any]:
    return PageRating.objects.filter(agency=agency, rated_on__range=(since, on))


def _ranked(rows: Iterable[Any]) -> list[Rates]:
    return sorted((Rates(*row) for row in rows), key=lambda each: (-each.total, each.name))
