"""A person's loans: how far each is repaid, and its plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal

from gongkai.fund_services.core.choosing import fund_core
from gongkai.fund_services.core.facts import Loan, LoanState, Repayment, WorkerAccount
from gongkai.rules.fund.kinds import RepaymentMethod
from gongkai.rules.fund.schedules import ImpossibleLoan, loan_schedule, month_later

_NOTHING = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class PlanRow:
    """An instalment of a plan; `balance` is the principal left after it."""

    number: int
    due_on: date
    principal: Decimal
    interest: Decimal
    balance: Decimal
    paid_on: date | None = None

    @property
    def payment(self) -> Decimal:
        """Return what is paid at once."""
        return self.principal + self.interest


@dataclass(frozen=True, slots=True)
class RepaymentPlan:
    """What was repaid and what is to come; `is_reckoned` where the system gave no plan."""

    rows: Sequence[PlanRow]
    is_reckoned: bool

    @property
    def following(self) -> PlanRow | None:
        """Return the next instalment, None where all are paid."""
        return next((row for row in self.rows if row.paid_on is None), None)

    @property
    def paid_rows(self) -> Sequence[PlanRow]:
        """Return the instalments that are paid, as far as the system gave them."""
        return [row for row in self.rows if row.paid_on is not None]

    @property
    def coming_rows(self) -> Sequence[PlanRow]:
        """Return the instalments to come."""
        return [row for row in self.rows if row.paid_on is None]


@dataclass(frozen=True, slots=True)
class LoanView:
    """A loan by its number among a person's own, counted from the first he took."""

    number: int
    loan: Loan

    @property
    def repaid(self) -> Decimal:
        """Return how much of the principal is repaid."""
        return self.loan.principal - self.loan.remaining

    @property
    def percent(self) -> int:
        """Return the share of the principal that is repaid, in whole per cent: 100 only for all."""
        if not self.loan.principal:
            return 0
        share = self.repaid * 100 / self.loan.principal
        return int(share.to_integral_value(ROUND_DOWN))

    @property
    def is_settled(self) -> bool:
        """Tell whether nothing is owed any more."""
        return self.loan.state is LoanState.SETTLED


def my_loans(account: WorkerAccount) -> list[LoanView]:
    """Return the loans of which a person is a borrower, newest first.

    :raises CoreAway: if the business system cannot be asked
    """
    loans = sorted(
        fund_core().loans(account.account_no), key=lambda each: (each.issued_on, each.contract_no)
    )
    return [LoanView(number, loan) for number, loan in enumerate(loans, start=1)][::-1]


def repayment_plan(loan: Loan, on: date) -> RepaymentPlan:
    """Return the plan of a loan: the system's own rows, else what is left reckoned by the rules.

    :raises CoreAway: if the business system cannot be asked
    """
    told = fund_core().repayments(loan.contract_no)
    if told:
        return RepaymentPlan(_told_rows(loan, told), is_reckoned=False)
    return RepaymentPlan(_reckoned_rows(loan, on), is_reckoned=True)


def _told_rows(loan: Loan, told: Sequence[Repayment]) -> list[PlanRow]:
    rows, balance = [], loan.principal
    for each in told:
        balance = max(balance - each.principal, _NOTHING)
        rows.append(
            PlanRow(each.number, each.due_on, each.principal, each.interest, balance, each.paid_on)
        )
    return rows


def _reckoned_rows(loan: Loan, on: date) -> list[PlanRow]:
    """Return the instalments to come by what is left, at the rate of today to the end."""
    paid = 0
    while paid < loan.months and month_later(loan.issued_on, paid + 1) <= on:
        paid += 1
    left = loan.months - paid
    if not loan.remaining or left < 1:
        return []
    try:
        schedule = loan_schedule(
            principal=loan.remaining,
            months=left,
            rates=loan.annual_rate,
            method=RepaymentMethod(loan.method.value),
            issued_on=month_later(loan.issued_on, paid),
        )
    except ImpossibleLoan:
        return []
    return [
        PlanRow(paid + row.number, row.due_on, row.principal, row.interest, row.balance)
        for row in schedule.rows
    ]
