"""Online business of a period as XLSX: items by volume, time taken and satisfaction."""

from typing import Any

from gongkai.documents.workbooks.writing import (
    head_list,
    write_number,
    write_text,
    written_workbook,
)
from gongkai.rules.service_figures import ItemFigures, OfficeFigures, Share
from gongkai.rules.service_items import Audience

SHEET, EXPLAINED = "网上办件", "口径说明"
FIRST_ROW = 2
"""The row, from 0, of the headings: what is counted stands above them."""

HEADS = (
    ("办理对象", 10),
    ("事项名称", 28),
    ("全程网办日期", 14),
    ("提交", 8),
    ("办结", 8),
    ("准予", 8),
    ("不予办理", 10),
    ("不予受理", 10),
    ("撤回或逾期", 11),
    ("办理天数中位数", 15),
    ("期限内", 9),
    ("应计期限", 10),
    ("期限内占比", 11),
    ("满意", 8),
    ("已评价", 8),
    ("满意率", 10),
)

NOTES = (
    ("提交", "期间内提交的办件，按提交日期计。"),
    ("办结", "期间内办结的办件，按办结日期计；准予、不予办理、不予受理、撤回或逾期合计。"),
    ("办理天数中位数", "自受理之日至决定之日的自然日，不含补正期间；只计准予和不予办理的办件。"),
    ("期限内占比", "分子：决定日期不晚于办理期限的；分母：准予和不予办理、有办理期限的。"),
    ("满意率", "分子：评价为非常满意、满意、基本满意的；分母：已评价的办件。"),
    ("全程网办", "分子：期末已全程网办的事项；分母：期末开办的事项。"),
)
"""What each figure counts, in the words of the page and of the workbook."""


def render_service_figures_xlsx(figures: OfficeFigures, organ: str) -> bytes:
    """Return a period's figures as XLSX: numbers as numbers, shares with both counts."""

    def fill(book: Any) -> None:
        styles = _styles(book)
        sheet = book.add_worksheet(SHEET)
        write_text(sheet, 0, 0, f"{organ}网上办件统计", styles["title"])
        write_text(sheet, 1, 0, _told(figures), styles["note"])
        head_list(sheet, FIRST_ROW, HEADS, styles["head"], frozen=2)
        for row, line in enumerate((*figures.items, figures.total), start=FIRST_ROW + 1):
            _write_line(sheet, row, line, styles, is_total=line is figures.total)
        notes = book.add_worksheet(EXPLAINED)
        head_list(notes, 0, (("数据项", 20), ("口径", 90)), styles["head"])
        for row, (name, text) in enumerate(NOTES, start=1):
            write_text(notes, row, 0, name, styles["text"])
            write_text(notes, row, 1, text, styles["text"])

    return written_workbook(
        fill,
        created=figures.last,
        properties={"title": f"{organ}网上办件统计", "subject": "公积金业务"},
    )


def _told(figures: OfficeFigures) -> str:
    shares = "，".join(
        f"{audience.label}事项全程网办{_counts(figures.online[audience])}" for audience in Audience
    )
    return f"{figures.first}至{figures.last}；期末{shares}"


def _counts(share: Share) -> str:
    return f"{share.numerator}/{share.denominator}"


def _write_line(
    sheet: Any, row: int, line: ItemFigures, styles: dict[str, Any], *, is_total: bool
) -> None:
    text = styles["text"]
    write_text(sheet, row, 0, "" if is_total else line.audience.label, text)
    write_text(sheet, row, 1, line.name, text)
    write_text(sheet, row, 2, line.online_from.isoformat() if line.online_from else "", text)
    counts = (line.filed, line.closed, line.granted, line.refused, line.not_accepted)
    for column, number in enumerate((*counts, line.ended_by_applicant), start=3):
        write_number(sheet, row, column, number, styles["number"])
    if line.median_days is not None:
        write_number(sheet, row, 9, line.median_days, styles["number"])
    else:
        write_text(sheet, row, 9, "—", styles["number"])
    for column, share in ((10, line.in_time), (13, line.satisfaction)):
        write_number(sheet, row, column, share.numerator, styles["number"])
        write_number(sheet, row, column + 1, share.denominator, styles["number"])
        write_text(sheet, row, column + 2, share.printed, styles["number"])


def _styles(book: Any) -> dict[str, Any]:
    cell = {"border": 1, "valign": "vcenter", "text_wrap": True, "font_size": 10}
    wanted = {
        "title": {"bold": True, "font_size": 13},
        "note": {"font_size": 10, "italic": True},
        "head": {**cell, "bold": True, "align": "center", "bg_color": "#E7ECF3"},
        "text": cell,
        "number": {**cell, "align": "center", "num_format": "General"},
    }
    return {name: book.add_format(properties) for name, properties in wanted.items()}
