"""Where whoever had business done finds the certificate that comes of it."""

from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from gongkai.fund_services.queries.accounts.sessions import SignedIn
from gongkai.fund_services.queries.applications.progress import Progress
from gongkai.fund_services.queries.certificates.own import certificates_for, certificates_of
from gongkai.portal.certificate_kinds import KINDS, offered_to
from gongkai.portal.signed_in import with_next
from gongkai.rules.certificates import CertificateKind, certificate_form
from gongkai.rules.service_items import Audience


class CertificateLead(NamedTuple):
    """A link to a certificate, or to where it is issued, with what is said beside it."""

    address: str
    label: str
    told: str


def issuing_address(signed: SignedIn, kind: CertificateKind | None) -> str:
    """Return where somebody has a kind of certificate issued; the list where not offered it.

    Who acts for an employer and wants one of his own says first that he is here for himself.
    """
    for slug, offered in KINDS.items():
        if offered != kind:
            continue
        address = reverse("portal:issue-certificate", args=[slug])
        if kind in offered_kinds(signed):
            return address
        if signed.agent is not None and certificate_form(kind).audience is Audience.WORKER:
            return with_next(reverse("portal:account-acting"), address)
    return reverse("portal:certificates")


def offered_kinds(signed: SignedIn) -> frozenset[CertificateKind]:
    """Return the kinds that somebody can have issued as he acts now."""
    return frozenset(kind for _slug, kind in offered_to(signed))


def lead_of(signed: SignedIn, progress: Progress) -> CertificateLead | None:
    """Return where the certificate of one's own finished business is, None where none comes of it.

    One that was delivered comes before one that can be issued. Who acts for an employer finds the
    employer's alone, and otherwise his own alone.
    """
    if (signed.agent is None) != (progress.application.agent_id is None):
        return None
    number = progress.certificate_no
    own = certificates_for(signed.agent) if signed.agent else certificates_of(signed.account)
    row = own.filter(certificate_no=number).first() if number else None
    if row is not None:
        told = _("结果是一份证明，编号%(number)s。") % {"number": number}
        return CertificateLead(reverse("portal:certificate", args=[row.pk]), _("查看证明"), told)
    kind = progress.certificate
    if kind is None or kind not in offered_kinds(signed):
        return None
    return CertificateLead(
        issuing_address(signed, kind),
        _("出具%(kind)s") % {"kind": kind.label},
        _("业务已办结，现在可以在线出具%(kind)s，当场下载。") % {"kind": kind.label},
    )
