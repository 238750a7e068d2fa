"""The lines of section 三's table put to their places, by their labels and the columns above."""

from functools import cache, lru_cache
from typing import NamedTuple

from gongkai.documents.readings.cells import is_plain_number
from gongkai.documents.readings.grids import Grid, GridCell
from gongkai.documents.readings.labels import (
    group_label,
    letters,
    request_group,
    row_label,
)
from gongkai.documents.readings.placing import (
    Placements,
    insist_on_full_line,
    is_value,
    unplaceable,
)
from gongkai.documents.readings.requests_head import RequestsHead

_TABLE = "requests"
_OTHER_GROUP = letters("（六）其他处理")
_RESULTS = letters("三、本年度办理结果")
# Line number, 三、本年度办理结果, group, line: labels never take more.
_LABEL_CELLS = 5


class RequestsRows:
    """The lines of one table of requests, put to their places one by one."""

    def __init__(self, head: RequestsHead, placements: Placements) -> None:
        self.follow(head)
        self._placements = placements
        self._group = ""
        self._groups_seen = False
        self._other_processing: tuple[Grid, int, list[GridCell]] | None = None
        self.placed = 0

    def follow(self, head: RequestsHead) -> None:
        """Read the lines that come next under a head, the first or one that is repeated."""
        self.head = head
        # In the order of the keys, which on the grid is from left to right.
        self._places = [head.at[key] for key in head.order if key] if head.at else []

    def take(self, grid: Grid, row: int) -> bool:
        """
        Put one line's figures to their places; return False for a line that is none of this table.

        :raises ReportFileUnreadable: if its figures cannot be told apart
        """
        line = grid.lines[row]
        if not any(cell is not None and cell[0].strip() for cell in line):
            return True
        if self.head.at is not None and len(line) == self.head.width:
            labels, figures = self._by_columns(grid, row)
        else:
            labels, figures = self._by_order(grid, row)
        if not labels:
            return self._insist_on_label(grid, row, figures)
        return self._put(grid, row, labels, figures)

    def close(self) -> None:
        """Settle what only the whole table tells: whether 其他处理 was a line or a heading."""
        placements = self._placements
        has_three = "requests.closed_not_corrected.total" in placements.cells
        if self._other_processing is not None:
            grid, row, figures = self._other_processing
            if has_three:
                texts = [cell.text for cell in figures]
                placements.note_extra(_TABLE, "（六）其他处理", texts, grid.place(row, 0))
            else:
                self._figures(grid, row, "closed_other", figures)
                placements.editions.setdefault("2019", grid.place(row, 0))
        if has_three:
            placements.editions.setdefault("2021", "三、（六）其他处理分为三行")

    def _by_columns(self, grid: Grid, row: int) -> tuple[list[GridCell], list[GridCell]]:
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
            return labels, []
        if labels and any(cell[0].strip() for cell in figures):
            if len(set(map(id, figures))) < len(figures):
                raise unplaceable(grid, row, _last(labels), "几列的单元格合并在一起")
            if {cell[1] for cell in figures} != {row}:
                raise unplaceable(grid, row, _last(labels), "与上一行的单元格合并在一起")
        return labels, figures

    def _by_order(self, grid: Grid, row: int) -> tuple[list[GridCell], list[GridCell]]:
        cells = grid.own[row]
        texts = []
        for cell in cells[:_LABEL_CELLS]:
            texts.append(cell[0])
            if is_plain_number(cell[0]):
                # The key of what is remembered holds no figure, or nothing would come twice.
                texts[-1] = "0"
                if len(texts) > 1:
                    break
        begin, start = _labels_in(tuple(texts), self._placements.wrapped)
        if start == begin:
            return [], list(cells)
        labels = list(cells[begin:start])
        rest = cells[start:]
        wanted = len(self.head.order)
        if not any(cell[0].strip() for cell in rest):
            # A note, or a line whose cells are all blank.
            return labels, list(rest[:wanted]) if len(rest) >= wanted else []
        insist_on_full_line(grid, row, _last(labels), start + wanted)
        if len(rest) < wanted:
            raise unplaceable(grid, row, _last(labels), f"应有{wanted}格，只有{len(rest)}格")
        if len(rest) > wanted and any([cell[0].strip() for cell in rest[wanted:]]):
            raise unplaceable(grid, row, _last(labels), f"应有{wanted}格，多出了内容")
        if None not in self.head.order:
            return labels, list(rest[:wanted])
        return labels, [cell for cell, key in zip(rest, self.head.order, strict=False) if key]

    def _put(self, grid: Grid, row: int, labels: list[GridCell], figures: list[GridCell]) -> bool:
        text = labels[-1].text
        line = _line_label(text)
        self._follow_group(labels, line)
        if line.key is None or not self._stands_under(line.key):
            return self._set_aside(grid, row, labels[-1], figures)
        if line.is_other_group:
            if any(cell.text.strip() for cell in figures):
                self._other_processing = (grid, row, figures)
            return True
        if not figures:
            # A line whose cells are all blank loses them where spans are lost.
            return True
        if line.differs_from is not None:
            place = grid.place(row, labels[-1].left)
            self._placements.note_label(_TABLE, line.differs_from, text, place)
        self._figures(grid, row, line.key, figures)
        return True

    def _insist_on_label(self, grid: Grid, row: int, figures: list[GridCell]) -> bool:
        given = [cell.text for cell in figures if cell.text.strip()]
        if (
            given
            and self.placed
            and all(is_value(text, self._placements.wrapped) for text in given)
        ):
            raise unplaceable(grid, row, given[0], "这一行没有行标题")
        return not given

    def _set_aside(self, grid: Grid, row: int, label: GridCell, figures: list[GridCell]) -> bool:
        """Keep a line that the form does not have; return False if it is none of this table."""
        is_heading = group_label(label.text) is not None or not figures
        if is_heading and not any(cell.text.strip() for cell in figures):
            return True
        texts = [cell.text for cell in figures]
        if not all(is_value(each, self._placements.wrapped) for each in texts):
            return False
        self._placements.note_extra(_TABLE, label.text, texts, grid.place(row, label.left))
        return True

    def _figures(self, grid: Grid, row: int, key: str, figures: list[GridCell]) -> None:
        paths = _paths(key, self.head.order)
        self._placements.put_counts(paths, figures, f"{grid.table.place}第{row + 1}行")
        self.placed += 1

    def _follow_group(self, labels: list[GridCell], line: "_LineLabel") -> None:
        for cell in labels:
            found = group_label(cell.text)
            if found and found != _RESULTS:
                self._group = found
                self._groups_seen = True
        if line.stands_alone:
            self._group = ""

    def _stands_under(self, key: str) -> bool:
        # 其他 may also be a local line under another heading.
        if key != "closed_other" or not self._groups_seen:
            return True
        return self._group == _OTHER_GROUP


class _LineLabel(NamedTuple):
    """What a line's label says: its key, the official wording if it differs, where it stands."""

    key: str | None
    differs_from: str | None
    is_other_group: bool
    stands_alone: bool


@lru_cache(maxsize=4096)
def _line_label(text: str) -> _LineLabel:
    label = row_label(text)
    other = letters(text) == _OTHER_GROUP
    if label is None:
        return _LineLabel(None, None, other, False)
    alone = request_group(label.key) == "" and not other
    return _LineLabel(label.key, label.differs_from, other, alone)


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


@cache
def _paths(key: str, order: tuple[str | None, ...]) -> tuple[str, ...]:
    return tuple(f"requests.{key}.{column}" for column in order if column)


def _last(labels: list[GridCell]) -> str:
    return labels[-1].text if labels else ""
