"""Reminders of tickets' due days: given once, caught up after days without jobs."""

from datetime import UTC, date, datetime, timedelta

import pytest

from gongkai.hotline.models import TicketReminder
from gongkai.hotline.operations.tickets.reminding import remind_of_tickets
from gongkai.messages.models import Notice
from hotline.sent_messages import sent
from hotline.tickets.opened import ON, dispatched, opened, replied, signed, ticket_office


@pytest.fixture
def office(db):
    return ticket_office()


def remind(day):
    return remind_of_tickets(on=day, at=datetime(day.year, day.month, day.day, 2, tzinfo=UTC))


def told():
    return list(Notice.objects.order_by("pk").values_list("officer__name", flat=True))


def test_each_reminder_is_given_once_and_overdue_tells_those_above(office):
    signed(office)
    Notice.objects.all().delete()
    days = [10, 10, 15, 15, 17, 18, 19]
    assert [remind(date(2024, 1, day)) for day in days] == [1, 0, 1, 0, 1, 1, 0]
    assert told() == ["周信贷"] * 4 + ["陈派单", "冯科长"]


def test_after_ten_days_without_jobs_all_are_on_record_and_one_is_shown(office):
    signed(office)
    Notice.objects.all().delete()
    assert remind(ON + timedelta(days=10)) == 4
    assert remind(ON + timedelta(days=10)) == 0 == remind(ON + timedelta(days=11))
    assert TicketReminder.objects.count() == 4
    assert told() == ["周信贷", "陈派单", "冯科长"]
    assert "已经逾期" in Notice.objects.first().text


def test_before_it_is_signed_for_the_department_and_before_dispatch_the_dispatcher(office):
    dispatched(office)
    opened(office)
    Notice.objects.all().delete()
    remind(ON)
    assert told() == ["周信贷", "吴信贷", "陈派单"]


def test_what_is_answered_and_what_has_its_own_reminders_is_left_out(office):
    replied(office)
    sent(office.agency)
    assert remind(date(2024, 3, 1)) == 0


def test_a_later_day_is_reminded_of_anew(office):
    row = signed(office, kind="CONSULTATION")
    remind(ON + timedelta(days=3))
    row.refresh_from_db()
    assert set(TicketReminder.objects.values_list("due_on", flat=True)) == {date(2024, 1, 11)}
