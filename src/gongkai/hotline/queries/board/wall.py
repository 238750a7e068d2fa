"""All that the duty room's wall shows, counted from the records at the moment it is asked for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.agencies.models import Agency
from gongkai.agencies.queries import working_calendar
from gongkai.hotline.queries.board.call_counts import (
    CallCounts,
    Share,
    calls_by_day,
    calls_in,
    waiting_now,
)
from gongkai.hotline.queries.board.spans import (
    Compared,
    Span,
    month_before,
    month_to,
    one_day,
    summed,
    year_before,
)
from gongkai.hotline.queries.board.ticket_counts import (
    OpenTickets,
    SlowTicket,
    closed_by_day,
    open_now,
    received_by_day,
    slowest_open,
)
from gongkai.hotline.queries.board.words import words_rising
from gongkai.hotline.queries.rates import rates_of
from gongkai.rules.calendars import CalendarNotPublished
from gongkai.rules.rising_words import RisingWord
from gongkai.rules.service_rates import Rate

_TREND_DAYS = 30
# Reach back over any two months, and over the days of the trend.
_RECENT_DAYS = 62
_SOON_WORKING_DAYS = 2
_WORD_DAYS = 7


@dataclass(frozen=True, slots=True)
class Wall:
    """What stands on the wall; no figure of it tells of a single person."""

    on: date
    calls: CallCounts
    calls_yesterday: int
    calls_a_week_ago: int
    waiting: tuple[Share, ...]
    trend: tuple[tuple[date, int], ...]
    received_today: int
    closed_today: int
    open: OpenTickets
    slow: tuple[SlowTicket, ...]
    rates: tuple[Rate, ...]
    month: Span
    compared: tuple[Compared, ...]
    words: tuple[RisingWord, ...]

    @property
    def waiting_in_all(self) -> int:
        """Return how many numbers wait to be called."""
        return sum(each.number for each in self.waiting)


def wall_of(agency: Agency, on: date) -> Wall:
    """Return the wall of an organ on a day; its statements do not grow with the records."""
    month = month_to(on)
    calls = _both_years(calls_by_day, agency, month)
    received = _both_years(received_by_day, agency, month)
    closed = _both_years(closed_by_day, agency, month)
    trend = Span(on - timedelta(days=_TREND_DAYS - 1), on)
    return Wall(
        on=on,
        calls=calls_in(agency, one_day(on)),
        calls_yesterday=calls.get(on - timedelta(days=1), 0),
        calls_a_week_ago=calls.get(on - timedelta(days=7), 0),
        waiting=waiting_now(agency),
        trend=tuple((day, calls.get(day, 0)) for day in trend.each()),
        received_today=received.get(on, 0),
        closed_today=closed.get(on, 0),
        open=open_now(agency, on, _soon(on)),
        slow=slowest_open(agency, on),
        rates=rates_of(agency, *month.both).rates,
        month=month,
        compared=tuple(
            Compared(
                label,
                summed(by_day, month),
                summed(by_day, month_before(month)),
                summed(by_day, year_before(month)),
            )
            for label, by_day in (("来电", calls), ("受理工单", received), ("办结工单", closed))
        ),
        words=words_rising(agency, Span(on - timedelta(days=_WORD_DAYS - 1), on)),
    )


def _both_years(
    counted: Callable[[Agency, Span], Mapping[date, int]], agency: Agency, month: Span
) -> Mapping[date, int]:
    """Return the last two months day by day, and the same days of the year before."""
    recent = Span(month.last - timedelta(days=_RECENT_DAYS), month.last)
    return {**counted(agency, year_before(month)), **counted(agency, recent)}


def _soon(on: date) -> date:
    try:
        return working_calendar().add_working_days(on, _SOON_WORKING_DAYS)
    except CalendarNotPublished:
        return on + timedelta(days=_SOON_WORKING_DAYS)
