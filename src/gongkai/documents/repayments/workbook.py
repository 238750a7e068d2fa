"""A repayment plan as a workbook: what it was reckoned from, each instalment, each year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from gongkai.documents.workbooks.writing import (
    head_list,
    write_number,
    write_text,
    written_workbook,
)
from gongkai.rules.fund import Instalment, YearSum

PLAN_SHEET, YEARS_SHEET, NOTES_SHEET = "还款计划", "按年合计", "计算说明"
_PLAN = (
    ("期数", 8.0), ("还款日", 13.0), ("年利率（%）", 11.0), ("月还款额", 14.0), ("本金", 14.0),
    ("利息", 14.0), ("提前还款", 14.0), ("剩余本金", 16.0),
)  # fmt: skip
_YEARS = (("年度", 8.0), ("本金（含提前还款）", 20.0), ("利息", 16.0), ("年末剩余本金", 18.0))
_NOTES = (("项目", 30.0), ("数值", 44.0), ("适用自", 13.0), ("依据", 60.0))
_NOTES_WIDE = 3


@dataclass(frozen=True, slots=True)
class RepaymentPaper:
    """What the workbook says.

    :param told: name, value, day and source of each thing it was reckoned from or came to
    :param has_one_rate: False of two contracts together, whose instalments have no rate in common
    """

    title: str
    rows: Sequence[Instalment]
    years: Sequence[YearSum]
    told: Sequence[tuple[str, str, str, str]]
    notes: Sequence[str]
    has_one_rate: bool = True


def render_repayment_xlsx(paper: RepaymentPaper, on: date) -> bytes:
    """Return the workbook as made on a day; sums are numbers, in yuan to the fen."""

    def fill(book: Any) -> None:
        face = {"font_name": "宋体", "font_size": 11, "border": 1, "valign": "top"}
        formats = {
            "title": book.add_format({"font_name": "黑体", "font_size": 14}),
            "head": book.add_format({**face, "font_name": "黑体", "bg_color": "#EEF3F9"}),
            "text": book.add_format({**face, "text_wrap": True}),
            "whole": book.add_format({**face, "num_format": "0"}),
            "money": book.add_format({**face, "num_format": "#,##0.00"}),
            "rate": book.add_format({**face, "num_format": "0.###"}),
            "day": book.add_format({**face, "num_format": "yyyy-mm-dd", "align": "center"}),
        }
        _plan(book.add_worksheet(PLAN_SHEET), paper, formats)
        _years(book.add_worksheet(YEARS_SHEET), paper, formats)
        _notes(book.add_worksheet(NOTES_SHEET), paper, formats)

    return written_workbook(fill, created=on, properties={"title": paper.title})


def _plan(page: Any, paper: RepaymentPaper, formats: dict[str, Any]) -> None:
    write_text(page, 0, 0, paper.title, formats["title"])
    head_list(page, 1, _PLAN, formats["head"], frozen=2)
    for place, row in enumerate(paper.rows, start=2):
        page.write_number(place, 0, row.number, formats["whole"])
        page.write_datetime(place, 1, row.due_on, formats["day"])
        if paper.has_one_rate:
            page.write_number(place, 2, row.annual, formats["rate"])
        else:
            page.write_blank(place, 2, None, formats["rate"])
        sums = (row.payment, row.principal, row.interest, row.prepaid, row.balance)
        _money(page, place, 3, sums, formats)
    page.autofilter(1, 0, 1 + len(paper.rows), len(_PLAN) - 1)
    page.set_footer("&C— &P —")


def _years(page: Any, paper: RepaymentPaper, formats: dict[str, Any]) -> None:
    head_list(page, 0, _YEARS, formats["head"])
    for place, row in enumerate(paper.years, start=1):
        page.write_number(place, 0, row.year, formats["whole"])
        _money(page, place, 1, (row.principal, row.interest, row.balance), formats)


def _notes(page: Any, paper: RepaymentPaper, formats: dict[str, Any]) -> None:
    head_list(page, 0, _NOTES, formats["head"])
    place = 1
    for told in paper.told:
        for column, text in enumerate(told):
            write_text(page, place, column, text, formats["text"])
        place += 1
    for note in paper.notes:
        page.merge_range(place, 0, place, _NOTES_WIDE, note, formats["text"])
        page.set_row(place, 34)
        place += 1


def _money(
    page: Any, row: int, first: int, sums: Sequence[Decimal], formats: dict[str, Any]
) -> None:
    for column, amount in enumerate(sums, start=first):
        write_number(page, row, column, amount, formats["money"])
