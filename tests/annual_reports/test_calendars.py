"""Adding a year to the working calendar moves the due days that waited for it."""

from datetime import date

import pytest

from factories import AgencyFactory, OfficerFactory
from gongkai.agencies.permissions import NotAllowed
from gongkai.agencies.queries import working_calendar
from gongkai.annual_reports.operations.calendars import add_calendar_year
from gongkai.audit.queries import entries_of
from gongkai.casework.models import DisclosureRequest
from gongkai.ledgers.operations import store_rows
from gongkai.rules.calendar_years import CalendarYear

pytestmark = pytest.mark.django_db
# An invented notice: nobody knows the real one yet.
HOLIDAYS = "1月1日至3日、2月5日至11日、4月5日、5月1日至5日、6月9日、9月15日、10月1日至7日"
TABLE = CalendarYear.parse(2027, HOLIDAYS, "2月14日", "演示通知")


@pytest.fixture
def waiting(at):
    """Return an organ with one open request that is due in a year without a calendar."""
    agency = AgencyFactory()
    row = {
        "register_no": "SQ-1",
        "channel": "IN_PERSON",
        "received_on": date(2026, 12, 25),
        "applicant_kind": "NATURAL_PERSON",
        "wanted": "预算信息",
    }
    store_rows(agency=agency, rows={"requests": [row]}, officer=None, at=at.replace(year=2026))
    return DisclosureRequest.objects.get(agency=agency)


def test_a_request_due_in_an_unpublished_year_has_a_reason_and_no_date(waiting):
    assert waiting.due_on is None
    assert "2027" in waiting.due_reason


def test_the_year_gives_it_its_date_and_the_trail_says_so(waiting, on, at):
    head = OfficerFactory(agency=waiting.agency, head=True)
    add_calendar_year(table=TABLE, officer=head, on=on, at=at)
    waiting.refresh_from_db()
    assert waiting.due_on == working_calendar().add_working_days(date(2026, 12, 25), 20)
    assert waiting.due_reason == ""
    entry = entries_of(waiting.agency).get(action="calendar.add")
    assert entry.detail["due_days_moved"] == {waiting.agency.code: 1}


def test_only_the_head_of_the_office_may_add_a_year(waiting, on, at):
    clerk = OfficerFactory(agency=waiting.agency, clerk=True)
    with pytest.raises(NotAllowed):
        add_calendar_year(table=TABLE, officer=clerk, on=on, at=at)
    waiting.refresh_from_db()
    assert waiting.due_on is None
