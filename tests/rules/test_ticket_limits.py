"""Within how long tickets are answered, returned, extended and handled again."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from gongkai.rules.calendars import CalendarNotPublished, published_calendar
from gongkai.rules.reply_limits import ReplyLimitNotInForce, TicketKind
from gongkai.rules.ticket_limits import (
    KindDays,
    OwnLimits,
    own_limit_problems,
    ticket_limit,
)

AT = datetime(2024, 1, 31, 6, tzinfo=UTC)
CALENDAR = published_calendar()


@pytest.mark.parametrize("kind", list(TicketKind))
@pytest.mark.parametrize("urgency", ["ORDINARY", "COMPLEX", "URGENT"])
def test_every_kind_has_a_limit_that_says_it_is_ours(kind, urgency):
    limit = ticket_limit(kind, urgency, date(2024, 1, 10))
    assert (limit.days is None) == (limit.hours is not None) == (urgency == "URGENT")
    assert limit.longest >= (limit.days or 0) and not limit.is_settled
    assert "系统默认值" in limit.source and limit.return_days == 1


@pytest.mark.parametrize(
    ("kind", "urgency", "due", "words"),
    [
        # Before the holidays of 2024, with 4 and 18 February worked.
        (TicketKind.CONSULTATION, "ORDINARY", date(2024, 2, 1), "1个工作日"),
        (TicketKind.COMPLAINT, "ORDINARY", date(2024, 2, 6), "5个工作日"),
        (TicketKind.COMPLAINT, "COMPLEX", date(2024, 2, 19), "10个工作日"),
        (None, "ORDINARY", date(2024, 2, 6), "5个工作日"),
        (TicketKind.HELP, "URGENT", date(2024, 2, 1), "24小时"),
    ],
)
def test_days_are_counted_from_the_day_after_acceptance(kind, urgency, due, words):
    limit = ticket_limit(kind, urgency, AT.date())
    assert limit.due(AT.date(), AT, CALENDAR).on == due and limit.words == words


def test_return_extension_and_second_handling_have_their_own():
    limit = ticket_limit(TicketKind.COMPLAINT, "ORDINARY", date(2024, 1, 12))
    assert limit.returned_by(date(2024, 1, 12), CALENDAR) == date(2024, 1, 15)
    assert limit.latest_on(date(2024, 1, 12), CALENDAR) == date(2024, 2, 2)
    assert limit.again_by(date(2024, 1, 12), CALENDAR) == date(2024, 1, 19)


def test_hours_need_no_calendar_and_days_do():
    last = datetime(2026, 12, 31, 9, tzinfo=UTC)
    urgent = ticket_limit(TicketKind.HELP, "URGENT", last.date())
    assert urgent.due(last.date(), last, CALENDAR).on == date(2027, 1, 1)
    with pytest.raises(CalendarNotPublished):
        ticket_limit(TicketKind.HELP, "ORDINARY", last.date()).due(last.date(), last, CALENDAR)


def test_before_the_first_limit_there_is_none():
    with pytest.raises(ReplyLimitNotInForce, match="2019-01-01"):
        ticket_limit(TicketKind.HELP, "ORDINARY", date(2018, 12, 31))


OWN = OwnLimits(date(2024, 6, 1), "本中心〔2024〕1号", 12, 2, 3,
                dict.fromkeys(TicketKind, KindDays(3, 6, 9)))  # fmt: skip


def test_an_organs_own_limits_stand_before_ours_from_their_day_on():
    later = replace(OWN, in_force_from=date(2025, 1, 1), urgent_hours=2)
    own = [later, OWN]
    assert ticket_limit(TicketKind.HELP, "ORDINARY", date(2024, 5, 31), own).days == 5
    limit = ticket_limit(TicketKind.HELP, "ORDINARY", date(2024, 6, 1), own)
    assert (limit.days, limit.longest, limit.return_days, limit.is_settled) == (3, 9, 2, True)
    assert ticket_limit(TicketKind.HELP, "COMPLEX", date(2024, 6, 1), own).days == 6
    assert ticket_limit(TicketKind.HELP, "URGENT", date(2025, 6, 1), own).words == "2小时"


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"basis": " "}, "依据"),
        ({"urgent_hours": 0}, "紧急诉求"),
        ({"urgent_hours": 100}, "1到72"),
        ({"return_days": 11}, "退单"),
        ({"second_days": 0}, "二次办理"),
        ({"kinds": dict.fromkeys(TicketKind, KindDays(6, 3, 9))}, "咨询：一般6"),
        ({"kinds": dict.fromkeys(TicketKind, KindDays(1, 3, 61))}, "最长不超过60"),
    ],
)
def test_own_limits_that_make_no_sense_are_told(changes, why):
    assert own_limit_problems(OWN) == []
    assert any(why in told for told in own_limit_problems(replace(OWN, **changes)))
