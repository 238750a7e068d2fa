"""A family's loan as a whole: fund, commercial or both, and what early repayment saves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import zip_longest
from typing import NamedTuple

from gongkai.rules.fund.kinds import LoanKind
from gongkai.rules.fund.schedules import Instalment, Schedule

_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class LoanPart:
    """One contract; `without` is its schedule without early repayment, None where there is none."""

    kind: LoanKind
    schedule: Schedule
    without: Schedule | None = None


class YearSum(NamedTuple):
    """What is repaid in a calendar year, in yuan; `balance` is what is left at its end."""

    year: int
    principal: Decimal
    interest: Decimal
    balance: Decimal


class Saved(NamedTuple):
    """What early repayment saves: interest in yuan, and months."""

    interest: Decimal
    months: int


@dataclass(frozen=True, slots=True)
class LoanPlan:
    """The contracts of a family's loan, repaid on the same day of the month."""

    parts: tuple[LoanPart, ...]

    @property
    def rows(self) -> tuple[Instalment, ...]:
        """Return the instalments of all contracts together, month by month."""
        schedules = [part.schedule.rows for part in self.parts]
        if len(schedules) == 1:
            return schedules[0]
        return tuple(_together(rows) for rows in zip_longest(*schedules))

    @property
    def principal(self) -> Decimal:
        """Return what is borrowed."""
        return sum((part.schedule.principal for part in self.parts), _NOTHING)

    @property
    def total_interest(self) -> Decimal:
        """Return all interest."""
        return sum((part.schedule.total_interest for part in self.parts), _NOTHING)

    @property
    def total_paid(self) -> Decimal:
        """Return principal and interest together."""
        return self.principal + self.total_interest

    @property
    def saved(self) -> Saved | None:
        """Return what early repayment saves; None where there is none."""
        pairs = [(each.schedule, each.without) for each in self.parts if each.without is not None]
        if not pairs:
            return None
        interest = [without.total_interest - kept.total_interest for kept, without in pairs]
        months = max(len(without.rows) - len(kept.rows) for kept, without in pairs)
        return Saved(sum(interest, _NOTHING), months)

    def years(self) -> tuple[YearSum, ...]:
        """Return what is repaid in each calendar year, early repayments with the principal."""
        found: dict[int, YearSum] = {}
        for row in self.rows:
            year = row.due_on.year
            held = found.get(year, YearSum(year, _NOTHING, _NOTHING, _NOTHING))
            found[year] = YearSum(
                year,
                held.principal + row.principal + row.prepaid,
                held.interest + row.interest,
                row.balance,
            )
        return tuple(found.values())


def payment_levels(rows: Sequence[Instalment]) -> tuple[tuple[date, Decimal], ...]:
    """Return from which day each level of 等额本息 instalments holds.

    What is left for the last instalment is no level of its own.
    """
    found: list[tuple[date, Decimal]] = []
    for row in rows[:-1] or rows:
        if not found or row.payment != found[-1][1]:
            found.append((row.due_on, row.payment))
    return tuple(found)


def _together(rows: Sequence[Instalment | None]) -> Instalment:
    """Return instalments of one month as one; the rate is that of the first contract."""
    there = [row for row in rows if row is not None]
    return Instalment(
        number=there[0].number,
        due_on=there[0].due_on,
        annual=there[0].annual,
        payment=sum((row.payment for row in there), _NOTHING),
        principal=sum((row.principal for row in there), _NOTHING),
        interest=sum((row.interest for row in there), _NOTHING),
        balance=sum((row.balance for row in there), _NOTHING),
        prepaid=sum((row.prepaid for row in there), _NOTHING),
    )
