"""Who comes at once: a code counts once, a person has one account, an employer keeps a manager."""

from datetime import timedelta

import pytest

from factories import AgencyFactory, OfficerFactory
from fund_services.core_people import DEPOSITING, fill_core, person
from fund_services.signing_in import AT, PASSWORD, an_account, an_agent
from gongkai.fund_services.models import (
    AccountCode,
    AccountEvent,
    AccountSession,
    CodePurpose,
    EmployerAgent,
    OnlineAccount,
    SignInFailure,
)
from gongkai.fund_services.operations.accounts.codes import TRIES
from gongkai.fund_services.operations.accounts.knowing import Person
from gongkai.fund_services.operations.accounts.naming import (
    accept_naming,
    name_agent,
    withdraw_agent,
)
from gongkai.fund_services.operations.accounts.office import issue_counter_code
from gongkai.fund_services.operations.accounts.proving import begin_proof, register
from gongkai.fund_services.operations.accounts.recording import Place
from gongkai.fund_services.operations.accounts.refusing import AccountRefused
from gongkai.fund_services.operations.accounts.sweeping import sweep_accounts

ON = AT.date()


def someone():
    told = person(DEPOSITING)
    return Person(told.name, told.identity_number, told.phone)


def proof(agency):
    """Return a code of the counter, and what somebody was asked for."""
    fill_core(ON)
    officer = OfficerFactory(agency=agency, role="SERVICE_HANDLER")
    issued = issue_counter_code(
        agency=agency, person=someone(), without_account=False, has_seen=True,
        officer=officer, on=ON, at=AT,
    )  # fmt: skip
    asked = begin_proof(agency=agency, purpose=CodePurpose.OPENING, person=someone(), at=AT)
    return issued.code, asked.code


def opened(agency, code, asked):
    return register(
        agency=agency, person=someone(), asked=asked, code=code, password=PASSWORD,
        again=PASSWORD, at=AT, place=Place(),
    )  # fmt: skip


def test_a_code_counts_once_and_a_person_has_one_account(race):
    agency = AgencyFactory()
    code, asked = proof(agency)
    results = race(*[lambda: opened(agency, code, asked)] * 4)
    assert sum(isinstance(each, AccountRefused) for each in results) == 3, results
    assert OnlineAccount.objects.count() == 1
    assert AccountCode.objects.filter(purpose="COUNTER", used_at__isnull=False).count() == 1


def test_a_code_is_not_tried_more_often_by_many_at_once(race):
    agency = AgencyFactory()
    _, asked = proof(agency)
    results = race(*[lambda: opened(agency, "WRONG-WRONG", asked)] * 8)
    assert all(isinstance(each, AccountRefused) for each in results)
    asked.refresh_from_db()
    assert asked.tries == TRIES


def test_two_managers_cannot_both_go_as_the_last(race):
    agency = AgencyFactory()
    first, second = (
        an_agent(an_account(agency), employer_no="D1", is_manager=True) for _ in range(2)
    )
    results = race(
        lambda: withdraw_agent(manager=first, agent=first, at=AT),
        lambda: withdraw_agent(manager=second, agent=second, at=AT),
    )
    assert sum(isinstance(each, AccountRefused) for each in results) == 1, results
    assert EmployerAgent.objects.filter(until_at=None, is_manager=True).count() == 1


def test_a_naming_is_accepted_once(race):
    agency = AgencyFactory()
    manager = an_agent(an_account(agency), employer_no="D1", is_manager=True)
    named = an_account(agency, name="被授权人")
    naming = name_agent(
        manager=manager, name=named.name, identity_number=named.identity_number,
        items=["BASE_ADJUSTMENT"], is_manager=False, at=AT,
    )  # fmt: skip

    def accept():
        return accept_naming(naming=naming, account=named, at=AT, place=Place())

    results = race(accept, accept, accept)
    assert sum(isinstance(each, AccountRefused) for each in results) == 2, results
    assert EmployerAgent.objects.filter(account=named).count() == 1


@pytest.mark.django_db
def test_what_nobody_needs_any_more_is_forgotten():
    account = an_account(AgencyFactory())
    AccountSession.objects.create(account=account, token_digest="x", begun_at=AT, seen_at=AT)
    AccountEvent.objects.create(account=account, kind="SIGNED_IN", at=AT)
    SignInFailure.objects.create(agency=account.agency, number_digest="x", at=AT)
    assert sweep_accounts(at=AT + timedelta(days=89)) == 0
    assert sweep_accounts(at=AT + timedelta(days=91)) == 1
    assert sweep_accounts(at=AT + timedelta(days=181)) == 2
    assert OnlineAccount.objects.count() == 1
