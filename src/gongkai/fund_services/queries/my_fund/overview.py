"""The first page of a person's fund: as much of it as the business system tells now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.fund_services.core.facts import WorkerAccount
from gongkai.fund_services.core.port import CoreAway
from gongkai.fund_services.models import OnlineAccount
from gongkai.fund_services.queries.my_fund.account import my_account
from gongkai.fund_services.queries.my_fund.deposits import MonthDeposit, latest_deposits
from gongkai.fund_services.queries.my_fund.loans import LoanView, my_loans


@dataclass
class FundOverview:
    """What the business system told until it fell silent; `away` says so in Chinese."""

    account: WorkerAccount | None = None
    months: Sequence[MonthDeposit] = ()
    loans: Sequence[LoanView] = ()
    away: str = ""


def fund_overview(account: OnlineAccount, on: date) -> FundOverview:
    """Return what is known of a person's fund; after the first silence nothing more is asked."""
    found = FundOverview()
    try:
        found.account = my_account(account)
        if found.account is not None:
            found.months = latest_deposits(found.account, on)
            found.loans = my_loans(found.account)
    except CoreAway as away:
        found.away = str(away)
    return found
