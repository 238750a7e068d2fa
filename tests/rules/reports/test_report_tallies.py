"""Counting the tables from grouped rows."""

from decimal import Decimal

import pytest

from gongkai.rules.reports.tallies import (
    DisputeCount,
    InexactWan,
    NegativeCount,
    RequestCount,
    UnknownApplicantKind,
    UnknownDispute,
    UnknownOutcomeRow,
    in_wan,
    tally_disputes,
    tally_requests,
    wan_places,
)


def test_no_rows_give_a_table_of_zeros():
    table = tally_requests([])
    assert len(table) == 25
    assert {count for cells in table.values() for count in cells.values()} == {0}


def test_requests_are_counted_by_line_and_kind():
    table = tally_requests(
        [
            RequestCount("NATURAL_PERSON", None, received=3, carried_in=1, carried_out=1),
            RequestCount("NATURAL_PERSON", "disclosed", closed=2),
            RequestCount("NATURAL_PERSON", "refused_by_law", closed=1),
            RequestCount("LEGAL_SERVICE", None, received=1),
            RequestCount("LEGAL_SERVICE", "disclosed", closed=1),
            RequestCount("LEGAL_SERVICE", "disclosed", received=2, closed=2),
        ]
    )
    assert table["received"] == {
        "natural_person": 3,
        "business": 0,
        "research": 0,
        "public_interest": 0,
        "legal_service": 3,
        "other": 0,
        "total": 6,
    }
    assert table["disclosed"]["total"] == 5
    assert table["total"]["natural_person"] == 3
    assert table["total"]["total"] == 6
    assert table["carried_out"]["total"] == 1
    assert table["received"]["total"] + table["carried_in"]["total"] == 6 + 1


def test_the_tally_fits_its_report(report):
    table = tally_requests(
        [
            RequestCount("NATURAL_PERSON", None, 3, 1, 0, 1),
            RequestCount("NATURAL_PERSON", "disclosed", 0, 0, 2, 0),
            RequestCount("NATURAL_PERSON", "unavailable_not_held", 0, 0, 1, 0),
            RequestCount("BUSINESS", "disclosed", 1, 0, 1, 0),
        ]
    )
    assert table == report.to_json()["requests"]
    assert list(table) == list(report.to_json()["requests"])


def test_the_trial_format_has_one_line_for_other_outcomes():
    assert "closed_not_corrected" not in tally_requests([], "2019")
    with pytest.raises(UnknownOutcomeRow):
        tally_requests([RequestCount("OTHER", "closed_not_corrected", closed=1)], "2019")


@pytest.mark.parametrize("row", [None, "total", "received", "carried_out", "nonsense"])
def test_closed_requests_need_an_outcome(row):
    with pytest.raises(UnknownOutcomeRow, match="2件已办结的申请没有对应的办理结果"):
        tally_requests([RequestCount("BUSINESS", row, closed=2)])


def test_unknown_applicants_are_refused():
    with pytest.raises(UnknownApplicantKind, match="“ROBOT”"):
        tally_requests([RequestCount("ROBOT", None, received=1)])


def test_negative_counts_are_refused():
    with pytest.raises(NegativeCount):
        tally_requests([RequestCount("OTHER", None, received=-1)])
    with pytest.raises(NegativeCount):
        tally_disputes([DisputeCount("reconsideration", "upheld", -1)])


def test_disputes_are_counted_by_route_and_result():
    table = tally_disputes(
        [
            DisputeCount("reconsideration", "upheld", 2),
            DisputeCount("RECONSIDERATION", "PENDING", 1),
            DisputeCount("litigation_after_reconsideration", "other", 4),
        ]
    )
    assert table["reconsideration"] == {
        "upheld": 2,
        "corrected": 0,
        "other": 0,
        "pending": 1,
        "total": 3,
    }
    assert table["litigation_direct"]["total"] == 0
    assert table["litigation_after_reconsideration"]["total"] == 4


@pytest.mark.parametrize(
    ("route", "result"),
    [("appeal", "upheld"), ("reconsideration", "won"), ("reconsideration", "total")],
)
def test_unknown_disputes_are_refused(route, result):
    with pytest.raises(UnknownDispute, match="核对案件的类型和结果"):
        tally_disputes([DisputeCount(route, result, 1)])


@pytest.mark.parametrize(
    ("yuan", "wan"),
    [
        ("0", "0"),
        ("10000", "1"),
        ("592372449", "59237.2449"),
        ("0.01", "0.000001"),
        ("123.450", "0.012345"),
        ("1E+9", "100000"),
        ("-2500", "-0.25"),
        ("98765432109876543210987654321.99", "9876543210987654321098765.432199"),
    ],
)
def test_yuan_in_wan_exactly(yuan, wan):
    assert in_wan(Decimal(yuan)) == Decimal(wan)


@pytest.mark.parametrize("yuan", ["0.001", "10.005", "NaN", "Infinity"])
def test_finer_than_a_fen_is_refused(yuan):
    with pytest.raises(InexactWan):
        in_wan(Decimal(yuan))


@pytest.mark.parametrize(
    ("amount", "places"),
    [("0", 0), ("0.000", 0), ("1.50", 1), ("100", 0), ("1E+3", 0), ("0.0000001", 7)],
)
def test_places_needed(amount, places):
    assert wan_places(Decimal(amount)) == places
