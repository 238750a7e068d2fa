"""The rows of the embedded business system as facts, and facts as its rows."""

import json
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from gongkai.fund_services.core.facts import (
    AccountEntry,
    Business,
    Employer,
    Loan,
    Repayment,
    WorkerAccount,
)
from gongkai.fund_services.core.reading import read_fact
from gongkai.fund_services.core.writing import as_json
from gongkai.fund_services.models import (
    CoreAccount,
    CoreBusiness,
    CoreEmployer,
    CoreEntry,
    CoreLoan,
)
from gongkai.privacy.digests import keyed_digest


def sealed(fact: object) -> str:
    """Return the JSON of a fact, or of several, that a row keeps."""
    return json.dumps(as_json(fact), ensure_ascii=False)


def put(row: CoreEmployer | CoreAccount | CoreLoan, **kept: object) -> None:
    """Put facts into fields of a row; whoever calls saves it."""
    for name, fact in kept.items():
        setattr(row, name, sealed(fact))


def identity_digest(identity_number: str) -> str:
    """Return the digest by which an account is found."""
    return keyed_digest("core-identity", identity_number.strip().upper())


def account_in(row: CoreAccount) -> WorkerAccount:
    """Return the account that a row keeps."""
    return read_fact(WorkerAccount, json.loads(row.facts))


def employer_in(row: CoreEmployer) -> Employer:
    """Return the employer that a row keeps."""
    return read_fact(Employer, json.loads(row.facts))


def entry_in(row: CoreEntry) -> AccountEntry:
    """Return the entry that a row keeps."""
    return read_fact(AccountEntry, json.loads(row.facts))


def loan_in(row: CoreLoan) -> Loan:
    """Return the loan that a row keeps."""
    return read_fact(Loan, json.loads(row.facts))


def repayments_in(row: CoreLoan) -> Sequence[Repayment]:
    """Return the instalments of a loan that a row keeps."""
    return [read_fact(Repayment, each) for each in json.loads(row.instalments)]


def business_in(row: CoreBusiness) -> Business:
    """Return the business that a row keeps."""
    found: dict[str, Any] = json.loads(row.content)
    rows = tuple({str(key): str(value) for key, value in each.items()} for each in found["rows"])
    fields = {str(key): str(value) for key, value in found["fields"].items()}
    told = {name: str(found[name]) for name in ("item", "receipt_no", "account_no", "employer_no")}
    return Business(**told, fields=fields, rows=rows)


def add_entry(row: CoreAccount, entry: AccountEntry) -> None:
    """Write an entry of an account."""
    CoreEntry.objects.create(account=row, on=entry.on, facts=sealed(entry))


def keep_account(row: CoreAccount, account: WorkerAccount) -> None:
    """Write an account as it stands now."""
    put(row, facts=account)
    row.save(update_fields=["facts"])


def told_sum(text: str | None) -> Decimal | None:
    """Return a sum that a form tells, None where there is none or it is no sum."""
    plain = (text or "").replace(",", "").replace("，", "").strip()
    whole, _, parts = plain.partition(".")
    if not (whole.isascii() and whole.isdigit() and len(whole) <= 12):
        return None
    if parts and not (parts.isascii() and parts.isdigit() and len(parts) <= 2):
        return None
    return Decimal(f"{whole}.{parts or '00'}").quantize(Decimal("0.01"))


def told_month(text: str | None) -> date | None:
    """Return the first day of a month that a form tells as 2026-07 or 2026-07-01, None if none."""
    plain = (text or "").strip()[:7]
    year, _, month = plain.partition("-")
    if not (year.isdigit() and month.isdigit() and len(year) == 4 and 1 <= int(month) <= 12):
        return None
    return date(int(year), int(month), 1)
