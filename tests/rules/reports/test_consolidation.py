"""Sums of subordinates: counted independently, whole only where every organ gave a number."""

from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.reports.consolidation import (
    NotConsolidated,
    consolidated,
    identity_findings,
)
from gongkai.rules.reports.organs import attendance
from gongkai.rules.reports.shape import empty_report
from rules.reports.summable import (
    as_subordinate,
    few,
    figures_only,
    report_of,
    right_reports,
    several,
    summed_json,
)

RECEIVED = "requests.received.total"


def summed(reports, **options):
    return consolidated("某市人民政府", 2023, [as_subordinate(each) for each in reports], **options)


@few
@given(several())
def test_right_reports_sum_to_a_right_report(reports):
    consolidation = summed(reports)
    report = consolidation.report()
    assert figures_only(report) == summed_json([figures_only(each) for each in reports])
    assert identity_findings(report) == ()
    assert consolidation.broken_identities() == ()
    assert consolidation.incomplete == ()
    assert (report.organ, report.year, report.edition) == ("某市人民政府", 2023, "2021")
    assert set(report.narrative.values()) == {None}


@few
@given(several(), st.randoms(use_true_random=False))
def test_the_order_of_files_does_not_matter(reports, shuffler: Random):
    other = list(reports)
    shuffler.shuffle(other)
    assert summed(reports).report() == summed(other).report()


@few
@given(right_reports())
def test_one_report_sums_to_itself(report):
    assert summed([report]).report().values() == report.values()


@few
@given(several())
def test_contributions_add_up_to_their_cell(reports):
    for cell in summed(reports).cells.values():
        assert [each.organ for each in cell.contributions] == [each.organ for each in reports]
        assert sum(each.value for each in cell.contributions) == cell.value


def test_a_blank_is_unknown_and_its_organ_named():
    one = report_of("甲局", {("disclosed", "business"): 3})
    other = report_of("乙局", {("disclosed", "business"): 4}).with_values({RECEIVED: None})
    consolidation = summed([one, other])
    cell = consolidation.cells[RECEIVED]
    assert (cell.value, cell.known, cell.blank_in) == (None, 3, ("乙局",))
    assert consolidation.incomplete == (cell,)
    assert consolidation.report().value(RECEIVED) is None
    assert consolidation.report(allow_blank=True).value(RECEIVED) == 3
    ((member, cells),) = consolidation.blanks_by_member()
    assert (member.organ, cells) == ("乙局", (cell,))
    # Nothing is said of an identity with a blank operand; with the known part it breaks.
    assert consolidation.broken_identities() == ()
    broken = consolidation.broken_identities(allow_blank=True)
    assert {(each.finding.rule, each.organs) for each in broken} == {
        ("I1", ("乙局",)),
        ("I3", ("乙局",)),
    }


def test_a_cell_that_nobody_filled_stays_blank_whatever_is_allowed():
    blank = [empty_report("甲局", 2023), empty_report("乙局", 2023)]
    report = summed(blank).report(allow_blank=True)
    assert set(report.values().values()) == {None}


def test_a_broken_input_is_named():
    one = report_of("甲局", {("disclosed", "business"): 3})
    wrong = report_of("乙局").with_values({"disputes.reconsideration.total": 9})
    consolidation = summed([one, wrong])
    ((member, finding),) = consolidation.input_findings
    assert (member.name, finding.where) == ("乙局.html", "disputes.reconsideration.total")
    (broken,) = consolidation.broken_identities()
    assert (broken.finding.rule, broken.organs) == ("I5", ("乙局",))


def test_amounts_are_summed_exactly():
    path = "proactive.administrative_fees_wan"
    one = report_of("甲局", **{path: Decimal("12345678901234567890.12345678901234567890")})
    other = report_of("乙局", **{path: Decimal("0.00000000000000000001")})
    total = summed([one, other]).report().to_json()["proactive"]["administrative_fees_wan"]
    assert total == "12345678901234567890.12345678901234567891"


def test_old_reports_sum_in_their_own_form_and_changes_may_be_negative():
    path = "proactive_2019.licences.change"
    reports = [empty_report(organ, 2020).with_values({path: -4}) for organ in ("甲局", "乙局")]
    consolidation = consolidated("某市人民政府", 2020, [as_subordinate(each) for each in reports])
    assert consolidation.report().value(path) == -8
    assert consolidation.edition == "2019"


REFUSED = [
    ([], "没有可以汇总的报告"),
    ([report_of("甲局"), report_of("甲 局")], "同一机关有几份报告（甲局：甲局.html、甲 局.html）"),
    ([report_of("甲局"), report_of("乙局", year=2022)], "年度不同（2023年：甲局.html；2022年"),
    ([report_of("甲局", year=2022)], "要汇总的是2023年，报告却是2022年的"),
    ([report_of(" ")], "没有机关名称"),
]


@pytest.mark.parametrize(("reports", "words"), REFUSED)
def test_refused(reports, words):
    with pytest.raises(NotConsolidated) as refusal:
        summed(reports)
    assert words in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_editions_are_not_mixed():
    old = as_subordinate(empty_report("甲局", 2020))
    new = report_of("乙局").to_json() | {"year": 2020}
    mixed = [old, as_subordinate(type(old.report).from_json(new))]
    with pytest.raises(NotConsolidated, match="格式不同（2019版：甲局.html；2021版：乙局.html）"):
        consolidated("某市", 2020, mixed)


def test_the_organ_of_the_sum_among_those_summed_is_noticed():
    reports = [report_of("某市人民政府"), report_of("甲局")]
    assert summed(reports).counts_itself
    assert not summed(reports[:1]).counts_itself
    assert not summed([report_of("甲局"), report_of("乙局")]).counts_itself


def test_attendance_by_name():
    found = attendance(["某市财政局", "教育局", " 民政局 "], ["某市教育局", "某市 财政局"])
    assert found.missing == ("教育局", "民政局")
    assert found.unexpected == ("某市教育局",)
    assert found.perhaps == (("教育局", "某市教育局"),)
    assert attendance([], ["甲局"]).unexpected == ()


def test_a_sum_that_breaks_an_identity_by_itself_blames_no_organ():
    consolidation = summed([report_of("甲局"), report_of("乙局")])
    cell = replace(consolidation.cells[RECEIVED], known=1)
    tampered = replace(consolidation, cells={**consolidation.cells, RECEIVED: cell})
    assert {(each.finding.rule, each.organs) for each in tampered.broken_identities()} == {
        ("I1", ()),
        ("I3", ()),
    }
