"""The measurement of a repayment schedule works and can fail; how fast it is, no test asks."""

import pytest
from bench.fund_schedule import RowsDiffer, measured
from bench.timing import Comparison, Fact, Limit

from bench import fund_schedule


def test_a_schedule_is_measured_beside_one_that_comes_to_the_same():
    results = measured(1)
    assert [type(one) for one in results] == [Comparison, Limit, Limit, Limit, Fact]
    assert results[-1].text == "360"


def test_sums_that_differ_are_not_timed(monkeypatch):
    monkeypatch.setattr(fund_schedule, "_PRINCIPAL", 999_999)
    rows = fund_schedule.reference()
    monkeypatch.undo()
    monkeypatch.setattr(fund_schedule, "reference", lambda: rows)
    with pytest.raises(RowsDiffer):
        measured(1)
