"""Who stands behind each cell of a consolidated report: as JSON, and as a sheet of its workbook."""

import json
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, TypeAlias

from gongkai.documents.characters import encodable
from gongkai.documents.columns import one_line
from gongkai.documents.reports.document import ReportDocument
from gongkai.documents.reports.xlsx import render_xlsx
from gongkai.documents.workbooks.writing import head_list, write_number, write_text
from gongkai.rules.reports.consolidation import ConsolidatedCell, Consolidation
from gongkai.rules.reports.shape import Value
from gongkai.rules.reports.values import value_json, value_text

SHEET = "数据来源"
ADJUSTMENTS_SHEET = "调减清单"

# A row of a sheet, and whether it is marked.
_Row: TypeAlias = tuple[tuple[Value | str, ...], bool]

_COLUMNS = (("数据项", 60), ("汇总数", 14), ("单位", 34), ("该单位的数", 14), ("说明", 50))
_ADJUSTMENT_COLUMNS = (
    ("序号", 8), ("类型", 12), ("单位", 34), ("数据项", 50), ("件数", 10), ("理由", 60),
)  # fmt: skip


def contributors_json(consolidation: Consolidation) -> bytes:
    """Return, in UTF-8, every cell with what each organ gave, who left it blank, what changed."""
    written = {
        "organ": consolidation.organ,
        "year": consolidation.year,
        "edition": consolidation.edition,
        "members": [
            {"organ": member.organ, "file": member.name} for member in consolidation.members
        ],
        "adjustments": [each.to_json() for each in consolidation.adjustments],
        "cells": [_cell_json(cell) for cell in consolidation.cells.values()],
    }
    text = json.dumps(written, ensure_ascii=False, indent=1, allow_nan=False)
    return f"{encodable(text)}\n".encode()


def render_with_contributors(document: ReportDocument, consolidation: Consolidation) -> bytes:
    """Return a report's workbook with a sheet that lists the non-zero numbers behind each cell."""

    def add(book: Any) -> None:
        _add(book, SHEET, _COLUMNS, list(_rows(consolidation)))
        if consolidation.adjustments:
            rows = list(_adjustment_rows(consolidation))
            _add(book, ADJUSTMENTS_SHEET, _ADJUSTMENT_COLUMNS, rows)

    return render_xlsx(document, add)


def _cell_json(cell: ConsolidatedCell) -> dict[str, object]:
    return {
        "where": cell.path,
        "label": cell.label,
        "value": value_json(cell.value),
        "known": value_json(cell.known),
        "contributors": [
            {"organ": each.organ, "value": value_json(each.value)} for each in cell.contributions
        ],
        "blank_in": list(cell.blank_in),
        "adjusted": [
            {"adjustment": each.adjustment, "change": each.change} for each in cell.changes
        ],
    }


def _rows(consolidation: Consolidation) -> Iterator[_Row]:
    for cell in consolidation.cells.values():
        remark = "" if cell.is_complete else f"不完整，已知部分为{_shown(cell.known)}"
        total: Value | str = cell.value if cell.is_complete else "不完整"
        given = [each for each in cell.contributions if each.value]
        if not (given or cell.blank_in or cell.changes):
            continue
        for each in given:
            yield (cell.label, total, each.organ, each.value, remark), not cell.is_complete
        for organ in cell.blank_in:
            yield (cell.label, total, organ, "空白", "该单位没有填写数字，按未知处理"), True
        for change in cell.changes:
            adjustment = consolidation.adjustments[change.adjustment - 1]
            why = f"第{change.adjustment}项调减（{adjustment.kind.label}）：{adjustment.reason}"
            yield (cell.label, total, adjustment.organ, change.change, why), True


def _adjustment_rows(consolidation: Consolidation) -> Iterator[_Row]:
    for number, each in enumerate(consolidation.adjustments, start=1):
        label = consolidation.cells[each.path].label
        yield (number, each.kind.label, each.organ, label, each.number, each.reason), False


def _add(book: Any, name: str, columns: Sequence[tuple[str, int]], rows: Sequence[_Row]) -> None:
    sheet = book.add_worksheet(name)
    cell = {"border": 1, "valign": "vcenter", "text_wrap": True}
    head = {"border": 1, "bold": True, "align": "center", "bg_color": "#E7ECF3"}
    plain, marked = book.add_format(cell), book.add_format({**cell, "bg_color": "#FFF2CC"})
    head_list(sheet, 0, columns, book.add_format(head), frozen=0)
    for number, (values, is_marked) in enumerate(rows, start=1):
        style = marked if is_marked else plain
        for column, value in enumerate(values):
            if isinstance(value, int | Decimal):
                write_number(sheet, number, column, value, style)
            else:
                write_text(sheet, number, column, one_line(_shown(value)), style)
    sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)


def _shown(value: Value | str) -> str:
    return value if isinstance(value, str) else value_text(value) or "无"
