"""Sets a report with Typst in layouts that are not ours: open tables, broken rows, thin columns."""

import json
from functools import cache
from pathlib import Path

import typst

from gongkai.documents.typesetting.fonts import typefaces

_TEMPLATE = Path(__file__).with_name("pages.typ")
STYLE = {
    "page": [210, 297],
    "flipped": False,
    "margin": 25,
    "header": "",
    "footer": "— # —",
    "size": 12,
    "indent": 1,
    "strokes": "grid",
    "breakable": True,
    "centred": True,
    "cells": 9,
    "inset": 3,
    "watermark": "",
}
WIDTHS = {"proactive": [55, 35, 35, 35], "requests": [14, 18, 50] + [11] * 7, "disputes": [10] * 15}


def typeset(document, *, repeat=True, digits=None, widths=None, **style):
    """Return a report as PDF; figures break after `digits` digits, heads `repeat` on each page."""
    columns = WIDTHS | (widths or {})
    blocks = [{"kind": "title", "text": document.title}]
    blocks += [{"kind": "text", "text": line} for line in document.opening]
    for section in document.sections:
        blocks.append({"kind": "text", "text": section.title})
        blocks += [{"kind": "text", "text": block.text} for block in section.blocks]
        blocks += [_table(table, columns, repeat, digits) for table in section.tables]
    blocks += [{"kind": "ending", "text": line} for line in document.signature]
    return compiled({"style": STYLE | style, "blocks": blocks})


def compiled(content):
    """Return the PDF of styled blocks."""
    return _compiler().compile(
        format="pdf", sys_inputs={"content": json.dumps(content, ensure_ascii=False)}, timestamp=0
    )


@cache
def _compiler():
    fonts = typefaces(None).collection
    root = str(_TEMPLATE.parent)
    return typst.Compiler(str(_TEMPLATE), root=root, font_paths=fonts, ignore_system_fonts=True)


def _table(table, columns, repeat, digits):
    cells = [
        {
            "x": cell.column,
            "y": cell.row,
            "colspan": cell.colspan,
            "rowspan": cell.rowspan,
            "columns": table.columns,
            "text": _broken(cell.text, digits) if cell.path else cell.text,
        }
        for row in table.by_row()
        for cell in row
    ]
    head = table.head if repeat else 0
    return {"kind": "table", "widths": columns[table.key], "head": head, "cells": cells}


def _broken(text, digits):
    if not digits:
        return text
    return "\n".join(text[at : at + digits] for at in range(0, len(text), digits))
