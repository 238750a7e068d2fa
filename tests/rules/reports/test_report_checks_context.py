"""Checks that need more than the tables: last year's report, the text, the fee, the day."""

from datetime import date
from decimal import Decimal

import pytest

from gongkai.rules.reports.checks import CheckContext, run_checks
from gongkai.rules.reports.findings import Finding, Severity
from gongkai.rules.reports.shape import Report, empty_report

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO
FEES = "proactive.administrative_fees_wan"


def found(report: Report, rule: str, context: CheckContext | None = None) -> list[Finding]:
    return [finding for finding in run_checks(report, context) if finding.rule == rule]


def only(report: Report, rule: str, context: CheckContext | None = None) -> Finding:
    (finding,) = found(report, rule, context)
    return finding


@pytest.mark.parametrize(("frozen", "severity"), [(True, ERROR), (False, WARNING)])
def test_carry_over_per_kind_of_applicant(report, previous, frozen, severity):
    changed = previous.with_values({"requests.carried_out.business": 2})
    context = CheckContext(previous=changed, previous_is_frozen=frozen)
    finding = only(report, "I4", context)
    assert finding.severity is severity
    assert finding.where == "requests.carried_in.business"
    assert finding.message == "商业企业列：2022年度结转下年度2，与本年上年结转0不等，相差2。"


def test_carry_over_by_total_where_kinds_are_blank():
    before = empty_report("某局", 2020).with_values({"requests.carried_out.total": 2})
    now = empty_report("某局", 2021).with_values({"requests.carried_in.total": 1})
    finding = only(now, "I4", CheckContext(previous=before))
    assert finding.where == "requests.carried_in.total"
    same = before.with_values({"requests.carried_out.total": 1})
    assert found(now, "I4", CheckContext(previous=same)) == []


def test_a_report_of_another_year_is_not_compared(report, previous):
    older = Report.from_json(previous.to_json() | {"year": 2021})
    changed = older.with_values({"requests.carried_out.business": 2})
    assert only(report, "P1", CheckContext(previous=changed)).found == "2021"
    assert found(report, "I4", CheckContext(previous=changed)) == []


def test_a_report_of_another_organ_is_pointed_out(report, previous):
    other = Report.from_json(previous.to_json() | {"organ": "某县财政局"})
    finding = only(report, "P1", CheckContext(previous=other))
    assert (finding.where, finding.expected) == ("organ", "某县财政局")


def test_stock_follows_from_last_year(report, previous):
    changed = previous.with_values({"proactive.normative_documents.in_force": 5})
    finding = only(report, "S1", CheckContext(previous=changed))
    assert finding.severity is WARNING
    assert finding.message == (
        "行政规范性文件：上年现行有效5＋本年制发1－本年废止0＝6，与现行有效3不等，相差3。"
    )


@pytest.mark.parametrize(
    ("now", "before", "fires"),
    [
        ("125000", "12.5", True),
        ("12.5", "110000", True),
        ("12.5", "11", False),
        ("1250", "12.5", False),
        ("12.5", "0", False),
        ("0", "12.5", False),
    ],
)
def test_yuan_written_as_wan(report, previous, now, before, fires):
    context = CheckContext(previous=previous.with_values({FEES: Decimal(before)}))
    assert bool(found(report.with_values({FEES: Decimal(now)}), "M1", context)) is fires


def test_yuan_written_as_wan_says_which_year(report, previous):
    context = CheckContext(previous=previous)
    assert (
        "本年的金额可能" in only(report.with_values({FEES: Decimal(125000)}), "M1", context).message
    )
    context = CheckContext(previous=previous.with_values({FEES: Decimal(125000)}))
    assert "上年的金额可能" in only(report, "M1", context).message


@pytest.mark.parametrize("part", ["overview", "problems"])
def test_empty_sections_are_an_error(report, part):
    finding = only(report.with_narrative(**{part: "　\n"}), "T1")
    assert (finding.where, finding.severity) == (f"narrative.{part}", ERROR)


@pytest.mark.parametrize("part", ["overview", "problems", "other"])
def test_sections_the_source_does_not_hold_are_a_warning(report, part):
    missing = report.with_narrative(**{part: None})
    finding = only(missing, "T2")
    assert (finding.where, finding.severity) == (f"narrative.{part}", WARNING)
    assert found(missing, "T1") == []


def test_the_five_matters_of_section_one(report):
    less = report.with_narrative(overview="主动公开、依申请公开、政府信息管理、监督保障均已开展。")
    finding = only(less, "T3")
    assert (finding.severity, finding.found) == (INFO, "缺政府信息公开平台建设")
    parts = dict.fromkeys(("proactive", "on_request", "management", "platform"), "有内容")
    finding = only(report, "T3", CheckContext(narrative_parts=parts | {"oversight": " "}))
    assert (finding.severity, finding.found) == (WARNING, "缺监督保障")
    assert found(report, "T3", CheckContext(narrative_parts=parts | {"oversight": "有"})) == []


def test_section_one_keeps_to_a_thousand_characters(report):
    base = report.narrative["overview"]
    exactly = report.with_narrative(overview=base + "\n　" + "字" * (1000 - len(base)))
    assert found(exactly, "T4") == []
    longer = report.with_narrative(overview=exactly.narrative["overview"] + "字")
    assert only(longer, "T4").message == "第一部分1001字，超过1000字，多1字。"
    assert found(longer, "T4", CheckContext(overview_limit=1500)) == []


@pytest.mark.parametrize(
    ("text", "fires"),
    [
        ("无。", True),
        ("", True),
        ("本年度行政事业性收费0元。", True),
        ("本年度未收取政府信息公开信息处理费。", False),
        ("本年度未收取信息公开费用，无其他事项。", False),
    ],
)
def test_section_six_speaks_of_the_fee(report, text, fires):
    assert bool(found(report.with_narrative(other=text), "F2")) is fires


def test_requests_ended_for_an_unpaid_fee_are_explained(report):
    row = "requests.closed_fee_unpaid"
    unpaid = report.with_values({f"{row}.business": 2, f"{row}.total": 2})
    assert found(unpaid, "F1") == []
    finding = only(unpaid.with_narrative(other="无其他需要报告的事项。"), "F1")
    assert finding.message.startswith("表中有2件申请因逾期未缴纳费用不再处理")
    assert finding.quote == "无其他需要报告的事项。"
    assert finding.to_json()["quote"] == finding.quote


@pytest.mark.parametrize(
    ("text", "paid", "fires"),
    [
        ("收取信息处理费25件，共计2950元。", "2950", False),
        ("收取信息处理费２５件，共计２，９５０元。", "2950", False),
        ("收取信息处理费0.295万元。", "2950", False),
        ("收取信息处理费2 950.00 元。", "2950", False),
        ("收取信息处理费25件，共计2900元。", "2950", True),
        ("本年度未收取政府信息公开信息处理费。", "2950", True),
        ("本年度未收取政府信息公开信息处理费。", "0", False),
        ("收取信息处理费0元。", "0", False),
        ("收取信息处理费100元。", "0", True),
        ("未收取信息处理费。投入宣传经费3000元。", "0", False),
    ],
)
def test_the_fee_stated_is_the_fee_paid(report, text, paid, fires):
    context = CheckContext(paid_fee_yuan=Decimal(paid))
    assert bool(found(report.with_narrative(other=text), "F3", context)) is fires


@pytest.mark.parametrize(
    ("organ", "on", "rule"),
    [
        ("某市财政局", date(2024, 1, 31), None),
        ("某市财政局", date(2024, 2, 1), "D1"),
        ("某市人民政府", date(2024, 3, 31), None),
        ("某市人民政府", date(2024, 4, 1), "D1"),
        ("某市", date(2024, 3, 31), None),
        ("某县人民政府办公室", date(2024, 3, 31), None),
        ("某县人民政府办公室", date(2024, 4, 1), "D1"),
        ("某市财政局", date(2023, 12, 31), "D2"),
        ("某市财政局", date(2024, 1, 1), None),
    ],
)
def test_the_day_of_issue(report, organ, on, rule):
    issued = Report.from_json(report.to_json() | {"organ": organ})
    days = {"D1", "D2"}
    rules = {finding.rule for finding in run_checks(issued, CheckContext(issued_on=on))} & days
    assert rules == ({rule} if rule else set())
