"""The same business sent twice at once, and readers that catch up at once: real connections."""

from datetime import date
from decimal import Decimal

import pytest

from audit.racing import race as race
from audit.racing import shared_database as shared_database
from fund_services import core_people as people
from gongkai.fund_services.core.embedded import EmbeddedCore
from gongkai.fund_services.core.facts import Business, BusinessState, EntryKind
from gongkai.fund_services.models import CoreBusiness

pytestmark = pytest.mark.django_db(databases=[])
ON = date(2024, 1, 10)


@pytest.fixture
def filled(race):
    """Return whether people are in the business system that is raced on."""
    people.fill_core(ON)


def withdrawal(amount):
    fields = {"amount": str(amount)}
    return Business("RENT_WITHDRAWAL", "GJJ-1", people.DEPOSITING, "", fields)


def test_one_key_at_once_is_one_business(race, filled, at):
    core = EmbeddedCore(at.timestamp, 60)
    numbers = race(*[lambda: core.submit(withdrawal(10), once="a", at=at)] * 4)
    assert set(numbers) == {CoreBusiness.objects.get().core_no}


def test_who_catches_up_at_once_pays_once(race, filled, at):
    core = EmbeddedCore(at.timestamp, 60)
    before = core.account(people.DEPOSITING).balance
    numbers = [core.submit(withdrawal(n), once=str(n), at=at) for n in (10, 20, 30)]
    later = EmbeddedCore(lambda: at.timestamp() + 120, 60)
    race(*[lambda: later.account(people.DEPOSITING)] * 4)
    assert later.account(people.DEPOSITING).balance == before - 60
    paid = [
        each
        for each in later.entries(people.DEPOSITING, ON, ON)
        if each.kind is EntryKind.WITHDRAWAL
    ]
    assert sorted(each.amount for each in paid) == [Decimal(-30), Decimal(-20), Decimal(-10)]
    assert {later.status(each).state for each in numbers} == {BusinessState.DONE}
