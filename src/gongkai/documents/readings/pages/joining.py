"""Tables over several pages: pieces with the same edges made one table again.

Nothing of a page tells that a row goes on over the page break. It is taken to go on only where a
text of it fills its last line and what follows begins nothing new, and where all other cells are
empty on one of the two pages; in doubt the rows stay two.
"""

import re
from collections.abc import Sequence

from gongkai.documents.readings.pages.lines import Line
from gongkai.documents.readings.pages.parts import Part, PartCell

_SAME_EDGE = 4.0
# How much room a line that is full may leave: less than one more character and the margins.
_ROOM = 1.3
_MARGINS = 11.0
_LEAST_DIGITS = 3
_MOST_HEAD = 8
_BEGINS_ANEW = re.compile(
    r"\s*(?:[（(]?[一二三四五六七八九十]+[）)、．.]|[（(]?\d{1,2}[）)、．.]|第[一二三四五六七八九十]+条)"
)
_FIGURE = re.compile(r"[-－—/0-9０-９,.，．\s]+")


def continues(before: Part, after: Part) -> bool:
    """Test if `after`, which follows on the next page, has the edges of `before`."""
    if after.page != before.last_page + 1 or abs(before.width - after.width) > _SAME_EDGE:
        return False
    moved = [edge + before.left - after.left for edge in after.columns]
    return _within(moved, before.columns) or _within(before.columns, moved)


def join(before: Part, after: Part) -> None:
    """Append the rows of `after` to `before`, without the head that it repeats."""
    head = _repeated_head(before, after)
    shift = before.left - after.left
    lowers = sorted((cell for cell in after.cells if cell.row == head), key=lambda cell: cell.left)
    uppers = [cell for cell in before.cells if cell.end_row == before.rows]
    pairs = _pairs(uppers, lowers, shift)
    one_row = 0 < len(pairs) == len(lowers) and _is_one_row(pairs)
    first = before.rows - 1 if one_row else before.rows
    joined = pairs if one_row else _merged_over_break(pairs, uppers, lowers)
    upper_of = {id(lower): upper for upper, lower in joined}
    for cell in after.cells:
        if cell.row < head:
            continue
        row, end = first + cell.row - head, first + cell.end_row - head
        if upper := upper_of.get(id(cell)):
            upper.end_row = end
            upper.lines += cell.lines
        else:
            moved = (cell.left + shift, cell.right + shift)
            before.cells.append(PartCell(*moved, row, end, cell.lines))
    before.rows = first + after.rows - head
    before.columns = _united(before.columns, [edge + shift for edge in after.columns])
    before.last_page = after.last_page


def take_overflow(part: Part, lines: Sequence[Line]) -> bool:
    """
    Put lines that hang below a page's last row into the cell they run out of.

    Browsers cut a page through a merged cell and leave its text below the rules. Returns whether
    every line belongs to one cell; else nothing is done.
    """
    owners = [
        next((cell for cell in part.cells if _runs_out_of(cell, line, part)), None)
        for line in lines
    ]
    if not all(owners):
        return False
    for cell, line in zip(owners, lines, strict=True):
        if cell is not None:
            cell.lines.append(line)
    return True


def _runs_out_of(cell: PartCell, line: Line, part: Part) -> bool:
    return (
        cell.end_row == part.rows
        and bool(cell.lines)
        and cell.left <= line.x0
        and line.x1 <= cell.right
        and cell.right - cell.left < part.width - _SAME_EDGE
        and abs(line.size - cell.lines[-1].size) < 1
        and line.top - cell.lines[-1].bottom < line.size
    )


def _within(some: Sequence[float], edges: Sequence[float]) -> bool:
    return all(any(abs(one - edge) <= _SAME_EDGE for edge in edges) for one in some)


def _united(edges: Sequence[float], others: Sequence[float]) -> list[float]:
    return sorted([*edges, *(other for other in others if not _within([other], edges))])


def _repeated_head(before: Part, after: Part) -> int:
    """Return how many first rows of `after` are those of `before` once more."""
    count = 0
    for row in range(min(before.rows, after.rows, _MOST_HEAD)):
        if not _is_same_row(_row(before, row), _row(after, row)):
            break
        if all(cell.end_row <= row + 1 for cell in after.cells if cell.row <= row):
            count = row + 1
    has_text = any(cell.lines for cell in after.cells if cell.row < count)
    return count if has_text and count < after.rows else 0


def _row(part: Part, row: int) -> list[PartCell]:
    return sorted((cell for cell in part.cells if cell.row == row), key=lambda cell: cell.left)


def _is_same_row(row: Sequence[PartCell], other: Sequence[PartCell]) -> bool:
    return len(row) == len(other) and all(
        one.text == two.text
        and abs(one.right - one.left - two.right + two.left) <= _SAME_EDGE
        and one.end_row - one.row == two.end_row - two.row
        for one, two in zip(row, other, strict=True)
    )


def _pairs(
    uppers: Sequence[PartCell], lowers: Sequence[PartCell], shift: float
) -> list[tuple[PartCell, PartCell]]:
    """Return the cells that meet at the page break with the same edges."""
    return [
        (upper, lower)
        for lower in lowers
        for upper in uppers
        if abs(upper.left - lower.left - shift) <= _SAME_EDGE
        and abs(upper.right - lower.right - shift) <= _SAME_EDGE
    ]


def _is_one_row(pairs: Sequence[tuple[PartCell, PartCell]]) -> bool:
    uppers, lowers = [upper for upper, _ in pairs], [lower for _, lower in pairs]
    if not any(lower.lines for lower in lowers):
        # Below a head it is a line whose figures are blank.
        return any(_is_figure(upper) for upper in uppers)
    if not any(upper.lines for upper in uppers):
        return not all(_is_label(lower) for lower in lowers)
    full = [(upper, lower) for upper, lower in pairs if upper.lines and lower.lines]
    # Figures without a label beside them can only be the rest of the row above.
    is_rest = (
        _is_label(uppers[0])
        and not lowers[0].lines
        and not any(_is_label(lower) for lower in lowers)
    )
    return 0 < len(full) < len(pairs) and all(_goes_on(*pair, is_rest) for pair in full)


def _merged_over_break(
    pairs: Sequence[tuple[PartCell, PartCell]],
    uppers: Sequence[PartCell],
    lowers: Sequence[PartCell],
) -> list[tuple[PartCell, PartCell]]:
    """Return the cells over several rows that go on although the rows at the break are two."""
    # A label set in the middle of its cell may stand wholly after the break.
    late = [(upper, lower) for upper, lower in pairs if not upper.lines and _is_label(lower)]
    is_blank = not any(upper.lines for upper in uppers)
    is_head = all(_is_label(lower) for lower in lowers)
    if is_blank or (is_head and any(_is_figure(upper) for upper in uppers)):
        # A head below figures, some of them blank: nothing of it belongs to them.
        late = []
    label = next((cell for cell in lowers if cell.lines), None)
    first_label = label.left if label is not None and _is_label(label) else 0.0
    return late + [
        (upper, lower)
        for upper, lower in pairs
        if upper.lines
        and (
            _is_tall(upper, lower) and _goes_on(upper, lower)
            if lower.lines
            # A line of a table begins with a label: what is empty before it was merged with above.
            else lower.left < first_label or (bool(late) and _is_label(upper))
        )
    ]


def _is_figure(cell: PartCell) -> bool:
    return bool(cell.lines) and bool(_FIGURE.fullmatch(cell.text))


def _is_label(cell: PartCell) -> bool:
    return bool(cell.lines) and not _FIGURE.fullmatch(cell.text)


def _is_tall(upper: PartCell, lower: PartCell) -> bool:
    return max(upper.end_row - upper.row, lower.end_row - lower.row) > 1


def _goes_on(upper: PartCell, lower: PartCell, is_rest: bool = False) -> bool:
    """Test if the text of `lower` can be the rest of that of `upper`."""
    last = upper.lines[-1]
    room = upper.right - upper.left - last.width
    if room >= _ROOM * last.size + _MARGINS and not is_rest:
        return False
    if _FIGURE.fullmatch(upper.text):
        return len(last.text) >= _LEAST_DIGITS and bool(_FIGURE.fullmatch(lower.text))
    return _is_label(lower) and not _BEGINS_ANEW.match(lower.text)
