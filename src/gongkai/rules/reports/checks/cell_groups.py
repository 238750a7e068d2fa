"""Where many cells at once are named: a whole table, a whole line, or one cell."""

from collections.abc import Collection, Iterator
from functools import cache
from typing import NamedTuple

from gongkai.rules.reports.editions import FigureKind, edition

# More places than this in one table are named together.
_MOST_APART = 10


class Place(NamedTuple):
    """A table, line or cell: its path in the report JSON, its name, and the figures in it."""

    where: str
    label: str
    paths: tuple[str, ...]


class TablePlaces(NamedTuple):
    """A statutory table: its key, itself as a place, and its lines."""

    key: str
    whole: Place
    lines: tuple[Place, ...]


def places_of(code: str, paths: Collection[str]) -> Iterator[Place]:
    """
    Yield the places that hold these figures and no other, in the official order.

    A table or line that is concerned throughout is one place, and so are many cells of one table
    that no line unites: a clerk needs one finding, not a hundred.
    """
    wanted = set(paths)
    if not wanted:
        return
    for table in table_places(code):
        if wanted.issuperset(table.whole.paths):
            yield table.whole
            continue
        places = list(_apart(code, table, wanted))
        if len(places) <= _MOST_APART:
            yield from places
            continue
        held = tuple(path for place in places for path in place.paths)
        caption = table.whole.label.removesuffix("全表")
        yield Place(table.whole.where, f"{caption}中{len(held)}格", held)


def _apart(code: str, table: TablePlaces, wanted: Collection[str]) -> Iterator[Place]:
    figures = edition(code).figures
    for line in table.lines:
        if len(line.paths) > 1 and all(path in wanted for path in line.paths):
            yield line
        else:
            for path in line.paths:
                if path in wanted:
                    yield Place(path, f"“{figures[path].label}”", (path,))


@cache
def table_places(code: str) -> tuple[TablePlaces, ...]:
    """
    Return the three tables of an edition as places.

    :raises NoSuchEdition: if there is no edition of this code
    """
    form = edition(code)
    tables = []
    for table in form.tables:
        paths = tuple(cell.path for row in table.rows for cell in row if cell.path)
        lines: dict[str, list[str]] = {}
        for path in paths:
            lines.setdefault(".".join(path.split(".")[:2]), []).append(path)
        top = paths[0].partition(".")[0]
        tables.append(
            TablePlaces(
                table.key,
                Place(top, f"“{table.caption}”全表", paths),
                tuple(
                    Place(line, f"“{form.figures[members[0]].row_label}”整行", tuple(members))
                    for line, members in lines.items()
                ),
            )
        )
    return tuple(tables)


@cache
def amounts_of(code: str) -> tuple[tuple[str, str], ...]:
    """Return path and name of each amount in 万元 of an edition."""
    return tuple(
        (path, figure.label)
        for path, figure in edition(code).figures.items()
        if figure.kind is FigureKind.AMOUNT_WAN
    )
