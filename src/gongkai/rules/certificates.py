"""Certificates of a fund centre (缴存、贷款证明): what each states, and when none may be issued."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from gongkai.rules.bundled import bundled_table
from gongkai.rules.service_items import Audience

_TABLE = "certificates.toml"


class CertificateKind(StrEnum):
    """What a certificate is of (证明种类)."""

    DEPOSIT = "DEPOSIT"
    LOAN_SETTLEMENT = "LOAN_SETTLEMENT"
    CROSS_CITY_LOAN = "CROSS_CITY_LOAN"
    EMPLOYER_DEPOSIT = "EMPLOYER_DEPOSIT"

    @property
    def label(self) -> str:
        """Return what it is called."""
        return str(bundled_table(_TABLE)["kinds"][self.value]["name"])


class CertificateState(StrEnum):
    """Whether a certificate counts (证明状态)."""

    VALID = "VALID"
    EXPIRED = "EXPIRED"
    REVOKED = "REVOKED"

    @property
    def label(self) -> str:
        """Return what it is called."""
        return {"VALID": "有效", "EXPIRED": "已过有效期", "REVOKED": "已撤销"}[self.value]


class CertificateRefused(ValueError):
    """No certificate can be issued; the message is in Chinese, with basis and remedy.

    :param reason: why not, a sentence without its full stop
    :param remedy: what to do instead, a whole sentence
    :param basis: what says so, "" where it follows from the facts alone
    """

    def __init__(self, reason: str, remedy: str, basis: str = "") -> None:
        told = f"（依据{basis}）" if basis else ""
        super().__init__(f"{reason}{told}。{remedy}")
        self.reason, self.remedy, self.basis = reason, remedy, basis


class CertificateField(NamedTuple):
    """A field of a certificate; a `wide` one takes a whole line."""

    code: str
    label: str
    is_wide: bool
    is_optional: bool


@dataclass(frozen=True, slots=True)
class CertificateForm:
    """What a kind of certificate states and for how long it counts by default.

    :param item: code of its service item
    :param follows: codes of other items after whose completion it can be issued
    :param days: for how many days after the day of issue it counts, 0 for no end
    :param is_identity_masked: whether the owner's number is printed with its middle hidden
    :param slip: labels of what the receiving side fills in and sends back (回执)
    """

    kind: CertificateKind
    name: str
    title: str
    item: str
    follows: tuple[str, ...]
    audience: Audience
    prefix: str
    days: int
    is_identity_masked: bool
    opening: str
    fields: tuple[CertificateField, ...]
    slip_title: str
    slip_opening: str
    slip: tuple[str, ...]


class PrintedFact(NamedTuple):
    """A fact as it is printed."""

    code: str
    label: str
    value: str
    is_wide: bool = False


class LoanStanding(NamedTuple):
    """How a loan stands; what is unknown is None."""

    contract_no: str
    is_settled: bool
    remaining: Decimal | None
    settled_on: date | None
    settled_how: str


def certificate_forms() -> tuple[CertificateForm, ...]:
    """Return all forms in the order in which they are offered."""
    return tuple(certificate_form(kind) for kind in CertificateKind)


@cache
def certificate_form(kind: CertificateKind) -> CertificateForm:
    """Return what a kind of certificate states; the fields are 待本中心确认."""
    row = bundled_table(_TABLE)["kinds"][kind.value]
    return CertificateForm(
        kind=kind,
        name=row["name"],
        title=row["title"],
        item=row["item"],
        follows=tuple(row.get("follows", ())),
        audience=Audience(row["audience"]),
        prefix=row["prefix"],
        days=row["days"],
        is_identity_masked=row["identity"] == "MASKED",
        opening=row["opening"],
        fields=tuple(
            CertificateField(
                each["code"], each["label"], each.get("wide", False), each.get("optional", False)
            )
            for each in row["fields"]
        ),
        slip_title=row.get("slip_title", ""),
        slip_opening=row.get("slip_opening", ""),
        slip=tuple(row.get("slip", ())),
    )


def kind_of_item(item: str) -> CertificateKind | None:
    """Return the kind of certificate that is the result of a service item, None where none is."""
    return next((form.kind for form in certificate_forms() if form.item == item), None)


def kind_after_item(item: str) -> CertificateKind | None:
    """Return the kind of certificate that can be issued once business of an item is done."""
    return next(
        (form.kind for form in certificate_forms() if item in (form.item, *form.follows)), None
    )


def forms_source() -> str:
    """Return where the fields come from, and that they are to be confirmed."""
    return str(bundled_table(_TABLE)["source"])


def longest_days() -> int:
    """Return the most days for which a certificate may count."""
    return int(bundled_table(_TABLE)["longest_days"])


def last_day(issued_on: date, days: int) -> date | None:
    """Return the last day on which a certificate counts; the day of issue is not counted.

    :param days: 0 for no end, then None is returned
    """
    return issued_on + timedelta(days=days) if days else None


def state_on(valid_until: date | None, *, is_revoked: bool, on: date) -> CertificateState:
    """Return whether a certificate counts on a day; a revoked one never does again."""
    if is_revoked:
        return CertificateState.REVOKED
    if valid_until is not None and on > valid_until:
        return CertificateState.EXPIRED
    return CertificateState.VALID


def printed_facts(form: CertificateForm, values: Mapping[str, str]) -> tuple[PrintedFact, ...]:
    """Return the facts of a certificate in the order of its form.

    :raises CertificateRefused: if one is unknown that must be stated: nothing is guessed
    """
    missing = [
        field.label
        for field in form.fields
        if not field.is_optional and not values.get(field.code, "").strip()
    ]
    if missing:
        raise CertificateRefused(
            f"业务系统没有返回{'、'.join(missing)}，不能出具{form.name}",
            "请到柜台核对账户信息，补录后再出具。",
        )
    return tuple(
        PrintedFact(field.code, field.label, values[field.code].strip(), field.is_wide)
        for field in form.fields
        if values.get(field.code, "").strip()
    )


def require_deposits(
    *, paid_through: date | None, continuous_months: int, opened_on: date, on: date
) -> None:
    """Insist that an account has deposits that can be certified.

    :raises CertificateRefused: if none was made, or what is known contradicts itself
    """
    if paid_through is None:
        raise CertificateRefused(
            "该账户还没有缴存记录，不能出具证明",
            "请在首次缴存到账后再办理；对缴存有疑问的，请联系单位或者本中心。",
        )
    if opened_on > on or continuous_months < 0 or paid_through.replace(day=1) > _next_year(on):
        raise CertificateRefused(
            "业务系统返回的缴存记录前后不一致，不能出具证明", "请到柜台核对账户信息后再办理。"
        )


def require_settled(loan: LoanStanding | None, on: date) -> None:
    """Insist that a loan is repaid in full before a settlement certificate.

    :raises CertificateRefused: if it is not, or if that is not known for certain
    """
    if loan is None:
        raise CertificateRefused(
            "没有查到您名下的这笔住房公积金贷款，不能出具结清证明",
            "请核对借款合同号；合同在其他中心的，请向贷款所在地的中心申请。",
        )
    if not loan.is_settled or (loan.remaining is not None and loan.remaining > 0):
        raise CertificateRefused(
            "该笔贷款尚有未还清的本息，不能出具结清证明",
            "请在还清全部本息、业务系统登记结清后再办理。",
        )
    if loan.remaining is None or loan.remaining < 0 or loan.settled_on is None:
        raise CertificateRefused(
            "该笔贷款的结清日期或者剩余本息不明，不能出具结清证明", "请到柜台核对还款记录后再办理。"
        )
    if loan.settled_on > on:
        raise CertificateRefused(
            "该笔贷款的结清日期晚于今天，不能出具结清证明", "请到柜台核对还款记录后再办理。"
        )


def require_cross_city(loans_taken: int | None, loans: Sequence[LoanStanding]) -> None:
    """Insist that a worker may borrow in another city: 建金〔2016〕230号.

    A certificate is for who never used a provident fund loan, or has settled the first one. With
    two or more loans ever taken, those of other cities with them, none is issued.

    :param loans_taken: how often a loan was taken, None where that is not known
    :param loans: what is known of them here
    :raises CertificateRefused: if he may not, or if it cannot be told
    """
    rule = bundled_table(_TABLE)["cross_city"]
    basis = str(rule["basis"])
    if loans_taken is None or loans_taken < 0 or len(loans) > loans_taken:
        raise CertificateRefused(
            "使用住房公积金贷款的次数不明，不能出具异地贷款缴存使用证明",
            "请到柜台核实贷款记录（包括在其他城市的贷款）后再办理。",
            basis,
        )
    if loans_taken > rule["most_loans"]:
        raise CertificateRefused(
            f"您已使用过{loans_taken}次住房公积金贷款，"
            "使用过两次及以上的，无论是否结清，都不能出具异地贷款缴存使用证明",
            "对贷款次数有异议的，请持借款合同或者结清证明到柜台申请核实。",
            basis,
        )
    if loans_taken and not loans:
        raise CertificateRefused(
            "您使用过1次住房公积金贷款，但本中心查不到是否已经结清，不能出具异地贷款缴存使用证明",
            "请先向贷款所在地的中心开具贷款结清证明，再到本中心柜台办理。",
            basis,
        )
    open_loan = next((each for each in loans if not _is_certainly_settled(each)), None)
    if open_loan is not None:
        raise CertificateRefused(
            "您的首次住房公积金贷款还没有结清，不能出具异地贷款缴存使用证明",
            "请在还清全部本息、业务系统登记结清后再办理。",
            basis,
        )


def _is_certainly_settled(loan: LoanStanding) -> bool:
    return loan.is_settled and loan.remaining == 0 and loan.settled_on is not None


def _next_year(on: date) -> date:
    return date(on.year + 1, on.month, 1)
