"""A year compiled from the records: every figure, the prose and the report they make."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from hashlib import sha256

from gongkai.agencies.models import Agency
from gongkai.annual_reports.figures.catalogue import FAMILIES, STANDING, figures_of
from gongkai.annual_reports.figures.counting import Number, YearCounts, count_year
from gongkai.annual_reports.figures.family import Figure
from gongkai.annual_reports.models import AnnualReport
from gongkai.annual_reports.narrative.language import TemplateRefused, printed
from gongkai.annual_reports.narrative.live import LiveFigure, plain
from gongkai.annual_reports.narrative.parts import PARTS, lead
from gongkai.rules.reports.shape import Report, empty_report
from gongkai.rules.reports.tallies import in_wan

FEES_CELL = "proactive.administrative_fees_wan"
FEES_FIGURE = "proactive.administrative_fees_yuan"
_FIRST_YEAR = 2021
# Families whose rows happen in the year itself; stocks alone make no year worth reporting.
_FLOWS = (
    "items",
    "posts",
    "calls",
    "tickets",
    "city_reports",
    "decisions",
    "activities",
    "requests",
)


class NothingToReport(LookupError):
    """The organ has no records of the year, or the year cannot be reported."""


@dataclass(frozen=True)
class Compiled:
    """One organ's year, as the records stand now."""

    agency: Agency
    year: int
    figures: Mapping[str, Figure]
    counts: YearCounts
    templates: Mapping[str, str]

    @cached_property
    def live(self) -> dict[str, LiveFigure]:
        """Return every figure with its value, by path."""
        return {
            path: LiveFigure(
                figure,
                self.counts.value(figure),
                self.counts.value(self.figures[figure.out_of]) if figure.out_of else None,
                self._names(figure) if figure.names else None,
            )
            for path, figure in self.figures.items()
        }

    @cached_property
    def texts(self) -> dict[str, str]:
        """Return the printed text of each part; a part that cannot be printed is empty."""
        texts = {}
        for key, template in self.templates.items():
            try:
                texts[key] = self.print(template)
            except TemplateRefused:
                texts[key] = ""
        return texts

    @cached_property
    def report(self) -> Report:
        """Return the report: tables from the figures, narrative from the printed parts."""
        blank = empty_report(self.agency.name, self.year)
        tables = {path: cell(self.counts, path) for path in blank.paths()}
        narrative: dict[str, list[str]] = {}
        for part in PARTS:
            text = self.texts.get(part.key, "")
            if text:
                narrative.setdefault(part.section, []).extend([part.heading, text])
        prose = {
            section: "\n".join(line for line in narrative.get(section, []) if line)
            for section in ("overview", "problems", "other")
        }
        return blank.with_values(tables).with_narrative(**prose)

    @property
    def lead(self) -> str:
        """Return the paragraph under the title."""
        return lead(self.agency.name, self.year)

    @cached_property
    def values(self) -> dict[str, str | None]:
        """Return every figure's value as text by path, None where nothing was recorded."""
        values = {path: self.counts.value(figure) for path, figure in self.figures.items()}
        return {path: None if value is None else plain(value) for path, value in values.items()}

    @cached_property
    def content_hash(self) -> str:
        """Return the SHA-256 of all that sign-off covers: tables, prose and every figure."""
        content = {"report": self.report.to_json(), "lead": self.lead, "figures": self.values}
        text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return sha256(text.encode()).hexdigest()

    def print(self, template: str) -> str:
        """Return a template's text with this year's figures.

        :raises TemplateRefused: if the template has faults or a figure has no record
        """
        names = {
            "organ": self.agency.name,
            "short_name": self.agency.short_name,
            "year": str(self.year),
        }
        return printed(template, self.live, names)

    def _names(self, figure: Figure) -> Callable[[], list[str]]:
        rows = figure.records(self.year).filter(agency=self.agency).order_by("register_no")
        return lambda: list(rows.values_list(figure.family.text, flat=True))


def figure_of_cell(path: str) -> str:
    """Return the path of the figure behind a table's cell."""
    return FEES_FIGURE if path == FEES_CELL else path


def report_of(agency: Agency, year: int) -> AnnualReport | None:
    """Return an organ's report of a year, if it was opened."""
    return (
        AnnualReport.objects.filter(agency=agency, year=year)
        .select_related("agency", "round", "published_by")
        .first()
    )


def templates_of(report: AnnualReport | None) -> dict[str, str]:
    """Return each part's template: what the office wrote, else the default."""
    templates = {part.key: part.default for part in PARTS}
    if report is not None:
        templates |= dict(report.parts.values_list("part", "template"))
    return templates


def compile_year(agency: Agency, year: int, templates: Mapping[str, str] | None = None) -> Compiled:
    """Return an organ's year as the records stand now; without `templates`, the stored ones.

    :raises NothingToReport: if the year has no records or its format is not the 2021 one
    """
    insist_on_reportable_year(year)
    counts = count_year(year, FAMILIES, [agency]).get(agency.pk, YearCounts(year))
    if not any(counts.groups.get(key) for key in _FLOWS):
        raise NothingToReport(
            f"{agency.short_name}{year}年没有任何登记记录，无法编制年度报告；"
            "请核对年度，或先导入该年度的台账。"
        )
    if templates is None:
        templates = templates_of(report_of(agency, year))
    return Compiled(agency, year, figures_of(agency), counts, templates)


def insist_on_reportable_year(year: int) -> None:
    """Stop a year for which this format was not in force.

    :raises NothingToReport: if the year is before 2021 or no year at all
    """
    if not _FIRST_YEAR <= year <= 9999:
        raise NothingToReport(
            f"年度“{year}”不能编制：现行年度报告格式（国办公开办函〔2021〕30号）"
            f"自{_FIRST_YEAR}年度起使用，请填写{_FIRST_YEAR}年及以后的年度。"
        )


def reports_of_all(year: int) -> dict[int, Report]:
    """Return every organ's report tables of a year by primary key, counted in one pass.

    The narrative is left empty; an organ without records is absent.
    """
    insist_on_reportable_year(year)
    counted = count_year(year, FAMILIES)
    names = dict(Agency.objects.filter(pk__in=counted).values_list("pk", "name"))
    blanks = {key: empty_report(name, year) for key, name in names.items()}
    return {
        key: blank.with_values({path: cell(counted[key], path) for path in blank.paths()})
        for key, blank in blanks.items()
    }


def cell(counts: YearCounts, path: str) -> Number:
    """Return the value of a table's cell; fees in 万元."""
    if path == FEES_CELL:
        return in_wan(Decimal(counts.value(STANDING[FEES_FIGURE]) or 0))
    return counts.value(STANDING[path]) or 0
