"""Two workers, two callers and two reports at once: real connections."""

import pytest

from factories import AgencyFactory
from gongkai.messages.models import Dispatch
from gongkai.messages.operations.carrying import carry_one
from gongkai.messages.operations.reporting import take_report, use_nonce
from gongkai.messages.outlets.signing import Forged
from gongkai.messages.outlets.sms import Report
from messages.telling import PHONE, told

pytestmark = pytest.mark.django_db(databases=[])


@pytest.fixture
def place(race):
    """Return an organ on the database that is raced on."""
    return AgencyFactory()


def test_one_of_many_workers_sends(race, place, sms, at):
    row = told(place, at)
    done = race(*[lambda: carry_one(key=row.pk, at=at)] * 4)
    assert sorted(done) == [False, False, False, True]
    assert sms.texts[PHONE] == 1 and Dispatch.objects.get().state == "SENT"


def test_one_key_at_once_is_one_message(race, place, sms, at):
    done = race(*[lambda: told(place, at).pk] * 4)
    assert set(done) == {Dispatch.objects.get().pk}


def test_reports_that_come_together_end_as_delivered(race, place, sms, at):
    row = told(place, at)
    carry_one(key=row.pk, at=at)
    reports = [Report(row.wire_id, state, at, "停机", "") for state in ("failed", "delivered")] * 2
    race(*[lambda each=each: take_report(report=each, at=at) for each in reports])
    assert Dispatch.objects.get().state == "DELIVERED"


def test_a_call_played_twice_at_once_is_taken_once(race, place, at):
    done = race(*[lambda: use_nonce(nonce="sms:x", at=at)] * 3)
    assert sum(isinstance(each, Forged) for each in done) == 2
