"""The limits for faults: a visible default that says it was read nowhere."""

from datetime import date

import pytest

from gongkai.rules.calendars import published_calendar
from gongkai.rules.fault_limits import FaultLimit, default_limit, fault_due


def test_the_default_says_that_no_written_source_was_read():
    limit = default_limit()
    assert (limit.turn_days, limit.handle_days) == (1, 3)
    assert not limit.is_settled
    assert "未见成文依据" in limit.source


@pytest.mark.parametrize(
    ("received", "turn_by", "handle_by"),
    [
        (date(2024, 1, 10), date(2024, 1, 11), date(2024, 1, 15)),
        (date(2024, 1, 12), date(2024, 1, 15), date(2024, 1, 17)),
        (date(2024, 2, 8), date(2024, 2, 9), date(2024, 2, 19)),
        (date(2060, 1, 5), None, None),
    ],
)
def test_days_count_from_the_day_after(received, turn_by, handle_by):
    due = fault_due(received, FaultLimit(1, 3, "", True), published_calendar())
    assert due == (turn_by, handle_by)
