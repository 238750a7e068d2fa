"""Tables typed or pasted as lines: heads in the first, cells between tabs or upright strokes."""

import re
from collections.abc import Mapping
from typing import Any

MOST_COLUMNS = 12
MOST_LINES = 200
LONGEST_CELL = 200
_STROKE = re.compile(r"[|｜]")


def checked_table(block: Mapping[str, Any]) -> tuple[list[str], list[list[str]]]:
    """Return heads and rows of a table.

    :param block: with `cells`, lines of text; or `header` and `rows` as they are kept
    :raises ValueError: if it has no rows, is too large, or rows differ in length; in Chinese
    """
    if "cells" in block:
        lines = [_cells(line) for line in str(block["cells"]).splitlines() if line.strip()]
    else:
        lines = [list(block.get("header", [])), *block.get("rows", [])]
    if len(lines) < 2:
        raise ValueError("内容：至少两行，第一行为表头，请填写或者删除该块。")
    if len(lines) - 1 > MOST_LINES:
        raise ValueError(f"内容：最多{MOST_LINES}行，现为{len(lines) - 1}行，请拆分或者改用附件。")
    width = len(lines[0])
    if not 1 <= width <= MOST_COLUMNS:
        raise ValueError(f"表头：应为1至{MOST_COLUMNS}列，现为{width}列，请减少。")
    for number, cells in enumerate(lines, start=1):
        name = "表头" if number == 1 else f"第{number - 1}行"
        if len(cells) != width:
            raise ValueError(f"{name}：应与表头同为{width}列，现为{len(cells)}列，请补齐或者删减。")
        long = next((cell for cell in cells if len(cell) > LONGEST_CELL), "")
        if long:
            raise ValueError(f"{name}：每格最多{LONGEST_CELL}字，现有一格{len(long)}字，请缩短。")
    if not all(lines[0]):
        raise ValueError("表头：每一列都要有名称，请填写。")
    return lines[0], lines[1:]


def table_lines(block: Mapping[str, Any]) -> str:
    """Return a table as the lines that it is typed as."""
    rows = [block.get("header", []), *block.get("rows", [])]
    has_strokes = any(_STROKE.search(cell) for row in rows for cell in row)
    return "\n".join(("\t" if has_strokes else " | ").join(row) for row in rows)


def _cells(line: str) -> list[str]:
    parts = line.split("\t") if "\t" in line else _STROKE.split(line)
    return [part.strip() for part in parts]
