"""A typed report against the sum: every cell that differs, and what it may come from."""

import pytest

from gongkai.rules.reports.consolidation import consolidated
from gongkai.rules.reports.consolidation_adjustments import Adjustment, AdjustmentKind
from gongkai.rules.reports.consolidation_differences import (
    CandidateKind,
    TypedReportDiffers,
    difference_to,
    organs_explaining_all,
)
from gongkai.rules.reports.shape import empty_report
from rules.reports.summable import as_subordinate, report_of

ONE = report_of("甲局", {("disclosed", "business"): 5, ("disclosed", "other"): 1})
TWO = report_of("乙局", {("disclosed", "business"): 7})
THREE = report_of("丙局", {("unavailable_not_held", "natural_person"): 4})
MOVED = Adjustment(
    AdjustmentKind.TRANSFER, "丙局", "requests.unavailable_not_held.natural_person", 3, "移送甲局"
)


def summed(*reports, adjustments=()):
    members = [as_subordinate(each) for each in reports]
    return consolidated("某市人民政府", 2023, members, adjustments)


def told(consolidation, typed):
    return {
        each.path: (each.difference, [(one.kind, one.organ) for one in each.candidates])
        for each in difference_to(consolidation, typed)
    }


def test_the_same_report_differs_nowhere():
    consolidation = summed(ONE, TWO)
    assert difference_to(consolidation, consolidation.report()) == ()
    assert organs_explaining_all(consolidation, ()) == ()


def test_an_organ_left_out_is_named_as_a_possibility():
    consolidation = summed(ONE, TWO, THREE)
    differences = difference_to(consolidation, summed(ONE, THREE).report())
    assert {each.path for each in differences} == {
        "requests.received.business",
        "requests.received.total",
        "requests.disclosed.business",
        "requests.disclosed.total",
        "requests.total.business",
        "requests.total.total",
    }
    assert {each.difference for each in differences} == {-7}
    (candidate,) = differences[0].candidates
    assert (candidate.kind, candidate.organ) == (CandidateKind.OMITTED, "乙局")
    assert candidate.text == "差额等于乙局的7，可能漏计该单位。"
    (all_of_it,) = organs_explaining_all(consolidation, differences)
    assert all_of_it.text == "全部6处差额都等于乙局的数，可能漏计该单位。"


def test_an_organ_counted_twice():
    consolidation = summed(ONE, TWO)
    typed = summed(ONE, TWO, report_of("丁局", {("disclosed", "business"): 7})).report()
    found = told(consolidation, typed)
    assert found["requests.total.total"] == (7, [(CandidateKind.COUNTED_TWICE, "乙局")])
    (every,) = organs_explaining_all(consolidation, difference_to(consolidation, typed))
    assert (every.kind, every.organ) == (CandidateKind.COUNTED_TWICE, "乙局")


def test_an_adjustment_not_made_and_one_made_twice():
    consolidation = summed(ONE, THREE, adjustments=[MOVED])
    path = "requests.received.natural_person"
    not_made = told(consolidation, summed(ONE, THREE).report())
    assert not_made[path] == (3, [(CandidateKind.NOT_ADJUSTED, "丙局")])
    twice = consolidation.report().with_values({path: 1 - 3})
    assert told(consolidation, twice)[path] == (-3, [(CandidateKind.ADJUSTED_TWICE, "丙局")])


def test_a_difference_that_nothing_explains_says_nothing():
    typed = summed(ONE, TWO).report().with_values({"requests.refused_by_law.other": 2})
    assert told(summed(ONE, TWO), typed) == {"requests.refused_by_law.other": (2, [])}


def test_blanks_on_either_side():
    path = "requests.refused_by_law.other"
    blank = TWO.with_values({path: None})
    consolidation = summed(ONE, blank)
    typed = summed(ONE, TWO).report()
    assert path not in told(consolidation, typed)
    assert told(consolidation, typed.with_values({path: 3}))[path] == (
        3,
        [(CandidateKind.BLANK, "乙局")],
    )
    assert told(consolidation, typed.with_values({path: None}))[path] == (None, [])


@pytest.mark.parametrize("year", [2020, 2022])
def test_another_year_is_refused(year):
    with pytest.raises(TypedReportDiffers, match=f"是{year}年的"):
        difference_to(summed(ONE), empty_report("某市人民政府", year))


def test_json():
    (difference, *_) = difference_to(summed(ONE, TWO), ONE)
    assert difference.to_json() == {
        "where": "requests.received.business",
        "label": "一、本年新收政府信息公开申请数量·商业企业",
        "typed": 5,
        "sum": 12,
        "difference": -7,
        "blank_in": [],
        "candidates": [
            {"kind": "omitted", "organ": "乙局", "text": "差额等于乙局的7，可能漏计该单位。"}
        ],
    }
