"""Reminders: each exactly once, on its own day, whatever was down and however many ask."""

from collections import Counter
from datetime import date, timedelta

import pytest

from audit.racing import race, shared_database  # noqa: F401
from factories import CaseFactory, OfficerFactory
from gongkai.casework.models import DisclosureRequest, Reminder
from gongkai.casework.operations.reminding import remind
from gongkai.messages.queries import unread_notices
from gongkai.rules.clock import Entry, Event

RECEIVED = (Entry(date(2024, 1, 2), Event.RECEIVED),)
# Due on 30 January: 23, 26 and 30 January, and 31 once overdue.
PROPER = {
    "IN_FIVE": date(2024, 1, 23),
    "IN_TWO": date(2024, 1, 26),
    "TODAY": date(2024, 1, 30),
    "OVERDUE": date(2024, 1, 31),
}


@pytest.fixture
def case(db):
    return CaseFactory(entries=RECEIVED)


@pytest.fixture
def staff(case):
    return {
        "clerk": OfficerFactory(agency=case.agency, clerk=True),
        "head": OfficerFactory(agency=case.agency, head=True),
        "handler": OfficerFactory(agency=case.agency, reviewer=True),
        "stranger": OfficerFactory(clerk=True),
    }


def told(officer):
    return [notice.text for notice in unread_notices(officer).order_by("pk")]


def test_each_reminder_comes_once_on_its_day(case, staff, at):
    days = [date(2024, 1, 15) + timedelta(days=n) for n in range(30)]
    given = {day: remind(on=day, at=at) for day in days for _twice in range(2)}
    assert not any(given.values())
    assert dict(Reminder.objects.values_list("kind", "for_on")) == PROPER
    assert Reminder.objects.count() == 4


def test_ten_days_of_downtime_lose_and_double_nothing(case, staff, at):
    assert remind(on=date(2024, 1, 22), at=at) == 0
    assert remind(on=date(2024, 2, 1), at=at) == 4
    assert remind(on=date(2024, 2, 1), at=at) == 0
    assert dict(Reminder.objects.values_list("kind", "for_on")) == PROPER
    # One notice, the last: 1 February is a working day after the 31st.
    [notice] = told(staff["clerk"])
    assert "已经逾期（应于2024-01-31提醒）" in notice


def test_the_handler_is_told_else_the_clerks_and_overdue_the_head_too(case, staff, at):
    remind(on=date(2024, 1, 23), at=at)
    assert (len(told(staff["clerk"])), told(staff["head"])) == (1, [])
    DisclosureRequest.objects.update(handler=staff["handler"])
    remind(on=date(2024, 1, 26), at=at)
    assert (len(told(staff["clerk"])), len(told(staff["handler"]))) == (1, 1)
    remind(on=date(2024, 1, 31), at=at)
    assert len(told(staff["handler"])) == 2
    [overdue] = told(staff["head"])
    assert "已经逾期" in overdue
    assert told(staff["stranger"]) == []


def test_a_handler_who_left_does_not_swallow_reminders(case, staff, at):
    DisclosureRequest.objects.update(handler=OfficerFactory(agency=case.agency))
    remind(on=date(2024, 1, 23), at=at)
    assert len(told(staff["clerk"])) == 1


def test_a_due_day_that_moved_is_reminded_of_anew(case, staff, at):
    remind(on=date(2024, 1, 30), at=at)
    DisclosureRequest.objects.update(due_on=date(2024, 2, 6))
    assert remind(on=date(2024, 1, 31), at=at) == 1
    assert Reminder.objects.latest("pk").due_on == date(2024, 2, 6)


def test_closed_and_waiting_cases_are_left_alone(db, at):
    CaseFactory(entries=(*RECEIVED, Entry(date(2024, 1, 9), Event.REPLIED)), outcome="DISCLOSED")
    CaseFactory(entries=(*RECEIVED, Entry(date(2024, 1, 9), Event.CORRECTION_ASKED)))
    assert remind(on=date(2024, 2, 20), at=at) == 0


def test_many_cases_ask_few_questions(case, at, django_assert_max_num_queries):
    OfficerFactory(agency=case.agency, clerk=True)
    CaseFactory.create_batch(20, agency=case.agency, entries=RECEIVED)
    with django_assert_max_num_queries(40):
        assert remind(on=date(2024, 1, 23), at=at) == 21


def test_two_workers_at_once_remind_once(race, at):  # noqa: F811
    case = CaseFactory(entries=RECEIVED)
    clerk = OfficerFactory(agency=case.agency, clerk=True)
    CaseFactory.create_batch(5, agency=case.agency, entries=RECEIVED)
    results = race(*[lambda: remind(on=date(2024, 2, 1), at=at)] * 3)
    assert sum(results) == 24
    assert Counter(Reminder.objects.values_list("kind", flat=True)) == dict.fromkeys(PROPER, 6)
    # One of each case, no more.
    assert unread_notices(clerk).count() == 6
