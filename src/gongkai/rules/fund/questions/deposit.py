"""A wage and two ratios, to learn the monthly deposit."""

from collections.abc import Mapping
from decimal import Decimal

from gongkai.rules.fund.city import CityRules
from gongkai.rules.fund.deposits import Deposit, deposit
from gongkai.rules.fund.questions.fields import MOST_MONTHLY, AskedField, values_with_defaults
from gongkai.rules.fund.typed import Reading

DEPOSIT_FIELDS = (
    AskedField(
        "wage", "上一年度月平均工资", "amount",
        "本人上一年度工资总额除以12；新参加工作的填当月工资。", "元",
    ),
    AskedField("employer_ratio", "单位缴存比例", "whole", "整数，不低于5。", "%", default="12"),
    AskedField("worker_ratio", "个人缴存比例", "whole", "整数，不低于5。", "%", default="12"),
)  # fmt: skip


def ask_deposit(typed: Mapping[str, str], city: CityRules) -> Deposit:
    """Return the monthly deposit that typed texts ask for.

    :raises Mistyped: naming every field with which it cannot be reckoned
    """
    reading = Reading(values_with_defaults(DEPOSIT_FIELDS, typed))
    wage = reading.amount("wage", "上一年度月平均工资", least=Decimal(100), most=MOST_MONTHLY)
    least, most = city.ratio_least, city.ratio_most
    ratios = [
        reading.whole(name, label, least=least, most=most, unit="%")
        for name, label in (
            ("employer_ratio", "单位缴存比例"),
            ("worker_ratio", "个人缴存比例"),
        )
    ]
    reading.require_sound()
    assert wage is not None
    return deposit(city, wage, ratios[0] or 0, ratios[1] or 0)
