"""The demonstration's calls: of the last days, in the year of loading alone, once."""

from datetime import UTC, date, datetime

import pytest

from factories import AgencyFactory, OfficerFactory
from gongkai.cli.demonstration.hotline_desk import answer_calls
from gongkai.hotline.models import Call, Ticket, Topic, WaitingCall

pytestmark = pytest.mark.django_db


@pytest.fixture
def centre():
    return AgencyFactory()


def load(centre, at):
    agent = OfficerFactory(agency=centre, role="HOTLINE_AGENT")
    answer_calls(centre, {"HOTLINE_AGENT": agent}, on=at.date(), at=at)


def test_calls_of_the_last_days_are_registered_once(centre):
    at = datetime(2024, 5, 15, 7, 0, tzinfo=UTC)
    load(centre, at)
    load(centre, at)
    assert Call.objects.count() >= 24 and Topic.objects.count() > 50
    assert Ticket.objects.filter(source="CALL").count() == 3
    assert WaitingCall.objects.filter(kind="MISSED").count() == 4
    assert WaitingCall.objects.filter(kind="PROMISED").count() == 2
    assert all(call.number.startswith("1990000") for call in Call.objects.exclude(number_digest=""))
    days = set(Call.objects.values_list("called_on", flat=True))
    assert min(days) == date(2024, 5, 7) and max(days) == date(2024, 5, 15)


def test_none_is_of_the_year_before_and_none_falls_due_without_a_calendar(centre):
    load(centre, datetime(2024, 1, 2, 3, 0, tzinfo=UTC))
    days = list(Call.objects.values_list("called_on", flat=True))
    assert days and min(days) >= date(2024, 1, 1)
    later = AgencyFactory()
    load(later, datetime(2031, 5, 15, 7, 0, tzinfo=UTC))
    assert Call.objects.filter(agency=later).exists()
    assert not Ticket.objects.filter(agency=later).exists()
