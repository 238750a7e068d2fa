"""How much may be lent (可贷额度): each limit of the city's rules, and which one decides."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from gongkai.rules.fund.amounts import down_to, percent, to_fen, yuan
from gongkai.rules.fund.city import CityRules
from gongkai.rules.fund.kinds import BalanceForm, HomeOrder, RepaymentMethod, RetirementGroup
from gongkai.rules.fund.rates import LoanRate, loan_rate
from gongkai.rules.fund.schedules import level_payment
from gongkai.rules.fund.terms import Term, longest_term, retirement_on, whole_months
from gongkai.rules.fund.told import Step, Used

_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class QuotaFacts:
    """What the limits are reckoned from; sums in yuan, of the whole family where not said else.

    :param balance: of the borrowers' accounts together
    :param monthly: deposits of borrowers and employers each month
    :param months_paid: paid by the borrower without a gap
    :param debts: what is repaid of other loans each month
    :param years: how long the loan is wanted for; None for as long as possible
    :param loans_taken: provident fund loans ever taken, in other cities as well
    """

    balance: Decimal
    months_paid: int
    income: Decimal
    price: Decimal
    depositors: int = 1
    monthly: Decimal = _NOTHING
    debts: Decimal = _NOTHING
    home: HomeOrder = HomeOrder.FIRST
    method: RepaymentMethod = RepaymentMethod.ANNUITY
    years: int | None = None
    born_on: date | None = None
    group: RetirementGroup = RetirementGroup.MAN
    house_age: int | None = None
    loans_taken: int = 0


@dataclass(frozen=True, slots=True)
class Quota:
    """How much may be lent in yuan, and why; 0 with `refusals` where no loan is possible."""

    amount: Decimal
    term: Term
    years: int
    rate: LoanRate
    steps: tuple[Step, ...]
    refusals: tuple[str, ...]
    used: tuple[Used, ...]

    @property
    def limit(self) -> str:
        """Return the name of the limit that decides; "" where a condition is not met."""
        return next((step.name for step in self.steps if step.limits), "")


def quota(city: CityRules, facts: QuotaFacts, on: date) -> Quota:
    """Return how much a family may borrow for a loan issued on a day.

    The least of the limits, cut down to the city's unit; 保底额度 lifts the limit by the account's
    balance alone.

    :raises RateUnknown: if the day is before the first rate on record
    """
    term = longest_term(
        city, on, born_on=facts.born_on, group=facts.group, house_age=facts.house_age
    )
    years = term.years if facts.years is None else min(facts.years, term.years)
    rate = loan_rate(facts.home, max(years, 1) * 12, on)
    refusals = _refusals(city, facts, term)
    steps = [
        _by_maximum(city, facts),
        _by_balance(city, facts, on),
        _by_income(city, facts, rate, years),
        _by_price(city, facts),
    ]
    sums = [step.amount for step in steps if step.amount is not None]
    least = min(sums)
    place = next(n for n, step in enumerate(steps) if step.amount == least)
    amount = _NOTHING
    if not refusals:
        steps[place] = replace(steps[place], limits=True)
        amount = down_to(least, city.round_to)
    return Quota(
        amount=amount,
        term=term,
        years=years,
        rate=rate,
        steps=tuple(steps),
        refusals=tuple(refusals),
        used=(rate.used, *city.used(*_figures(city, facts))),
    )


def affordable(payment: Decimal, annual: Decimal, months: int, method: RepaymentMethod) -> Decimal:
    """Return which loan a monthly payment repays; of 等额本金 the first instalment counts."""
    monthly = annual / 1200
    if method is RepaymentMethod.LINEAR:
        return payment / (Decimal(1) / months + monthly)
    return payment / level_payment(Decimal(1), annual, months)


def _figures(city: CityRules, facts: QuotaFacts) -> Sequence[str]:
    first = facts.home is HomeOrder.FIRST
    return (
        "most_single" if facts.depositors == 1 else "most_couple",
        "balance_form",
        "balance_multiple",
        *(("tiers",) if city.tiers else ()),
        *(("guaranteed_least",) if city.guaranteed_least else ()),
        "income_share",
        "down_first" if first else "down_second",
        "round_to",
        "months_required",
        "most_loans",
        "term_most",
        *((f"retire_{facts.group.value.lower()}", "retire_extra") if facts.born_on else ()),
        *(("house_limit",) if facts.house_age is not None else ()),
    )


def _refusals(city: CityRules, facts: QuotaFacts, term: Term) -> list[str]:
    found = []
    if facts.months_paid < city.months_required:
        found.append(f"连续缴存{facts.months_paid}个月，不足本市要求的{city.months_required}个月。")
    if facts.loans_taken >= city.most_loans:
        found.append(
            f"已使用过{facts.loans_taken}次住房公积金贷款（含异地），达到{city.most_loans}次的不再受理。"
        )
    if term.years < 1:
        found.append(f"按{term.limit}计算，可贷年限不足1年。")
    return found


def _by_maximum(city: CityRules, facts: QuotaFacts) -> Step:
    alone = facts.depositors == 1
    amount = city.most_single if alone else city.most_couple
    who = "一人缴存" if alone else "二人及以上缴存"
    return Step("单笔最高额度", f"{who}，最高{yuan(amount)}", amount)


def _by_balance(city: CityRules, facts: QuotaFacts, on: date) -> Step:
    amount = facts.balance * city.balance_multiple
    told = f"账户余额{yuan(facts.balance)} × {city.balance_multiple}倍"
    factor = next(
        (factor for months, factor in reversed(city.tiers) if months <= facts.months_paid), None
    )
    if city.tiers:
        # Less than the first tier asks for gives what the first tier gives.
        factor = city.tiers[0][1] if factor is None else factor
        amount *= factor
        told += f" × 缴存时间系数{factor}"
    if city.balance_form is BalanceForm.WITH_DEPOSITS:
        if facts.born_on is None:
            told += "；未填写出生日期，至退休的缴存额按0计"
        else:
            months = whole_months(on, retirement_on(city, facts.born_on, facts.group))
            amount += facts.monthly * months
            told += f" ＋ 月缴存额{yuan(facts.monthly)} × 至退休{months}个月"
    told += f" ＝ {yuan(amount)}"
    if city.guaranteed_least is not None and amount < city.guaranteed_least:
        amount = city.guaranteed_least
        told += f"，低于保底额度，按{yuan(amount)}"
    return Step("账户余额", told, to_fen(amount))


def _by_income(city: CityRules, facts: QuotaFacts, rate: LoanRate, years: int) -> Step:
    payable = max(facts.income * city.income_share / 100 - facts.debts, _NOTHING)
    debts = f" − 其他贷款月还款{yuan(facts.debts)}" if facts.debts else ""
    told = (
        f"家庭月收入{yuan(facts.income)} × {city.income_share}%{debts} ＝ 每月可还{yuan(payable)}"
    )
    if not payable or years < 1:
        return Step("还款能力", told, _NOTHING)
    amount = affordable(payable, rate.annual, years * 12, facts.method)
    told += f"，按{years}年、年利率{percent(rate.annual)}、{facts.method.label}折算"
    return Step("还款能力", told, to_fen(amount))


def _by_price(city: CityRules, facts: QuotaFacts) -> Step:
    down = city.down(facts.home)
    amount = facts.price * (100 - down) / 100
    told = f"房价{yuan(facts.price)} ×（1 − {facts.home.label}首付{down}%）"
    return Step("房价和首付", told, to_fen(amount))
