"""The three statistical tables as a layout draws them: local rows, pieces, lost spans."""

from documents.readings.layouts import figures, labels
from documents.readings.layouts.drawing import Cell, Grid, placed, rows_of
from documents.readings.layouts.styles import Spans, Split
from gongkai.rules.reports.editions import FigureKind, edition

SUBTOTAL = "小计"
FOOTNOTE = "注：本表数据由各科室报送，截至12月31日。"


def grids_of(report, layout, written):
    """Return the pieces of each table by its key; `written` has text and kind of each figure."""
    form = edition(report.edition)
    return {table.key: _pieces(table, layout, written, form) for table in form.tables}


def extra_labels(report, layout):
    """Return the labels of the lines that the official form does not have."""
    groups = {row.group for row in edition(report.edition).request_rows if row.group}
    return (SUBTOTAL,) * len(groups) if layout.tables.subtotals else ()


def _pieces(table, layout, written, form):
    style = layout.tables
    rows = tuple(tuple(_cell(cell, written) for cell in row) for row in table.rows)
    rows = _with_units(rows, form, layout)
    columns, head = table.columns, table.head_rows
    if table.key == "requests" and style.subtotals:
        rows = _with_subtotals(rows, layout)
    rows = labels.relabelled(rows, layout.labels)
    if table.key == "requests" and style.number_column:
        rows, columns = _numbered(rows, head), columns + 1
    pieces = [rows]
    if table.key == "requests":
        pieces = _split(rows, head, layout)
    if style.footnote_row:
        pieces[-1] = (*pieces[-1], (Cell(FOOTNOTE, colspan=columns),))
    heads = [head, 0 if style.split is Split.TWO else head][: len(pieces)]
    if style.caption_row:
        pieces[0] = ((Cell(table.caption, colspan=columns),), *pieces[0])
        heads[0] = head + 1 if head else 0
    return [
        _unmerged(Grid(table.key, piece, rows_above, columns), style.spans)
        for piece, rows_above in zip(pieces, heads, strict=True)
    ]


def _cell(cell, written):
    text = cell.text if cell.path is None else written[cell.path][0]
    return Cell(text, cell.colspan, cell.rowspan, cell.header, cell.path)


def _with_units(rows, form, layout):
    # The trial form gives no unit for 采购总金额; a report that means to be read does.
    if form.code != "2019":
        return rows
    amounts = {
        figure.column_label
        for figure in form.figures.values()
        if figure.kind is FigureKind.AMOUNT_WAN
    }
    return tuple(
        tuple(
            cell._replace(text=figures.amount_heading(layout, cell.text))
            if cell.text in amounts
            else cell
            for cell in row
        )
        for row in rows
    )


def _with_subtotals(rows, layout):
    """Add a line with a group's sum under each group, as some cities do."""
    chance = layout.random("subtotals")
    found = list(rows)
    for number in reversed(range(len(rows))):
        group = next((cell for cell in rows[number] if _is_group(cell)), None)
        if group is None:
            continue
        last = number + group.rowspan - 1
        found = _longer(found, last)
        # Such sums are not ours to check: distinct figures show it if one is moved.
        sums = (Cell(str(chance.randrange(50_000, 99_999)), header=False) for _ in range(7))
        found.insert(last + 1, (Cell(SUBTOTAL), *sums))
    return tuple(found)


def _is_group(cell):
    return cell.text.startswith(("（三）", "（四）", "（五）", "（六）")) and cell.rowspan > 1


def _longer(rows, last):
    """Let every cell that covers row `last` with others cover one more."""
    at = placed(rows)
    return [
        tuple(
            cell._replace(rowspan=cell.rowspan + 1)
            if cell.rowspan > 1 and _start(at, cell) + cell.rowspan - 1 >= last >= _start(at, cell)
            else cell
            for cell in row
        )
        for row in rows
    ]


def _start(at, cell):
    return next(row for (row, _), found in at.items() if found is cell)


def _numbered(rows, head):
    first = (Cell("序号", rowspan=head), *rows[0])
    body = ((Cell(str(n)), *row) for n, row in enumerate(rows[head:], start=1))
    return (first, *rows[1:head], *body)


def _split(rows, head, layout):
    style = layout.tables.split
    if style is Split.WHOLE:
        return [rows]
    # No page break parts a sum from all its lines.
    places = [
        place
        for place in range(head + 4, len(rows) - 2)
        if all(cell.text != SUBTOTAL for cell in rows[place])
    ]
    at = layout.random("split").choice(places)
    upper, lower = _cut(rows, at)
    if style is Split.TWO:
        return [upper, lower]
    if style is Split.TWO_WITH_HEAD:
        return [upper, (*rows[:head], *lower)]
    return [(*upper, *rows[:head], *lower)]


def _cut(rows, at):
    """Cut spanned rows in two; a cell that covers the cut stands in both pieces."""
    upper, lower = {}, {}
    for (row, column), cell in placed(rows).items():
        if row >= at:
            lower[row - at, column] = cell
        elif row + cell.rowspan > at:
            upper[row, column] = cell._replace(rowspan=at - row)
            lower[0, column] = cell._replace(rowspan=row + cell.rowspan - at)
        else:
            upper[row, column] = cell
    return rows_of(upper, at), rows_of(lower, len(rows) - at)


def _unmerged(grid, spans):
    if spans is Spans.KEPT:
        return grid
    if spans in {Spans.DROPPED, Spans.PADDED}:
        return grid._replace(rows=_ragged(grid, spans is Spans.PADDED), merged=False)
    at = {}
    for (row, column), cell in placed(grid.rows).items():
        single = cell._replace(colspan=1, rowspan=1)
        for down in range(cell.rowspan):
            for right in range(cell.colspan):
                filled = down == right == 0 or spans is Spans.REPEATED
                at[row + down, column + right] = single if filled else labels.blank()
    return grid._replace(rows=rows_of(at, len(grid.rows)), merged=False)


def _ragged(grid, padded):
    rows = []
    for row in grid.rows:
        single = tuple(cell._replace(colspan=1, rowspan=1) for cell in row)
        missing = grid.columns - len(single) if padded else 0
        rows.append((*single, *(labels.blank() for _ in range(missing))))
    return tuple(rows)
