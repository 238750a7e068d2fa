"""What a certificate states, asked of the business system at the moment of issue."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from gongkai.fund_services.core.facts import (
    AccountState,
    Employer,
    Loan,
    LoanState,
    WorkerAccount,
)
from gongkai.fund_services.core.port import FundCore
from gongkai.privacy.masking import mask_identity, mask_name
from gongkai.rules.certificates import (
    CertificateForm,
    CertificateKind,
    CertificateRefused,
    LoanStanding,
    PrintedFact,
    printed_facts,
    require_cross_city,
    require_deposits,
    require_settled,
)


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a certificate is to state, and whose it is."""

    owner_name: str
    account_no: str
    employer_no: str
    contract_no: str
    facts: tuple[PrintedFact, ...]


def gather(
    core: FundCore,
    form: CertificateForm,
    *,
    identity_number: str,
    employer_no: str = "",
    contract_no: str = "",
    contact: tuple[str, str] = ("", ""),
    on: date,
) -> Gathered:
    """Return what a certificate states today.

    :param identity_number: the worker's; "" for an employer's certificate
    :param employer_no: of an employer's certificate
    :param contract_no: of the loan whose settlement is certified
    :param contact: name and phone of the centre for the other side
    :raises CertificateRefused: if the rules forbid it, or a fact is unknown
    :raises CoreAway: if the business system cannot be asked
    """
    if form.kind == CertificateKind.EMPLOYER_DEPOSIT:
        return _of_employer(core, form, employer_no, on)
    account = core.account_of(identity_number)
    if account is None or account.identity_number.upper() != identity_number.upper():
        raise CertificateRefused(
            "本中心查不到您的住房公积金账户，不能出具证明",
            "请核对证件号码；账户在其他中心的，请向缴存地的中心申请。",
        )
    loans = core.loans(account.account_no)
    if form.kind == CertificateKind.LOAN_SETTLEMENT:
        return _of_loan(form, account, loans, contract_no, on)
    values = _of_account(form, account, on)
    if form.kind == CertificateKind.CROSS_CITY_LOAN:
        if account.state == AccountState.CLOSED:
            raise CertificateRefused(
                "该账户已销户，不能出具异地贷款缴存使用证明", "请向现在缴存地的中心申请。"
            )
        require_cross_city(account.loans_taken, [_standing(each) for each in loans])
        values |= {
            "paid_span": f"{_month(account.opened_on)}开户，缴至{values['paid_through']}",
            "loans_taken": f"{account.loans_taken}次",
            "outstanding": "无",
            "contact_name": contact[0],
            "contact_phone": contact[1],
        }
    return Gathered(
        account.name, account.account_no, account.employer_no, "", printed_facts(form, values)
    )


def _of_account(form: CertificateForm, account: WorkerAccount, on: date) -> dict[str, str]:
    require_deposits(
        paid_through=account.paid_through,
        continuous_months=account.continuous_months,
        opened_on=account.opened_on,
        on=on,
    )
    return {
        "name": account.name,
        "identity_kind": "居民身份证" if len(account.identity_number) == 18 else "其他证件",
        "identity_number": _number(form, account.identity_number),
        "account_no": account.account_no,
        "employer_name": account.employer_name,
        "employer_no": account.employer_no,
        "state": account.state.label,
        "base": money(account.base),
        "ratios": _ratios(account.employer_ratio, account.worker_ratio),
        "monthly": money(account.monthly),
        "paid_through": _month(account.paid_through),
        "continuous_months": f"{account.continuous_months}个月",
        "balance": money(account.balance),
    }


def _of_loan(
    form: CertificateForm,
    account: WorkerAccount,
    loans: Sequence[Loan],
    contract_no: str,
    on: date,
) -> Gathered:
    wanted = contract_no.strip()
    loan = next((each for each in loans if wanted and each.contract_no == wanted), None)
    require_settled(_standing(loan) if loan else None, on)
    if loan is None or loan.settled_on is None:
        raise AssertionError("a loan that is settled has a day")
    own = account.identity_number.upper()
    others = [(name, number) for name, number in loan.borrowers if number.upper() != own]
    if len(others) == len(loan.borrowers):
        raise CertificateRefused(
            "业务系统登记的借款人中没有您，不能出具结清证明", "请到柜台核对借款合同后再办理。"
        )
    values = {
        "name": account.name,
        "identity_number": _number(form, account.identity_number),
        # What is another's is shown no further than needed to know him.
        "co_borrowers": "、".join(f"{mask_name(n)}（{mask_identity(i)}）" for n, i in others),
        "contract_no": loan.contract_no,
        "principal": money(loan.principal),
        "months": f"{loan.months}个月",
        "issued_on": _day(loan.issued_on),
        "settled_on": _day(loan.settled_on),
        "address": loan.address,
        "settled_how": loan.settled_how,
        "remaining": money(loan.remaining),
    }
    return Gathered(
        account.name,
        account.account_no,
        account.employer_no,
        loan.contract_no,
        printed_facts(form, values),
    )


def _of_employer(core: FundCore, form: CertificateForm, employer_no: str, on: date) -> Gathered:
    employer = core.employer(employer_no) if employer_no else None
    if employer is None:
        raise CertificateRefused(
            "本中心查不到该单位的缴存登记，不能出具证明", "请核对单位账号，或者先办理单位缴存登记。"
        )
    _require_depositing(employer)
    values = {
        "name": employer.name,
        "credit_code": employer.credit_code,
        "employer_no": employer.employer_no,
        "state": employer.state.label,
        "workers": f"{employer.workers}人",
        "ratios": _ratios(employer.employer_ratio, employer.worker_ratio),
        "monthly": money(employer.monthly),
        "paid_through": _month(employer.paid_through),
    }
    return Gathered(employer.name, "", employer.employer_no, "", printed_facts(form, values))


def _require_depositing(employer: Employer) -> None:
    if employer.state == AccountState.CLOSED:
        raise CertificateRefused(
            "该单位的缴存登记已注销，不能出具单位缴存证明", "需要历史缴存情况的，请到柜台申请。"
        )
    if employer.paid_through is None:
        raise CertificateRefused(
            "该单位还没有缴存记录，不能出具单位缴存证明", "请在首次汇缴到账后再办理。"
        )


def _standing(loan: Loan) -> LoanStanding:
    return LoanStanding(
        loan.contract_no,
        loan.state == LoanState.SETTLED,
        loan.remaining,
        loan.settled_on,
        loan.settled_how,
    )


def _number(form: CertificateForm, number: str) -> str:
    return mask_identity(number) if form.is_identity_masked else number


def money(amount: Decimal) -> str:
    """Return a sum as certificates write it, e.g. 12,345.60元."""
    return f"{amount:,.2f}元"


def _ratios(employer: Decimal, worker: Decimal) -> str:
    return f"单位{_ratio(employer)}，个人{_ratio(worker)}"


def _ratio(ratio: Decimal) -> str:
    text = f"{ratio:f}"
    return f"{text.rstrip('0').rstrip('.') if '.' in text else text}%"


def _month(month: date | None) -> str:
    return f"{month.year}年{month.month}月" if month else ""


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
