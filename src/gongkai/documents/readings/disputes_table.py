"""Section 四's table read: fifteen figures, each by its route and result."""

from dataclasses import dataclass
from functools import lru_cache

from gongkai.documents.readings.grids import Grid, GridCell
from gongkai.documents.readings.labels import letters, result_label, route_label
from gongkai.documents.readings.placing import Placements, figures_of, is_value, unplaceable
from gongkai.documents.readings.sources import ReportFileUnreadable
from gongkai.rules.reports.editions import edition

_TABLE = "disputes"
_REVIEW = letters("行政复议")
_LITIGATION = letters("行政诉讼")
_HEAD_ROWS = 8
_KEYS = tuple(
    (route.key, result) for route in edition("2021").dispute_routes
    for result, _ in edition("2021").dispute_results
)  # fmt: skip

_PATHS = tuple(f"disputes.{route}.{result}" for route, result in _KEYS)


@dataclass(frozen=True, slots=True)
class DisputesHead:
    """Where the figures stand: their places on the grid, or None where only the order tells."""

    at: tuple[int, ...] | None
    width: int
    last: int


def is_disputes_head(found: set[str]) -> bool:
    """Test if a row, by the letters of its cells, begins the head of section 四's table."""
    return _REVIEW in found and _LITIGATION in found


def disputes_head(grid: Grid, start: int) -> DisputesHead:
    """
    Return where the fifteen figures stand, by the head that begins in a row.

    :raises ReportFileUnreadable: if the head is not that of the official form
    """
    last = start
    for number in range(start, min(start + _HEAD_ROWS, len(grid.texts))):
        texts = list(filter(str.strip, grid.texts[number]))
        if texts and all(is_value(text, wrapped=True) for text in texts):
            break
        last = number
    widths = {grid.places_in(number) for number in range(start, last + 1)}
    if grid.has_spans and widths <= {0, grid.width}:
        at = _by_columns(grid, start, last)
        if at is not None:
            return DisputesHead(at, grid.width, last)
    if not _is_in_order(tuple(grid.texts[start : last + 1])):
        raise ReportFileUnreadable(
            f"{grid.name}的行政复议、行政诉讼列标题与规定格式不一致，无法确定各列含义；"
            "请按规定格式补全列标题后重新提供。"
        )
    return DisputesHead(None, grid.width, last)


def take_disputes(grid: Grid, row: int, head: DisputesHead, placements: Placements) -> bool:
    """
    Put the line of figures to its places; return False for a line that is none of this table.

    :raises ReportFileUnreadable: if its figures cannot be told apart
    """
    texts = grid.texts[row]
    if not any(is_value(text, placements.wrapped) and text.strip() for text in texts):
        # A line of words goes on with the head, or is a note.
        return len(texts) < len(_KEYS)
    figures: list[GridCell] = []
    if head.at is not None and grid.places_in(row) == head.width:
        for place in head.at:
            cell = grid.lines[row][place]
            if cell is None or cell.row != row or cell in figures:
                raise unplaceable(grid, row, "复议诉讼", "单元格与列标题对不上")
            figures.append(cell)
    else:
        if len(texts) < len(_KEYS) or any(text.strip() for text in texts[len(_KEYS) :]):
            raise unplaceable(grid, row, "复议诉讼", f"应有{len(_KEYS)}格，现有{len(texts)}格")
        figures = list(grid.own[row][: len(_KEYS)])
    placements.put_counts(_PATHS, figures_of(figures), grid.row_name(row))
    placements.note_table(_TABLE)
    return True


def _by_columns(grid: Grid, start: int, last: int) -> tuple[int, ...] | None:
    at: dict[tuple[str, str], int] = {}
    # A row without cells, as pages have them, is none.
    lines = [line for number in range(start, last + 1) if (line := grid.lines[number])]
    for column in range(grid.width):
        stack = [line[column] for line in lines]
        texts = [cell.text for cell in stack if cell is not None and cell.text.strip()]
        route = _route(texts)
        result = result_label(texts[-1]) if texts else None
        if route is None or result is None:
            continue
        if (route, result.key) in at:
            return None
        at[route, result.key] = column
    if set(at) != set(_KEYS):
        return None
    return tuple(at[key] for key in _KEYS)


def _route(texts: list[str]) -> str | None:
    for text in reversed(texts):
        if letters(text) == _REVIEW:
            return "reconsideration"
        label = route_label(text)
        if label is not None:
            return label.key
    return None


@lru_cache(maxsize=256)
def _is_in_order(head: tuple[tuple[str, ...], ...]) -> bool:
    """Test if a head's labels are those of the official form, in its order."""
    tokens = [letters(text) for texts in head for text in texts if text.strip()]
    routes = [letters(route.label) for route in edition("2021").dispute_routes][1:]
    results = [letters(label) for _, label in edition("2021").dispute_results]
    expected = [_REVIEW, _LITIGATION, *results, *routes, *results, *results]
    return len(tokens) == len(expected) and all(
        # The second half of a label that stood on two lines may be lost: 结果(维持), 尚未(审结).
        official.startswith(found) or found.startswith(official)
        for found, official in zip(tokens, expected, strict=True)
    )
