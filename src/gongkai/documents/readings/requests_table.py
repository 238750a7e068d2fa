"""The lines of section 三's table put to their places, by their labels and the columns above."""

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple, TypeAlias

from gongkai.documents.readings.cells import is_plain_number
from gongkai.documents.readings.grids import Grid, GridCell
from gongkai.documents.readings.labels import (
    EDITIONS,
    group_label,
    letters,
    request_group,
    row_label,
)
from gongkai.documents.readings.placing import (
    Figures,
    Placements,
    figures_of,
    insist_on_full_line,
    is_value,
    unplaceable,
)
from gongkai.documents.readings.requests_head import RequestsHead
from gongkai.rules.reports.editions import edition

_TABLE = "requests"
_OTHER_GROUP = letters("（六）其他处理")
_RESULTS = letters("三、本年度办理结果")
# Line number, 三、本年度办理结果, group, line: labels never take more.
_LABEL_CELLS = 5
# A line's labels, the column of the last of them, and the cells of its figures.
_Line: TypeAlias = tuple[Sequence[str], int, Figures]
# Half the time of calling the class.
_NEW = tuple.__new__


class RequestsRows:
    """The lines of one table of requests, put to their places one by one."""

    def __init__(self, head: RequestsHead, placements: Placements) -> None:
        self.follow(head)
        self._placements = placements
        self._group = ""
        self._groups_seen = False
        self._other_processing: tuple[Grid, int, Figures] | None = None
        self.placed = 0

    def follow(self, head: RequestsHead) -> None:
        """Read the lines that come next under a head, the first or one that is repeated."""
        self.head = head
        # In the order of the keys, which on the grid is from left to right.
        self._places = [head.at[key] for key in head.order if key] if head.at else []
        self._paths = _paths(head.order)

    def take(self, grid: Grid, row: int) -> bool:
        """
        Put one line's figures to their places; return False for a line that is none of this table.

        :raises ReportFileUnreadable: if its figures cannot be told apart
        """
        if not any(map(str.strip, grid.texts[row])) and not any(
            cell is not None and cell[0].strip() for cell in grid.lines[row]
        ):
            return True
        if self.head.at is not None and grid.places_in(row) == self.head.width:
            labels, column, figures = self._by_columns(grid, row)
        else:
            labels, column, figures = self._by_order(grid, row)
        if not labels:
            return self._insist_on_label(grid, row, figures)
        return self._put(grid, row, labels, column, figures)

    def close(self) -> None:
        """Settle what only the whole table tells: whether 其他处理 was a line or a heading."""
        placements = self._placements
        has_three = "requests.closed_not_corrected.total" in placements.cells
        if self._other_processing is not None:
            grid, row, figures = self._other_processing
            if has_three:
                place = grid.place(row, 0)
                placements.note_extra(_TABLE, "（六）其他处理", figures.texts, place)
            else:
                self._figures(grid, row, "closed_other", figures)
                placements.editions.setdefault("2019", grid.place(row, 0))
        if has_three:
            placements.editions.setdefault("2021", "三、（六）其他处理分为三行")

    def _by_columns(self, grid: Grid, row: int) -> _Line:
        line = grid.lines[row]
        first = self._places[0]
        labels: list[GridCell] = []
        for cell in line[:first]:
            if cell is not None and cell[0].strip() and (not labels or labels[-1] is not cell):
                labels.append(cell)
        if labels and is_value(labels[-1].text, self._placements.wrapped):
            raise unplaceable(grid, row, labels[0].text, "数据列与列标题对不上")
        found = [line[place] for place in self._places]
        figures = [cell for cell in found if cell is not None]
        if len(figures) < len(found):
            raise unplaceable(grid, row, _last(labels), "缺少单元格")
        if labels and labels[-1].right >= first:
            if labels[-1].right < grid.width - 1:
                raise unplaceable(grid, row, labels[-1].text, "行标题伸到了数据列")
            # A line over the whole width: a caption or a note.
            figures = []
        if labels and any(cell[0].strip() for cell in figures):
            if len(set(map(id, figures))) < len(figures):
                raise unplaceable(grid, row, _last(labels), "几列的单元格合并在一起")
            if any([cell[1] != row for cell in figures]):
                raise unplaceable(grid, row, _last(labels), "与上一行的单元格合并在一起")
        column = labels[-1].left if labels else 0
        return [cell[0] for cell in labels], column, figures_of(figures)

    def _by_order(self, grid: Grid, row: int) -> _Line:
        texts = grid.texts[row]
        begin, start = _labelled(texts, self._placements.wrapped)
        if start == begin:
            return (), 0, _cells(grid, row, 0, len(texts))
        labels = texts[begin:start]
        column = start - 1 if not grid.has_spans else grid.own[row][start - 1].left
        rest = texts[start:]
        wanted = len(self.head.order)
        if not any(map(str.strip, rest)):
            # A note, or a line whose cells are all blank.
            end = start + wanted if len(rest) >= wanted else start
            return labels, column, _cells(grid, row, start, end)
        insist_on_full_line(grid, row, labels[-1], start + wanted)
        if len(rest) < wanted:
            raise unplaceable(grid, row, labels[-1], f"应有{wanted}格，只有{len(rest)}格")
        if len(rest) > wanted and any(map(str.strip, rest[wanted:])):
            raise unplaceable(grid, row, labels[-1], f"应有{wanted}格，多出了内容")
        if None not in self.head.order:
            return labels, column, _cells(grid, row, start, start + wanted)
        own = zip(grid.own[row][start:], self.head.order, strict=False)
        return labels, column, figures_of([cell for cell, key in own if key])

    def _put(
        self, grid: Grid, row: int, labels: Sequence[str], column: int, figures: Figures
    ) -> bool:
        text = labels[-1]
        line = _line_label(text)
        self._follow_group(labels, line)
        if line.key is None or not self._stands_under(line.key):
            return self._set_aside(text, figures, grid.place(row, column))
        if line.is_other_group:
            if any(map(str.strip, figures.texts)):
                self._other_processing = (grid, row, figures)
            return True
        if not figures.texts:
            # A line whose cells are all blank loses them where spans are lost.
            return True
        if line.differs_from is not None:
            place = grid.place(row, column)
            self._placements.note_label(_TABLE, line.differs_from, text, place)
        self._figures(grid, row, line.key, figures)
        return True

    def _insist_on_label(self, grid: Grid, row: int, figures: Figures) -> bool:
        given = [text for text in figures.texts if text.strip()]
        if (
            given
            and self.placed
            and all(is_value(text, self._placements.wrapped) for text in given)
        ):
            raise unplaceable(grid, row, given[0], "这一行没有行标题")
        return not given

    def _set_aside(self, label: str, figures: Figures, place: str) -> bool:
        """Keep a line that the form does not have; return False if it is none of this table."""
        texts = figures.texts
        is_heading = group_label(label) is not None or not texts
        if is_heading and not any(map(str.strip, texts)):
            return True
        if not all(is_value(each, self._placements.wrapped) for each in texts):
            return False
        self._placements.note_extra(_TABLE, label, texts, place)
        return True

    def _figures(self, grid: Grid, row: int, key: str, figures: Figures) -> None:
        self._placements.put_counts(self._paths[key], figures, grid.row_name(row))
        self.placed += 1

    def _follow_group(self, labels: Sequence[str], line: "_LineLabel") -> None:
        for label in labels:
            heading = line.heading if label is labels[-1] else _line_label(label).heading
            if heading:
                self._group = heading
                self._groups_seen = True
        if line.stands_alone:
            self._group = ""

    def _stands_under(self, key: str) -> bool:
        # 其他 may also be a local line under another heading.
        if key != "closed_other" or not self._groups_seen:
            return True
        return self._group == _OTHER_GROUP


class _LineLabel(NamedTuple):
    """What a line's label says: its key, the official wording if it differs, where it stands.

    `heading` has the letters of the group that the label begins, "" for a label of a line.
    """

    key: str | None
    differs_from: str | None
    is_other_group: bool
    stands_alone: bool
    heading: str


@lru_cache(maxsize=4096)
def _line_label(text: str) -> _LineLabel:
    label = row_label(text)
    other = letters(text) == _OTHER_GROUP
    heading = group_label(text) or ""
    if heading == _RESULTS:
        heading = ""
    if label is None:
        return _LineLabel(None, None, other, False, heading)
    alone = request_group(label.key) == "" and not other
    return _LineLabel(label.key, label.differs_from, other, alone, heading)


def _cells(grid: Grid, row: int, start: int, end: int) -> Figures:
    """Return some of the cells that start in a row as figures."""
    if grid.has_spans:
        return figures_of(grid.own[row][start:end])
    texts = grid.texts[row][start:end]
    return _NEW(Figures, (texts, *_without_spans(start, len(texts))))


@cache
def _without_spans(start: int, count: int) -> tuple[tuple[int, ...], tuple[None, ...]]:
    """Return the columns and confidences of cells without spans."""
    return tuple(range(start, start + count)), (None,) * count


def _labelled(texts: Sequence[str], wrapped: bool) -> tuple[int, int]:
    """Return from where to where a line's first cells are labels; equal where none is."""
    if texts and _is_whole_label(texts[0], wrapped):
        return 0, 1
    known = []
    for text in texts[:_LABEL_CELLS]:
        known.append(text)
        if is_plain_number(text):
            # The key of what is remembered holds no figure, or nothing would come twice.
            known[-1] = "0"
            if len(known) > 1:
                break
    return _labels_in(tuple(known), wrapped)


@lru_cache(maxsize=4096)
def _is_whole_label(text: str, wrapped: bool) -> bool:
    """Test if a line's first cell says all, whatever follows: it names a line, and no heading."""
    return (
        not is_value(text, wrapped)
        and row_label(text) is not None
        and letters(text) != _OTHER_GROUP
    )


@lru_cache(maxsize=4096)
def _labels_in(texts: tuple[str, ...], wrapped: bool) -> tuple[int, int]:
    """Return from where to where a line's first cells are labels; equal where none is."""
    begin = 0
    while begin < len(texts) and begin < 2 and is_value(texts[begin], wrapped):
        # A column of line numbers, or what a heading's span left blank.
        begin += 1
    start = begin
    while start < len(texts) and not is_value(texts[start], wrapped):
        if start > begin and not (row_label(texts[start]) or group_label(texts[start])):
            break
        start += 1
        if row_label(texts[start - 1]) and letters(texts[start - 1]) != _OTHER_GROUP:
            break
    return begin, start


@lru_cache(maxsize=256)
def _paths(order: tuple[str | None, ...]) -> Mapping[str, tuple[str, ...]]:
    """Return the paths of each line's figures by the line's key, columns in an order."""
    keys = {row.key for code in EDITIONS for row in edition(code).request_rows}
    return {key: tuple(f"requests.{key}.{column}" for column in order if column) for key in keys}


def _last(labels: list[GridCell]) -> str:
    return labels[-1].text if labels else ""
