"""A report as a PDF with text, set by Typst: narrow columns, broken pages, running heads."""

import json
from functools import cache
from pathlib import Path

import typst

from documents.readings.layouts.drawing import Grid, placed
from gongkai.documents.typesetting.fonts import typefaces

_TEMPLATE = Path(__file__).with_name("page.typ")
# Shares of the width: labels take what figures leave.
_WIDTHS = {"proactive": [4, 3, 3, 3], "disputes": [1] * 15}
_REQUESTS = {False: [1.6, 2, 7] + [2] * 7, True: [1.4, 2, 6] + [1.2] * 7}


def pdf_file(drawing, layout):
    """Return the bytes of a PDF."""
    content = {
        "organ": drawing.organ,
        "paper": layout.page["paper"],
        "footer": layout.page["footer"],
        "breakable": layout.page["row_breaks"],
        "blocks": [_block(block, layout) for block in drawing.blocks],
    }
    return _compiler().compile(
        format="pdf", sys_inputs={"content": json.dumps(content, ensure_ascii=False)}, timestamp=0
    )


@cache
def _compiler():
    return typst.Compiler(
        str(_TEMPLATE),
        root=str(_TEMPLATE.parent),
        font_paths=typefaces(None).collection,
        ignore_system_fonts=True,
    )


def _block(block, layout):
    if not isinstance(block, Grid):
        return {"role": block.role.value, "text": block.printed}
    narrow = layout.page["narrow"]
    widths = list(_WIDTHS.get(block.key) or _REQUESTS[narrow])
    more = block.columns - len(widths)
    # A number column stands first; a column too many among the figures.
    widths = [1] * more + widths if block.rows[0][0].text == "序号" else widths + [1] * more
    cells = [
        {
            "x": column,
            "y": row,
            "colspan": cell.colspan,
            "rowspan": cell.rowspan,
            "text": _breakable(cell),
        }
        for (row, column), cell in sorted(placed(block.rows).items())
    ]
    repeat = layout.page["repeat"] and block.head_rows > 0
    return {
        "role": "TABLE",
        "widths": widths,
        "head": block.head_rows if repeat else 0,
        "cells": cells,
        "size": _size(block, layout),
    }


def _size(block, layout):
    small = layout.page["paper"] == "a5" or block.key == "disputes"
    return 7 if small else layout.page["size"]


def _breakable(cell):
    # Word breaks a number that is wider than its cell; Typst needs to be told where it may.
    return "\u200b".join(cell.text) if not cell.header else cell.text
