"""Quiet hours around midnight, and when an organ changes them."""

from datetime import date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.quiet_hours import QuietHours, default_quiet_hours, first_moment, quiet_hours_on

HERE = timezone(timedelta(hours=8))
OLD = date(2019, 1, 1)


def moment(text):
    return datetime.fromisoformat(text).replace(tzinfo=HERE)


@pytest.mark.parametrize(
    ("asked", "sent"),
    [
        ("2024-01-10T20:59:59", "2024-01-10T20:59:59"),
        ("2024-01-10T21:00:00", "2024-01-11T08:00:00"),
        ("2024-01-10T23:59:59", "2024-01-11T08:00:00"),
        ("2024-01-11T00:00:00", "2024-01-11T08:00:00"),
        ("2024-01-11T07:59:59", "2024-01-11T08:00:00"),
        ("2024-01-11T08:00:00", "2024-01-11T08:00:00"),
        ("2024-02-28T22:00:00", "2024-02-29T08:00:00"),
        ("2023-12-31T23:30:00", "2024-01-01T08:00:00"),
        ("2018-12-31T23:30:00", "2018-12-31T23:30:00"),
        ("2018-12-30T23:30:00", "2018-12-30T23:30:00"),
    ],
)
def test_the_default(asked, sent):
    assert first_moment(moment(asked), []) == moment(sent)


@pytest.mark.parametrize(
    ("begins", "ends", "asked", "sent"),
    [
        (time(12), time(14), "2024-01-10T11:59:00", "2024-01-10T11:59:00"),
        (time(12), time(14), "2024-01-10T12:00:00", "2024-01-10T14:00:00"),
        (time(12), time(14), "2024-01-10T23:00:00", "2024-01-10T23:00:00"),
        (time(0), time(0), "2024-01-10T00:00:00", "2024-01-10T00:00:00"),
        (time(0), time(6), "2024-01-10T00:00:00", "2024-01-10T06:00:00"),
        (time(22), time(0), "2024-01-10T23:00:00", "2024-01-11T00:00:00"),
    ],
)
def test_an_organs_own(begins, ends, asked, sent):
    assert first_moment(moment(asked), [QuietHours(OLD, begins, ends)]) == moment(sent)


def test_hours_that_change_the_next_day_are_asked_again():
    rules = [QuietHours(OLD, time(21), time(8)), QuietHours(date(2024, 1, 11), time(6), time(9))]
    assert first_moment(moment("2024-01-10T22:00:00"), rules) == moment("2024-01-11T09:00:00")
    assert first_moment(moment("2024-01-11T22:00:00"), rules) == moment("2024-01-11T22:00:00")


def test_the_default_says_that_it_is_one():
    [default] = default_quiet_hours()
    assert not default.is_settled and "默认" in default.source
    own = QuietHours(date(2024, 1, 1), time(20), time(9))
    assert quiet_hours_on(date(2023, 12, 31), [own]) == default
    assert quiet_hours_on(date(2024, 1, 1), [own]) == own


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)),
    st.times(), st.times(),
)  # fmt: skip
def test_what_is_sent_is_sent_outside_and_never_earlier(asked, begins, ends):
    rule = QuietHours(OLD, begins, ends)
    sent = first_moment(asked.replace(tzinfo=HERE), [rule])
    assert rule.end_after(sent) is None
    assert timedelta(0) <= sent - asked.replace(tzinfo=HERE) < timedelta(days=1)
