"""What the business system tells of accounts, deposits, loans and employers; sums are in yuan."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from gongkai.rules.fund import RepaymentMethod


class AccountState(StrEnum):
    """Where an account stands (账户状态)."""

    NORMAL = "NORMAL"
    SEALED = "SEALED"
    CLOSED = "CLOSED"

    @property
    def label(self) -> str:
        """Return what it is called."""
        return {"NORMAL": "正常缴存", "SEALED": "封存", "CLOSED": "已销户"}[self.value]


@dataclass(frozen=True, slots=True)
class WorkerAccount:
    """A worker's one account (个人账户): 《住房公积金管理条例》第十三条.

    :param base: monthly base (缴存基数)
    :param employer_ratio: per cent, likewise `worker_ratio`
    :param monthly: what employer and worker deposit together each month
    :param paid_through: first day of the last month paid; None where nothing was paid
    :param continuous_months: months paid without a gap up to `paid_through`
    :param loans_taken: provident fund loans ever taken, those of other cities with them
    :param bank_card_end: last four digits of the card that sums go to
    """

    account_no: str
    name: str
    identity_number: str
    phone: str
    employer_no: str
    employer_name: str
    state: AccountState
    base: Decimal
    employer_ratio: Decimal
    worker_ratio: Decimal
    monthly: Decimal
    opened_on: date
    paid_through: date | None
    continuous_months: int
    balance: Decimal
    loans_taken: int
    bank_card_end: str = ""


class EntryKind(StrEnum):
    """What an entry of an account is for (明细类别)."""

    DEPOSIT = "DEPOSIT"
    BACK_DEPOSIT = "BACK_DEPOSIT"
    INTEREST = "INTEREST"
    WITHDRAWAL = "WITHDRAWAL"
    TRANSFER_IN = "TRANSFER_IN"
    TRANSFER_OUT = "TRANSFER_OUT"

    @property
    def label(self) -> str:
        """Return what it is called."""
        return {
            "DEPOSIT": "汇缴",
            "BACK_DEPOSIT": "补缴",
            "INTEREST": "结息",
            "WITHDRAWAL": "提取",
            "TRANSFER_IN": "转入",
            "TRANSFER_OUT": "转出",
        }[self.value]


@dataclass(frozen=True, slots=True)
class AccountEntry:
    """One entry of an account; `amount` is negative where money leaves it.

    :param month: first day of the month that a deposit is for, None for others
    """

    on: date
    kind: EntryKind
    amount: Decimal
    balance: Decimal
    month: date | None = None


class LoanState(StrEnum):
    """Where a loan stands (贷款状态)."""

    REPAYING = "REPAYING"
    OVERDUE = "OVERDUE"
    SETTLED = "SETTLED"

    @property
    def label(self) -> str:
        """Return what it is called."""
        return {"REPAYING": "正常还款", "OVERDUE": "逾期", "SETTLED": "已结清"}[self.value]


@dataclass(frozen=True, slots=True)
class Loan:
    """A provident fund loan (个人住房公积金贷款).

    :param borrowers: name and identity number of the borrower, then of co-borrowers
    :param annual_rate: per cent
    :param settled_how: e.g. 提前还清, 到期还清; "" while it is repaid
    """

    contract_no: str
    account_no: str
    borrowers: tuple[tuple[str, str], ...]
    principal: Decimal
    months: int
    annual_rate: Decimal
    method: RepaymentMethod
    issued_on: date
    address: str
    is_second_home: bool
    state: LoanState
    remaining: Decimal
    settled_on: date | None = None
    settled_how: str = ""


@dataclass(frozen=True, slots=True)
class Repayment:
    """One instalment of a loan, due or paid; `paid_on` is None until it is."""

    number: int
    due_on: date
    principal: Decimal
    interest: Decimal
    paid_on: date | None = None


@dataclass(frozen=True, slots=True)
class Employer:
    """An employer that deposits (缴存单位); ratios are per cent."""

    employer_no: str
    name: str
    credit_code: str
    state: AccountState
    employer_ratio: Decimal
    worker_ratio: Decimal
    workers: int
    monthly: Decimal
    paid_through: date | None
    contact_name: str = ""
    contact_phone: str = ""


@dataclass(frozen=True, slots=True)
class EmployerWorker:
    """A worker as his employer sees him."""

    account_no: str
    name: str
    identity_number: str
    state: AccountState
    base: Decimal
    monthly: Decimal


class BusinessState(StrEnum):
    """How far business that was sent has come in the business system (业务状态)."""

    RECEIVED = "RECEIVED"
    HANDLING = "HANDLING"
    DONE = "DONE"
    REFUSED = "REFUSED"

    @property
    def label(self) -> str:
        """Return what it is called."""
        return {
            "RECEIVED": "已收到",
            "HANDLING": "办理中",
            "DONE": "已办结",
            "REFUSED": "未通过",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Business:
    """Business to be done (业务报文).

    :param item: code of the service item, see rules/data/service_items.toml
    :param account_no: worker's account, "" for an employer's business
    :param employer_no: employer, "" for a worker's business
    :param fields: what the form says; sums and days as text
    :param rows: rows of a batch, one for each worker
    """

    item: str
    receipt_no: str
    account_no: str
    employer_no: str
    fields: dict[str, str]
    rows: tuple[dict[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class BusinessStatus:
    """Where business stands; `amount` is the sum paid, None where there is none."""

    core_no: str
    state: BusinessState
    at: datetime
    reason: str = ""
    amount: Decimal | None = None
