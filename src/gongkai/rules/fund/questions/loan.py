"""A loan as it is asked for: fund, commercial or combined, at published or typed rates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from gongkai.rules.fund.amounts import percent, yuan
from gongkai.rules.fund.city import CityRules
from gongkai.rules.fund.kinds import HomeOrder, LoanKind, PrepaymentWay, RepaymentMethod
from gongkai.rules.fund.plans import LoanPart, LoanPlan, payment_levels
from gongkai.rules.fund.questions.fields import (
    LEAST_LOAN,
    MOST_LOAN,
    AskedField,
    values_with_defaults,
)
from gongkai.rules.fund.rates import (
    RateFrom,
    RateUnknown,
    change_rule,
    checked_until,
    loan_rate,
    rates_over_life,
)
from gongkai.rules.fund.schedules import ImpossibleLoan, Prepayment, Schedule, loan_schedule
from gongkai.rules.fund.told import Mistyped, Problem, Used
from gongkai.rules.fund.typed import Reading

_EARLIEST, _YEARS_AHEAD = date(1990, 1, 1), 1
_WITH_FUND = (LoanKind.FUND, LoanKind.COMBINED)
_WITH_BANK = (LoanKind.COMMERCIAL, LoanKind.COMBINED)
_FUND_ONLY, _BANK_ONLY = ("fund", "combined"), ("commercial", "combined")

LOAN_FIELDS = (
    AskedField(
        "kind", "贷款种类", "choice", default="fund",
        choices=tuple((each.value.lower(), each.label) for each in LoanKind),
    ),
    AskedField(
        "fund", "公积金贷款金额", "amount", "以元为单位，也可以写“50万”。", "元", only=_FUND_ONLY
    ),
    AskedField(
        "commercial", "商业贷款金额", "amount", "以元为单位，也可以写“50万”。", "元",
        only=_BANK_ONLY,
    ),
    AskedField("years", "贷款年限", "whole", "1至30的整数。", "年"),
    AskedField(
        "method", "还款方式", "choice", default="annuity",
        choices=tuple((each.value.lower(), each.label) for each in RepaymentMethod),
    ),
    AskedField(
        "home", "住房套数", "choice", "决定公积金贷款的利率。", default="first", only=_FUND_ONLY,
        choices=tuple((each.value.lower(), each.label) for each in HomeOrder),
    ),
    AskedField(
        "commercial_rate", "商业贷款年利率", "rate", "按贷款合同或者银行报价填写，例如 3.1。", "%",
        only=_BANK_ONLY,
    ),
    AskedField("issued_on", "放款日期", "day", "不填按今天。", group="rates"),
    AskedField(
        "rate", "公积金贷款年利率", "rate", "不填按放款日公布的利率。", "%", group="rates",
        only=_FUND_ONLY,
    ),
    AskedField(
        "follow", "放款后的利率调整", "choice",
        "已经公布的调整，自公布次年的1月1日起按新利率。", default="yes", group="rates",
        only=_FUND_ONLY, choices=(("yes", "按已公布的调整"), ("no", "始终不变")),
    ),
    AskedField(
        "change_year", "假设利率自哪一年调整", "whole",
        "自该年1月1日起，例如 2028；组合贷款为公积金贷款的利率。", "年", group="rates",
    ),
    AskedField("change_rate", "假设调整后的年利率", "rate", "例如 2.85。", "%", group="rates"),
    AskedField(
        "prepay_way", "提前还款", "choice", default="none", group="prepay",
        choices=(
            ("none", "不提前还款"),
            *((each.value.lower(), each.label) for each in PrepaymentWay),
        ),
    ),
    AskedField(
        "prepay_after", "已还期数", "whole", "还满多少期时提前还款，例如 36。", "期", group="prepay"
    ),
    AskedField(
        "prepay_amount", "提前还款金额", "amount", "部分提前还款的填写，也可以写“10万”。", "元",
        group="prepay",
    ),
    AskedField(
        "prepay_part", "提前还哪一笔", "choice", default="commercial", group="prepay",
        choices=(("commercial", "商业贷款"), ("fund", "公积金贷款")), only=("combined",),
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class LoanAnswer:
    """A loan that was asked for, with what it was reckoned from.

    :param rate: the yearly rate of the first contract at first, in per cent
    """

    kind: LoanKind
    method: RepaymentMethod
    years: int
    issued_on: date
    rate: Decimal
    plan: LoanPlan
    used: tuple[Used, ...]
    notes: tuple[str, ...]

    @property
    def levels(self) -> tuple[tuple[date, Decimal], ...]:
        """Return from which day each level of instalments holds; nothing with 等额本金."""
        if self.method is RepaymentMethod.LINEAR:
            return ()
        return payment_levels(self.plan.rows)


def ask_loan(typed: Mapping[str, str], city: CityRules, on: date) -> LoanAnswer:
    """Return the loan that typed texts ask for.

    :param on: today
    :raises Mistyped: naming every field with which it cannot be reckoned
    """
    reading = Reading(values_with_defaults(LOAN_FIELDS, typed))
    kind = reading.choice("kind", "贷款种类", LoanKind) or LoanKind.FUND
    method = reading.choice("method", "还款方式", RepaymentMethod) or RepaymentMethod.ANNUITY
    home = reading.choice("home", "住房套数", HomeOrder) or HomeOrder.FIRST
    years = reading.whole("years", "贷款年限", least=1, most=30, unit="年")
    last = on.replace(year=on.year + _YEARS_AHEAD, day=min(on.day, 28))
    issued = reading.day("issued_on", "放款日期", first=_EARLIEST, last=last, needed=False)
    sums = {
        "fund": _sum(reading, "fund", "公积金贷款金额", needed=kind in _WITH_FUND),
        "commercial": _sum(reading, "commercial", "商业贷款金额", needed=kind in _WITH_BANK),
    }
    rate = reading.rate("rate", "公积金贷款年利率", needed=False) if kind in _WITH_FUND else None
    bank = None
    if kind in _WITH_BANK:
        bank = reading.rate("commercial_rate", "商业贷款年利率")
    follows = reading.one_of("follow", "放款后的利率调整", ("yes", "no"), "yes") == "yes"
    change = _change(reading, issued or on)
    part, prepayment = _prepayment(reading, kind, years)
    reading.require_sound()
    assert years is not None
    months, issued_on = years * 12, issued or on
    parts, used = [], []
    first_rate = Decimal(0)
    for name, each, principal in (
        ("fund", LoanKind.FUND, sums["fund"]),
        ("commercial", LoanKind.COMMERCIAL, sums["commercial"]),
    ):
        if principal is None:
            continue
        if each is LoanKind.FUND:
            rates, told = _fund_rates(home, months, issued_on, rate, follows)
        else:
            assert bank is not None
            rates = (RateFrom(issued_on, bank),)
            told = [Used("商业贷款年利率", percent(bank), "由您填写，本页不提供商业贷款利率")]
        if change is not None and (each is LoanKind.FUND or kind is LoanKind.COMMERCIAL):
            rates = (*(step for step in rates if step.on < change.on), change)
        first_rate = first_rate or rates[0].annual
        paid = (prepayment,) if prepayment is not None and part == name else ()
        parts.append(_part(each, principal, months, rates, method, issued_on, paid, city))
        used += told
    used += _told_changes(parts, change, city)
    plan = LoanPlan(tuple(parts))
    notes = _notes(kind, home, rate, months, issued_on, on)
    notes += _city_notes(city, prepayment)
    return LoanAnswer(kind, method, years, issued_on, first_rate, plan, tuple(used), tuple(notes))


def _sum(reading: Reading, name: str, label: str, *, needed: bool) -> Decimal | None:
    if not needed:
        return None
    return reading.amount(name, label, least=LEAST_LOAN, most=MOST_LOAN)


def _change(reading: Reading, issued_on: date) -> RateFrom | None:
    if not (reading.text("change_year") or reading.text("change_rate")):
        return None
    least, most = issued_on.year + 1, issued_on.year + 30
    year = reading.whole("change_year", "假设利率自哪一年调整", least=least, most=most, unit="年")
    annual = reading.rate("change_rate", "假设调整后的年利率")
    return RateFrom(date(year, 1, 1), annual) if year and annual else None


def _prepayment(
    reading: Reading, kind: LoanKind, years: int | None
) -> tuple[str, Prepayment | None]:
    codes = ("none", *(each.value.lower() for each in PrepaymentWay))
    way = reading.one_of("prepay_way", "提前还款", codes, "none")
    part = "fund" if kind is LoanKind.FUND else "commercial"
    if kind is LoanKind.COMBINED:
        part = reading.one_of("prepay_part", "提前还哪一笔", ("commercial", "fund"), part)
    if way == "none":
        return part, None
    most = (years or 30) * 12 - 1
    after = reading.whole("prepay_after", "已还期数", least=1, most=most, unit="期")
    amount = None
    if way != "settle":
        amount = reading.amount("prepay_amount", "提前还款金额", least=Decimal(1), most=MOST_LOAN)
        if amount is None:
            return part, None
    return part, Prepayment(after, PrepaymentWay(way.upper()), amount) if after else None


def _fund_rates(
    home: HomeOrder, months: int, issued_on: date, typed: Decimal | None, follows: bool
) -> tuple[tuple[RateFrom, ...], list[Used]]:
    if typed is not None:
        return (RateFrom(issued_on, typed),), [Used("公积金贷款年利率", percent(typed), "由您填写")]
    try:
        rates = rates_over_life(home, months, issued_on)
    except RateUnknown as unknown:
        told = f"放款日期：{unknown}也可以直接填写合同载明的年利率。"
        raise Mistyped([Problem("issued_on", told)]) from unknown
    kept = rates if follows else rates[:1]
    return kept, [step.rate.used for step in kept if step.rate is not None]


def _part(
    kind: LoanKind,
    principal: Decimal,
    months: int,
    rates: tuple[RateFrom, ...],
    method: RepaymentMethod,
    issued_on: date,
    prepayments: Sequence[Prepayment],
    city: CityRules,
) -> LoanPart:
    def scheduled(paid: Sequence[Prepayment]) -> Schedule:
        return loan_schedule(
            principal=principal,
            months=months,
            rates=rates,
            method=method,
            issued_on=issued_on,
            prepayments=paid,
            change_month=city.change_month,
        )

    try:
        schedule = scheduled(prepayments)
    except ImpossibleLoan as impossible:
        raise Mistyped([Problem("prepay_amount", str(impossible))]) from impossible
    return LoanPart(kind, schedule, scheduled(()) if prepayments else None)


def _told_changes(
    parts: Sequence[LoanPart], change: RateFrom | None, city: CityRules
) -> list[Used]:
    told = []
    if change is not None:
        told.append(
            Used(
                "假设调整后的年利率", percent(change.annual), "由您假设，不是公布的利率", change.on
            )
        )
    if any(len(part.schedule.rates) > 1 for part in parts):
        told.append(Used("利率调整的适用", change_rule(), "中国人民银行利率调整通知"))
        told += city.used("change_month")
    return told


def _notes(
    kind: LoanKind,
    home: HomeOrder,
    typed: Decimal | None,
    months: int,
    issued_on: date,
    on: date,
) -> list[str]:
    notes = [
        "每期金额四舍五入到分，利息合计按未取整的金额计算，与各期相加可能略有出入；"
        "首期按放款满一个月计。"
    ]
    if kind in _WITH_FUND:
        notes.append(
            f"公积金贷款利率核对至{checked_until()}公布的调整，此后如有调整，以中国人民银行公布的为准。"
        )
        if home is HomeOrder.SECOND:
            notes.append("第二套住房的公积金贷款利率为下限，实际利率不低于此数。")
            floor = _floor(months, issued_on)
            if typed is not None and floor is not None and typed < floor:
                notes.append(f"您填写的{percent(typed)}低于第二套住房的利率下限{percent(floor)}。")
    if issued_on > on:
        notes.append("放款日期在今天以后，届时利率可能调整，以放款日公布的利率为准。")
    return notes


def _floor(months: int, issued_on: date) -> Decimal | None:
    try:
        return loan_rate(HomeOrder.SECOND, months, issued_on).annual
    except RateUnknown:
        return None


def _city_notes(city: CityRules, prepayment: Prepayment | None) -> list[str]:
    if prepayment is None:
        return []
    notes = []
    doubt = "" if city.is_confirmed else "（系统默认数值，待本中心确认）"
    if prepayment.after < city.prepay_after:
        notes.append(f"本市要求还满{city.prepay_after}期后方可提前还款{doubt}。")
    amount = prepayment.amount
    if amount is not None and city.prepay_least is not None and amount < city.prepay_least:
        notes.append(f"本市部分提前还款的最低金额为{yuan(city.prepay_least)}{doubt}。")
    return notes
