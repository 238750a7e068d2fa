"""Rules of a page put together to the tables they draw: edges of columns and rows, and cells.

A table is found by its rules alone. Whether two places are one cell is told by the rule that is
missing between them; the outer rules may be missing.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from gongkai.documents.readings.pages.glyphs import Glyph, Rule
from gongkai.documents.readings.pages.stacks import SNAP, stacked

# A rule covers a border when it covers most of it; lengths are points.
_COVERS = 0.6
# Cells with boxes of their own leave a slit between them, which is no column.
_SAME_EDGE = 5.0
_LEAST_WIDTH = 12.0
_LEAST_HEIGHT = 6.0
_MOST_RULES = 800
_MOST_COLUMNS = 120
_MOST_PLACES = 20_000
_MOST_TABLES = 50

Span = tuple[int, int, int, int]


class TooManyRules(Exception):
    """A page has more rules than the tables of any report."""


@dataclass(frozen=True)
class Ruling:
    """
    The grid of one table on one page.

    `spans` holds each cell as first column, first row, and one past the last of both.
    """

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    spans: tuple[Span, ...]

    def holds(self, x: float, y: float) -> bool:
        """Test if a point is within the outer edges."""
        return self.columns[0] <= x <= self.columns[-1] and self.rows[0] <= y <= self.rows[-1]

    def is_within(self, other: "Ruling") -> bool:
        """Test if it lies inside `other`."""
        return other.holds(self.columns[0], self.rows[0]) and other.holds(
            self.columns[-1], self.rows[-1]
        )

    @property
    def width(self) -> float:
        """Return the distance of the outer columns' edges in points."""
        return self.columns[-1] - self.columns[0]

    @property
    def area(self) -> float:
        """Return the area in square points."""
        return self.width * (self.rows[-1] - self.rows[0])


def rulings(rules: Sequence[Rule], glyphs: Iterable[Glyph]) -> list[Ruling]:
    """Return the tables that rules draw, from top to bottom; `glyphs` is the text between.

    :raises TooManyRules: more than any report has
    """
    merged = _merged(rules)
    if len(merged) > _MOST_RULES:
        raise TooManyRules
    grids = [_ruling(group) for group in stacked(_touching(merged), glyphs)]
    found = [each for each in grids if each is not None]
    if len(found) > _MOST_TABLES:
        raise TooManyRules
    return sorted(found, key=lambda each: (each.rows[0], each.columns))


def _merged(rules: Sequence[Rule]) -> list[Rule]:
    """Return rules with those that lie on each other or follow each other made one."""
    merged = []
    for is_level in (True, False):
        own = [rule for rule in rules if rule.is_level is is_level]
        for at, row in _rows(own):
            start, end = row[0].start, row[0].end
            for rule in row[1:]:
                if rule.start > end + SNAP:
                    merged.append(Rule(is_level, at, start, end))
                    start = rule.start
                    end = rule.end
                end = max(end, rule.end)
            merged.append(Rule(is_level, at, start, end))
    return [rule for rule in merged if rule.end - rule.start > SNAP]


def _rows(rules: Sequence[Rule]) -> list[tuple[float, list[Rule]]]:
    middle = _nearest(_snapped(rule.at for rule in rules), [rule.at for rule in rules])
    rows: defaultdict[float, list[Rule]] = defaultdict(list)
    for at, rule in zip(middle, rules, strict=True):
        rows[at].append(rule)
    return [(at, sorted(rows[at], key=lambda rule: rule.start)) for at in sorted(rows)]


def _snapped(values: Iterable[float], apart: float = SNAP) -> list[float]:
    """Return one value for each bundle of values that lie within `apart` of its first."""
    bundles: list[list[float]] = []
    for value in sorted(values):
        if bundles and value - bundles[-1][0] <= apart:
            bundles[-1].append(value)
        else:
            bundles.append([value])
    return [(bundle[0] + bundle[-1]) / 2 for bundle in bundles]


def _nearest(edges: Sequence[float], values: Sequence[float]) -> list[float]:
    found = {}
    position = 0
    for value in sorted(set(values)):
        while position + 1 < len(edges) and edges[position + 1] - value <= value - edges[position]:
            position += 1
        found[value] = edges[position]
    return [found[value] for value in values]


def _touching(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Return rules in groups that hang together."""
    groups = list(range(len(rules)))

    def group_of(number: int) -> int:
        while groups[number] != number:
            groups[number] = groups[groups[number]]
            number = groups[number]
        return number

    level = [number for number, rule in enumerate(rules) if rule.is_level]
    upright = [number for number, rule in enumerate(rules) if not rule.is_level]
    for one in level:
        at, start, end = rules[one].at, rules[one].start - SNAP, rules[one].end + SNAP
        for other in upright:
            crossing = rules[other]
            if start <= crossing.at <= end and crossing.start - SNAP <= at <= crossing.end + SNAP:
                groups[group_of(one)] = group_of(other)
    together: defaultdict[int, list[Rule]] = defaultdict(list)
    for number, rule in enumerate(rules):
        together[group_of(number)].append(rule)
    return list(together.values())


def _ruling(rules: Sequence[Rule]) -> Ruling | None:
    level = [rule for rule in rules if rule.is_level]
    upright = [rule for rule in rules if not rule.is_level]
    if not level or not upright or len(rules) < 3:
        return None
    columns = _edges(upright, level, _LEAST_WIDTH)
    rows = _edges(level, upright, _LEAST_HEIGHT)
    wide, high = len(columns) - 1, len(rows) - 1
    if wide < 1 or high < 1:
        return None
    if wide > _MOST_COLUMNS or wide * high > _MOST_PLACES:
        raise TooManyRules
    closed_right = _covered(upright, columns, rows)
    closed_below = _covered(level, rows, columns)
    spans = _spans(wide, high, closed_right, closed_below)
    return Ruling(tuple(columns), tuple(rows), tuple(spans))


def _edges(own: Sequence[Rule], crossing: Sequence[Rule], least: float) -> list[float]:
    """Return where `own` rules lie; where crossing ones end beyond, an outer rule is missing."""
    edges = _snapped((rule.at for rule in own), _SAME_EDGE)
    first, last = min(rule.start for rule in crossing), max(rule.end for rule in crossing)
    before = [first] if edges[0] - first >= least else []
    after = [last] if last - edges[-1] >= least else []
    return [*before, *edges, *after]


def _covered(
    rules: Sequence[Rule], own: Sequence[float], crossing: Sequence[float]
) -> set[tuple[int, int]]:
    """Return the borders that a rule draws: the number of the edge, and of the place along it."""
    ats = _nearest(own, [rule.at for rule in rules])
    numbers = {at: number for number, at in enumerate(own)}
    return {
        (numbers[at], place)
        for at, rule in zip(ats, rules, strict=True)
        for place, (start, end) in enumerate(pairwise(crossing))
        if min(rule.end, end) - max(rule.start, start) >= _COVERS * (end - start)
    }


def _spans(
    wide: int, high: int, closed_right: set[tuple[int, int]], closed_below: set[tuple[int, int]]
) -> list[Span]:
    """Return the cells: places that no rule parts are one where they form a box."""
    cell_of = {(column, row): (column, row) for row in range(high) for column in range(wide)}

    def first_of(place: tuple[int, int]) -> tuple[int, int]:
        while cell_of[place] != place:
            cell_of[place] = cell_of[cell_of[place]]
            place = cell_of[place]
        return place

    for column, row in list(cell_of):
        if column + 1 < wide and (column + 1, row) not in closed_right:
            cell_of[first_of((column + 1, row))] = first_of((column, row))
        if row + 1 < high and (row + 1, column) not in closed_below:
            cell_of[first_of((column, row + 1))] = first_of((column, row))
    members: defaultdict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for place in cell_of:
        members[first_of(place)].append(place)
    spans: list[Span] = []
    for places in members.values():
        box = _box(places)
        if (box[2] - box[0]) * (box[3] - box[1]) == len(places):
            spans.append(box)
        else:
            spans += _row_runs(places)
    return sorted(spans, key=lambda span: (span[1], span[0]))


def _box(places: Sequence[tuple[int, int]]) -> Span:
    columns, rows = [column for column, _ in places], [row for _, row in places]
    return min(columns), min(rows), max(columns) + 1, max(rows) + 1


def _row_runs(places: Sequence[tuple[int, int]]) -> list[Span]:
    # A rule that is broken somewhere must not pour figures of several lines into one cell.
    runs: list[Span] = []
    for column, row in sorted(places, key=lambda place: (place[1], place[0])):
        if runs and runs[-1][1] == row and runs[-1][2] == column:
            runs[-1] = (runs[-1][0], row, column + 1, row + 1)
        else:
            runs.append((column, row, column + 1, row + 1))
    return runs
