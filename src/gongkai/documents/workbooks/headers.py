"""Finding the header of a sheet below titles and merged cells."""

from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.documents.workbooks.sheets import ColumnSpec, SheetSpec, header_key

SEARCHED_ROWS = 20
# Titles and notes seldom hold one header by chance, never two.
_FEWEST = 2


@dataclass(frozen=True)
class Header:
    """Where a sheet's columns stand: positions from 0, rows as counted from the first one read."""

    first_data_row: int
    places: dict[int, ColumnSpec]
    twice: tuple[str, ...]
    unknown: tuple[str, ...]

    def missing(self, spec: SheetSpec) -> list[ColumnSpec]:
        """Return the required columns that the header lacks."""
        present = {column.field for column in self.places.values()}
        return [each for each in spec.columns if each.required and each.field not in present]


def header_of(spec: SheetSpec, rows: Sequence[Sequence[object]]) -> Header | None:
    """Return the header among a sheet's first rows, or None.

    A header of two rows (a merged heading above its parts) is read as one.
    """
    known = {
        header_key(name): column
        for column in spec.columns
        for name in (column.field, *column.also, column.header)
    }
    best: tuple[int, int, int] = (_FEWEST - 1, 0, 0)
    found: Header | None = None
    for number in range(min(SEARCHED_ROWS, len(rows))):
        for depth in (1, 2):
            if number + depth > len(rows):
                continue
            names = _names(rows[number : number + depth])
            header = _matched(names, known, number + depth)
            rank = (len(header.places), -depth, -number)
            if rank[0] > best[0] or (found and rank > best):
                best, found = rank, header
    return found


def _names(rows: Sequence[Sequence[object]]) -> list[tuple[str, ...]]:
    """Return for each column the texts that may be its header, the most telling first."""
    if len(rows) == 1:
        return [(_text(value),) for value in rows[0]]
    names: list[tuple[str, ...]] = []
    group = ""
    for upper, lower in zip(*rows, strict=False):
        above, below = _text(upper), _text(lower)
        group = above or (group if below else "")
        names.append((f"{group}{below}", below) if below else (above,))
    return names


def _matched(
    names: Sequence[tuple[str, ...]], known: dict[str, ColumnSpec], first_data_row: int
) -> Header:
    places: dict[int, ColumnSpec] = {}
    twice: list[str] = []
    unknown: list[str] = []
    for place, candidates in enumerate(names):
        column = next((known[k] for k in map(header_key, candidates) if k in known), None)
        if column is None:
            unknown += [candidates[-1]] if candidates[-1] else []
        elif column in places.values():
            twice.append(column.header)
        else:
            places[place] = column
    return Header(first_data_row, places, tuple(twice), tuple(unknown))


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
