"""What made-up people have behind them on a day: deposits month by month, interest, loans."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from gongkai.fund_services.core.facts import (
    AccountEntry,
    AccountState,
    EntryKind,
    Loan,
    LoanState,
    Repayment,
    WorkerAccount,
)
from gongkai.fund_services.core.made_up.people import MadeUpEmployer, MadeUpLoan, MadeUpWorker
from gongkai.rules.fund.kinds import HomeOrder, PrepaymentWay
from gongkai.rules.fund.kinds import RepaymentMethod as Reckoned
from gongkai.rules.fund.rates import RateFrom, first_rate_on, rates_over_life
from gongkai.rules.fund.schedules import Prepayment, loan_schedule

_DEPOSIT_DAY = 10
_INTEREST = Decimal("0.015")
_CENT, _YUAN = Decimal("0.01"), Decimal(1)


def monthly_of(base: Decimal, employer_ratio: Decimal, worker_ratio: Decimal) -> Decimal:
    """Return what both deposit each month, each side rounded to the yuan."""
    sides = (base * ratio / 100 for ratio in (employer_ratio, worker_ratio))
    whole = sum(side.quantize(_YUAN, ROUND_HALF_UP) for side in sides)
    return Decimal(whole).quantize(_CENT)


def months_before(on: date, months: int) -> date:
    """Return the first day of the month so many months before a day's."""
    count = on.year * 12 + on.month - 1 - months
    return date(count // 12, count % 12 + 1, 1)


def entries_of(worker: MadeUpWorker, employer: MadeUpEmployer, on: date) -> list[AccountEntry]:
    """Return a worker's entries up to a day, oldest first."""
    monthly = monthly_of(worker.base, employer.ratio, employer.ratio)
    found: list[AccountEntry] = []
    balance = Decimal(0)
    for day, kind, month in _happenings(worker, on):
        if kind is EntryKind.DEPOSIT:
            amount = monthly
        elif kind is EntryKind.INTEREST:
            amount = (balance * _INTEREST).quantize(_CENT, ROUND_HALF_UP)
        else:
            amount = -(balance if worker.state is AccountState.CLOSED else worker.withdrawn)
        balance += amount
        found.append(AccountEntry(day, kind, amount, balance, month))
    return found


def _happenings(worker: MadeUpWorker, on: date) -> Iterator[tuple[date, EntryKind, date | None]]:
    # Withdrawn once, before the newest deposits; a closed account gives all it has at its end.
    is_closed = worker.state is AccountState.CLOSED
    withdrawn_back = worker.paid_until_months_ago if is_closed else 7
    for back in range(worker.opened_months_ago, worker.paid_until_months_ago - 1, -1):
        month = months_before(on, back)
        paid_on = month.replace(day=_DEPOSIT_DAY)
        if paid_on <= on:
            yield paid_on, EntryKind.DEPOSIT, month
        if back == withdrawn_back and (is_closed or worker.withdrawn):
            yield month.replace(day=28), EntryKind.WITHDRAWAL, None
            if is_closed:
                return
        if month.month == 6 and month.replace(day=30) < on:
            yield month.replace(day=30), EntryKind.INTEREST, None


def account_of(
    worker: MadeUpWorker, employer: MadeUpEmployer, entries: list[AccountEntry], on: date
) -> WorkerAccount:
    """Return a worker's account after its entries."""
    paid = [each.month for each in entries if each.kind is EntryKind.DEPOSIT and each.month]
    is_closed = worker.state is AccountState.CLOSED
    return WorkerAccount(
        account_no=worker.account_no,
        name=worker.name,
        identity_number=worker.identity_number,
        phone=worker.phone,
        employer_no=employer.employer_no,
        employer_name=employer.name,
        state=worker.state,
        base=worker.base.quantize(_CENT),
        employer_ratio=employer.ratio,
        worker_ratio=employer.ratio,
        monthly=Decimal("0.00")
        if is_closed
        else monthly_of(worker.base, employer.ratio, employer.ratio),
        opened_on=months_before(on, worker.opened_months_ago),
        paid_through=paid[-1] if paid else None,
        continuous_months=len(paid),
        balance=entries[-1].balance if entries else Decimal("0.00"),
        loans_taken=len(worker.loans),
        bank_card_end=worker.bank_card_end,
    )


def lent(loan: MadeUpLoan, on: date) -> date:
    """Return the day on which a loan was paid out."""
    return months_before(on, loan.lent_months_ago).replace(day=20)


def instalments_of(loan: MadeUpLoan, on: date) -> list[Repayment]:
    """Return a loan's instalments: those up to a day are paid, all of a settled one."""
    settled_on, issued_on = _settled(loan, on), lent(loan, on)
    early = []
    if settled_on is not None:
        months = (settled_on.year - issued_on.year) * 12 + settled_on.month - issued_on.month
        if months < loan.months:
            early.append(Prepayment(months, PrepaymentWay.SETTLE))
    schedule = loan_schedule(
        principal=loan.principal,
        months=loan.months,
        rates=_rates(loan, issued_on),
        method=Reckoned(loan.method.value),
        issued_on=issued_on,
        prepayments=early,
    )
    return [
        Repayment(
            row.number,
            row.due_on,
            row.principal + row.prepaid,
            row.interest,
            _paid(row.due_on, on, settled_on),
        )
        for row in schedule.rows
    ]


def _rates(loan: MadeUpLoan, issued_on: date) -> list[RateFrom]:
    home = HomeOrder.SECOND if loan.is_second_home else HomeOrder.FIRST
    # What was lent before the first rate on record has that one.
    first, *later = rates_over_life(home, loan.months, max(issued_on, first_rate_on()))
    return [RateFrom(issued_on, first.annual), *later]


def _paid(due_on: date, on: date, settled_on: date | None) -> date | None:
    if settled_on is not None:
        return min(due_on, settled_on)
    return due_on if due_on <= on else None


def _settled(loan: MadeUpLoan, on: date) -> date | None:
    if loan.settled_months_ago is None:
        return None
    return months_before(on, loan.settled_months_ago) + timedelta(days=19)


def loan_of(
    loan: MadeUpLoan, borrowers: list[MadeUpWorker], instalments: list[Repayment], on: date
) -> Loan:
    """Return a loan as it stands on a day.

    :param borrowers: who took it first, then those who took it with him
    """
    settled_on = _settled(loan, on)
    rates = _rates(loan, lent(loan, on))
    is_early = settled_on is not None and len(instalments) < loan.months
    repaid = sum(each.principal for each in instalments if each.paid_on)
    return Loan(
        contract_no=loan.contract_no,
        account_no=borrowers[0].account_no,
        borrowers=tuple((each.name, each.identity_number) for each in borrowers),
        principal=loan.principal.quantize(_CENT),
        months=loan.months,
        annual_rate=[each.annual for each in rates if each.on <= (settled_on or on)][-1],
        method=loan.method,
        issued_on=lent(loan, on),
        address=f"葫芦岛市演示区演示路{loan.contract_no[-4:].lstrip('0')}号",
        is_second_home=loan.is_second_home,
        state=LoanState.SETTLED if settled_on else LoanState.REPAYING,
        remaining=(loan.principal - repaid).quantize(_CENT),
        settled_on=settled_on,
        settled_how=("提前还清" if is_early else "到期还清") if settled_on else "",
    )
