"""Sources made in tests: a reader's blocks in a form that is easy to compare."""

from gongkai.documents.readings.sources import SourceTable, SourceText


def texts_of(source):
    """Return the paragraphs in order."""
    return [block.text for block in source.blocks if isinstance(block, SourceText)]


def tables_of(source):
    """Return the tables as rows of texts, spans written behind: "总计 2×1" covers two columns."""
    return [
        [[shown(cell) for cell in row] for row in block.rows]
        for block in source.blocks
        if isinstance(block, SourceTable)
    ]


def shown(cell):
    """Return a cell's text and, if it covers more than one place, columns × rows."""
    if cell.colspan == cell.rowspan == 1:
        return cell.text
    return f"{cell.text} {cell.colspan}×{cell.rowspan}"


def outline_of(source):
    """Return every block in order: a paragraph's text, a table as "表"."""
    return ["表" if isinstance(block, SourceTable) else block.text for block in source.blocks]


def expected_tables(document):
    """Return the tables of a rendered report as `tables_of` gives them."""
    return [
        [[shown(cell) for cell in row] for row in table.by_row()]
        for section in document.sections
        for table in section.tables
    ]
