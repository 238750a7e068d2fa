"""Arithmetic of the housing provident fund: pure, in Decimal, with the source of every figure.

What others call: `loan_rate`, `rates_over_life`, `loan_schedule`, `LoanPlan`, `longest_term`,
`quota`, `deposit`, `withdrawal`, `savings`, and `CityRules` with what a city sets of its own.
"""

from gongkai.rules.fund.amounts import percent, to_fen, years_and_months, yuan
from gongkai.rules.fund.city import (
    CityField,
    CityRules,
    basis_problems,
    city_fields,
    city_groups,
    city_rule_problems,
    default_city_rules,
    in_force,
    read_city_rules,
)
from gongkai.rules.fund.deposits import Deposit, deposit
from gongkai.rules.fund.kinds import (
    BalanceForm,
    ChangeMonth,
    DepositRounding,
    HomeOrder,
    LoanKind,
    PrepaymentWay,
    RepaymentMethod,
    RetirementGroup,
)
from gongkai.rules.fund.plans import LoanPart, LoanPlan, Saved, YearSum
from gongkai.rules.fund.quotas import Quota, QuotaFacts, affordable, quota
from gongkai.rules.fund.rates import (
    LoanRate,
    RateFrom,
    RateUnknown,
    change_rule,
    checked_until,
    first_rate_on,
    loan_rate,
    rates_over_life,
)
from gongkai.rules.fund.savings import Savings, Settlement, first_savings_rate_on, savings
from gongkai.rules.fund.schedules import (
    MOST_MONTHS,
    ImpossibleLoan,
    Instalment,
    Prepayment,
    Schedule,
    level_payment,
    loan_schedule,
    month_later,
)
from gongkai.rules.fund.terms import Term, longest_term, retirement_on, whole_months
from gongkai.rules.fund.told import CENTRE_DECIDES, Mistyped, Problem, Step, Used
from gongkai.rules.fund.withdrawals import (
    Withdrawal,
    WithdrawalKind,
    withdrawal,
    withdrawal_kind,
    withdrawal_kinds,
)

__all__ = [
    "CENTRE_DECIDES",
    "MOST_MONTHS",
    "BalanceForm",
    "ChangeMonth",
    "CityField",
    "CityRules",
    "Deposit",
    "DepositRounding",
    "HomeOrder",
    "ImpossibleLoan",
    "Instalment",
    "LoanKind",
    "LoanPart",
    "LoanPlan",
    "LoanRate",
    "Mistyped",
    "Prepayment",
    "PrepaymentWay",
    "Problem",
    "Quota",
    "QuotaFacts",
    "RateFrom",
    "RateUnknown",
    "RepaymentMethod",
    "RetirementGroup",
    "Saved",
    "Savings",
    "Schedule",
    "Settlement",
    "Step",
    "Term",
    "Used",
    "Withdrawal",
    "WithdrawalKind",
    "YearSum",
    "affordable",
    "basis_problems",
    "change_rule",
    "checked_until",
    "city_fields",
    "city_groups",
    "city_rule_problems",
    "default_city_rules",
    "deposit",
    "first_rate_on",
    "first_savings_rate_on",
    "in_force",
    "level_payment",
    "loan_rate",
    "loan_schedule",
    "longest_term",
    "month_later",
    "percent",
    "quota",
    "rates_over_life",
    "read_city_rules",
    "retirement_on",
    "savings",
    "to_fen",
    "whole_months",
    "withdrawal",
    "withdrawal_kind",
    "withdrawal_kinds",
    "years_and_months",
    "yuan",
]
