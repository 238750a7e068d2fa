"""Two reports side by side: what is the same, what differs, what cannot be compared."""

from decimal import Decimal

import pytest
from hypothesis import given

from gongkai.rules.reports.comparison import CellState, compared
from gongkai.rules.reports.evidence import CellKind, CellReading, Evidence
from gongkai.rules.reports.shape import empty_report
from rules.reports.summable import few, report_of, right_reports


def cell_of(comparison, path):
    (found,) = [cell for cell in comparison.cells if cell.path == path]
    return found


@few
@given(right_reports())
def test_a_report_beside_itself_is_equal(report):
    comparison = compared(report, report)
    assert comparison.is_equal
    assert len(comparison.cells) == len(report.paths())
    assert {cell.state for cell in comparison.cells} == {CellState.SAME}
    assert all(not cell.difference for cell in comparison.cells)


@few
@given(right_reports(), right_reports())
def test_differences_turn_round_with_the_sides(one, other):
    there, back = compared(one, other), compared(other, one)
    for cell, reverse in zip(there.cells, back.cells, strict=True):
        assert cell.difference == -reverse.difference
        assert cell.state is reverse.state


DIFFERENCES = [
    (12, 15, 3, "1.25", CellState.CHANGED),
    (3, 1, -2, "0.33", CellState.CHANGED),
    (0, 4, 4, None, CellState.CHANGED),
    (4, 0, -4, None, CellState.CHANGED),
    (0, 0, 0, None, CellState.SAME),
    # A blank is unknown, so nothing is subtracted from it; yet it is not zero.
    (None, 4, None, None, CellState.CHANGED),
    (None, 0, None, None, CellState.CHANGED),
    (None, None, None, None, CellState.SAME),
]


@pytest.mark.parametrize(("a", "b", "difference", "factor", "state"), DIFFERENCES)
def test_one_cell(a, b, difference, factor, state):
    path = "requests.received.total"
    one = report_of("某局", **{path: a})
    other = report_of("某局", year=2024, **{path: b})
    cell = cell_of(compared(one, other), path)
    assert (cell.difference, cell.state) == (difference, state)
    assert cell.factor == (None if factor is None else Decimal(factor))


def test_amounts_are_subtracted_exactly():
    path = "proactive.administrative_fees_wan"
    one = report_of("某局", **{path: Decimal("12345678901234567890.12345678901234567890")})
    other = report_of("某局", **{path: Decimal("0.00000000000000000001")})
    written = cell_of(compared(other, one), path).to_json()
    assert written["difference"] == "12345678901234567890.12345678901234567889"
    assert written["a"] == "0.00000000000000000001"


def test_blank_and_stroke_are_told_apart_though_neither_is_a_number():
    report = empty_report("某局", 2023)
    path = "requests.received.total"
    stroke = Evidence("html", {path: CellReading(CellKind.NOT_APPLICABLE, "/", "")})
    comparison = compared(report, report, evidence_b=stroke)
    cell = cell_of(comparison, path)
    assert (cell.state, cell.a_text, cell.b_text) == (CellState.WRITTEN, "空白", "“/”")
    assert comparison.is_equal


def test_two_editions_meet_where_they_correspond_and_nowhere_else(old_report):
    old = old_report.with_values(
        {
            "requests.closed_other.business": 6,
            "requests.closed_other.total": 6,
            "proactive_2019.normative_documents.made": 4,
        }
    )
    new = report_of(
        "某市住房公积金管理中心",
        {
            ("closed_not_corrected", "business"): 1,
            ("closed_fee_unpaid", "business"): 2,
            ("closed_other", "business"): 4,
        },
        year=2021,
        **{"proactive.normative_documents.made": 4},
    )
    comparison = compared(old, new)
    other = cell_of(comparison, "requests.closed_other.business")
    assert (other.a, other.b, other.difference) == (6, 7, 1)
    assert other.note == "2021版为“其他处理”三行之和：1＋2＋4"
    paths = [cell.path for cell in comparison.cells]
    assert len(paths) == len(set(paths))
    assert not [path for path in paths if "closed_fee" in path or "closed_not" in path]
    proactive = {cell.path: cell.state for cell in comparison.cells if "proactive" in cell.path}
    assert proactive["proactive_2019.normative_documents.made"] is CellState.ONLY_A
    assert proactive["proactive.normative_documents.made"] is CellState.ONLY_B
    assert set(proactive.values()) == {CellState.ONLY_A, CellState.ONLY_B}
    assert not [cell for cell in comparison.changed if "proactive" in cell.path]
    documents = {line.key: line for line in comparison.lines}["normative_documents"]
    assert (documents.a, documents.b, documents.difference) == (4, 4, None)
    assert "格式不同" in comparison.notes[0]
    back = cell_of(compared(new, old), "requests.closed_other.business")
    assert (back.a, back.b, back.label, back.note) == (7, 6, other.label, other.note)


def test_a_sum_over_a_blank_row_is_not_made(old_report):
    new = report_of("某局", year=2021, **{"requests.closed_fee_unpaid.total": None})
    cell = cell_of(compared(old_report, new), "requests.closed_other.total")
    assert (cell.b, cell.b_text) == (None, "有空白，不能求和")


def test_main_lines(suqian):
    lines = {line.key: line.a for line in compared(suqian, suqian).lines}
    assert lines == {
        "received": 3511,
        "carried_in": 96,
        "closed": 3486,
        "disclosed": 1519,
        "refused": 142,
        "unavailable": 1078,
        "not_processed": 406,
        "closed_other": 341,
        "carried_out": 121,
        "reconsideration": suqian.value("disputes.reconsideration.total"),
        "litigation": suqian.value("disputes.litigation_direct.total")
        + suqian.value("disputes.litigation_after_reconsideration.total"),
        "normative_documents": 109,
    }


def test_a_blank_row_total_is_found_from_its_kinds_but_not_from_blanks(old_report):
    kinds = ("natural_person", "business", "research", "public_interest", "legal_service", "other")
    report = old_report.with_values(
        {"requests.disclosed.total": None, "requests.partly_disclosed.total": None}
        | {f"requests.disclosed.{kind}": 2 for kind in kinds}
        | {f"requests.partly_disclosed.{kind}": 1 for kind in kinds}
    )
    lines = {line.key: line.a for line in compared(report, report).lines}
    assert lines["disclosed"] == 18
    assert lines["refused"] is None


def test_kinds_of_applicants(suqian):
    kinds = {line.key: line.a for line in compared(suqian, suqian).applicants}
    assert "total" not in kinds
    assert sum(kinds.values()) == 3511


def test_json(report, previous):
    written = compared(previous, report).to_json()
    assert list(written)[:4] == ["a", "b", "cells", "texts"]
    assert written["a"] == {"organ": previous.organ, "year": 2022, "edition": "2021"}
    assert {"where", "label", "a", "b", "difference"} <= set(written["cells"][0])
    assert {"part", "kind", "a", "b"} <= set(written["texts"][0])
    assert {text["part"] for text in written["texts"]} == {"overview", "problems", "other"}
    assert {part["part"]: part["share"] for part in written["copied"]}["other"] == 1.0


def test_a_part_that_one_source_does_not_hold(report):
    without = report.with_narrative(overview=None)
    overview = compared(report, without).parts[0]
    assert (overview.in_a, overview.in_b) == (True, False)
    assert {pair.kind.value for pair in overview.pairs} == {"removed"}


def test_other_organ_and_other_year_is_said(report):
    other = report_of("另一局", year=2024)
    assert any("机关和年度都不同" in note for note in compared(report, other).notes)
    assert compared(report, report).notes == ()
