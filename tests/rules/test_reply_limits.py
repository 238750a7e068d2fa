"""Within how many working days what people bring is answered."""

from datetime import date

import pytest

from gongkai.rules.calendars import CalendarNotPublished, published_calendar
from gongkai.rules.reply_limits import ReplyLimitNotInForce, TicketKind, reply_limit


@pytest.mark.parametrize("kind", list(TicketKind))
def test_every_kind_has_a_name_and_a_limit_that_says_it_is_ours(kind):
    limit = reply_limit(kind, date(2024, 1, 10))
    assert (limit.ordinary, limit.complex, limit.is_settled) == (5, 15, False)
    assert kind.label and "系统默认值" in limit.source


@pytest.mark.parametrize(
    ("received", "due", "latest"),
    [
        # The working-day vectors of the 条例 hold here too.
        (date(2024, 1, 31), date(2024, 2, 6), date(2024, 2, 26)),
        (date(2025, 4, 28), date(2025, 5, 8), date(2025, 5, 22)),
        (date(2026, 9, 18), date(2026, 9, 24), date(2026, 10, 15)),
    ],
)
def test_days_are_counted_from_the_day_after_receipt(received, due, latest):
    limit = reply_limit(TicketKind.CONSULTATION, received)
    assert limit.due_on(received, published_calendar()) == due
    assert limit.latest_on(received, published_calendar()) == latest


def test_a_year_without_a_calendar_is_refused():
    limit = reply_limit(TicketKind.HELP, date(2026, 12, 29))
    with pytest.raises(CalendarNotPublished):
        limit.due_on(date(2026, 12, 29), published_calendar())


def test_before_the_first_limit_there_is_none():
    with pytest.raises(ReplyLimitNotInForce, match="2019-01-01"):
        reply_limit(TicketKind.HELP, date(2018, 12, 31))
