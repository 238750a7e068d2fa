"""What the business system tells of whoever fills a form in, by the paths that forms name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from gongkai.fund_services.core.choosing import fund_core
from gongkai.fund_services.core.facts import Loan, LoanState
from gongkai.fund_services.core.port import CoreAway, FundCore
from gongkai.fund_services.models import EmployerAgent, OnlineAccount
from gongkai.rules.service_forms import FormDefinition

_ACCOUNT = [
    "account_no",
    "name",
    "identity_number",
    "phone",
    "employer_no",
    "employer_name",
    "base",
    "employer_ratio",
    "worker_ratio",
    "monthly",
    "balance",
    "bank_card_end",
    "opened_on",
]
_EMPLOYER = [
    "employer_no",
    "name",
    "credit_code",
    "employer_ratio",
    "worker_ratio",
    "workers",
    "monthly",
    "contact_name",
    "contact_phone",
]
_LOAN = [
    "contract_no",
    "principal",
    "months",
    "annual_rate",
    "remaining",
    "issued_on",
    "address",
]


@dataclass(frozen=True)
class KnownFacts:
    """What is known, by path; `away` is why the business system could not be asked, "" if it was.

    `facts` then still holds what the online account itself tells (`person.`).
    """

    facts: Mapping[str, str] = field(default_factory=dict)
    away: str = ""

    @property
    def for_checking(self) -> Mapping[str, str] | None:
        """Return the facts that values are measured by, None where nobody could be asked."""
        return None if self.away else self.facts

    def of(self, definition: FormDefinition) -> dict[str, str]:
        """Return what a form's fields begin with."""
        return {
            name: self.facts[path] for name, path in definition.prefills() if self.facts.get(path)
        }


def known_facts(
    definition: FormDefinition,
    account: OnlineAccount,
    agent: EmployerAgent | None,
    core: FundCore | None = None,
) -> KnownFacts:
    """Return what a form needs to know; the business system is asked no more than that."""
    facts = {
        "person.name": str(account.name),
        "person.phone": str(account.phone),
        "person.identity_number": str(account.identity_number),
    }
    wanted = {path.partition(".")[0] for path in _paths(definition)}
    try:
        facts |= _asked(wanted, account, agent, core or fund_core())
    except CoreAway as away:
        return KnownFacts(facts, str(away) or "业务系统暂时不能查询。")
    return KnownFacts(facts)


def workers_told(employer_no: str, core: FundCore | None = None) -> dict[str, dict[str, str]]:
    """Return what the business system says of an employer's workers, by account number.

    :raises CoreAway: if it cannot be asked
    """
    line = core or fund_core()
    return {
        worker.account_no: {
            "account_no": worker.account_no,
            "name": worker.name,
            "identity_number": worker.identity_number,
            "state": worker.state.value,
            "base": _text(worker.base),
            "monthly": _text(worker.monthly),
        }
        for worker in line.employer_workers(employer_no)
    }


def _paths(definition: FormDefinition) -> Iterable[str]:
    yield from (path for _name, path in definition.prefills())
    yield from (rule.fact for rule in definition.rules if rule.fact)


def _asked(
    wanted: set[str], account: OnlineAccount, agent: EmployerAgent | None, core: FundCore
) -> dict[str, str]:
    facts: dict[str, str] = {}
    if agent is not None:
        # Whoever acts for an employer is not asked after as a worker.
        if "employer" in wanted:
            facts |= _told("employer", _EMPLOYER, core.employer(agent.employer_no))
        return facts
    if wanted & {"account", "loan"}:
        found = (
            core.account(account.account_no)
            if account.account_no
            else core.account_of(account.identity_number)
        )
        facts |= _told("account", _ACCOUNT, found)
        if "loan" in wanted and found is not None:
            facts |= _told("loan", _LOAN, _current(core.loans(found.account_no)))
    return facts


def _current(loans: Iterable[Loan]) -> Loan | None:
    return next((loan for loan in loans if loan.state is not LoanState.SETTLED), None)


def _told(part: str, names: Iterable[str], found: object | None) -> dict[str, str]:
    if found is None:
        return {}
    return {f"{part}.{name}": text for name in names if (text := _text(getattr(found, name)))}


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
