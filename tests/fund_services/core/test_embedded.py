"""The embedded business system: what it tells, takes, does in time, and refuses."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from hashlib import sha256

import pytest
from django.db import connection

from fund_services import core_people as people
from gongkai.fund_services.core.embedded import EmbeddedCore
from gongkai.fund_services.core.facts import (
    AccountState,
    Business,
    BusinessState,
    EntryKind,
    LoanState,
)
from gongkai.fund_services.core.made_up.loading import load_made_up_people
from gongkai.fund_services.core.port import CoreRefused
from gongkai.fund_services.models import CoreAccount, CoreBusiness, CoreEntry
from gongkai.rules.identity import check_credit_code, check_resident_card

ON = date(2026, 11, 20)
AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
PACE = 60

pytestmark = pytest.mark.django_db


def digest_of(*told):
    """Return a key for what is sent."""
    return sha256(repr(told).encode()).hexdigest()


class Clock:
    def __init__(self):
        self.now = AT

    def __call__(self):
        return self.now.timestamp()

    def pass_by(self, seconds):
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def clock():
    people.fill_core(ON)
    return Clock()


@pytest.fixture
def core(clock):
    return EmbeddedCore(clock, PACE)


def business(item, *, account_no="", employer_no="", rows=(), **fields):
    return Business(item, "GJJ-1", account_no, employer_no, fields, tuple(rows))


def send(core, clock, *args, **values):
    """Send business, let its time pass, and return where it stands."""
    number = core.submit(business(*args, **values), once=digest_of(args, values), at=clock.now)
    clock.pass_by(2 * PACE)
    return core.status(number)


def test_people_are_the_same_each_time_and_reach_up_to_the_day(core):
    account = core.account(people.DEPOSITING)
    assert account.paid_through == date(2026, 11, 1)
    assert (account.continuous_months, account.monthly) == (69, Decimal(1280))
    entries = core.entries(people.DEPOSITING, date(2020, 1, 1), ON)
    assert entries[-1].balance == account.balance
    assert sum(each.amount for each in entries) == account.balance
    assert {each.kind for each in entries} == {
        EntryKind.DEPOSIT,
        EntryKind.INTEREST,
        EntryKind.WITHDRAWAL,
    }
    assert load_made_up_people(on=ON) is False


def test_each_person_plays_a_part(core):
    states = {
        people.SEALED: AccountState.SEALED,
        people.CLOSED: AccountState.CLOSED,
        people.NEW_WORKER: AccountState.NORMAL,
    }
    for account_no, state in states.items():
        assert core.account(account_no).state is state
    assert core.account(people.CLOSED).balance == 0
    assert core.account(people.NEW_WORKER).continuous_months == 4
    assert core.loans(people.DEPOSITING) == []
    [loan] = core.loans(people.BORROWER)
    assert core.loans(people.CO_BORROWER) == [loan] and len(loan.borrowers) == 2
    [settled] = core.loans(people.SETTLED)
    assert (settled.state, settled.remaining) == (LoanState.SETTLED, 0)
    assert [each.state for each in core.loans(people.TWO_LOANS)] == [
        LoanState.REPAYING,
        LoanState.SETTLED,
    ]
    assert core.account(people.TWO_LOANS).loans_taken == 2


def test_instalments_add_up_to_the_loan(core):
    for account_no in (people.BORROWER, people.SETTLED, people.TWO_LOANS):
        for loan in core.loans(account_no):
            plan = core.repayments(loan.contract_no)
            paid = sum(each.principal for each in plan if each.paid_on)
            assert sum(each.principal for each in plan) == loan.principal
            assert loan.principal - paid == loan.remaining
            assert all(each.principal > 0 and each.interest >= 0 for each in plan)


def test_nobody_is_real(core):
    workers = core.employer_workers(people.SMALL_EMPLOYER)
    numbers = [each.identity_number for each in workers]
    assert all(check_resident_card(each, ON).fault == "" for each in numbers)
    assert all(each.startswith("219999") for each in numbers)
    employer = core.employer(people.SMALL_EMPLOYER)
    assert check_credit_code(employer.credit_code).fault == ""
    assert core.employer_of(employer.credit_code.lower()) == employer


def test_two_thousand_work_for_the_large_one():
    people.fill_core(ON, with_large_employer=True)
    core = EmbeddedCore(Clock(), PACE)
    workers = core.employer_workers(people.LARGE_EMPLOYER)
    assert len(workers) == core.employer(people.LARGE_EMPLOYER).workers == 2000
    assert len({each.identity_number for each in workers}) == 2000
    assert core.employer(people.SMALL_EMPLOYER).workers == 12


def test_a_person_is_found_by_his_number_and_stands_encrypted(core):
    told = people.person(people.DEPOSITING)
    assert core.account_of(f" {told.identity_number} ").account_no == people.DEPOSITING
    assert core.account_of("110101199001011234") is None
    with connection.cursor() as cursor:
        for model in (CoreAccount, CoreEntry):
            cursor.execute(f"SELECT * FROM {model._meta.db_table}")
            stored = str(cursor.fetchall())
            assert told.identity_number not in stored and "某某" not in stored
            assert "balance" not in stored


def test_business_goes_its_way_in_time(core, clock):
    number = core.submit(
        business("RENT_WITHDRAWAL", account_no=people.DEPOSITING, amount="1500"), once="a", at=AT
    )
    before = core.account(people.DEPOSITING).balance
    assert core.status(number).state is BusinessState.RECEIVED
    clock.pass_by(PACE)
    assert core.status(number).state is BusinessState.HANDLING
    assert core.account(people.DEPOSITING).balance == before
    clock.pass_by(PACE)
    account = core.account(people.DEPOSITING)
    assert account.balance == before - 1500
    status = core.status(number)
    assert (status.state, status.amount) == (BusinessState.DONE, Decimal(1500))
    last = core.entries(people.DEPOSITING, ON, ON)[-1]
    assert (last.kind, last.amount, last.balance) == (
        EntryKind.WITHDRAWAL,
        Decimal(-1500),
        account.balance,
    )
    assert core.status("HX0") is None


def test_the_same_key_is_the_same_business(core):
    asked = business("RENT_WITHDRAWAL", account_no=people.DEPOSITING, amount="1500")
    assert core.submit(asked, once="a", at=AT) == core.submit(asked, once="a", at=AT)
    assert CoreBusiness.objects.count() == 1


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("RENT_WITHDRAWAL", people.DEPOSITING, {"amount": "9999999"}), "超过账户余额"),
        (("RENT_WITHDRAWAL", people.DEPOSITING, {"amount": "0"}), "不是正数"),
        (("RENT_WITHDRAWAL", people.DEPOSITING, {"amount": "1.005"}), "不是正数"),
        (("RENT_WITHDRAWAL", people.DEPOSITING, {}), "没有填写"),
        (("RENT_WITHDRAWAL", people.CLOSED, {"amount": "1"}), "已销户"),
        (("RETIREMENT_WITHDRAWAL", people.CLOSED, {}), "已销户"),
        (("RENT_WITHDRAWAL", "0", {"amount": "1"}), "没有这个个人账号"),
        (("WHOLE_EARLY_REPAYMENT", people.SETTLED, {}), "没有正在偿还的贷款"),
    ],
)
def test_what_cannot_be_is_refused_at_once(core, asked, told):
    item, account_no, fields = asked
    with pytest.raises(CoreRefused, match=told):
        core.submit(business(item, account_no=account_no, **fields), once="a", at=AT)
    assert not CoreBusiness.objects.exists()


def test_the_second_of_two_that_are_too_much_is_refused_in_the_end(core, clock):
    balance = core.account(people.NEW_WORKER).balance
    numbers = [
        core.submit(
            business("RENT_WITHDRAWAL", account_no=people.NEW_WORKER, amount=str(balance)),
            once=once,
            at=AT,
        )
        for once in "ab"
    ]
    clock.pass_by(2 * PACE)
    first, second = map(core.status, numbers)
    assert (first.state, second.state) == (BusinessState.DONE, BusinessState.REFUSED)
    assert "超过账户余额" in second.reason
    assert core.account(people.NEW_WORKER).balance == 0


def test_retirement_pays_all_and_closes_the_account(core, clock):
    balance = core.account(people.DEPOSITING).balance
    status = send(core, clock, "RETIREMENT_WITHDRAWAL", account_no=people.DEPOSITING)
    account = core.account(people.DEPOSITING)
    assert status.amount == balance
    assert (account.state, account.balance) == (AccountState.CLOSED, 0)


def test_a_loan_is_repaid_early(core, clock):
    [loan] = core.loans(people.BORROWER)
    status = send(core, clock, "WHOLE_EARLY_REPAYMENT", account_no=people.BORROWER)
    [after] = core.loans(people.BORROWER)
    assert status.amount == loan.remaining
    assert (after.state, after.remaining, after.settled_on) == (LoanState.SETTLED, 0, ON)
    plan = core.repayments(loan.contract_no)
    assert sum(each.principal for each in plan) == loan.principal
    assert all(each.paid_on for each in plan)


def test_bases_are_adjusted_for_the_employers_own_workers(core, clock):
    employer = core.employer(people.SMALL_EMPLOYER)
    worker = people.person(people.DEPOSITING)
    rows = [
        {"account_no": people.DEPOSITING, "base": "10000.00"},
        {"identity_number": people.person(people.BORROWER).identity_number, "base": "5000"},
    ]
    send(core, clock, "BASE_ADJUSTMENT", employer_no=people.SMALL_EMPLOYER, rows=rows)
    account = core.account(people.DEPOSITING)
    assert (account.base, account.monthly) == (Decimal(10000), Decimal(1600))
    assert core.account(people.BORROWER).monthly == Decimal(800)
    change = (1600 - 1280) + (800 - 1840)
    assert core.employer(people.SMALL_EMPLOYER).monthly == employer.monthly + change
    assert worker.base == 8000


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([], "没有职工明细"),
        ([{"account_no": people.LARGE_AGENT, "base": "5000"}], "第1行的职工不属于本单位"),
        ([{"account_no": people.DEPOSITING, "base": "很多"}], "第1行没有缴存基数"),
        ([{"account_no": people.DEPOSITING, "base": "1"}, {"base": "1"}], "第2行的职工不属于"),
    ],
)
def test_rows_that_cannot_be_are_refused(core, rows, told):
    asked = business("BASE_ADJUSTMENT", employer_no=people.SMALL_EMPLOYER, rows=rows)
    with pytest.raises(CoreRefused, match=told):
        core.submit(asked, once="a", at=AT)


def test_other_business_of_an_employer(core, clock):
    small = {"employer_no": people.SMALL_EMPLOYER}
    send(core, clock, "RATIO_ADJUSTMENT", **small, employer_ratio="10", worker_ratio="10")
    assert core.account(people.DEPOSITING).monthly == Decimal(1600)
    send(core, clock, "ACCOUNT_SEALING", **small, rows=[{"account_no": people.DEPOSITING}])
    assert core.account(people.DEPOSITING).state is AccountState.SEALED
    assert core.employer(people.SMALL_EMPLOYER).workers == 11
    back = {"account_no": people.DEPOSITING, "base": "8000"}
    send(core, clock, "ACCOUNT_UNSEALING", **small, rows=[back])
    before = core.account(people.DEPOSITING)
    assert (before.state, before.base) == (AccountState.NORMAL, 8000)
    send(core, clock, "BACK_DEPOSIT", **small, rows=[back | {"amount": "99.50"}])
    assert core.account(people.DEPOSITING).balance == before.balance + Decimal("99.50")
    before = core.account(people.DEPOSITING)
    send(core, clock, "MONTHLY_DEPOSIT", **small, month="2026-12")
    after = core.account(people.DEPOSITING)
    assert after.balance == before.balance + before.monthly
    assert after.paid_through == date(2026, 12, 1)
    assert after.continuous_months == before.continuous_months + 1
    send(core, clock, "MONTHLY_DEPOSIT", **small, month="2026-12", again="1")
    assert core.account(people.DEPOSITING).balance == after.balance
    with pytest.raises(CoreRefused, match="没有这个单位账号"):
        core.submit(business("MONTHLY_DEPOSIT", employer_no="0"), once="x", at=AT)


def test_no_pace_does_everything_at_once(clock):
    core = EmbeddedCore(clock, 0)
    number = core.submit(
        business("WORKER_CHANGE", account_no=people.DEPOSITING, phone="19900000099"),
        once="a",
        at=AT,
    )
    assert core.status(number).state is BusinessState.DONE
    assert core.account(people.DEPOSITING).phone == "19900000099"


def test_an_heir_takes_what_the_deceased_had_and_keeps_his_own(core, clock):
    balance = core.account(people.SEALED).balance
    status = send(
        core,
        clock,
        "INHERITANCE_WITHDRAWAL",
        account_no=people.DEPOSITING,
        deceased_identity=people.person(people.SEALED).identity_number,
    )
    assert status.amount == balance
    assert core.account(people.SEALED).state is AccountState.CLOSED
    assert core.account(people.DEPOSITING).state is AccountState.NORMAL


def test_who_has_no_account_yet_may_register(core, clock):
    assert send(core, clock, "EMPLOYER_REGISTRATION").state is BusinessState.DONE
    with pytest.raises(CoreRefused, match="没有这个个人账号"):
        core.submit(business("RENT_WITHDRAWAL", amount="1"), once="x", at=AT)
