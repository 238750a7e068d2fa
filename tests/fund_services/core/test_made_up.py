"""The made-up people make sense on whatever day the system is filled."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from gongkai.fund_services.core.facts import (
    AccountEntry,
    AccountState,
    Loan,
    LoanState,
    Repayment,
    WorkerAccount,
)
from gongkai.fund_services.core.made_up.histories import (
    account_of,
    entries_of,
    instalments_of,
    loan_of,
)
from gongkai.fund_services.core.made_up.people import employers, named_workers, other_workers
from gongkai.fund_services.core.reading import read_fact
from gongkai.fund_services.core.writing import as_json

DAYS = [date(2024, 1, 10) + timedelta(days=29 * number) for number in range(50)]
DAYS += [date(2026, 1, 31), date(2026, 2, 28), date(2026, 6, 30), date(2026, 7, 1)]
EMPLOYERS = {each.employer_no: each for each in employers()}


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_accounts_follow_from_their_entries(on):
    for worker in named_workers():
        employer = EMPLOYERS[worker.employer_no]
        entries = entries_of(worker, employer, on)
        account = account_of(worker, employer, entries, on)
        assert read_fact(WorkerAccount, as_json(account)) == account
        assert [read_fact(AccountEntry, as_json(each)) for each in entries] == entries
        assert [each.on for each in entries] == sorted(each.on for each in entries)
        assert all(each.on <= on and each.balance >= 0 and each.amount for each in entries)
        running = Decimal(0)
        for each in entries:
            running += each.amount
            assert each.balance == running
        assert account.balance == running
        assert (account.balance == 0) == (account.state is AccountState.CLOSED)


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_loans_follow_from_their_instalments(on):
    for worker in named_workers():
        for told in worker.loans:
            plan = instalments_of(told, on)
            loan = loan_of(told, [worker], plan, on)
            assert read_fact(Loan, as_json(loan)) == loan
            assert [read_fact(Repayment, as_json(each)) for each in plan] == plan
            assert sum(each.principal for each in plan) == loan.principal
            paid = [each for each in plan if each.paid_on]
            assert loan.principal - sum(each.principal for each in paid) == loan.remaining
            assert all(each.paid_on <= on for each in paid)
            assert (loan.state is LoanState.SETTLED) == (len(paid) == len(plan))


def test_a_loan_of_2023_has_the_rates_that_were_published():
    worker = next(each for each in named_workers() if each.name.startswith("孙"))
    [told] = worker.loans
    on = date(2026, 11, 25)
    assert loan_of(told, [worker], instalments_of(told, on), on).annual_rate == Decimal("2.6")
    payments = {
        each.due_on.year: each.principal + each.interest for each in instalments_of(told, on)
    }
    assert payments[2024] > payments[2025] > payments[2026] == payments[2027]


def test_nobody_has_the_number_of_somebody_else():
    workers = list(named_workers())
    for employer_no in EMPLOYERS:
        workers += other_workers(employer_no, 2000)
    for field in ("account_no", "identity_number", "phone"):
        assert len({getattr(each, field) for each in workers}) == len(workers)
