"""What two organs counted is taken out once, and every identity still holds."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gongkai.rules.reports.consolidation import consolidated, identity_findings
from gongkai.rules.reports.consolidation_adjustments import (
    Adjustment,
    AdjustmentKind,
    AdjustmentRefused,
)
from rules.reports.summable import (
    KINDS,
    OUTCOMES,
    RESULTS,
    as_subordinate,
    few,
    report_of,
    right_reports,
)

TRANSFER, CO_DEFENDANT = AdjustmentKind.TRANSFER, AdjustmentKind.CO_DEFENDANT
SUITS = ["litigation_direct", "litigation_after_reconsideration"]


def transfer(path, number=1, organ="甲局", reason="移送乙局办理"):
    return Adjustment(TRANSFER, organ, path, number, reason, "调减清单第2行")


def co_defendant(path, number=1, organ="甲局"):
    return Adjustment(CO_DEFENDANT, organ, path, number, "作为复议机关共同被告")


def summed(reports, *adjustments):
    members = [as_subordinate(each) for each in reports]
    return consolidated("某市人民政府", 2023, members, adjustments)


def test_a_transferred_request_is_counted_once():
    one = report_of("甲局", {("unavailable_not_held", "business"): 5})
    other = report_of("乙局", {("disclosed", "business"): 2})
    adjustment = transfer("requests.unavailable_not_held.business", 2)
    consolidation = summed([one, other], adjustment)
    found = {path: value for path, value in consolidation.report().values().items() if value}
    assert found == {
        "requests.received.business": 5,
        "requests.received.total": 5,
        "requests.disclosed.business": 2,
        "requests.disclosed.total": 2,
        "requests.unavailable_not_held.business": 3,
        "requests.unavailable_not_held.total": 3,
        "requests.total.business": 5,
        "requests.total.total": 5,
    }
    cell = consolidation.cells["requests.received.total"]
    assert [(each.adjustment, each.change) for each in cell.changes] == [(1, -2)]
    assert consolidation.adjustments[0].reason == "移送乙局办理"


def test_a_transferred_request_still_open_leaves_what_is_carried_out():
    one = report_of("甲局", {("carried_out", "natural_person"): 3})
    report = summed([one], transfer("requests.carried_out.natural_person", 3)).report()
    assert set(report.values().values()) == {0}


def test_a_co_defendant_case_counts_for_the_organ_whose_act_is_challenged():
    suit = ("litigation_after_reconsideration", "upheld")
    reports = [report_of("甲局", disputes={suit: 2}), report_of("乙局", disputes={suit: 3})]
    adjustment = co_defendant("disputes.litigation_after_reconsideration.upheld", 2)
    report = summed(reports, adjustment).report()
    assert report.value("disputes.litigation_after_reconsideration.upheld") == 3
    assert report.value("disputes.litigation_after_reconsideration.total") == 3


@few
@given(
    right_reports(organ="甲局"),
    right_reports(organ="乙局"),
    st.lists(st.tuples(st.sampled_from([*OUTCOMES, "carried_out"]), st.sampled_from(KINDS))),
    st.lists(st.tuples(st.sampled_from(SUITS), st.sampled_from(RESULTS))),
    st.data(),
)
def test_identities_hold_after_any_adjustment_that_is_taken(one, other, cells, suits, data):
    paths = {f"requests.{row}.{kind}": transfer for row, kind in cells}
    paths |= {f"disputes.{route}.{result}": co_defendant for route, result in suits}
    paths = {path: make for path, make in paths.items() if one.value(path)}
    assume(paths)
    adjustments = [
        make(path, data.draw(st.integers(1, one.value(path)))) for path, make in paths.items()
    ]
    consolidation = summed([one, other], *adjustments)
    report = consolidation.report()
    assert identity_findings(report) == ()
    assert min(report.values().values()) >= 0
    taken = sum(each.number for each in adjustments if each.kind is TRANSFER)
    before = one.value("requests.received.total") + other.value("requests.received.total")
    assert report.value("requests.received.total") == before - taken


GIVEN = report_of(
    "甲局", {("disclosed", "business"): 2}, {("litigation_direct", "upheld"): 1}
).with_values({"requests.refused_by_law.other": None})
REFUSED = [
    ([transfer("requests.disclosed.business", 3)], "只有2，不能调减3"),
    ([transfer("requests.disclosed.business", 1)] * 3, "只有2，不能调减3"),
    ([transfer("requests.disclosed.total")], "没有写明申请人类型"),
    ([transfer("requests.received.business")], "不是2021版的办理结果"),
    ([transfer("requests.total.business")], "不是2021版的办理结果"),
    ([transfer("disputes.litigation_direct.upheld")], "不是2021版的办理结果"),
    ([transfer("requests.refused_by_law.other")], "空白，无法从中调减"),
    ([transfer("requests.disclosed.business", organ="丙局")], "没有“丙局”"),
    ([transfer("requests.disclosed.business", 0)], "应为正整数"),
    ([transfer("requests.disclosed.business", -1)], "应为正整数"),
    ([transfer("requests.disclosed.business", reason=" ")], "没有写理由"),
    ([transfer("")], "不是2021版的办理结果"),
    ([co_defendant("disputes.reconsideration.upheld")], "行政复议没有共同被告"),
    ([co_defendant("disputes.litigation_direct.total")], "不是行政诉讼的一种结果"),
    ([co_defendant("requests.disclosed.business")], "不是行政诉讼的一种结果"),
    ([co_defendant("disputes.litigation_direct.upheld", 2)], "只有1，不能调减2"),
]


@pytest.mark.parametrize(("adjustments", "words"), REFUSED)
def test_refused(adjustments, words):
    with pytest.raises(AdjustmentRefused) as refusal:
        summed([GIVEN, report_of("乙局", {("disclosed", "business"): 9})], *adjustments)
    assert words in str(refusal.value)
    assert "甲局" in str(refusal.value) or "丙局" in str(refusal.value)


def test_a_blank_total_stays_unknown():
    one = report_of("甲局", {("disclosed", "business"): 2}).with_values(
        {"requests.disclosed.total": None}
    )
    consolidation = summed([one], transfer("requests.disclosed.business"))
    assert consolidation.cells["requests.disclosed.business"].value == 1
    assert consolidation.cells["requests.disclosed.total"].value is None
