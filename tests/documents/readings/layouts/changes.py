"""Drawings that are no longer the official form: columns moved, cells lost, tables twice."""

from dataclasses import replace

from documents.readings.layouts.drawing import Cell, Grid, placed

_FIGURES = 7


def with_requests(drawing, change):
    """Return a drawing whose table of requests has other rows."""
    blocks = tuple(
        _widened(block._replace(rows=tuple(change(block.rows))))
        if isinstance(block, Grid) and block.key == "requests"
        else block
        for block in drawing.blocks
    )
    return replace(drawing, blocks=blocks)


def _widened(grid):
    width = max(column + cell.colspan for (_, column), cell in placed(grid.rows).items())
    return grid._replace(columns=max(grid.columns, width))


def columns_moved(order):
    """Return a change that puts the five kinds of organisations in another order, all lines."""

    def change(rows):
        for number, row in enumerate(rows):
            if number == 2:
                yield tuple(row[place] for place in order)
            elif number > 2:
                labels, figures = row[:-_FIGURES], row[-_FIGURES:]
                kinds = (figures[1 + place] for place in order)
                yield (*labels, figures[0], *kinds, figures[-1])
            else:
                yield row

    return change


def lines_moved(rows):
    """Return rows with the lines of the first group in reverse, its heading kept first."""
    start = next(n for n, row in enumerate(rows) if row[0].text.startswith("（三）"))
    lines = [row[-_FIGURES - 1 :] for row in rows[start : start + 8]]
    moved = list(reversed(lines))
    return (*rows[:start], (rows[start][0], *moved[0]), *moved[1:], *rows[start + 8 :])


def column_without_heading(place):
    """Return a change that leaves one heading blank."""

    def change(rows):
        for number, row in enumerate(rows):
            yield (
                tuple(
                    cell._replace(text="") if number == 2 and at == place else cell
                    for at, cell in enumerate(row)
                )
            )

    return change


def column_added(rows):
    """Yield rows with a sixth kind of organisation that the form does not know."""
    for number, row in enumerate(rows):
        if number == 0:
            yield (row[0], row[1]._replace(colspan=8))
        elif number == 1:
            yield (row[0], row[1]._replace(colspan=6), row[2])
        elif number == 2:
            yield (*row[:3], Cell("外商企业"), *row[3:])
        else:
            cut = len(row) - _FIGURES + 4
            yield (*row[:cut], Cell("31337", header=False), *row[cut:])


def cell_lost(line):
    """Return a change that takes the second figure out of a line, as a slip of the hand does."""

    def change(rows):
        for number, row in enumerate(rows):
            cut = _first_figure(row) + 1
            yield (*row[:cut], *row[cut + 1 :]) if number == line else row

    return change


def _first_figure(row):
    return next((place for place, cell in enumerate(row) if cell.path), 0)


def cells_joined(line):
    """Return a change that merges two figures of a line into one cell."""

    def change(rows):
        for number, row in enumerate(rows):
            cut = _first_figure(row) + 1
            joined = (cell._replace(colspan=2, path=None) for cell in row[cut : cut + 1])
            yield (*row[:cut], *joined, *row[cut + 2 :]) if number == line else row

    return change


def twice(drawing, other):
    """Return a drawing with the tables of another one behind its own, as a city with a county."""
    tables = [block for block in other.blocks if isinstance(block, Grid)]
    last = max(n for n, block in enumerate(drawing.blocks) if isinstance(block, Grid)) + 1
    blocks = (*drawing.blocks[:last], *tables, *drawing.blocks[last:])
    return replace(drawing, blocks=blocks)
