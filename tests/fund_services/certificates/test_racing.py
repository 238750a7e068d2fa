"""Several at once: no number twice and none left out, one form one certificate."""

import pytest

from fund_services import core_people as people
from fund_services.certificates.issuing_office import make_office
from gongkai.fund_services.models import Certificate
from gongkai.fund_services.operations.certificates.refusing import CertificateActRefused
from gongkai.fund_services.operations.certificates.revoking import revoke_certificate

pytestmark = pytest.mark.postgresql


def test_ten_people_at_once_get_ten_numbers_in_a_row(race, sealing, on, at):
    office = make_office(on, at)
    accounts = [office.account(people.DEPOSITING), office.account(people.SEALED)]
    results = race(*(lambda account=accounts[n % 2]: office.issue(account) for n in range(10)))
    assert [each for each in results if isinstance(each, Exception)] == []
    numbers = sorted(Certificate.objects.values_list("number", flat=True))
    assert numbers == list(range(1, 11))
    assert len({each.code for each in results}) == 10


def test_a_button_pressed_five_times_at_once_gives_one_certificate(race, sealing, on, at):
    office = make_office(on, at)
    account = office.account()
    results = race(*(lambda: office.issue(account, token="una volta") for _ in range(5)))
    assert [each for each in results if isinstance(each, Exception)] == []
    assert len({each.pk for each in results}) == 1
    (row,) = Certificate.objects.all()
    assert row.number == 1 and office.issue(account).number == 2


def test_two_who_revoke_at_once_revoke_it_once(race, sealing, on, at):
    office = make_office(on, at)
    row = office.issue(office.account())

    def revoke():
        revoke_certificate(certificate=row, version=0, reason="有误", **office.now(office.head))

    results = race(revoke, revoke)
    assert sorted(type(each).__name__ for each in results) == ["CertificateChanged", "NoneType"]
    assert any(isinstance(each, CertificateActRefused) for each in results)
