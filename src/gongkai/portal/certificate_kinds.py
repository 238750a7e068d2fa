"""What kinds of certificates are called in addresses, and who is offered which."""

from gongkai.fund_services.queries.accounts.agents import may_do
from gongkai.fund_services.queries.accounts.sessions import SignedIn
from gongkai.rules.certificates import CertificateKind, certificate_form

KINDS = {
    "jiaocun": CertificateKind.DEPOSIT,
    "jieqing": CertificateKind.LOAN_SETTLEMENT,
    "yidi": CertificateKind.CROSS_CITY_LOAN,
    "danwei": CertificateKind.EMPLOYER_DEPOSIT,
}


def offered_to(signed: SignedIn) -> list[tuple[str, CertificateKind]]:
    """Return name in the address and kind of what somebody can have issued as he acts now."""
    of_employer = CertificateKind.EMPLOYER_DEPOSIT
    if signed.agent is None:
        return [(slug, kind) for slug, kind in KINDS.items() if kind != of_employer]
    if not may_do(signed.agent, certificate_form(of_employer).item):
        return []
    return [(slug, kind) for slug, kind in KINDS.items() if kind == of_employer]
