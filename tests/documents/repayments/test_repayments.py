"""A repayment plan as a workbook, and its years as a picture without words."""

import re
from datetime import date
from decimal import Decimal
from io import BytesIO

import openpyxl
from lxml import etree

from gongkai.documents.repayments.chart import render_years_svg
from gongkai.documents.repayments.workbook import RepaymentPaper, render_repayment_xlsx
from gongkai.rules.fund import (
    LoanKind,
    LoanPart,
    LoanPlan,
    Prepayment,
    PrepaymentWay,
    RepaymentMethod,
    loan_schedule,
)

ON = date(2026, 3, 1)


def plan(years=3, **more):
    schedule = loan_schedule(principal=Decimal(100_000), months=years * 12, rates=Decimal("2.1"),
                             method=RepaymentMethod.LINEAR, issued_on=ON, **more)  # fmt: skip
    return LoanPlan((LoanPart(LoanKind.FUND, schedule),))


def book(loan, told=(), notes=()):
    paper = RepaymentPaper("还款计划", loan.rows, loan.years(), told, notes)
    return openpyxl.load_workbook(BytesIO(render_repayment_xlsx(paper, ON)))


def test_sums_are_numbers_and_days_are_days():
    loan = plan(prepayments=(Prepayment(12, PrepaymentWay.LOWER, Decimal(20_000)),))
    rows = list(book(loan)["还款计划"].iter_rows(min_row=3, values_only=True))
    assert len(rows) == 36
    assert [type(cell).__name__ for cell in rows[0][:4]] == ["int", "datetime", "float", "float"]
    assert sum(Decimal(str(row[4])) + Decimal(str(row[6])) for row in rows) == 100_000
    assert rows[11][6] == 20_000 and rows[-1][7] == 0


def test_no_text_is_taken_for_a_formula():
    told = [("=1+1", "+cmd", "", '=HYPERLINK("x")')]
    sheet = book(plan(), told, ["@SUM(A1)", "说明"])["计算说明"]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value]
    assert {"=1+1", "+cmd", "@SUM(A1)"} <= {cell.value for cell in cells}
    assert all(cell.data_type == "s" for cell in cells)


def test_equal_content_gives_equal_bytes():
    paper = RepaymentPaper("还款计划", plan().rows, plan().years(), [], [])
    assert render_repayment_xlsx(paper, ON) == render_repayment_xlsx(paper, ON)


def test_the_picture_tells_in_words_what_it_shows_and_draws_no_text():
    loan = plan()
    svg = render_years_svg(loan.years(), title="每年<偿还>", identity="years")
    root = etree.fromstring(svg)
    names = [etree.QName(each).localname for each in root]
    assert names == ["title", "desc"] + ["rect"] * 2 * len(loan.years())
    assert root[0].text == "每年<偿还>" and "2026年本金" in root[1].text
    assert root.get("aria-labelledby") == "years-title years-desc"
    assert not re.search("style|script", svg)
    tops = [float(each.get("y")) for each in root[2:]]
    # Interest stands on principal, and the longest year reaches the top.
    assert all(upper <= lower for lower, upper in zip(tops[::2], tops[1::2], strict=True))
    assert min(tops) == 0
