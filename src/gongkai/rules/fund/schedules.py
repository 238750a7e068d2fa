"""Repayment schedules (还款计划): 等额本息 and 等额本金, changing rates, early repayment.

Reckoned without rounding from first to last; what is shown is rounded half up to the fen. A row's
principal is the difference of the balances shown before and after it, so that the principal of all
rows is the loan, to the fen; its interest is what remains of the instalment.
"""

import calendar
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from gongkai.rules.fund.amounts import FEN, to_fen, yuan
from gongkai.rules.fund.kinds import ChangeMonth, PrepaymentWay, RepaymentMethod
from gongkai.rules.fund.rates import RateFrom

MOST_MONTHS = 360
_NOTHING = Decimal(0)
_LEAST_LEFT = FEN / 2


class ImpossibleLoan(ValueError):
    """No schedule can be made of this; the message is Chinese and names the remedy."""


@dataclass(frozen=True, slots=True)
class Prepayment:
    """Money repaid early, together with an instalment.

    :param after: number of the instalment with which it is paid
    :param amount: in yuan; None with SETTLE, which repays all that is left
    """

    after: int
    way: PrepaymentWay
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Instalment:
    """One instalment in yuan, to the fen; `balance` is what is left after it and `prepaid`.

    :param annual: the yearly rate of its interest in per cent, the later one where it changes
    """

    number: int
    due_on: date
    annual: Decimal
    payment: Decimal
    principal: Decimal
    interest: Decimal
    balance: Decimal
    prepaid: Decimal = _NOTHING


@dataclass(frozen=True, slots=True)
class Schedule:
    """A loan's instalments; the sums are of what was reckoned without rounding."""

    principal: Decimal
    months: int
    method: RepaymentMethod
    issued_on: date
    rates: tuple[RateFrom, ...]
    rows: tuple[Instalment, ...]
    total_interest: Decimal

    @property
    def first_payment(self) -> Decimal:
        """Return the first instalment."""
        return self.rows[0].payment

    @property
    def last_payment(self) -> Decimal:
        """Return the last instalment."""
        return self.rows[-1].payment

    @property
    def total_paid(self) -> Decimal:
        """Return principal and interest together."""
        return self.principal + self.total_interest

    @property
    def ends_on(self) -> date:
        """Return the day of the last instalment."""
        return self.rows[-1].due_on

    @property
    def monthly_decrease(self) -> Decimal:
        """Return by how much instalments fall each month at first: 0 with 等额本息."""
        if self.method is RepaymentMethod.ANNUITY:
            return _NOTHING
        return to_fen(self.principal / self.months * self.rates[0].annual / 1200)


def loan_schedule(
    *,
    principal: Decimal,
    months: int,
    rates: Sequence[RateFrom] | Decimal,
    method: RepaymentMethod,
    issued_on: date,
    prepayments: Sequence[Prepayment] = (),
    change_month: ChangeMonth = ChangeMonth.WHOLE_MONTH,
) -> Schedule:
    """Return the schedule of a loan; the first instalment is due a month after the issue.

    :param principal: in yuan
    :param rates: one yearly rate in per cent, or those that hold from days on, the first from the
        day of issue
    :param prepayments: in the order of their instalments
    :param change_month: how the instalment is reckoned within whose month a rate changes
    :raises ImpossibleLoan: for sums, terms, rates or early repayments that cannot be
    """
    steps = (RateFrom(issued_on, rates),) if isinstance(rates, Decimal) else tuple(rates)
    _require_possible(principal, months, steps)
    course = _Course(principal, months, steps, method, issued_on, change_month)
    rows = tuple(course.run(sorted(prepayments, key=lambda each: each.after)))
    return Schedule(principal, months, method, issued_on, steps, rows, to_fen(course.interest))


def month_later(day: date, months: int) -> date:
    """Return the same day so many months later, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    month += 1
    if day.day > 28:
        return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
    return date(year, month, day.day)


def level_payment(principal: Decimal, annual: Decimal, months: int) -> Decimal:
    """Return the unrounded instalment of 等额本息: P·r·(1+r)^n / ((1+r)^n − 1)."""
    monthly = annual / 1200
    if not monthly:
        return principal / months
    grown = (1 + monthly) ** months
    return principal * monthly * grown / (grown - 1)


def _require_possible(principal: Decimal, months: int, rates: Sequence[RateFrom]) -> None:
    if principal < FEN:
        raise ImpossibleLoan(f"贷款金额{principal}元不大于0，请核对。")
    if not 1 <= months <= MOST_MONTHS:
        raise ImpossibleLoan(f"贷款期限{months}个月不在1至{MOST_MONTHS}之间，请核对。")
    if not rates or any(each.annual < 0 for each in rates):
        raise ImpossibleLoan("年利率未填写或者为负数，请核对。")


class _Course:
    """A loan on its way: what is left, for how long, at which rate."""

    def __init__(
        self,
        principal: Decimal,
        months: int,
        rates: Sequence[RateFrom],
        method: RepaymentMethod,
        issued_on: date,
        change_month: ChangeMonth,
    ) -> None:
        self.balance, self.left = principal, months
        self.interest = _NOTHING
        self._method, self._issued_on, self._change_month = method, issued_on, change_month
        self._coming = list(reversed(rates))
        self._annual = self._coming.pop().annual
        self._monthly = self._annual / 1200
        self._level = self._levelled()

    def run(self, prepayments: Sequence[Prepayment]) -> Iterator[Instalment]:
        """Yield the instalments until nothing is left."""
        waiting = list(reversed(prepayments))
        if waiting and waiting[-1].after < 1:
            raise ImpossibleLoan("提前还款须在至少还满1期之后，请核对已还期数。")
        shown, before, number = to_fen(self.balance), self._issued_on, 0
        while self.left:
            number += 1
            due_on = month_later(self._issued_on, number)
            part, interest = self._instalment(before, due_on)
            self.balance -= part
            self.left -= 1
            payment = to_fen(part + interest)
            after = to_fen(self.balance)
            repaid = shown - after
            prepaid = _NOTHING
            while waiting and waiting[-1].after == number:
                prepaid += self._prepay(waiting.pop())
            yield Instalment(
                number=number,
                due_on=due_on,
                annual=self._annual,
                payment=max(payment, repaid),
                principal=repaid,
                interest=max(payment - repaid, _NOTHING),
                balance=to_fen(self.balance),
                prepaid=prepaid,
            )
            shown, before = to_fen(self.balance), due_on
        if waiting:
            raise ImpossibleLoan(
                f"提前还款：第{waiting[-1].after}期之前贷款已经还清（共{number}期），请核对已还期数。"
            )

    def _instalment(self, before: date, due_on: date) -> tuple[Decimal, Decimal]:
        """Return principal and interest of the next instalment."""
        old = self._monthly
        changed_on = self._take_rate(due_on)
        part = self._level
        if self._method is RepaymentMethod.ANNUITY:
            part -= self.balance * self._monthly
        interest = self.balance * self._monthly
        if changed_on is not None and self._change_month is ChangeMonth.BY_DAYS:
            days, old_days = (due_on - before).days, (changed_on - before).days
            mixed = (old * old_days + self._monthly * (days - old_days)) / days
            interest = self.balance * mixed
        if self.left == 1 or self.balance - part < _LEAST_LEFT:
            part, self.left = self.balance, 1
        self.interest += interest
        return part, interest

    def _take_rate(self, due_on: date) -> date | None:
        """Take the rate that holds on the day of an instalment; return since when if it is new."""
        changed_on = None
        while self._coming and self._coming[-1].on <= due_on:
            step = self._coming.pop()
            if step.annual != self._annual:
                self._annual, self._monthly = step.annual, step.annual / 1200
                changed_on = step.on
        if changed_on is not None and self._method is RepaymentMethod.ANNUITY:
            self._level = self._levelled()
        return changed_on

    def _levelled(self) -> Decimal:
        """Return the instalment of 等额本息, or the principal in each of 等额本金."""
        if self._method is RepaymentMethod.LINEAR:
            return self.balance / self.left
        return level_payment(self.balance, self._annual, self.left)

    def _prepay(self, prepayment: Prepayment) -> Decimal:
        owed = to_fen(self.balance)
        if not owed:
            raise ImpossibleLoan(
                f"提前还款：第{prepayment.after}期还款后贷款已经还清，请核对已还期数。"
            )
        if prepayment.way is PrepaymentWay.SETTLE:
            self.balance, self.left = _NOTHING, 0
            return owed
        amount = prepayment.amount or _NOTHING
        if amount < FEN:
            raise ImpossibleLoan("提前还款金额：未填写或者不大于0，请填写金额。")
        if amount >= owed:
            raise ImpossibleLoan(
                f"提前还款金额：{yuan(amount)}不小于当时剩余的本金{yuan(owed)}，"
                f"请改小金额，或者选择“{PrepaymentWay.SETTLE.label}”。"
            )
        self.balance -= amount
        if prepayment.way is PrepaymentWay.LOWER:
            self._level = self._levelled()
        else:
            self.left = self._months_needed()
        return amount

    def _months_needed(self) -> int:
        """Return in how many instalments of today's size the balance is repaid."""
        balance, count = self.balance, 0
        while balance >= _LEAST_LEFT and count < self.left:
            part = self._level
            if self._method is RepaymentMethod.ANNUITY:
                part -= balance * self._monthly
            balance -= part
            count += 1
        return max(count, 1)
