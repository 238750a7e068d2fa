from dataclasses import fields
from datetime import date
from decimal import Decimal

import pytest

from fund_services.core.facts_told import ACCOUNT, ENTRY, LOAN, STATUS
from gongkai.fund_services.core.facts import (
    AccountEntry,
    AccountState,
    BusinessStatus,
    Loan,
    WorkerAccount,
)
from gongkai.fund_services.core.reading import UnreadableFact, read_fact
from gongkai.fund_services.core.writing import as_json


def test_what_is_told_as_agreed_is_read():
    account = read_fact(WorkerAccount, ACCOUNT)
    assert account.balance == Decimal("71234.56")
    assert account.state is AccountState.NORMAL
    assert account.paid_through == date(2026, 10, 1)
    assert account.bank_card_end == ""


@pytest.mark.parametrize(
    ("kind", "told"),
    [(WorkerAccount, ACCOUNT), (AccountEntry, ENTRY), (Loan, LOAN), (BusinessStatus, STATUS)],
    ids=lambda each: getattr(each, "__name__", ""),
)
def test_what_is_written_reads_back_the_same(kind, told):
    fact = read_fact(kind, told)
    assert read_fact(kind, as_json(fact)) == fact


def test_fields_nobody_agreed_on_are_left_alone():
    assert read_fact(WorkerAccount, ACCOUNT | {"spouse": "周某某"}).name == ACCOUNT["name"]


@pytest.mark.parametrize("field", [f.name for f in fields(WorkerAccount) if f.name in ACCOUNT])
def test_every_field_must_be_there(field):
    told = {name: value for name, value in ACCOUNT.items() if name != field}
    with pytest.raises(UnreadableFact, match=f"WorkerAccount.{field}: missing"):
        read_fact(WorkerAccount, told)


@pytest.mark.parametrize("field", list(ACCOUNT))
@pytest.mark.parametrize("value", [[], {}, 1.5, True, "\x00", "很" * 400])
def test_no_field_takes_what_it_is_not(field, value):
    with pytest.raises(UnreadableFact, match=f"WorkerAccount.{field}"):
        read_fact(WorkerAccount, ACCOUNT | {field: value})


@pytest.mark.parametrize(
    ("kind", "told", "changed"),
    [
        (WorkerAccount, ACCOUNT, {"balance": 71234.56}),
        (WorkerAccount, ACCOUNT, {"balance": "71,234.56"}),
        (WorkerAccount, ACCOUNT, {"balance": "-1.00"}),
        (WorkerAccount, ACCOUNT, {"balance": "1.005"}),
        (WorkerAccount, ACCOUNT, {"balance": "1e5"}),
        (WorkerAccount, ACCOUNT, {"balance": "NaN"}),
        (WorkerAccount, ACCOUNT, {"balance": "１２"}),
        (WorkerAccount, ACCOUNT, {"worker_ratio": "101"}),
        (WorkerAccount, ACCOUNT, {"opened_on": "2019-02-30"}),
        (WorkerAccount, ACCOUNT, {"opened_on": "20190301"}),
        (WorkerAccount, ACCOUNT, {"opened_on": "0019-03-01"}),
        (WorkerAccount, ACCOUNT, {"paid_through": "2026-10-02"}),
        (WorkerAccount, ACCOUNT, {"paid_through": None}),
        (WorkerAccount, ACCOUNT, {"continuous_months": -1}),
        (WorkerAccount, ACCOUNT, {"state": "FROZEN"}),
        (WorkerAccount, ACCOUNT, {"identity_number": ""}),
        (AccountEntry, ENTRY, {"amount": "-1280.00"}),
        (AccountEntry, ENTRY, {"kind": "WITHDRAWAL"}),
        (AccountEntry, ENTRY, {"month": "2026-10-10"}),
        (Loan, LOAN, {"remaining": "480000.01"}),
        (Loan, LOAN, {"state": "SETTLED"}),
        (Loan, LOAN, {"settled_on": "2026-01-01"}),
        (Loan, LOAN, {"state": "SETTLED", "settled_on": "2026-01-01"}),
        (Loan, LOAN, {"borrowers": []}),
        (Loan, LOAN, {"borrowers": [["赵某某"]]}),
        (Loan, LOAN, {"borrowers": ["赵某某"]}),
        (Loan, LOAN, {"months": 0}),
        (Loan, LOAN, {"is_second_home": 0}),
        (BusinessStatus, STATUS, {"at": "2026-11-01T09:00:00"}),
        (BusinessStatus, STATUS, {"state": "REFUSED"}),
        (BusinessStatus, STATUS, {"amount": "-5.00"}),
    ],
)
def test_what_cannot_be_is_not_read(kind, told, changed):
    with pytest.raises(UnreadableFact):
        read_fact(kind, told | changed)


def test_what_is_wrong_is_told_without_what_stood_there():
    told = ACCOUNT | {"identity_number": 219999198101010019}
    with pytest.raises(UnreadableFact) as found:
        read_fact(WorkerAccount, told)
    assert "2199" not in str(found.value)


@pytest.mark.parametrize("told", [None, [], "x", 5])
def test_only_an_object_is_a_fact(told):
    with pytest.raises(UnreadableFact):
        read_fact(WorkerAccount, told)
