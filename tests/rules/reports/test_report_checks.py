"""Each check on a report that is right and on one that is wrong in one respect."""

from datetime import date
from decimal import Decimal

import pytest

from gongkai.rules.reports.checks import CheckContext, all_checks, run_checks
from gongkai.rules.reports.checks.documents import may_make_regulations
from gongkai.rules.reports.findings import Finding, Severity
from gongkai.rules.reports.shape import Report, empty_report

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO


def found(report: Report, rule: str, context: CheckContext | None = None) -> list[Finding]:
    return [finding for finding in run_checks(report, context) if finding.rule == rule]


def only(report: Report, rule: str, context: CheckContext | None = None) -> Finding:
    (finding,) = found(report, rule, context)
    return finding


def test_a_right_report_gives_no_finding(report, previous):
    context = CheckContext(
        previous=previous,
        previous_is_frozen=True,
        may_make_regulations=False,
        paid_fee_yuan=Decimal(0),
        issued_on=date(2024, 1, 31),
    )
    assert run_checks(report, context) == []


def test_published_reports_give_no_error(suqian, huludao_json):
    for published in (suqian, Report.from_json(huludao_json)):
        assert [f for f in run_checks(published) if f.severity is ERROR] == []
    assert found(suqian, "I1") == found(suqian, "I6") == []


@pytest.mark.parametrize(
    ("rule", "changes", "where", "message"),
    [
        (
            "I1",
            {"requests.carried_out.natural_person": 0},
            "requests.total.natural_person",
            "自然人列：新收3＋结转1＝4，与办理总计3＋结转下年0＝3不等，相差1。",
        ),
        (
            "I2",
            {"requests.refused_by_law.business": 2},
            "requests.total.business",
            "商业企业列：予以公开1＋部分公开0＋不予公开2＋无法提供0＋不予处理0＋其他处理0＝3，"
            "与（七）总计1不等，相差2。",
        ),
        (
            "I3",
            {"requests.received.total": 5},
            "requests.received.total",
            "“一、本年新收政府信息公开申请数量”行：各类申请人之和（自然人3＋商业企业1）＝4，"
            "与总计5不等，相差1。",
        ),
        (
            "I3",
            {"requests.not_processed_repeat.total": 1},
            "requests.not_processed_repeat.total",
            "“（五）不予处理 2.重复申请”行：各类申请人之和＝0，与总计1不等，相差1。",
        ),
        (
            "I5",
            {"disputes.reconsideration.pending": 2},
            "disputes.reconsideration.total",
            "行政复议：各种结果之和（结果维持1＋尚未审结2）＝3，与总计1不等，相差2。",
        ),
        (
            "I6",
            {"requests.disclosed.business": 4},
            "requests.disclosed.business",
            "所在行与所在列都只差3，最可能填错的是“（一）予以公开·商业企业”一格："
            "现为4，填1则行列都相等。",
        ),
        (
            "Z1",
            {"requests.carried_in.research": None},
            "requests.carried_in.research",
            "“二、上年结转政府信息公开申请数量·科研机构”为空：没有发生的应当填0，不得留空。",
        ),
        (
            "Z2",
            {"proactive.penalties": -8},
            "proactive.penalties",
            "“行政处罚·本年处理决定数量”为-8，件数和金额不能小于0。",
        ),
        (
            "Z3",
            {"proactive.administrative_fees_wan": Decimal("1.2345678")},
            "proactive.administrative_fees_wan",
            "“行政事业性收费·本年收费金额（单位：万元）”为1.2345678万元，小数超过6位，小于一分钱。",
        ),
        (
            "R1",
            {"proactive.regulations.in_force": 6},
            "proactive.regulations.in_force",
            "“规章·现行有效件数”为6，但本机关无权制定规章，应当为0。",
        ),
        (
            "S2",
            {"proactive.normative_documents.in_force": 0},
            "proactive.normative_documents.in_force",
            "行政规范性文件：现行有效0，少于本年制发1－本年废止0＝1，相差1。",
        ),
    ],
)
def test_a_wrong_cell_is_named(report, rule, changes, where, message):
    assert found(report, rule) == []
    finding = only(report.with_values(changes), rule)
    assert (finding.where, finding.message) == (where, message)
    assert finding.source and finding.remedy


def test_expected_and_found_stand_beside_the_message(report):
    finding = only(report.with_values({"requests.carried_out.natural_person": 0}), "I1")
    assert finding.to_json() == {
        "rule": "I1",
        "severity": "error",
        "where": "requests.total.natural_person",
        "expected": "4",
        "found": "3",
        "message": finding.message,
        "source": finding.source,
        "remedy": finding.remedy,
    }


@pytest.mark.parametrize(
    ("year", "code"), [(2020, "2021"), (2023, "2019")], ids=["too early", "too late"]
)
def test_edition_fits_the_year(report, old_report, year, code):
    wrong = (report if code == "2021" else old_report).to_json() | {"year": year}
    finding = only(Report.from_json(wrong), "E1")
    assert finding.where == "edition"
    assert f"现为{code}版" in finding.message
    assert found(report, "E1") == found(old_report, "E1") == []


def test_years_without_an_edition_are_an_error(report):
    finding = only(Report.from_json(report.to_json() | {"year": 2015}), "E1")
    assert (finding.where, finding.severity) == ("year", ERROR)


def test_a_blank_operand_stops_its_identities_only(report):
    blank = report.with_values({"requests.total.total": None, "requests.received.business": 7})
    rules = {(f.rule, f.where) for f in run_checks(blank)}
    assert ("Z1", "requests.total.total") in rules
    assert ("I1", "requests.total.business") in rules
    assert not {rule for rule, where in rules if where == "requests.total.total"} - {"Z1"}


def test_a_blank_line_and_a_blank_table_are_one_finding_each(report):
    line = {path: None for path in report.paths() if path.startswith("requests.disclosed.")}
    table = {path: None for path in report.paths() if path.startswith("disputes.")}
    blank = found(report.with_values({**line, **table}), "Z1")
    assert [finding.where for finding in blank] == ["requests.disclosed", "disputes"]


def test_blanks_of_the_trial_format_are_no_finding(old_report):
    assert [f for f in run_checks(old_report) if not f.where.startswith("narrative")] == []
    # What is given is still checked.
    wrong = old_report.with_values({"requests.carried_out.total": 1})
    assert only(wrong, "I1").message.startswith("总计列：新收3＋结转0＝3")


def test_the_year_changes_of_the_trial_format_may_fall(old_report):
    assert found(old_report, "Z2") == []
    assert only(old_report.with_values({"proactive_2019.licences.decisions": -4}), "Z2")


@pytest.mark.parametrize(
    ("organ", "may"),
    [
        ("江苏省人民政府", True),
        ("内蒙古自治区人民政府", True),
        ("宿迁市人民政府", None),
        ("昆山市人民政府", None),
        ("国家市场监督管理总局", None),
        ("中国气象局", None),
        ("交通运输部", None),
        ("市场监管总局", None),
        ("某县某镇人民政府", False),
        ("某市某区人民政府", False),
        ("某自治县人民政府", False),
        ("某市某区某街道办事处", False),
        ("广州市人民政府办公厅", None),
        ("某县人民政府办公室", False),
        ("江苏省财政厅", False),
        ("葫芦岛市住房公积金管理中心", False),
        ("葫芦岛市发展和改革委员会", False),
    ],
)
def test_power_to_make_regulations_by_name(organ, may):
    assert may_make_regulations(organ) is may


def test_a_setting_decides_before_the_name(report):
    wrong = report.with_values({"proactive.regulations.made": 1})
    assert only(wrong, "R1").severity is ERROR
    assert found(wrong, "R1", CheckContext(may_make_regulations=True)) == []
    city = Report.from_json(wrong.to_json() | {"organ": "某市人民政府"})
    assert found(city, "R1") == []
    assert only(city, "R1", CheckContext(may_make_regulations=False))


def test_publishing_the_regulations_of_others_is_no_fault(old_report):
    published = old_report.with_values({"proactive_2019.regulations.public": 9})
    assert found(published, "R1", CheckContext(may_make_regulations=False)) == []
    made = old_report.with_values({"proactive_2019.regulations.made": 1})
    assert only(made, "R1", CheckContext(may_make_regulations=False))


def test_every_check_is_listed_once_with_its_source():
    checks = all_checks()
    assert len({check.id for check in checks}) == len(checks)
    for check in checks:
        listed = check.to_json()
        assert set(listed) == {"id", "title", "severity", "compares", "source", "waivable"}
        assert all(listed[key] for key in ("title", "compares", "source")), check.id
    assert not any(check.waivable for check in checks if check.id in {"I1", "I2", "I3", "I5"})


def test_the_gravest_findings_come_first(report):
    wrong = report.with_values({"requests.disclosed.business": 4}).with_narrative(other="无")
    severities = [finding.severity for finding in run_checks(wrong)]
    assert severities == sorted(severities, key=[ERROR, WARNING, INFO].index)
    assert {ERROR, WARNING, INFO} == set(severities)


def test_an_empty_report_is_judged_without_falling_over():
    for year in (2019, 2023):
        assert run_checks(empty_report("", year))
