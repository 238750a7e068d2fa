"""The template of a batch, filled in with an employer's workers; and a batch given back."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import python_calamine as calamine

from gongkai.documents.batches.reading import passing_file
from gongkai.documents.workbooks.writing import (
    head_list,
    write_number,
    write_text,
    written_workbook,
)
from gongkai.rules.service_forms import BatchColumn, BatchDefinition, FieldKind, RowProblem
from gongkai.rules.service_forms.kinds import number_of

_FONT = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}
_WIDTHS = {
    FieldKind.TEXT: 18,
    FieldKind.IDENTITY: 22,
    FieldKind.MONEY: 14,
    FieldKind.DATE: 13,
    FieldKind.MONTH: 12,
    FieldKind.PHONE: 16,
    FieldKind.CHOICE: 18,
}
_NOTES = "填表说明"
_MOST_OPTIONS = 250
_REMARKS = "问题"


def batch_template(
    batch: BatchDefinition,
    workers: Sequence[Mapping[str, str]],
    *,
    employer: str,
    created: date,
) -> bytes:
    """Return the workbook to fill in: the employer's workers, what is told of them beside each.

    :param workers: values by the names that columns are filled from
    """

    def fill(book: Any) -> None:
        head = book.add_format(
            {**_FONT, "bold": True, "font_color": "white", "bg_color": "#163a69"}
        )
        fixed = book.add_format({**_FONT, "num_format": "@", "bg_color": "#f0f2f5"})
        text = book.add_format({**_FONT, "num_format": "@"})
        money = book.add_format({**_FONT, "num_format": "0.00"})
        sheet = book.add_worksheet(batch.title)
        columns = [(column.label, float(_WIDTHS.get(column.kind, 18))) for column in batch.columns]
        head_list(sheet, 0, columns, head, frozen=2)
        last = max(len(workers), 200)
        for place, column in enumerate(batch.columns):
            style = money if column.kind is FieldKind.MONEY else text
            width = _WIDTHS.get(column.kind, 18)
            sheet.set_column(place, place, width, fixed if _is_told(column) else style)
            _offer(sheet, place, column, last)
            if column.help:
                sheet.write_comment(0, place, column.help, {"x_scale": 2})
        for row, worker in enumerate(workers, start=1):
            for place, column in enumerate(batch.columns):
                value = worker.get(column.prefill, "") if column.prefill else ""
                number = number_of(value) if column.kind is FieldKind.MONEY and value else None
                if number is not None:
                    write_number(sheet, row, place, number, money)
                elif value:
                    write_text(sheet, row, place, value, fixed if _is_told(column) else text)
        _write_notes(book, batch, employer)

    return written_workbook(fill, created=created, properties={"title": batch.title})


def annotated_batch(
    content: bytes,
    name: str,
    sheet_name: str,
    problems: Sequence[RowProblem],
    *,
    most: int,
    created: date,
) -> bytes:
    """Return a batch as it was handed in, each bad cell marked and told of at the end of its row.

    :param most: most rows that are given back
    """
    rows = _raw_rows(content, name, sheet_name, most + 50)
    by_row: dict[int, list[RowProblem]] = {}
    for problem in problems:
        by_row.setdefault(problem.row, []).append(problem)
    width = max((len(row) for row in rows), default=0)
    heads = {
        str(text).strip(): place for row in rows[:20] for place, text in enumerate(row) if text
    }

    def fill(book: Any) -> None:
        plain = book.add_format(_FONT)
        wrong = book.add_format({**_FONT, "bg_color": "#fdd9d7", "font_color": "#8a1c14"})
        told = book.add_format({**_FONT, "font_color": "#8a1c14", "text_wrap": True})
        sheet = book.add_worksheet(sheet_name[:31])
        sheet.set_column(0, max(width - 1, 0), 16)
        sheet.set_column(width, width, 60)
        sheet.freeze_panes(1, 0)
        for place, row in enumerate(rows):
            faults = by_row.get(place + 1, [])
            bad = {heads.get(fault.column, -1) for fault in faults}
            for column, value in enumerate(row):
                _write_raw(sheet, place, column, value, wrong if column in bad else plain)
            if faults:
                text = "；".join(fault.told.rstrip("。") for fault in faults) + "。"
                write_text(sheet, place, width, text, told)
        write_text(sheet, 0, width, _REMARKS, told)
        _write_general(book, by_row.get(0, []), told)

    return written_workbook(fill, created=created, properties={"title": sheet_name})


def _is_told(column: BatchColumn) -> bool:
    """Tell whether what the business system says stands in a column and is not changed there."""
    return column.is_fixed or column.prefill in ("account_no", "state")


def _offer(sheet: Any, place: int, column: BatchColumn, last: int) -> None:
    labels = [label for _code, label in column.choices]
    if column.kind is FieldKind.YES_NO:
        labels = ["是", "否"]
    if labels and len(",".join(labels)) <= _MOST_OPTIONS:
        sheet.data_validation(1, place, last, place, {"validate": "list", "source": labels})


def _write_notes(book: Any, batch: BatchDefinition, employer: str) -> None:
    style = book.add_format({**_FONT, "text_wrap": True})
    sheet = book.add_worksheet(_NOTES)
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 90)
    lines = [
        ("单位", employer),
        ("说明", batch.help or "每名职工一行。"),
        ("行数", f"最多{batch.most}行；有一行不符合要求的，整批不收取，改正后重新上传。"),
    ]
    for column in batch.columns:
        needed = "必填。" if column.is_needed else "可不填。"
        told = "由业务系统带出，须一致。" if column.is_fixed else ""
        options = "、".join(label for _code, label in column.choices)
        chosen = f"可选：{options}。" if options else ""
        lines.append((column.label, f"{needed}{told}{chosen}{column.help}"))
    for row, (head, text) in enumerate(lines):
        write_text(sheet, row, 0, head, style)
        write_text(sheet, row, 1, text, style)


def _write_general(book: Any, problems: Sequence[RowProblem], style: Any) -> None:
    if not problems:
        return
    sheet = book.add_worksheet("整表问题")
    sheet.set_column(0, 0, 90)
    for row, problem in enumerate(problems):
        write_text(sheet, row, 0, problem.told, style)


def _write_raw(sheet: Any, row: int, column: int, value: object, style: Any) -> None:
    if isinstance(value, bool) or value is None or value == "":
        sheet.write_blank(row, column, None, style)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, style)
    elif isinstance(value, date | datetime):
        write_text(sheet, row, column, value.isoformat()[:10], style)
    else:
        write_text(sheet, row, column, str(value), style)


def _raw_rows(content: bytes, name: str, sheet_name: str, most: int) -> list[list[Any]]:
    """Return the cells of a sheet from its first on; it was inspected when it was taken in."""
    with passing_file(content, name) as path, path.open("rb") as file:
        book = calamine.CalamineWorkbook.from_filelike(file)
        if sheet_name not in book.sheet_names:
            return []
        sheet = book.get_sheet_by_name(sheet_name)
        return list(sheet.to_python(skip_empty_area=False, nrows=most))
