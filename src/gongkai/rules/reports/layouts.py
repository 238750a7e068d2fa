"""The three statistical tables cell by cell, laid out as the official format draws them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

PROACTIVE_COLUMNS = 4
REQUEST_LABEL_COLUMNS = 3


@dataclass(frozen=True)
class Cell:
    """One cell of a table: a label, or with `path` the place of a figure in the report JSON."""

    text: str
    colspan: int = 1
    rowspan: int = 1
    header: bool = True
    path: str | None = None


@dataclass(frozen=True)
class TableLayout:
    """One statistical table; as in HTML a row lists only the cells that start in it."""

    key: str
    caption: str
    section: int
    columns: int
    head_rows: int
    rows: tuple[tuple[Cell, ...], ...]


class ProactiveRow(NamedTuple):
    """One line of section 二's table: its label and the path of each figure."""

    label: str
    paths: tuple[str, ...]


class ProactiveBlock(NamedTuple):
    """The lines under one item of Art. 20, with the headings of their figures."""

    heading: str
    columns: tuple[str, ...]
    rows: tuple[ProactiveRow, ...]


class RequestRow(NamedTuple):
    """One line of section 三's table; `group` is the heading it stands under, or empty."""

    key: str
    number: str
    label: str
    group: str
    source: str

    @property
    def heading(self) -> str:
        """Return the line's label as it is printed."""
        return self.number + self.label

    @property
    def full_label(self) -> str:
        """Return the label with the group it stands under."""
        return f"{self.group} {self.heading}".strip()

    @property
    def is_result(self) -> bool:
        """Test if the line stands under 三、本年度办理结果; the total does, too."""
        return self.key not in {"received", "carried_in", "carried_out"}


class Heading(NamedTuple):
    """A column or line of a table: its key in the report JSON, its label, and what it is under."""

    key: str
    label: str
    group: str = ""


class RequestsHead(NamedTuple):
    """The labels of section 三's table that belong to no single line or column."""

    corner: str
    all_columns: str
    organisations: str
    results: str


def proactive_layout(caption: str, blocks: Sequence[ProactiveBlock]) -> TableLayout:
    """Return section 二's table: one block of lines for each item of Art. 20 that counts."""
    rows: list[tuple[Cell, ...]] = []
    for block in blocks:
        widths = _widths(len(block.columns))
        rows.append((Cell(block.heading, colspan=PROACTIVE_COLUMNS),))
        rows.append(
            (
                Cell("信息内容"),
                *(Cell(name, colspan=n) for name, n in zip(block.columns, widths, strict=True)),
            )
        )
        rows.extend(
            (
                Cell(row.label),
                *(
                    Cell("", colspan=n, header=False, path=path)
                    for path, n in zip(row.paths, widths, strict=True)
                ),
            )
            for row in block.rows
        )
    return TableLayout("proactive", caption, 2, PROACTIVE_COLUMNS, 0, tuple(rows))


def _widths(figures: int) -> list[int]:
    # The last figure takes what the line has left, as the official format merges it.
    return [1] * (figures - 1) + [PROACTIVE_COLUMNS - figures]


def requests_layout(
    caption: str, head: RequestsHead, lines: Sequence[RequestRow], columns: Sequence[Heading]
) -> TableLayout:
    """Return section 三's table: what happened to requests, by kind of applicant."""
    person, *organisations, total = columns
    rows: list[tuple[Cell, ...]] = [
        (
            Cell(head.corner, colspan=REQUEST_LABEL_COLUMNS, rowspan=3),
            Cell(head.all_columns, colspan=len(columns)),
        ),
        (
            Cell(person.label, rowspan=2),
            Cell(head.organisations, colspan=len(organisations)),
            Cell(total.label, rowspan=2),
        ),
        tuple(Cell(column.label) for column in organisations),
    ]
    results = sum(line.is_result for line in lines)
    for is_result, part in groupby(lines, key=lambda line: line.is_result):
        first = Cell(head.results, rowspan=results) if is_result else None
        for group, members in groupby(part, key=lambda line: line.group):
            rows.extend(_group_rows(group, list(members), columns, first))
            first = None
    width = REQUEST_LABEL_COLUMNS + len(columns)
    return TableLayout("requests", caption, 3, width, 3, tuple(rows))


def _group_rows(
    group: str, lines: Sequence[RequestRow], columns: Sequence[Heading], first: Cell | None
) -> list[tuple[Cell, ...]]:
    rows = []
    for position, line in enumerate(lines):
        labels = [first] if first and position == 0 else []
        if group:
            labels += [Cell(group, rowspan=len(lines))] if position == 0 else []
            labels.append(Cell(line.heading))
        else:
            span = REQUEST_LABEL_COLUMNS - 1 if line.is_result else REQUEST_LABEL_COLUMNS
            labels.append(Cell(line.heading, colspan=span))
        figures = (
            Cell("", header=False, path=f"requests.{line.key}.{column.key}") for column in columns
        )
        rows.append((*labels, *figures))
    return rows


def disputes_layout(
    caption: str, routes: Sequence[Heading], results: Sequence[Heading]
) -> TableLayout:
    """Return section 四's table: reviews and lawsuits in one line of fifteen figures."""
    top: list[Cell] = []
    middle: list[Cell] = []
    bottom: list[Cell] = []
    for group, part in groupby(routes, key=lambda route: route.group):
        members = list(part)
        top.append(Cell(group, colspan=len(members) * len(results)))
        for route in members:
            if route.label == group:
                middle += [Cell(result.label, rowspan=2) for result in results]
            else:
                middle.append(Cell(route.label, colspan=len(results)))
                bottom += [Cell(result.label) for result in results]
    figures = tuple(
        Cell("", header=False, path=f"disputes.{route.key}.{result.key}")
        for route in routes
        for result in results
    )
    rows = (tuple(top), tuple(middle), tuple(bottom), figures)
    return TableLayout("disputes", caption, 4, len(figures), 3, rows)
