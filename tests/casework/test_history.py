"""The history is only added to, and the due day always follows from what stands in it."""

from datetime import date

import pytest

from factories import AgencyFactory
from gongkai.agencies.models import CalendarYear
from gongkai.agencies.queries import working_calendar
from gongkai.casework.models import CaseEvent, DisclosureRequest
from gongkai.casework.operations.history import begin, limit_of, restamp, settle, standing_entries
from gongkai.casework.queries.reporting import history_of
from gongkai.rules.calendars import published_calendar
from gongkai.rules.clock import Entry, Event, ImpossibleHistory

RECEIVED = Entry(date(2023, 5, 4), Event.RECEIVED)
EXTENDED = Entry(date(2023, 5, 30), Event.EXTENDED)
HOLIDAYS = ["2040-01-01", "2040-05-01", "2040-10-01", "2040-10-02", "2040-10-03"]
REPLIED = Entry(date(2023, 6, 12), Event.REPLIED)


@pytest.fixture
def agency(db):
    return AgencyFactory()


@pytest.fixture
def request_of(agency):
    """Return a function that begins a request with a history."""

    def run(*entries, outcome="", number="SQ-1"):
        request = DisclosureRequest(
            agency=agency,
            register_no=number,
            channel="IN_PERSON",
            applicant_kind="NATURAL_PERSON",
            wanted="归集情况",
            outcome=outcome,
        )
        calendar = working_calendar()
        begin(agency=agency, requests=[request], histories=[entries], calendar=calendar)
        return request

    return run


def test_a_new_request_is_stamped_from_its_history(request_of):
    request = request_of(RECEIVED, EXTENDED, REPLIED, outcome="DISCLOSED")
    request.refresh_from_db()
    assert (request.received_on, request.due_on, request.closed_on, request.outcome) == (
        date(2023, 5, 4),
        date(2023, 6, 29),
        date(2023, 6, 12),
        "DISCLOSED",
    )


def test_an_impossible_history_creates_nothing(request_of):
    with pytest.raises(ImpossibleHistory):
        request_of(RECEIVED, Entry(date(2023, 5, 1), Event.EXTENDED))
    assert DisclosureRequest.objects.count() == CaseEvent.objects.count() == 0


def test_settling_withdraws_what_no_longer_holds_and_deletes_nothing(request_of, at):
    request = request_of(RECEIVED, EXTENDED)
    moved = Entry(date(2023, 5, 25), Event.EXTENDED)
    settle(
        request=request,
        events=[Event.EXTENDED],
        entries=[moved],
        at=at,
        calendar=published_calendar(),
    )
    assert CaseEvent.objects.count() == 3
    assert CaseEvent.objects.get(withdrawn_at=at).on == EXTENDED.on
    assert standing_entries([request.pk])[request.pk] == [RECEIVED, moved]
    assert history_of(request) == [(RECEIVED.on, "RECEIVED", ""), (moved.on, "EXTENDED", "")]


def test_settling_what_stands_already_changes_nothing(request_of, at):
    request = request_of(RECEIVED, EXTENDED)
    before = list(CaseEvent.objects.values())
    settle(
        request=request,
        events=[Event.EXTENDED],
        entries=[EXTENDED],
        at=at,
        calendar=published_calendar(),
    )
    assert list(CaseEvent.objects.values()) == before


def test_settling_into_the_impossible_changes_nothing(request_of, at):
    request = request_of(RECEIVED)
    with pytest.raises(ImpossibleHistory):
        settle(
            request=request,
            events=[Event.CORRECTED],
            entries=[Entry(date(2023, 5, 9), Event.CORRECTED)],
            at=at,
            calendar=published_calendar(),
        )
    assert CaseEvent.objects.count() == 1


def test_a_year_without_a_calendar_is_a_reason_and_no_guess():
    limit = limit_of([Entry(date(2040, 1, 4), Event.RECEIVED)], published_calendar(), "restart")
    assert limit.due_on is None
    assert "没有2040年的工作日日历" in limit.due_reason


def test_a_calendar_that_was_added_gives_the_waiting_requests_their_day(request_of, agency, at):
    request = request_of(Entry(date(2040, 3, 1), Event.RECEIVED))
    request_of(RECEIVED, number="SQ-2")
    CalendarYear.objects.create(
        year=2040, notice="通知", holidays=HOLIDAYS, make_up_days=[], entered_at=at
    )
    moved = restamp(agency=agency, cause="增加2040年工作日历", at=at)
    assert [(each.was_on, each.now_on) for each in moved] == [(None, date(2040, 3, 29))]
    request.refresh_from_db()
    assert (request.due_on, request.due_reason) == (date(2040, 3, 29), "")
    assert restamp(agency=agency, cause="增加2040年工作日历", at=at) == []


def test_another_way_to_count_after_a_fee_moves_only_open_requests(request_of, agency, at):
    fee = (Entry(date(2023, 5, 15), Event.FEE_NOTICED), Entry(date(2023, 5, 20), Event.FEE_PAID))
    still_open = request_of(RECEIVED, *fee)
    request_of(RECEIVED, *fee, REPLIED, outcome="DISCLOSED", number="SQ-2")
    agency.fee_clock_mode = "pause"
    agency.save()
    moved = restamp(agency=agency, cause="改变缴费后计期方式", at=at)
    assert [each.request for each in moved] == [still_open]
    still_open.refresh_from_db()
    assert still_open.due_on == date(2023, 6, 6)
