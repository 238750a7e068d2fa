"""公积金计算器: which there are, what each is asked and what it answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from gongkai.portal.guide_pages import service_page
from gongkai.portal.pages import Column, Page, Text
from gongkai.rules.fund import CityRules
from gongkai.rules.fund.questions import (
    DEPOSIT_FIELDS,
    INTEREST_FIELDS,
    LOAN_FIELDS,
    QUOTA_FIELDS,
    WITHDRAWAL_FIELDS,
    AskedField,
    ask_deposit,
    ask_interest,
    ask_loan,
    ask_quota,
    ask_withdrawal,
)

CALCULATORS = Column(
    name=_("公积金计算器"),
    description=_("住房公积金贷款还款、可贷额度、月缴存额、可提取金额和账户利息的计算。"),
    keywords=_("住房公积金,贷款计算器,可贷额度,月缴存额,提取,利息"),
    kind=_("办事服务"),
    route="portal:calculators",
)

Ask = Callable[[Mapping[str, str], CityRules, date], Any]


@dataclass(frozen=True)
class Calculator:
    """One calculator; `groups` are the headings of the form's parts, the first always open."""

    code: str
    title: Text
    lead: Text
    fields: tuple[AskedField, ...]
    ask: Ask
    groups: tuple[tuple[str, Text], ...] = (("main", ""),)

    @property
    def route(self) -> str:
        """Return the name of its page's address."""
        return f"portal:calculator-{self.code}"

    @property
    def answer_template(self) -> str:
        """Return the template of its result."""
        return f"portal/calculators/_{self.code}.html"

    def page(self, *, is_indexed: bool) -> Page:
        """Return what its page says of itself."""
        return service_page(CALCULATORS, self.title, is_indexed=is_indexed)


ALL = (
    Calculator(
        "loan",
        _("贷款计算"),
        _("公积金贷款、商业贷款、组合贷款的月还款额、利息和还款计划，利率调整和提前还款。"),
        LOAN_FIELDS,
        ask_loan,
        (("main", ""), ("rates", _("放款日期和利率")), ("prepay", _("提前还款"))),
    ),
    Calculator(
        "quota",
        _("可贷额度计算"),
        _("按本市规定逐项计算最多能贷多少、能贷几年，并说明由哪一项决定。"),
        QUOTA_FIELDS,
        ask_quota,
        (("main", ""), ("more", _("年龄、二手房和其他情况"))),
    ),
    Calculator(
        "deposit",
        _("月缴存额计算"),
        _("按上一年度月平均工资和缴存比例计算单位、个人每月各缴存多少。"),
        DEPOSIT_FIELDS,
        lambda typed, city, _on: ask_deposit(typed, city),
    ),
    Calculator(
        "withdrawal",
        _("可提取金额计算"),
        _("按提取情形计算最多可以提取多少、账户还剩多少。"),
        WITHDRAWAL_FIELDS,
        lambda typed, city, _on: ask_withdrawal(typed, city),
    ),
    Calculator(
        "interest",
        _("账户利息计算"),
        _("账户余额和每月缴存按天计息，每年6月30日结息，利息并入余额。"),
        INTEREST_FIELDS,
        ask_interest,
    ),
)
