"""The head of section 三's table: which column belongs to which kind of applicant."""

from dataclasses import dataclass
from functools import lru_cache

from gongkai.documents.readings.grids import Grid
from gongkai.documents.readings.labels import column_label, letters, row_label
from gongkai.documents.readings.placing import Placements
from gongkai.documents.readings.sources import ReportFileUnreadable
from gongkai.rules.reports.editions import edition

_TABLE = "requests"
_ORGANISATIONS = letters("法人或其他组织")
_ALL_COLUMNS = letters("申请人情况")
_HEAD_ROWS = 6
_ORGANISATION_KINDS = 5


@dataclass(frozen=True, slots=True)
class RequestsHead:
    """
    The columns of a table of requests.

    `order` are the keys from left to right, None for a column that the form does not have;
    `at` their places on the grid, or None where the head does not stand on the grid; `width` the
    grid's. `last` is the head's last row.
    """

    order: tuple[str | None, ...]
    at: dict[str, int] | None
    width: int
    last: int


def is_requests_head(found: set[str]) -> bool:
    """Test if a row, by the letters of its cells, begins the head of the table of requests."""
    return _ALL_COLUMNS in found or (
        "自然人" in found and ("总计" in found or _ORGANISATIONS in found)
    )


def requests_head(grid: Grid, start: int, placements: Placements) -> RequestsHead:
    """
    Return the columns that the head beginning in a row names.

    :raises ReportFileUnreadable: if it does not name each of the seven columns exactly once
    """
    last = _last_row(grid, start)
    expected = {key for key, _ in edition("2021").request_columns}
    head = tuple(grid.texts[start : last + 1])
    at = _on_grid(grid, start, last)
    if at is not None and set(at) == expected:
        order: list[str | None] = [key for key, _ in sorted(at.items(), key=lambda pair: pair[1])]
    else:
        at = None
        order = list(_in_order(head))
    if {key for key in order if key} != expected or len(order) - order.count(None) != len(expected):
        raise ReportFileUnreadable(
            f"{grid.name}的列标题不完整，应当有自然人、商业企业、科研机构、社会公益组织、"
            "法律服务机构、其他、总计各一列；请按规定格式补全列标题后重新提供。"
        )
    for row, number, text, official in _differing(head):
        place = grid.place(start + row, grid.own[start + row][number].left)
        placements.note_label(_TABLE, official, text, place)
    return RequestsHead(tuple(order), at, grid.width, last)


def _last_row(grid: Grid, start: int) -> int:
    last = start
    for number in range(start + 1, min(start + _HEAD_ROWS, len(grid.texts))):
        row = grid.texts[number]
        if (row and _is_line_label(row[0])) or not _goes_on(row):
            break
        last = number
    return last


def _is_line_label(text: str) -> bool:
    return row_label(text) is not None and column_label(text) is None


@lru_cache(maxsize=256)
def _goes_on(row: tuple[str, ...]) -> bool:
    """Test if a row below the first is part of the head."""
    if any(map(_is_line_label, row)):
        return False
    return any(map(_column, row)) or is_requests_head(set(map(letters, row)))


def _on_grid(grid: Grid, start: int, last: int) -> dict[str, int] | None:
    """Return the place of each key by the lowest label over it, or None where none is certain."""
    rows = range(start, last + 1)
    if any(grid.places_in(row) != grid.width for row in rows):
        return None
    lines = [grid.lines[row] for row in rows]
    at: dict[str, int] = {}
    for place in range(grid.width):
        stack = [line[place] for line in reversed(lines)]
        cell = next((each for each in stack if each is not None and each.text.strip()), None)
        label = column_label(cell.text) if cell is not None else None
        if cell is None or label is None:
            continue
        if label.key in at:
            return None
        at[label.key] = place
    # A head that was only filled up stands further left than the figures below it.
    return at if min(at.values(), default=0) > 0 else None


@lru_cache(maxsize=256)
def _in_order(head: tuple[tuple[str, ...], ...]) -> tuple[str | None, ...]:
    """Return the keys of a head's columns by the order of its labels; forms have few heads."""
    top: list[str | None] = []
    organisations: list[str | None] = []
    for row in head:
        names = list(map(_column, row))
        known = [place for place, name in enumerate(names) if name is not None]
        if not known:
            continue
        cells = list(zip(row, names, strict=True))[known[0] :]
        keys = [name for text, name in cells if text.strip()]
        if _is_top(keys):
            top.extend(keys)
        elif len(organisations) < _ORGANISATION_KINDS:
            # A further row holds the second halves of labels that were broken in two.
            organisations.extend(keys)
    if _ORGANISATIONS not in top:
        return (*top, *organisations)
    place = top.index(_ORGANISATIONS)
    # Without a second row the heading over the organisations is no column itself.
    return (*top[:place], *organisations, *top[place + 1 :])


@lru_cache(maxsize=256)
def _differing(head: tuple[tuple[str, ...], ...]) -> tuple[tuple[int, int, str, str], ...]:
    """Return row, number and text of the labels that are not official, and the official text."""
    return tuple(
        (row, number, text, label.differs_from)
        for row, texts in enumerate(head)
        for number, text in enumerate(texts)
        if (label := column_label(text)) is not None and label.differs_from is not None
    )


def _column(text: str) -> str | None:
    if letters(text) == _ORGANISATIONS:
        return _ORGANISATIONS
    label = column_label(text)
    return label.key if label else None


def _is_top(keys: list[str | None]) -> bool:
    return "natural_person" in keys or _ORGANISATIONS in keys or "total" in keys
