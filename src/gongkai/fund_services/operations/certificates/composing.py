"""A certificate's page, made from what was gathered."""

from datetime import date, datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings

from gongkai.agencies.models import Agency
from gongkai.agencies.queries import licensed_fonts
from gongkai.documents.certificates.document import CertificateDocument, FactLine
from gongkai.documents.certificates.pdf import undrawable
from gongkai.fund_services.operations.certificates.gathering import Gathered
from gongkai.rules.certificates import CertificateForm, CertificateRefused
from gongkai.sites.queries.hosts import host_of


def compose(
    form: CertificateForm,
    gathered: Gathered,
    *,
    agency: Agency,
    number: str,
    code: str,
    addressed_to: str,
    on: date,
    core_at: datetime,
    valid_until: date | None,
    is_self_signed: bool,
) -> CertificateDocument:
    """Return a certificate as a document.

    :raises CertificateRefused: if no font draws a character of it: nobody's name is printed wrongly
    """
    document = CertificateDocument(
        organ=agency.name,
        title=form.title,
        number=number,
        opening=form.opening,
        facts=[FactLine(each.label, each.value, each.is_wide) for each in gathered.facts],
        dated_on=on,
        facts_as_of=_moment(core_at),
        validity=_validity(valid_until),
        code=code,
        verify_page=_page(agency),
        verify_address=verify_address(agency, number, code),
        addressee=addressed_to,
        slip_title=form.slip_title,
        slip_opening=form.slip_opening,
        slip=form.slip,
        is_demonstration=agency.is_demonstration,
        is_self_signed=is_self_signed,
    )
    if missing := undrawable(document, licensed_fonts()):
        raise CertificateRefused(
            f"字库中没有“{missing}”字，网上不能正确打印该证明",
            "请到柜台办理，或者联系本中心补充字库。",
        )
    return document


def verify_address(agency: Agency, number: str, code: str) -> str:
    """Return the address that a certificate's QR code opens."""
    path = urlsplit(settings.GONGKAI_VERIFY_ADDRESS).path
    return _base(agency) + path.format(number=number, code=code)


def _page(agency: Agency) -> str:
    path = urlsplit(settings.GONGKAI_VERIFY_ADDRESS).path
    return _base(agency) + path.partition("{")[0]


def _base(agency: Agency) -> str:
    usual, own = urlsplit(settings.GONGKAI_VERIFY_ADDRESS), host_of(agency.code)
    if not own or own == usual.hostname:
        return f"{usual.scheme}://{usual.netloc}"
    return f"{usual.scheme}://{own}"


def _moment(at: datetime) -> str:
    here = at.astimezone(ZoneInfo(settings.TIME_ZONE))
    return f"{here.year}年{here.month}月{here.day}日{here.hour}时{here.minute:02}分"


def _validity(until: date | None) -> str:
    if until is None:
        return "长期有效"
    return f"有效期至{until.year}年{until.month}月{until.day}日"
