"""What an employer's business does to its workers' accounts in the embedded system."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from gongkai.fund_services.core.facts import (
    AccountEntry,
    AccountState,
    Business,
    EntryKind,
    WorkerAccount,
)
from gongkai.fund_services.core.made_up.histories import monthly_of, months_before
from gongkai.fund_services.core.stored import (
    account_in,
    add_entry,
    employer_in,
    identity_digest,
    put,
    sealed,
    told_month,
    told_sum,
)
from gongkai.fund_services.models import CoreAccount, CoreEmployer, CoreEntry

OWN_WORKERS = (
    "BASE_ADJUSTMENT",
    "ACCOUNT_SEALING",
    "ACCOUNT_UNSEALING",
    "MONTHLY_DEPOSIT",
    "BACK_DEPOSIT",
)
"""The items whose rows name workers that the employer has already."""

_NEED_ROWS = ("BASE_ADJUSTMENT", "ACCOUNT_SEALING", "ACCOUNT_UNSEALING", "BACK_DEPOSIT")
_AT_ONCE = 500


def rows_fault(employer: CoreEmployer, business: Business) -> str:
    """Return in Chinese what is wrong with the rows of a batch, "" if nothing is."""
    if not business.rows and business.item in _NEED_ROWS:
        return "没有职工明细。"
    by_number, by_digest = _keys_of(employer)
    for number, row in enumerate(business.rows, start=1):
        if _number_of(row, by_number, by_digest) is None:
            return f"第{number}行的职工不属于本单位。"
        if business.item == "BASE_ADJUSTMENT" and not told_sum(row.get("base")):
            return f"第{number}行没有缴存基数，或者不是正数。"
        if business.item == "BACK_DEPOSIT" and not told_sum(row.get("amount")):
            return f"第{number}行没有补缴金额，或者不是正数。"
    return ""


def _keys_of(employer: CoreEmployer) -> tuple[set[str], dict[str, str]]:
    rows = CoreAccount.objects.filter(employer=employer)
    found = dict(rows.values_list("identity_digest", "account_no"))
    return set(found.values()), found


def _number_of(
    row: Mapping[str, str], by_number: set[str], by_digest: Mapping[str, str]
) -> str | None:
    if given := row.get("account_no"):
        return given if given in by_number else None
    return by_digest.get(identity_digest(row.get("identity_number", "")))


def adjust_bases(employer: CoreEmployer, business: Business, on: date) -> None:
    """Give workers new bases, and employer and accounts the deposits that follow."""
    by_number, by_digest = _keys_of(employer)
    bases = {
        _number_of(row, by_number, by_digest): told_sum(row.get("base")) for row in business.rows
    }
    changed = []
    for row, account in _accounts(employer, bases):
        base = bases[account.account_no] or account.base
        changed.append((row, replace(account, base=base, monthly=_monthly(account, base))))
    _keep(employer, changed)


def _monthly(account: WorkerAccount, base: Decimal) -> Decimal:
    return monthly_of(base, account.employer_ratio, account.worker_ratio)


def adjust_ratios(employer: CoreEmployer, business: Business, on: date) -> None:
    """Give an employer and all its workers other ratios: 《住房公积金管理条例》第十八条."""
    told = employer_in(employer)
    own = told_sum(business.fields.get("employer_ratio")) or told.employer_ratio
    theirs = told_sum(business.fields.get("worker_ratio")) or own
    put(employer, facts=replace(told, employer_ratio=own, worker_ratio=theirs))
    changed = []
    for row, account in _accounts(employer):
        if account.state is not AccountState.CLOSED:
            monthly = monthly_of(account.base, own, theirs)
            new = replace(account, employer_ratio=own, worker_ratio=theirs, monthly=monthly)
            changed.append((row, new))
    _keep(employer, changed)


def seal_accounts(employer: CoreEmployer, business: Business, on: date) -> None:
    """Seal the accounts of workers who have left."""
    _set_state(employer, business, AccountState.SEALED)


def unseal_accounts(employer: CoreEmployer, business: Business, on: date) -> None:
    """Let workers' accounts be paid into again, by the bases that are told."""
    _set_state(employer, business, AccountState.NORMAL)
    if all(told_sum(row.get("base")) for row in business.rows):
        adjust_bases(employer, business, on)


def _set_state(employer: CoreEmployer, business: Business, state: AccountState) -> None:
    by_number, by_digest = _keys_of(employer)
    numbers = {_number_of(row, by_number, by_digest) for row in business.rows}
    _keep(
        employer,
        [
            (row, replace(account, state=state))
            for row, account in _accounts(employer, numbers)
            if account.state is not AccountState.CLOSED
        ],
    )


def deposit_month(employer: CoreEmployer, business: Business, on: date) -> None:
    """Book a month's deposit for every worker whose account is in order and lacks it."""
    month = told_month(business.fields.get("month")) or months_before(on, 0)
    changed, entries = [], []
    for row, account in _accounts(employer):
        is_paid = account.paid_through is not None and account.paid_through >= month
        if account.state is not AccountState.NORMAL or is_paid:
            continue
        follows = account.paid_through == months_before(month, 1)
        balance = account.balance + account.monthly
        new = replace(
            account,
            balance=balance,
            paid_through=month,
            continuous_months=account.continuous_months + 1 if follows else 1,
        )
        entry = AccountEntry(on, EntryKind.DEPOSIT, account.monthly, balance, month)
        changed.append((row, new))
        entries.append(CoreEntry(account=row, on=on, facts=sealed(entry)))
    CoreEntry.objects.bulk_create(entries, batch_size=_AT_ONCE)
    told = employer_in(employer)
    put(employer, facts=replace(told, paid_through=max(month, told.paid_through or month)))
    _keep(employer, changed)


def deposit_back(employer: CoreEmployer, business: Business, on: date) -> None:
    """Book what was deposited too late or too little: 《住房公积金管理条例》第二十条."""
    by_number, by_digest = _keys_of(employer)
    sums: dict[str | None, Decimal] = {}
    for row in business.rows:
        number = _number_of(row, by_number, by_digest)
        sums[number] = sums.get(number, Decimal("0.00")) + (told_sum(row.get("amount")) or 0)
    changed = []
    for account_row, account in _accounts(employer, sums):
        amount = sums[account.account_no]
        new = replace(account, balance=account.balance + amount)
        add_entry(account_row, AccountEntry(on, EntryKind.BACK_DEPOSIT, amount, new.balance))
        changed.append((account_row, new))
    _keep(employer, changed)


def _accounts(
    employer: CoreEmployer, numbers: Iterable[str | None] | None = None
) -> list[tuple[CoreAccount, WorkerAccount]]:
    rows = CoreAccount.objects.filter(employer=employer).select_for_update()
    wanted = None if numbers is None else set(numbers)
    return [
        (row, account_in(row))
        for row in rows.order_by("pk")
        if wanted is None or row.account_no in wanted
    ]


def _keep(employer: CoreEmployer, changed: list[tuple[CoreAccount, WorkerAccount]]) -> None:
    """Write changed accounts, and what the employer deposits for all of its workers now."""
    for row, account in changed:
        put(row, facts=account)
    CoreAccount.objects.bulk_update([row for row, _ in changed], ["facts"], batch_size=_AT_ONCE)
    normal = [account for _, account in _accounts(employer) if account.state is AccountState.NORMAL]
    monthly = sum((each.monthly for each in normal), Decimal("0.00"))
    told = replace(employer_in(employer), workers=len(normal), monthly=monthly)
    put(employer, facts=told)
    employer.save(update_fields=["facts"])
