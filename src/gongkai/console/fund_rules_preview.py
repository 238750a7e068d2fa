"""What new rules would change: figure by figure, and in some examples."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from gongkai.rules.fund import CityRules, Mistyped, city_fields, yuan
from gongkai.rules.fund.questions import ask_deposit, ask_quota, ask_withdrawal

_QUOTA = {
    "balance": "60000", "months_paid": "36", "income": "12000", "price": "800000",
    "monthly": "2000", "born_on": "1990-05-01", "group": "man",
}  # fmt: skip


class ChangedFigure(NamedTuple):
    """A figure that changes."""

    label: str
    before: str
    after: str


class Example(NamedTuple):
    """What an example comes to before and after."""

    name: str
    before: str
    after: str

    @property
    def differs(self) -> bool:
        """Tell whether the new rules change it."""
        return self.before != self.after


def changed_figures(before: CityRules, after: CityRules) -> list[ChangedFigure]:
    """Return the figures that differ, as people read them."""
    return [
        ChangedFigure(
            each.label,
            each.shown(before.texts[each.code]),
            each.shown(after.texts[each.code]),
        )
        for each in city_fields()
        if before.texts[each.code] != after.texts[each.code]
    ]


def examples(before: CityRules, after: CityRules, on: date) -> list[Example]:
    """Return what some invented cases come to under both rules on a day."""
    wages = ("1500", "8000", "50000")
    cases: list[tuple[str, Any]] = [
        (
            _("月缴存额：月平均工资{}，按最高比例").format(yuan(Decimal(wage))),
            lambda city, wage=wage: ask_deposit(_deposit(wage, city), city).total,
        )
        for wage in wages
    ]
    for depositors, home, name in (
        ("1", "first", _("可贷额度：一人缴存，首套，余额6万元，月收入12,000元，房价80万元")),
        ("2", "second", _("可贷额度：二人缴存，第二套，其他同上")),
    ):
        typed = {**_QUOTA, "depositors": depositors, "home": home}
        cases.append((name, lambda city, typed=typed: ask_quota(typed, city, on).amount))
    cases.append(
        (
            _("可提取金额：租房12个月，合同月租金2,000元，余额6万元"),
            lambda city: (
                ask_withdrawal({"kind": "rent", "balance": "60000", "rent": "2000"}, city).amount
            ),
        )
    )
    return [Example(name, _told(reckon, before), _told(reckon, after)) for name, reckon in cases]


def _deposit(wage: str, city: CityRules) -> Mapping[str, str]:
    ratio = str(city.ratio_most)
    return {"wage": wage, "employer_ratio": ratio, "worker_ratio": ratio}


def _told(reckon: Any, city: CityRules) -> str:
    try:
        return yuan(reckon(city))
    except Mistyped as mistyped:
        return str(mistyped)
