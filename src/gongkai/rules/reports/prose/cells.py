"""Sums over a report's cells: their value, their formula, and which cells hold a number."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache, lru_cache

from gongkai.rules.reports.editions import edition
from gongkai.rules.reports.prose.concepts import (
    LINE_LABELS,
    LITIGATION,
    ORGANISATIONS,
    Reading,
    Term,
)
from gongkai.rules.reports.shape import Report
from gongkai.rules.reports.values import value_text

ROW_COLUMNS = ("natural_person", *ORGANISATIONS, "total")


def value_of(report: Report, reading: Reading) -> Decimal | None:
    """Return what a sum comes to, or None if a cell of it is blank or not in this edition."""
    total: int | Decimal = 0
    for path, sign in _cells(report.edition, reading):
        found = report.value(path) if path in edition(report.edition).figures else None
        if found is None:
            return None
        total += sign * found
    return Decimal(total)


@lru_cache(maxsize=1024)
def _cells(code: str, reading: Reading) -> tuple[tuple[str, int], ...]:
    """Return the paths of a sum's cells, each with its sign."""
    return tuple(
        (_path(code, term.table, key, term.column), term.sign)
        for term in reading
        for key in lines_of(code, term.table, term.line)
    )


@cache
def lines_of(code: str, table: str, line: str) -> tuple[str, ...]:
    """Return the keys of a line, or of the lines of a group named by its heading."""
    if table != "requests":
        return (line,)
    rows = edition(code).request_rows
    keys = tuple(row.key for row in rows if row.key == line)
    grouped = tuple(row.key for row in rows if row.group.endswith(line))
    return keys or grouped or tuple(row.key for row in rows if row.label == line) or (line,)


def path_of(report: Report, reading: Reading) -> str:
    """Return the path of the first cell of a sum."""
    return _cells(report.edition, reading)[0][0]


def formula(report: Report, reading: Reading) -> str:
    """Return a sum as a clerk reads it: 本年新收66＋上年结转2＝68."""
    total = value_of(report, reading)
    parts = ""
    for term in reading:
        value = value_of(report, (term._replace(sign=1),))
        sign = ("＋" if parts else "") if term.sign > 0 else "－"
        parts += f"{sign}{term_label(report, term)}{_shown(value)}"
    return parts if len(reading) == 1 else f"{parts}＝{_shown(total)}"


def term_label(report: Report, term: Term) -> str:
    """Return the name of a line, or a group of lines, in its column."""
    form = edition(report.edition)
    if term.table == "requests":
        label = LINE_LABELS.get(term.line, "")
        if not label:
            rows = {row.key: row for row in form.request_rows}
            label = rows[term.line].label.partition("（")[0] if term.line in rows else term.line
        if term.line == "closed_other" and label == "其他":
            label = "其他处理中的其他"
        column = dict(form.request_columns)[term.column]
        return label if term.column == "total" else f"{label}（{column}）"
    figure = form.figures.get(_path(report.edition, *term[:3]))
    return figure.label if figure else term.line


def cell_holding(report: Report, wanted: Decimal, reading: Reading) -> str:
    """Return the name of the line, column or group that holds a number, "" if none does."""
    for other in _neighbours(report, reading):
        if value_of(report, other) == wanted:
            return name_of(report, other)
    return ""


def name_of(report: Report, reading: Reading) -> str:
    """Return the name of a sum without its figures: 本年新收＋上年结转."""
    first = reading[0]
    if first.table == "disputes" and tuple(term.line for term in reading) == LITIGATION:
        return f"行政诉讼·{dict(edition(report.edition).dispute_results)[first.column]}"
    return "＋".join(term_label(report, term) for term in reading)


def _neighbours(report: Report, reading: Reading) -> Iterator[Reading]:
    first = reading[0]
    if first.table == "requests":
        yield from _in_columns(reading)
        keys = lines_of(report.edition, "requests", first.line)
        if len(keys) > 1:
            yield from _single(first, keys)
        form = edition(report.edition)
        groups = dict.fromkeys(row.group.rpartition("）")[2] for row in form.request_rows)
        yield from _single(first, (group for group in groups if group and group != first.line))
        yield from _single(first, (row.key for row in form.request_rows if row.key not in keys))
        received = first._replace(line="received")
        yield (received, first._replace(line="carried_in"))
    elif first.table == "disputes":
        form = edition(report.edition)
        routes = [route.key for route in form.dispute_routes]
        for result in dict.fromkeys((first.column, *dict(form.dispute_results))):
            for route in routes:
                yield (Term("disputes", route, result),)
            yield tuple(Term("disputes", route, result) for route in routes[1:])
    else:
        for act in ("made", "repealed", "in_force"):
            yield (first._replace(column=act),)


def _in_columns(reading: Reading) -> Iterator[Reading]:
    for column in ROW_COLUMNS:
        moved = tuple(dict.fromkeys(term._replace(column=column) for term in reading))
        if moved != reading:
            yield moved


def _single(term: Term, keys: Iterable[str]) -> Iterator[Reading]:
    for key in keys:
        yield (term._replace(line=key, sign=1),)


def _path(code: str, table: str, key: str, column: str) -> str:
    top = edition(code).table_path(table)
    return f"{top}.{key}.{column}" if column else f"{top}.{key}"


def _shown(value: Decimal | None) -> str:
    return value_text(value) or "空"
