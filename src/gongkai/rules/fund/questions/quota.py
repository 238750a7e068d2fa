"""A family as it is described to learn how much it may borrow."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from gongkai.rules.fund.city import CityRules
from gongkai.rules.fund.kinds import HomeOrder, RepaymentMethod, RetirementGroup
from gongkai.rules.fund.questions.fields import (
    MOST_AMOUNT,
    MOST_MONTHLY,
    AskedField,
    values_with_defaults,
)
from gongkai.rules.fund.quotas import Quota, QuotaFacts, quota
from gongkai.rules.fund.rates import RateUnknown
from gongkai.rules.fund.told import Mistyped, Problem
from gongkai.rules.fund.typed import Reading

_NOTHING = Decimal(0)
_OLDEST = 80

QUOTA_FIELDS = (
    AskedField(
        "balance", "住房公积金账户余额", "amount", "参贷职工余额合计，也可以写“6万”。", "元"
    ),
    AskedField(
        "depositors", "缴存人数", "choice", default="1",
        choices=(("1", "一人缴存"), ("2", "二人及以上缴存")),
    ),
    AskedField("months_paid", "连续缴存月数", "whole", "借款人连续足额缴存的月数。", "月"),
    AskedField("income", "家庭月收入", "amount", "参贷职工月收入合计。", "元"),
    AskedField("price", "房屋总价", "amount", "购房合同的总价，也可以写“80万”。", "元"),
    AskedField(
        "home", "住房套数", "choice", default="first",
        choices=tuple((each.value.lower(), each.label) for each in HomeOrder),
    ),
    AskedField("years", "希望的贷款年限", "whole", "不填按最长年限。", "年"),
    AskedField(
        "method", "还款方式", "choice", default="annuity",
        choices=tuple((each.value.lower(), each.label) for each in RepaymentMethod),
    ),
    AskedField("born_on", "借款人出生日期", "day", "用于计算退休年龄限制，不保存。", group="more"),
    AskedField(
        "group", "退休年龄类别", "choice", default="man", group="more",
        choices=tuple((each.value.lower(), each.label) for each in RetirementGroup),
    ),
    AskedField("house_age", "房龄", "whole", "二手房填写，新房不填。", "年", group="more"),
    AskedField("monthly", "月缴存额", "amount", "单位和个人合计。", "元", group="more"),
    AskedField(
        "debts", "其他贷款月还款", "amount", "尚未还清的其他贷款每月应还。", "元", group="more"
    ),
    AskedField(
        "loans_taken", "已使用公积金贷款次数", "whole",
        "含异地的，没有填0；有未还清的，应先还清。", "次", default="0", group="more",
    ),
    AskedField("issued_on", "预计放款日期", "day", "不填按今天。", group="more"),
)  # fmt: skip


def ask_quota(typed: Mapping[str, str], city: CityRules, on: date) -> Quota:
    """Return how much the family that typed texts describe may borrow.

    :param on: today
    :raises Mistyped: naming every field with which it cannot be reckoned
    """
    reading = Reading(values_with_defaults(QUOTA_FIELDS, typed))
    last = on.replace(year=on.year + 1, day=min(on.day, 28))
    issued = reading.day(
        "issued_on", "预计放款日期", first=date(1990, 1, 1), last=last, needed=False
    )
    oldest = date(on.year - _OLDEST, 1, 1)
    youngest = on.replace(year=on.year - 16, day=min(on.day, 28))
    facts = QuotaFacts(
        balance=_sum(reading, "balance", "住房公积金账户余额"),
        months_paid=reading.whole("months_paid", "连续缴存月数", least=0, most=600, unit="月") or 0,
        income=_sum(reading, "income", "家庭月收入", most=MOST_MONTHLY),
        price=_sum(reading, "price", "房屋总价", least=Decimal(10_000)),
        depositors=int(reading.one_of("depositors", "缴存人数", ("1", "2"), "1")),
        monthly=_sum(reading, "monthly", "月缴存额", most=Decimal(100_000), needed=False),
        debts=_sum(reading, "debts", "其他贷款月还款", most=MOST_MONTHLY, needed=False),
        home=reading.choice("home", "住房套数", HomeOrder) or HomeOrder.FIRST,
        method=reading.choice("method", "还款方式", RepaymentMethod) or RepaymentMethod.ANNUITY,
        years=reading.whole("years", "希望的贷款年限", least=1, most=30, unit="年", needed=False),
        born_on=reading.day("born_on", "借款人出生日期", first=oldest, last=youngest, needed=False),
        group=reading.choice("group", "退休年龄类别", RetirementGroup) or RetirementGroup.MAN,
        house_age=reading.whole("house_age", "房龄", least=0, most=100, unit="年", needed=False),
        loans_taken=reading.whole(
            "loans_taken", "已使用公积金贷款次数", least=0, most=20, unit="次"
        )
        or 0,
    )
    reading.require_sound()
    try:
        return quota(city, facts, issued or on)
    except RateUnknown as unknown:
        raise Mistyped([Problem("issued_on", f"预计放款日期：{unknown}")]) from unknown


def _sum(
    reading: Reading,
    name: str,
    label: str,
    *,
    least: Decimal = _NOTHING,
    most: Decimal = MOST_AMOUNT,
    needed: bool = True,
) -> Decimal:
    return reading.amount(name, label, least=least, most=most, needed=needed) or _NOTHING
