"""A year of a person's account: its entries, and what was deposited month by month."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from gongkai.fund_services.core.choosing import fund_core
from gongkai.fund_services.core.facts import AccountEntry, EntryKind, WorkerAccount

_NOTHING = Decimal("0.00")
_DEPOSITS = (EntryKind.DEPOSIT, EntryKind.BACK_DEPOSIT)
MOST_YEARS = 40


@dataclass(frozen=True, slots=True)
class MonthDeposit:
    """What was deposited in a month, by the day on which it was booked."""

    month: date
    amount: Decimal


@dataclass(frozen=True, slots=True)
class DepositYear:
    """A year of an account, entries newest first; sums in yuan, `withdrawn` as a positive sum."""

    year: int
    entries: Sequence[AccountEntry]
    months: Sequence[MonthDeposit]
    deposited: Decimal
    interest: Decimal
    withdrawn: Decimal


def deposit_years(account: WorkerAccount, on: date) -> list[int]:
    """Return the years in which there may be entries, newest first."""
    return list(range(on.year, max(account.opened_on.year, on.year - MOST_YEARS) - 1, -1))


def deposit_year(account: WorkerAccount, year: int, on: date) -> DepositYear:
    """Return a year of an account up to a day.

    :raises CoreAway: if the business system cannot be asked
    """
    last = min(date(year, 12, 31), on)
    entries = fund_core().entries(account.account_no, date(year, 1, 1), last)
    months = [date(year, number, 1) for number in range(1, last.month + 1)]
    return DepositYear(
        year=year,
        entries=list(reversed(entries)),
        months=_by_month(entries, months),
        deposited=_sum(entries, *_DEPOSITS),
        interest=_sum(entries, EntryKind.INTEREST),
        withdrawn=-_sum(entries, EntryKind.WITHDRAWAL),
    )


def latest_deposits(account: WorkerAccount, on: date, months: int = 12) -> list[MonthDeposit]:
    """Return what was deposited in each of the last months, the oldest first.

    :raises CoreAway: if the business system cannot be asked
    """
    count = on.year * 12 + on.month - 1
    wanted = [date(each // 12, each % 12 + 1, 1) for each in range(count - months + 1, count + 1)]
    return _by_month(fund_core().entries(account.account_no, wanted[0], on), wanted)


def _by_month(entries: Sequence[AccountEntry], months: Sequence[date]) -> list[MonthDeposit]:
    sums = dict.fromkeys(months, _NOTHING)
    for each in entries:
        month = each.on.replace(day=1)
        if each.kind in _DEPOSITS and month in sums:
            sums[month] += each.amount
    return [MonthDeposit(month, amount) for month, amount in sums.items()]


def _sum(entries: Sequence[AccountEntry], *kinds: EntryKind) -> Decimal:
    return sum((each.amount for each in entries if each.kind in kinds), _NOTHING)
