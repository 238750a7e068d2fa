"""A person's own certificates, and those of the employer he acts for; never anybody else's."""

import json
from datetime import date
from typing import NamedTuple

from django.db.models import QuerySet

from gongkai.fund_services.models import (
    Certificate,
    CertificateEvent,
    EmployerAgent,
    OnlineAccount,
)
from gongkai.fund_services.queries.accounts.agents import may_do
from gongkai.rules.certificates import (
    CertificateKind,
    CertificateState,
    PrintedFact,
    certificate_form,
    state_on,
)

_EMPLOYER = CertificateKind.EMPLOYER_DEPOSIT


class SealedFacts(NamedTuple):
    """What a certificate states, and to whom it is addressed."""

    facts: tuple[PrintedFact, ...]
    addressed_to: str
    contract_no: str


def certificates_of(account: OnlineAccount) -> QuerySet[Certificate]:
    """Return the certificates of a person, those of the counter with them, newest first."""
    rows = Certificate.objects.filter(
        agency_id=account.agency_id, owner_digest=account.identity_digest
    )
    if not account.identity_digest or account.deleted_at is not None:
        rows = rows.none()
    return rows.exclude(kind=_EMPLOYER).select_related("agency").order_by("-issued_at", "-pk")


def certificate_of(account: OnlineAccount, pk: int) -> Certificate | None:
    """Return one of a person's own certificates; None for another's or an unknown one."""
    return certificates_of(account).filter(pk=pk).first()


def certificates_for(agent: EmployerAgent) -> QuerySet[Certificate]:
    """Return the certificates of the employer that an agent acts for, newest first.

    None of them is his to see where he may not issue them.
    """
    rows = Certificate.objects.filter(
        agency_id=agent.account.agency_id, kind=_EMPLOYER, employer_no=agent.employer_no
    )
    if not may_do(agent, certificate_form(_EMPLOYER).item):
        rows = rows.none()
    return rows.select_related("agency").order_by("-issued_at", "-pk")


def certificate_for(agent: EmployerAgent, pk: int) -> Certificate | None:
    """Return one of an employer's certificates; None for another's or an unknown one."""
    return certificates_for(agent).filter(pk=pk).first()


def events_of(certificate: Certificate) -> list[CertificateEvent]:
    """Return what happened to a certificate, oldest first."""
    rows = CertificateEvent.objects.filter(certificate=certificate)
    return list(rows.select_related("officer").order_by("at", "pk"))


def sealed_facts(certificate: Certificate) -> SealedFacts:
    """Return what a certificate states, as it was sealed when it was issued."""
    kept = json.loads(certificate.facts)
    facts = tuple(PrintedFact(*each) for each in kept["facts"])
    return SealedFacts(facts, kept["addressed_to"], kept["contract_no"])


def standing_of(certificate: Certificate, on: date) -> CertificateState:
    """Return whether a certificate counts on a day."""
    return state_on(certificate.valid_until, is_revoked=certificate.revoked_at is not None, on=on)
