"""The loans of which somebody can ask to have the settlement certified."""

from typing import NamedTuple

from gongkai.fund_services.core.choosing import fund_core
from gongkai.fund_services.core.facts import Loan, LoanState
from gongkai.fund_services.models import OnlineAccount


class LoanChoice(NamedTuple):
    """A loan to choose: its contract, and whether it is settled."""

    loan: Loan
    is_settled: bool


def loans_to_certify(account: OnlineAccount) -> list[LoanChoice]:
    """Return the loans of a person, settled ones first.

    :raises CoreAway: if the business system cannot be asked
    """
    core = fund_core()
    found = core.account_of(account.identity_number)
    loans = core.loans(found.account_no) if found else ()
    choices = [LoanChoice(loan, loan.state == LoanState.SETTLED) for loan in loans]
    return sorted(choices, key=lambda each: not each.is_settled)
