"""What business does to the accounts of the embedded system, and what it refuses.

Business reads its sums and days out of these fields: `amount`, `month` (2026-07), `contract_no`,
`phone`, `new_name`, `employer_ratio`, `worker_ratio`, `deceased_account`, `deceased_identity`; rows
out of `account_no`, else `identity_number`, `base` and `amount`. Items that are not named here are
done without any effect on an account.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from gongkai.fund_services.core.employer_effects import (
    OWN_WORKERS,
    adjust_bases,
    adjust_ratios,
    deposit_back,
    deposit_month,
    rows_fault,
    seal_accounts,
    unseal_accounts,
)
from gongkai.fund_services.core.facts import (
    AccountEntry,
    AccountState,
    Business,
    EntryKind,
    LoanState,
    WorkerAccount,
)
from gongkai.fund_services.core.stored import (
    account_in,
    add_entry,
    employer_in,
    identity_digest,
    keep_account,
    loan_in,
    put,
    repayments_in,
    told_sum,
)
from gongkai.fund_services.models import CoreAccount, CoreBorrower, CoreEmployer, CoreLoan

_NOTHING = Decimal("0.00")
_WITHDRAWALS = (
    "HOME_PURCHASE_WITHDRAWAL",
    "LOAN_REPAYMENT_WITHDRAWAL",
    "RENT_WITHDRAWAL",
    "HARDSHIP_WITHDRAWAL",
)
# 《住房公积金管理条例》第二十四条: these close the account, so all of it is paid.
_CLOSING = (
    "RETIREMENT_WITHDRAWAL",
    "LEAVING_EMPLOYMENT_WITHDRAWAL",
    "DISABILITY_WITHDRAWAL",
    "EMIGRATION_WITHDRAWAL",
    "INHERITANCE_WITHDRAWAL",
)
_FOR_EMPLOYERS: Mapping[str, Callable[[CoreEmployer, Business, date], None]] = {
    "BASE_ADJUSTMENT": adjust_bases,
    "RATIO_ADJUSTMENT": adjust_ratios,
    "RATIO_REDUCTION": adjust_ratios,
    "ACCOUNT_SEALING": seal_accounts,
    "ACCOUNT_UNSEALING": unseal_accounts,
    "MONTHLY_DEPOSIT": deposit_month,
    "BACK_DEPOSIT": deposit_back,
}


class Settled(NamedTuple):
    """What came of business: the sum paid, or why it was refused after all."""

    reason: str = ""
    amount: Decimal | None = None


def fault_of(business: Business) -> str:
    """Return in Chinese why business cannot be done as accounts stand now, "" if it can."""
    if business.employer_no:
        employer = CoreEmployer.objects.filter(employer_no=business.employer_no).first()
        if employer is None:
            return "没有这个单位账号。"
        if employer_in(employer).state is AccountState.CLOSED:
            return "单位账户已注销，不能办理业务。"
        return rows_fault(employer, business) if business.item in OWN_WORKERS else ""
    if not business.account_no and business.item not in (*_WITHDRAWALS, *_CLOSING):
        # Whoever registers, or begins to deposit, has no account yet.
        return ""
    row = _account_meant(business)
    if row is None:
        return "没有这个个人账号。"
    return _account_fault(account_in(row), row, business)


def _account_meant(business: Business) -> CoreAccount | None:
    """Return the account that business is about: an heir's is about that of the deceased."""
    rows = CoreAccount.objects.all()
    if business.item != "INHERITANCE_WITHDRAWAL":
        return rows.filter(account_no=business.account_no).first()
    if given := business.fields.get("deceased_account"):
        return rows.filter(account_no=given).first()
    digest = identity_digest(business.fields.get("deceased_identity", ""))
    return rows.filter(identity_digest=digest).first() if digest else None


def _account_fault(account: WorkerAccount, row: CoreAccount, business: Business) -> str:
    if account.state is AccountState.CLOSED:
        return "账户已销户，不能办理业务。"
    if business.item in _CLOSING and not account.balance:
        return "账户没有余额可以提取。"
    if business.item in _WITHDRAWALS:
        amount = told_sum(business.fields.get("amount"))
        if not amount:
            return "提取金额没有填写，或者不是正数。"
        return "提取金额超过账户余额。" if amount > account.balance else ""
    if business.item == "WHOLE_EARLY_REPAYMENT" and _loan_to_repay(row, business) is None:
        return "没有正在偿还的贷款。"
    return ""


def settle(business: Business, at: datetime) -> Settled:
    """Write what business does into the accounts, unless it can no longer be done."""
    if fault := fault_of(business):
        return Settled(fault)
    on = at.date()
    if business.employer_no:
        employer = CoreEmployer.objects.select_for_update().get(employer_no=business.employer_no)
        if act := _FOR_EMPLOYERS.get(business.item):
            act(employer, business, on)
        return Settled()
    meant = _account_meant(business)
    if meant is None:
        return Settled()
    row = CoreAccount.objects.select_for_update().get(pk=meant.pk)
    account = account_in(row)
    # It may have changed while we waited for the row.
    if fault := _account_fault(account, row, business):
        return Settled(fault)
    if business.item in _WITHDRAWALS:
        return _pay(row, account, told_sum(business.fields.get("amount")) or _NOTHING, on)
    if business.item in _CLOSING:
        left = replace(account, state=AccountState.CLOSED, monthly=_NOTHING)
        return _pay(row, left, account.balance, on)
    if business.item == "WHOLE_EARLY_REPAYMENT":
        return _repay(row, business, on)
    if business.item == "WORKER_CHANGE":
        name, phone = (business.fields.get(field, "") for field in ("new_name", "phone"))
        new = replace(account, name=name or account.name, phone=phone or account.phone)
        keep_account(row, new)
    return Settled()


def _pay(row: CoreAccount, account: WorkerAccount, amount: Decimal, on: date) -> Settled:
    left = account.balance - amount
    keep_account(row, replace(account, balance=left))
    add_entry(row, AccountEntry(on, EntryKind.WITHDRAWAL, -amount, left))
    return Settled(amount=amount)


def _loan_to_repay(row: CoreAccount, business: Business) -> CoreLoan | None:
    wanted = business.fields.get("contract_no", "")
    for each in CoreBorrower.objects.filter(account=row).select_related("loan"):
        found = loan_in(each.loan)
        if found.state is not LoanState.SETTLED and wanted in ("", found.contract_no):
            return each.loan
    return None


def _repay(row: CoreAccount, business: Business, on: date) -> Settled:
    loan_row = _loan_to_repay(row, business)
    if loan_row is None:
        return Settled("没有正在偿还的贷款。")
    loan = loan_in(loan_row)
    paid = [each for each in repayments_in(loan_row) if each.paid_on]
    last = [each for each in repayments_in(loan_row) if not each.paid_on][:1]
    paid += [replace(each, principal=loan.remaining, paid_on=on) for each in last]
    done = replace(
        loan,
        state=LoanState.SETTLED,
        remaining=_NOTHING,
        settled_on=on,
        settled_how="提前还清",
    )
    put(loan_row, facts=done, instalments=paid)
    loan_row.save(update_fields=["facts", "instalments"])
    return Settled(amount=loan.remaining)
