"""The figures of a week's or month's bulletin, counted from the records when it is asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.agencies.models import Agency
from gongkai.documents.bulletins.figures import (
    BulletinFigures,
    BulletinKind,
    Counted,
    DayLine,
    DepartmentLine,
    RateLine,
    SlowLine,
)
from gongkai.hotline.queries.board.call_counts import Share, calls_by_day, calls_in
from gongkai.hotline.queries.board.spans import (
    Span,
    month_before,
    summed,
    week_before,
    weeks_of_year_before,
    year_before,
)
from gongkai.hotline.queries.board.ticket_counts import (
    closed_by_day,
    open_now,
    received_by_day,
    received_by_topic,
    slowest_open,
)
from gongkai.hotline.queries.board.words import words_rising
from gongkai.hotline.queries.rates import Grouping, rates_by, rates_of
from gongkai.rules.service_rates import RateCode

_SLOWEST = 10
_DEMONSTRATION = "演示数据，非真实业务"


class PeriodNotBegun(ValueError):
    """A bulletin is asked for of days that lie ahead; the message names them, in Chinese."""


@dataclass(frozen=True, slots=True)
class _Stretches:
    """What was counted, with the two stretches beside it."""

    now: Span
    before: Span
    year: Span

    @property
    def all(self) -> tuple[Span, Span, Span]:
        """Return the three in their order."""
        return self.now, self.before, self.year


def bulletin_figures(agency: Agency, kind: BulletinKind, whole: Span, on: date) -> BulletinFigures:
    """Return the figures of a period as they are on a day; a period that runs is counted so far.

    :param whole: the whole week or month
    :raises PeriodNotBegun: if it begins after the day
    """
    if whole.first > on:
        raise PeriodNotBegun(
            f"{whole.first:%Y-%m-%d}至{whole.last:%Y-%m-%d}还没有开始，请选择已经开始的周或月。"
        )
    now = Span(whole.first, min(whole.last, on))
    if kind is BulletinKind.MONTH:
        spans = _Stretches(now, month_before(now), year_before(now))
    else:
        spans = _Stretches(now, week_before(now), weeks_of_year_before(now))
    counted = [calls_in(agency, span, with_hours=span is spans.now) for span in spans.all]
    days = [calls_by_day(agency, span) for span in (spans.now, spans.year)]
    received = [received_by_day(agency, span) for span in spans.all]
    closed = [closed_by_day(agency, span) for span in spans.all]
    topics = [received_by_topic(agency, span) for span in spans.all]
    rates = [rates_of(agency, *span.both).rates for span in spans.all]
    opened = open_now(agency, on, on)
    return BulletinFigures(
        organ=agency.name,
        kind=kind,
        first=whole.first,
        last=whole.last,
        until=now.last,
        made_on=on,
        calls=Counted("接听来电", *(each.total for each in counted)),
        received=Counted("受理工单", *map(summed, received, spans.all)),
        closed=Counted("办结工单", *map(summed, closed, spans.all)),
        days=tuple(
            DayLine(
                day,
                days[0].get(day, 0),
                None if (matching := _matching(day, kind)) is None else days[1].get(matching, 0),
                received[0].get(day, 0),
                closed[0].get(day, 0),
            )
            for day in now.each()
        ),
        hours=counted[0].by_hour,
        without_hour=counted[0].without_hour,
        routes=_beside([each.by_route for each in counted]),
        topics=_beside([each.by_topic for each in counted]),
        ticket_topics=_beside(topics),
        rates=tuple(RateLine(*line) for line in zip(*rates, strict=True)),
        departments=_departments(agency, now),
        open_states=tuple((each.label, each.number) for each in opened.by_state),
        overdue=opened.overdue,
        slow=tuple(SlowLine(*each) for each in slowest_open(agency, on, _SLOWEST)),
        words=words_rising(agency, now),
        remark=_DEMONSTRATION if agency.is_demonstration else "",
    )


def _departments(agency: Agency, span: Span) -> tuple[DepartmentLine, ...]:
    return tuple(
        DepartmentLine(
            each.label,
            each.rate(RateCode.CLOSING).denominator,
            each.rate(RateCode.CLOSING).numerator,
            each.rate(RateCode.FEEDBACK),
            each.rate(RateCode.SATISFACTION),
        )
        for each in rates_by(agency, *span.both, Grouping.DEPARTMENT)
    )


def _beside(shares: Sequence[Sequence[Share]]) -> tuple[Counted, ...]:
    """Return counts by label beside those of the other stretches, in the order of the first."""
    labels = dict.fromkeys(each.label for stretch in shares for each in stretch)
    found = [{each.label: each.number for each in stretch} for stretch in shares]
    return tuple(Counted(label, *(each.get(label, 0) for each in found)) for label in labels)


def _matching(day: date, kind: BulletinKind) -> date | None:
    """Return the day a year earlier: of the same date, or for a week of the same weekday."""
    if kind is BulletinKind.WEEK:
        return day - timedelta(days=364)
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return None
