"""The demonstration's counters: two of them, plans, appointments past and to come, once."""

from datetime import UTC, date, datetime, timedelta

import pytest

from gongkai.cli.demonstration.counters import open_counters
from gongkai.cli.demonstration.people import (
    demonstration_agency,
    demonstration_logins,
    demonstration_officers,
)
from gongkai.cli.demonstration.service_guides import offer_services
from gongkai.fund_services.models import AppointmentBooking, Counter, CounterClosure, SlotPlan

pytestmark = pytest.mark.django_db


@pytest.fixture
def centre(settings, tmp_path):
    settings.HOME, settings.GONGKAI_FILES = tmp_path, tmp_path / "files"
    agency = demonstration_agency()
    demonstration_logins(agency, tmp_path)
    return agency


def opened(agency, on, hour=3):
    at = datetime(on.year, on.month, on.day, hour, 0, tzinfo=UTC)
    officers = demonstration_officers(agency)
    offer_services(agency, officers, on=on - timedelta(days=30), at=at - timedelta(days=30))
    open_counters(agency, officers, on=on, at=at)


@pytest.mark.parametrize(
    ("on", "hour"),
    [
        (date(2026, 3, 10), 3),
        (date(2026, 3, 15), 1),
        (date(2026, 10, 4), 14),
        (date(2026, 5, 9), 9),
    ],
)
def test_counters_and_appointments_are_there_once_whatever_the_day(centre, on, hour):
    for _ in range(2):
        opened(centre, on, hour)
    assert Counter.objects.count() == 2 and CounterClosure.objects.count() == 1
    assert SlotPlan.objects.count() > 50
    rows = AppointmentBooking.objects.select_related("slot")
    assert rows.count() >= 5
    # Nobody of an earlier day is still to come, nobody of a later one has come.
    for row in rows:
        if row.slot.on < on:
            assert row.state in ("DONE", "ABSENT", "UNMARKED"), row
        else:
            assert row.state in ("BOOKED", "CANCELLED", "CALLED_OFF"), row
        assert row.phone.startswith("199000") and row.slot.taken <= row.slot.capacity


@pytest.mark.parametrize("on", [date(2024, 1, 5), date(2031, 6, 3)])
def test_nothing_lies_in_the_year_before_or_beyond_the_calendars(centre, on):
    opened(centre, on)
    assert not AppointmentBooking.objects.exists()
