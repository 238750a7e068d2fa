"""Measures a schedule of 30 years with two changes of the rate; run in a process of its own.

Usage: python -m bench.fund_schedule TIMES. The reference keeps nothing of a row but four numbers,
in binary floating point: what the same sums cost without exactness and without dates. Before
anything is timed the two are compared row by row. Prints the results as JSON.
"""

import json
import sys
from datetime import date
from decimal import Decimal

from bench.timing import Comparison, Fact, Limit, Result, as_json, in_turn, processor_seconds
from gongkai.rules.fund import RateFrom, RepaymentMethod, Schedule, loan_schedule

LIMIT_MS = 5
_WHERE = "no database"
_REFERENCE = "the same in binary floating point, rows without days"
_PRINCIPAL, _MONTHS = 1_000_000, 360
_ISSUED_ON = date(2022, 11, 15)
# In per cent, each from the instalment of a January on.
_RATES = (
    RateFrom(_ISSUED_ON, Decimal("3.10")),
    RateFrom(date(2025, 1, 1), Decimal("2.85")),
    RateFrom(date(2026, 1, 1), Decimal("2.60")),
)


class RowsDiffer(Exception):
    """The two reckoned differently, so that comparing their speed means nothing."""


def ours(method: RepaymentMethod = RepaymentMethod.ANNUITY) -> Schedule:
    """Return the schedule as the calculators make it."""
    return loan_schedule(
        principal=Decimal(_PRINCIPAL),
        months=_MONTHS,
        rates=_RATES,
        method=method,
        issued_on=_ISSUED_ON,
    )


def reference() -> list[tuple[float, float, float, float]]:
    """Return payment, principal, interest and balance of each month."""
    changes = {
        (each.on.year - _ISSUED_ON.year) * 12 + each.on.month - _ISSUED_ON.month: float(each.annual)
        for each in _RATES[1:]
    }
    balance, monthly = float(_PRINCIPAL), float(_RATES[0].annual) / 1200
    payment = _level(balance, monthly, _MONTHS)
    rows = []
    for number in range(1, _MONTHS + 1):
        if number in changes:
            monthly = changes[number] / 1200
            payment = _level(balance, monthly, _MONTHS - number + 1)
        interest = balance * monthly
        balance -= payment - interest
        rows.append((round(payment, 2), round(payment - interest, 2), round(interest, 2), balance))
    return rows


def measured(times: int) -> list[Result]:
    """Return the timings of a schedule.

    :raises RowsDiffer: if a balance of the two differs by more than a fen
    """
    pairs = list(zip(ours().rows, reference(), strict=True))
    if any(abs(float(row.balance) - other[3]) > 0.011 for row, other in pairs):
        raise RowsDiffer("the balances differ")
    mine, theirs = in_turn(ours, reference, times)
    spent = [processor_seconds(ours) for _ in range(times)]
    linear = [processor_seconds(lambda: ours(RepaymentMethod.LINEAR)) for _ in range(times)]
    limit = LIMIT_MS / 1000
    return [
        Comparison("Schedule of 360 months, rate changed twice", _WHERE, _REFERENCE, mine, theirs),
        Limit("The same, time", _WHERE, "s", mine, limit),
        Limit("The same, processor time", _WHERE, "s", spent, limit),
        Limit("The same with equal principal, processor time", _WHERE, "s", linear, limit),
        Fact("Rows compared with the reference, all equal to the fen", _WHERE, str(len(pairs))),
    ]


def _level(balance: float, monthly: float, months: int) -> float:
    grown = (1 + monthly) ** months
    return balance * monthly * grown / (grown - 1)


if __name__ == "__main__":
    json.dump(as_json(measured(int(sys.argv[1]))), sys.stdout)
