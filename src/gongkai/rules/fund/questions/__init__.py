"""What is asked of each calculator, as typed texts: read, checked and reckoned in one call.

Portal, interface for machines and console ask the same questions and get the same answers.
"""

from gongkai.rules.fund.questions.deposit import DEPOSIT_FIELDS, ask_deposit
from gongkai.rules.fund.questions.fields import AskedField, values_with_defaults
from gongkai.rules.fund.questions.interest import INTEREST_FIELDS, InterestAnswer, ask_interest
from gongkai.rules.fund.questions.loan import LOAN_FIELDS, LoanAnswer, ask_loan
from gongkai.rules.fund.questions.quota import QUOTA_FIELDS, ask_quota
from gongkai.rules.fund.questions.withdrawal import WITHDRAWAL_FIELDS, ask_withdrawal

__all__ = [
    "DEPOSIT_FIELDS",
    "INTEREST_FIELDS",
    "LOAN_FIELDS",
    "QUOTA_FIELDS",
    "WITHDRAWAL_FIELDS",
    "AskedField",
    "InterestAnswer",
    "LoanAnswer",
    "ask_deposit",
    "ask_interest",
    "ask_loan",
    "ask_quota",
    "ask_withdrawal",
    "values_with_defaults",
]
