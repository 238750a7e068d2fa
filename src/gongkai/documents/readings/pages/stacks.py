"""Tables without left and right edges: their full-width rows have no upright rule to hold on to."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from gongkai.documents.readings.pages.glyphs import Glyph, Rule

# Points: rules nearer than this are one.
SNAP = 3.0
# In row heights: what lies farther apart is no row of the same table.
_ROW = 1.3
_HEADING = re.compile(r"[一二三四五六七八九十]{1,3}\s*[、．.]")


class _Stack(NamedTuple):
    """Rules that hang together and their box."""

    rules: list[Rule]
    left: float
    right: float
    top: float
    bottom: float


def stacked(groups: Sequence[list[Rule]], glyphs: Iterable[Glyph]) -> list[list[Rule]]:
    """Return groups of rules with those made one that are open at both sides and stand in a pile.

    Between two of them lies one line of text as high as their other rows.
    """
    texts = sorted(glyphs, key=_height)
    closed: list[list[Rule]] = []
    piles: list[_Stack] = []
    open_groups = []
    for group in groups:
        stack = _open_stack(group)
        if stack is None:
            closed.append(group)
        else:
            open_groups.append(stack)
    heights = [height for stack in open_groups for height in _row_heights(stack.rules)]
    if not heights:
        return list(groups)
    highest = _ROW * median(heights)
    for stack in sorted(open_groups, key=lambda each: each.top):
        above = next((pile for pile in piles if _is_row(pile, stack, highest, texts)), None)
        if above is not None:
            piles.remove(above)
            stack = stack._replace(rules=above.rules + stack.rules, top=above.top)
        piles.append(stack)
    return closed + [pile.rules for pile in piles]


def _height(glyph: Glyph) -> float:
    return glyph.middle[1]


def _open_stack(group: list[Rule]) -> _Stack | None:
    level = [rule for rule in group if rule.is_level]
    if not level:
        return None
    left, right = min(rule.start for rule in level), max(rule.end for rule in level)
    upright = [rule for rule in group if not rule.is_level]
    if any(min(abs(rule.at - left), abs(rule.at - right)) <= SNAP for rule in upright):
        return None
    ends = [rule.at for rule in level] + [end for rule in upright for end in (rule.start, rule.end)]
    return _Stack(group, left, right, min(ends), max(ends))


def _row_heights(group: Sequence[Rule]) -> list[float]:
    if all(rule.is_level for rule in group):
        return []
    return [lower - upper for upper, lower in pairwise(sorted(r.at for r in group if r.is_level))]


def _is_row(upper: _Stack, lower: _Stack, highest: float, glyphs: Sequence[Glyph]) -> bool:
    """Test if what lies between two piles is one row over their whole width."""
    if abs(upper.left - lower.left) > SNAP or abs(upper.right - lower.right) > SNAP:
        return False
    if not SNAP < lower.top - upper.bottom <= highest:
        return False
    first = bisect_right(glyphs, upper.bottom, key=_height)
    between = glyphs[first : bisect_left(glyphs, lower.top, key=_height)]
    text = "".join(glyph.text for glyph in sorted(between, key=lambda glyph: glyph.x0))
    is_one_line = len({round(glyph.base) for glyph in between}) == 1
    return is_one_line and not _HEADING.match(text.strip())
