"""The editions (格式) of the annual report: sections, tables, labels and filling rules, as data."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any, NamedTuple

from gongkai.rules.reports.layouts import (
    Cell,
    Heading,
    ProactiveBlock,
    ProactiveRow,
    RequestRow,
    RequestsHead,
    TableLayout,
    disputes_layout,
    proactive_layout,
    requests_layout,
)

__all__ = [
    "TEXT_SECTIONS",
    "Cell",
    "Edition",
    "Figure",
    "FigureKind",
    "FillingRule",
    "Heading",
    "NoSuchEdition",
    "RequestRow",
    "TableLayout",
    "edition",
    "edition_for_year",
]


TEXT_SECTIONS: Mapping[str, int] = MappingProxyType({"overview": 1, "problems": 5, "other": 6})
"""The number, from 1, of the section that each part of the text is; every edition has the same."""


class NoSuchEdition(LookupError):
    """No edition of the report has this code, or none governs this year."""


class FigureKind(StrEnum):
    """What a cell of a table may hold."""

    COUNT = "COUNT"
    CHANGE = "CHANGE"
    AMOUNT_WAN = "AMOUNT_WAN"


@dataclass(frozen=True)
class Figure:
    """One figure of the report: its path in the report JSON and its official labels."""

    path: str
    kind: FigureKind
    row_label: str
    column_label: str

    @property
    def label(self) -> str:
        """Return a name a clerk understands, line before column."""
        return f"{self.row_label}·{self.column_label}"


class FillingRule(NamedTuple):
    """What the format, or a notice on it, says about filling in one place; `where` is a path."""

    where: str
    text: str
    source: str


@dataclass(frozen=True)
class Edition:
    """
    One edition of the statutory format, in force for the reports on a run of years.

    `overview_limit` counts characters; `deadlines` gives month and day in the following year for
    a "department" and a "government" (条例第四十九条); `overview_parts` are pairs of key and label.
    """

    code: str
    from_year: int
    until_year: int | None
    name: str
    source: str
    title: str
    proactive_key: str
    blanks_allowed: bool
    overview_limit: int | None
    deadlines: Mapping[str, tuple[int, int]]
    section_titles: tuple[str, ...]
    section_title_variants: Mapping[int, tuple[str, ...]]
    overview_parts: tuple[tuple[str, str], ...]
    tables: tuple[TableLayout, ...]
    request_rows: tuple[RequestRow, ...]
    request_columns: tuple[tuple[str, str], ...]
    dispute_routes: tuple[Heading, ...]
    dispute_results: tuple[tuple[str, str], ...]
    filling_rules: tuple[FillingRule, ...]
    figures: Mapping[str, Figure] = field(repr=False)

    @property
    def paths(self) -> tuple[str, ...]:
        """Return the path of every figure, in the official order."""
        return tuple(self.figures)

    @property
    def outcome_rows(self) -> tuple[RequestRow, ...]:
        """Return the lines one of which a closed request is counted in; without the total."""
        return tuple(row for row in self.request_rows if row.is_result and row.key != "total")

    def table(self, key: str) -> TableLayout:
        """Return the table "proactive", "requests" or "disputes"."""
        return next(table for table in self.tables if table.key == key)

    def table_path(self, key: str) -> str:
        """Return the path of a table, by its key, in the report JSON."""
        return self.proactive_key if key == "proactive" else key

    def text_title(self, part: str) -> str:
        """Return the title of the section that a part of the text is."""
        return self.section_titles[TEXT_SECTIONS[part] - 1]

    def request_row(self, key: str) -> RequestRow:
        """Return the line of section 三's table with a key."""
        return next(row for row in self.request_rows if row.key == key)

    def filling_rules_for(self, path: str) -> tuple[FillingRule, ...]:
        """Return the rules that bear on a figure, a line, a table or a part of the narrative."""
        return tuple(rule for rule in self.filling_rules if f"{path}.".startswith(f"{rule.where}."))


def edition(code: str) -> Edition:
    """
    Return the edition with a code, "2019" or "2021".

    :raises NoSuchEdition: for any other code
    """
    known = _editions()
    if code not in known:
        shown = " ".join(code.split())[:10]
        raise NoSuchEdition(f"没有“{shown}”版年度报告格式；可用的格式：{'、'.join(known)}。")
    return known[code]


def edition_for_year(year: int) -> Edition:
    """
    Return the edition that the report on a year must follow.

    :raises NoSuchEdition: for years before the first edition
    """
    known = _editions().values()
    for candidate in known:
        if candidate.from_year <= year <= (candidate.until_year or year):
            return candidate
    first = min(candidate.from_year for candidate in known)
    raise NoSuchEdition(f"{year}年度没有对应的报告格式：统一格式自{first}年度起施行，请核对年度。")


@cache
def _editions() -> Mapping[str, Edition]:
    folder = resources.files("gongkai.rules") / "data" / "report_editions"
    files = sorted(
        (file for file in folder.iterdir() if file.name.endswith(".toml")),
        key=lambda file: file.name,
    )
    loaded = (_build(tomllib.loads(file.read_text(encoding="utf-8"))) for file in files)
    return MappingProxyType({one.code: one for one in loaded})


def _build(data: Mapping[str, Any]) -> Edition:
    prefix = data["proactive_key"]
    blocks = tuple(_block(block, prefix) for block in data["proactive_blocks"])
    rows = tuple(RequestRow(**{"group": "", **row}) for row in data["request_rows"])
    columns = tuple(Heading(**column) for column in data["request_columns"])
    routes = tuple(Heading(**route) for route in data["dispute_routes"])
    results = tuple(Heading(**result) for result in data["dispute_results"])
    captions = data["captions"]
    figures = [
        *_proactive_figures(blocks),
        *_request_figures(rows, columns),
        *_dispute_figures(routes, results),
    ]
    return Edition(
        code=data["code"],
        from_year=data["from_year"],
        until_year=data.get("until_year"),
        name=data["name"],
        source=data["source"],
        title=data["title"],
        proactive_key=prefix,
        blanks_allowed=data["blanks_allowed"],
        overview_limit=data.get("overview_limit", {}).get("characters"),
        deadlines=_deadlines(data["deadlines"]),
        section_titles=tuple(data["section_titles"]),
        section_title_variants=MappingProxyType(
            {int(number): tuple(texts) for number, texts in data["section_title_variants"].items()}
        ),
        overview_parts=tuple((part["key"], part["label"]) for part in data["overview_parts"]),
        tables=(
            proactive_layout(captions[0], blocks),
            requests_layout(captions[1], RequestsHead(**data["requests_head"]), rows, columns),
            disputes_layout(captions[2], routes, results),
        ),
        request_rows=rows,
        request_columns=tuple((column.key, column.label) for column in columns),
        dispute_routes=routes,
        dispute_results=tuple((result.key, result.label) for result in results),
        filling_rules=tuple(FillingRule(**rule) for rule in data["filling_rules"]),
        figures=MappingProxyType({figure.path: figure for figure in figures}),
    )


def _deadlines(data: Mapping[str, str]) -> Mapping[str, tuple[int, int]]:
    days = {body: day.split("-") for body, day in data.items() if body != "source"}
    return MappingProxyType({body: (int(m), int(d)) for body, (m, d) in days.items()})


def _block(data: Mapping[str, Any], prefix: str) -> ProactiveBlock:
    rows = tuple(
        ProactiveRow(row["label"], tuple(f"{prefix}.{path}" for path in row["paths"]))
        for row in data["rows"]
    )
    return ProactiveBlock(data["heading"], tuple(data["columns"]), rows)


def _proactive_figures(blocks: Iterable[ProactiveBlock]) -> Iterable[Figure]:
    for block in blocks:
        for row in block.rows:
            for path, column in zip(row.paths, block.columns, strict=True):
                yield Figure(path, _kind(path), row.label, column)


def _kind(path: str) -> FigureKind:
    if path.endswith("_wan"):
        return FigureKind.AMOUNT_WAN
    if path.endswith(".change"):
        return FigureKind.CHANGE
    return FigureKind.COUNT


def _request_figures(rows: Iterable[RequestRow], columns: tuple[Heading, ...]) -> Iterable[Figure]:
    for row in rows:
        for column in columns:
            path = f"requests.{row.key}.{column.key}"
            # 其他 among organisations and 其他 among results are told apart by their group.
            yield Figure(path, FigureKind.COUNT, row.full_label, column.label)


def _dispute_figures(routes: Iterable[Heading], results: tuple[Heading, ...]) -> Iterable[Figure]:
    for route in routes:
        for result in results:
            path = f"disputes.{route.key}.{result.key}"
            yield Figure(path, FigureKind.COUNT, route.label, result.label)
