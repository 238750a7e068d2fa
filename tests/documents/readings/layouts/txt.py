"""The text form: cells joined with a bar, merged cells told only by what is missing."""

import re

from documents.readings.layouts.drawing import Grid, Role
from documents.readings.layouts.styles import Spans


def txt_file(drawing, layout):
    """Return the bytes of a text file."""
    lines = []
    for block in drawing.blocks:
        if isinstance(block, Grid):
            lost = block.key == "disputes" and layout.page["breaks"] == "lost"
            rows = [[_text(cell.text, lost) for cell in row] for row in block.rows]
            if layout.tables.spans is Spans.PADDED:
                rows[-1] = rows[-1][: _unpadded(block.rows[-1])]
            lines += [_row(row, layout) for row in rows]
        else:
            lines.append(block.printed)
    if drawing.blocks[1].role is Role.TITLE:
        # A title over two lines is one line in a page saved as text.
        lines[:2] = [" ".join(lines[:2])]
    return layout.page["newline"].join(lines).encode(layout.page["encoding"])


def _row(cells, layout):
    if layout.page["bars"] != "reference":
        return layout.page["bars"].join(cells)
    # Bars with nothing between them stand together after a blank, and one closes the line.
    line = f"{' | '.join(cells)} |"
    return re.sub(r"\|(?:\s+\|)+", lambda run: f"| {'|' * (run.group().count('|') - 1)}", line)


def _unpadded(row):
    """Return how many cells a row has without those that fill it up."""
    return max(place for place, cell in enumerate(row, start=1) if cell.text or cell.path)


def _text(text, lost):
    first, *more = text.split("\n")
    # As the reference has it: the narrow heads of section four keep their first line only.
    return first.strip() if lost else " ".join([first, *more]).strip()
