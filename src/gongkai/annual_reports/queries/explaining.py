"""Behind a figure: what it means, what it counts, and the very records."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from gongkai.agencies.models import Agency
from gongkai.annual_reports.figures.catalogue import FAMILIES, figure_at, figures_of
from gongkai.annual_reports.figures.counting import YearCounts, count_year
from gongkai.annual_reports.figures.family import Figure
from gongkai.annual_reports.narrative.live import LiveFigure, plain, share_text
from gongkai.annual_reports.queries.compiling import figure_of_cell, insist_on_reportable_year


@dataclass(frozen=True)
class Record:
    """One record behind a figure; `amount` only where the figure is a sum."""

    register_no: str
    on: date
    text: str
    amount: int | Decimal | None


@dataclass(frozen=True)
class Explanation:
    """A figure with its value, its denominator if it is a share, and its records."""

    figure: Figure
    agency: Agency
    year: int
    value: str | None
    denominator: Figure | None
    denominator_value: str | None
    rows: QuerySet[Any]
    ratio: str

    @property
    def count(self) -> int:
        """Return how many records stand behind the figure."""
        return self.rows.count()

    def records(self, start: int = 0, stop: int | None = None) -> Iterator[Record]:
        """Yield the records, oldest first; `start` and `stop` cut a page out of them."""
        family = self.figure.family
        summed = family.measures(self.year)[self.figure.measure].summed
        # Only what is shown is fetched, so that no personal data is deciphered on the way.
        columns = {"register_no", family.day, family.text} | ({summed} if summed else set())
        columns -= set(self.rows.query.annotations)
        for row in (
            self.rows.select_related(None).only(*columns)[start:stop].iterator(chunk_size=2000)
        ):
            yield Record(
                register_no=row.register_no,
                on=getattr(row, family.day),
                text=_shown(row, family.text),
                amount=getattr(row, summed) if summed else None,
            )


def explain(agency: Agency, year: int, path: str) -> Explanation:
    """Return what stands behind a figure or a table's cell.

    :raises FigureUnknown: if there is no such figure
    :raises NothingToReport: if the year cannot be reported
    """
    insist_on_reportable_year(year)
    figures = figures_of(agency)
    figure = figure_at(figure_of_cell(path), figures)
    denominator = figures[figure.out_of] if figure.out_of else None
    needed = {figure.family.key} | ({denominator.family.key} if denominator else set())
    families = [family for family in FAMILIES if family.key in needed]
    counts = count_year(year, families, [agency]).get(agency.pk, YearCounts(year))
    return Explanation(
        figure=figure,
        agency=agency,
        year=year,
        value=_text(counts, figure),
        denominator=denominator,
        denominator_value=_text(counts, denominator) if denominator else None,
        rows=figure.records(year).filter(agency=agency),
        ratio=share_text(
            LiveFigure(
                figure, counts.value(figure), counts.value(denominator) if denominator else None
            )
        ),
    )


def _shown(row: Any, column: str) -> str:
    label = getattr(row, f"get_{column}_display", None)
    return str(label() if label else getattr(row, column))


def _text(counts: YearCounts, figure: Figure) -> str | None:
    value = counts.value(figure)
    return None if value is None else plain(value)
