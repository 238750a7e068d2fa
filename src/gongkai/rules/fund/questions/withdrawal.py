"""A reason and a balance, to learn how much can be withdrawn."""

from collections.abc import Mapping
from decimal import Decimal

from gongkai.rules.fund.city import CityRules
from gongkai.rules.fund.questions.fields import (
    LEAST_AMOUNT,
    MOST_AMOUNT,
    AskedField,
    values_with_defaults,
)
from gongkai.rules.fund.typed import Reading
from gongkai.rules.fund.withdrawals import (
    Withdrawal,
    withdrawal,
    withdrawal_kind,
    withdrawal_kinds,
)

_BY_SPENT = tuple(each.code for each in withdrawal_kinds() if each.takes == "spent")
_SEALED = tuple(each.code for each in withdrawal_kinds() if each.needs_sealed)

WITHDRAWAL_FIELDS = (
    AskedField(
        "kind", "提取情形", "choice", default="purchase",
        choices=tuple((each.code, each.name) for each in withdrawal_kinds()),
    ),
    AskedField("balance", "住房公积金账户余额", "amount", "也可以写“6万”。", "元"),
    AskedField(
        "spent", "实际支出", "amount",
        "购房款、建房费用、偿还的本息、首付款、改造费用、医疗费用等，也可以写“20万”。", "元",
        only=_BY_SPENT,
    ),
    AskedField("rent", "月租金", "amount", "有租赁合同的填写。", "元", only=("rent",)),
    AskedField(
        "months", "租房月数", "whole", "本次提取的月数。", "月", default="12", only=("rent",)
    ),
    AskedField(
        "sealed_months", "账户已封存月数", "whole", "离职后封存的月数。", "月", only=_SEALED
    ),
)  # fmt: skip


def ask_withdrawal(typed: Mapping[str, str], city: CityRules) -> Withdrawal:
    """Return how much can be withdrawn in the case that typed texts describe.

    :raises Mistyped: naming every field with which it cannot be reckoned
    """
    reading = Reading(values_with_defaults(WITHDRAWAL_FIELDS, typed))
    code = reading.one_of(
        "kind", "提取情形", [each.code for each in withdrawal_kinds()], "purchase"
    )
    kind = withdrawal_kind(code)
    assert kind is not None
    balance = reading.amount("balance", "住房公积金账户余额", least=LEAST_AMOUNT, most=MOST_AMOUNT)
    spent = rent = sealed = None
    months = 12
    if kind.takes == "spent":
        label = f"实际支出（{kind.spent}）"
        spent = reading.amount("spent", label, least=LEAST_AMOUNT, most=MOST_AMOUNT)
    elif kind.takes == "rent":
        rent = reading.amount(
            "rent", "月租金", least=Decimal(1), most=Decimal(100_000), needed=False
        )
        months = reading.whole("months", "租房月数", least=1, most=36, unit="月") or 12
    if kind.needs_sealed:
        sealed = reading.whole("sealed_months", "账户已封存月数", least=0, most=600, unit="月")
    reading.require_sound()
    assert balance is not None
    return withdrawal(
        city, kind, balance, spent=spent, rent=rent, months=months, sealed_months=sealed
    )
