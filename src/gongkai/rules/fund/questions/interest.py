"""A balance and two days, to learn the interest of an account."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from gongkai.rules.fund.city import CityRules
from gongkai.rules.fund.questions.fields import (
    MOST_AMOUNT,
    MOST_MONTHLY,
    AskedField,
    values_with_defaults,
)
from gongkai.rules.fund.rates import RateUnknown
from gongkai.rules.fund.savings import Savings, savings
from gongkai.rules.fund.told import Mistyped, Problem, Used
from gongkai.rules.fund.typed import Reading

_MOST_YEARS = 50

INTEREST_FIELDS = (
    AskedField("balance", "起始余额", "amount", "也可以写“6万”；没有余额的填0。", "元"),
    AskedField("monthly", "每月缴存", "amount", "单位和个人合计，没有的不填。", "元"),
    AskedField("since", "起始日期", "day", "例如 2025-07-01。"),
    AskedField("until", "计算到哪一天", "day", "不填按下一个结息日（6月30日）。"),
)


@dataclass(frozen=True, slots=True)
class InterestAnswer:
    """Interest of an account, with what it was reckoned from."""

    since: date
    until: date
    result: Savings
    used: tuple[Used, ...]

    @property
    def interest(self) -> Decimal:
        """Return all interest, settled and not."""
        return self.result.settled + self.result.pending


def ask_interest(typed: Mapping[str, str], city: CityRules, on: date) -> InterestAnswer:
    """Return the interest that typed texts ask for; the last day counts.

    :param on: today
    :raises Mistyped: naming every field with which it cannot be reckoned
    """
    reading = Reading(values_with_defaults(INTEREST_FIELDS, typed))
    nothing = Decimal(0)
    balance = reading.amount("balance", "起始余额", least=nothing, most=MOST_AMOUNT)
    monthly = reading.amount("monthly", "每月缴存", least=nothing, most=MOST_MONTHLY, needed=False)
    latest = date(on.year + _MOST_YEARS, 12, 31)
    since = reading.day("since", "起始日期", first=date(1990, 1, 1), last=latest)
    until = reading.day("until", "计算到哪一天", first=date(1990, 1, 1), last=latest, needed=False)
    if since is not None and until is not None and until < since:
        reading.refuse("until", f"计算到哪一天：{until}早于起始日期{since}，请改正。")
    reading.require_sound()
    assert since is not None and balance is not None
    until = until or date(since.year + (since > date(since.year, 6, 30)), 6, 30)
    try:
        result = savings(
            balance=balance,
            since=since,
            until=until + timedelta(days=1),
            monthly=monthly or nothing,
            day_base=city.day_base,
        )
    except RateUnknown as unknown:
        raise Mistyped([Problem("since", f"起始日期：{unknown}")]) from unknown
    settles = Used(
        label="结息日",
        text="每年6月30日，利息并入余额",
        source="职工住房公积金账户计息规定，以本中心为准",
        is_settled=False,
    )
    return InterestAnswer(since, until, result, (*result.used, settles, *city.used("day_base")))
