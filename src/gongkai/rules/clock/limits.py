"""The plain limits in working days: publication, correction notice, opinions, payment."""

from datetime import date

from gongkai.rules.calendars import WorkingCalendar
from gongkai.rules.clock.steps import Due, chinese_day, step_of
from gongkai.rules.statutes import Figure, Statute, statute_in_force


def publish_by(formed_on: date, calendar: WorkingCalendar, statute: Statute | None = None) -> Due:
    """Return the last day to publish information formed or changed on a day: 条例第二十六条.

    A law or regulation may set another limit; then that one holds.
    """
    figure = (statute or statute_in_force(formed_on)).publication
    return _limit(figure, formed_on, calendar, "信息形成或者变更", "主动公开")


def correction_notice_by(
    received_on: date, calendar: WorkingCalendar, statute: Statute | None = None
) -> Due:
    """Return the last day to ask the applicant for correction: 条例第三十条."""
    figure = (statute or statute_in_force(received_on)).correction_notice
    return _limit(figure, received_on, calendar, "收到申请", "一次性告知补正")


def third_party_opinion_by(
    reached_on: date, calendar: WorkingCalendar, statute: Statute | None = None
) -> Due:
    """Return the last day of a third party's opinion: 条例第三十二条.

    A third party that stays silent leaves the decision to the organ; silence is no consent.
    """
    figure = (statute or statute_in_force(reached_on)).third_party_opinion
    return _limit(figure, reached_on, calendar, "第三方收到征求意见书", "第三方提出意见")


def co_maker_opinion_by(
    reached_on: date, calendar: WorkingCalendar, statute: Statute | None = None
) -> Due:
    """Return the last day of a joint maker's opinion: 条例第三十四条.

    A joint maker that stays silent consents.
    """
    figure = (statute or statute_in_force(reached_on)).co_maker_opinion
    return _limit(figure, reached_on, calendar, "被征求意见机关收到征求意见书", "该机关提出意见")


def fee_payment_by(
    reached_on: date, calendar: WorkingCalendar, statute: Statute | None = None
) -> Due:
    """Return the last day to pay the processing fee: 国办函〔2020〕109号.

    :raises FigureNotInForce: before 2021-01-01
    """
    figure = (statute or statute_in_force(reached_on)).fee_payment
    return _limit(figure, reached_on, calendar, "申请人收到收费通知", "缴纳信息处理费")


def _limit(figure: Figure, day: date, calendar: WorkingCalendar, began: str, act: str) -> Due:
    until = calendar.add_working_days(day, figure.value)
    text = (
        f"{chinese_day(day)}{began}，次日起算{figure.value}个{figure.unit}，"
        f"应在{chinese_day(until)}前（含当日）{act}"
    )
    return Due(until, "", (step_of(figure, day, until, text),))
