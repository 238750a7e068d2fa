"""The register of document numbers (发文登记): every number of a year with its document."""

import re
from dataclasses import dataclass

from gongkai.agencies.models import Agency
from gongkai.publications.models import OfficialDocument, PublicationSeries

_NUMBER = re.compile(r"〔(\d{4})〕(\d+)号$")
_KEY = "公文："


@dataclass(frozen=True)
class NumberedDocument:
    """One number of a register, with the document that bears it."""

    number: int
    document: OfficialDocument


@dataclass(frozen=True)
class NumberRegister:
    """All numbers of one series in a year; `missing` is empty as long as none is lost."""

    series: str
    year: int
    last: int
    lines: tuple[NumberedDocument, ...]

    @property
    def missing(self) -> list[int]:
        """Return the numbers up to the last one that no document bears."""
        there = {line.number for line in self.lines}
        return [number for number in range(1, self.last + 1) if number not in there]


def series_key(series: str) -> str:
    """Return under which name a series of documents is counted, apart from 索引号 and others."""
    return _KEY + series


def number_registers(agency: Agency, year: int) -> list[NumberRegister]:
    """Return an organ's registers of a year by series; in two queries."""
    counted = PublicationSeries.objects.filter(
        agency=agency, year=year, series__startswith=_KEY
    ).order_by("series")
    lines: dict[str, list[NumberedDocument]] = {}
    rows = (
        OfficialDocument.objects.filter(agency=agency, document_no__contains=f"〔{year}〕")
        .select_related("drafter")
        .defer("body")
    )
    for row in rows:
        found = _NUMBER.search(row.document_no)
        if found:
            lines.setdefault(row.series, []).append(NumberedDocument(int(found[2]), row))
    return [
        NumberRegister(
            each.series.removeprefix(_KEY),
            year,
            each.last,
            tuple(
                sorted(lines.get(each.series.removeprefix(_KEY), []), key=lambda line: line.number)
            ),
        )
        for each in counted
    ]


def years_numbered(agency: Agency) -> list[int]:
    """Return the years in which an organ numbered documents, the last first."""
    rows = PublicationSeries.objects.filter(agency=agency, series__startswith=_KEY)
    return list(rows.order_by("-year").values_list("year", flat=True).distinct())
