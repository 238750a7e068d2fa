"""Issuing a certificate: facts of this moment, a number without gaps, a signature; all or none."""

import json
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction

from gongkai.agencies.models import Agency, Officer
from gongkai.agencies.queries import licensed_fonts
from gongkai.documents.certificates.pdf import certificate_pdf, seal_box, seal_pdf
from gongkai.fund_services.core.choosing import fund_core
from gongkai.fund_services.models import (
    Certificate,
    CertificateEventKind,
    EmployerAgent,
    OnlineAccount,
)
from gongkai.fund_services.operations.accounts.rights import require_item
from gongkai.fund_services.operations.certificates.composing import compose
from gongkai.fund_services.operations.certificates.gathering import Gathered, gather
from gongkai.fund_services.operations.certificates.keeping import keep_certificate
from gongkai.fund_services.operations.certificates.numbering import (
    code_digest,
    form_digest,
    new_code,
    next_number,
    number_text,
)
from gongkai.fund_services.operations.certificates.recording import audit, log_event
from gongkai.fund_services.operations.certificates.sealing import (
    seal_document,
    sealer_of,
    stamp_server,
)
from gongkai.fund_services.permissions import is_fund_centre
from gongkai.fund_services.queries.accounts.finding import identity_digest
from gongkai.fund_services.queries.certificates.own import certificates_of
from gongkai.fund_services.queries.certificates.settings import IssuingSetting, issuing_setting
from gongkai.rules.certificates import (
    CertificateKind,
    CertificateRefused,
    certificate_form,
    last_day,
)

__all__ = ["Issuer", "certificates_of", "issue_certificate", "issued"]

_LONGEST_ADDRESSEE = 40


class Issuer(NamedTuple):
    """Who issues: an account, an agent of it for his employer, or an officer at the counter."""

    account: OnlineAccount | None
    agent: EmployerAgent | None
    officer: Officer | None

    @property
    def whose(self) -> str:
        """Return whose form it is, so that a token of his is no token of another's."""
        if self.officer is not None:
            return f"officer:{self.officer.pk}"
        acts_for = self.agent.employer_no if self.agent else ""
        return f"account:{self.account.pk if self.account else 0}:{acts_for}"


class _Twice(Exception):
    """The form was sent twice; the certificate is there."""

    def __init__(self, certificate: Certificate) -> None:
        self.certificate = certificate


def issue_certificate(
    *,
    account: OnlineAccount,
    kind: CertificateKind,
    on: date,
    at: datetime,
    agent: EmployerAgent | None = None,
    contract_no: str = "",
    addressed_to: str = "",
    token: str = "",
) -> Certificate:
    """Issue a certificate to a worker, or to the employer that he acts for, for what is so now.

    :param contract_no: of the loan whose settlement is certified
    :param addressed_to: the other city's centre, for a certificate of use
    :param token: of the form; sent twice by the same account, it gives the same certificate
    :raises CertificateRefused: if the rules forbid it, or a fact is unknown
    :raises AgentRefused: if the agent may not do this for the employer
    :raises CoreAway: if the business system cannot be asked; nothing is issued
    :raises CertificateUnavailable: if it cannot be signed now; nothing is issued
    """
    form = certificate_form(kind)
    for_employer = kind == CertificateKind.EMPLOYER_DEPOSIT
    if account.deleted_at is not None:
        raise CertificateRefused("该网上办事账户已注销，不能出具证明", "请重新开通账户后再办理。")
    if for_employer:
        if agent is None or agent.account_id != account.pk:
            raise CertificateRefused(
                "单位缴存证明由单位经办人出具", "请先在“经办人”页面选择要办理的单位。"
            )
        require_item(agent, form.item)
    return issued(
        agency=account.agency,
        kind=kind,
        issuer=Issuer(account, agent if for_employer else None, None),
        identity_number="" if for_employer else account.identity_number,
        employer_no=agent.employer_no if for_employer and agent else "",
        contract_no=contract_no,
        addressed_to=addressed_to,
        token=token,
        on=on,
        at=at,
    )


def issued(
    *,
    agency: Agency,
    kind: CertificateKind,
    issuer: Issuer,
    identity_number: str,
    employer_no: str,
    contract_no: str,
    addressed_to: str,
    token: str,
    on: date,
    at: datetime,
    note: str = "",
) -> Certificate:
    """Issue a certificate once it is clear who asks: for `issue_certificate` and the counter.

    :raises CertificateRefused, CoreAway, CertificateUnavailable: as `issue_certificate` does
    """
    if not is_fund_centre(agency):
        raise CertificateRefused(
            "本机关不是住房公积金管理中心，不能出具证明", "请向缴存地的中心申请。"
        )
    once = form_digest(issuer.whose, token)
    sent_before = Certificate.objects.filter(agency=agency, once=once).first()
    if sent_before is not None:
        return sent_before
    setting = issuing_setting(agency, kind)
    addressee = _addressee(setting, addressed_to)
    # Before a number is held: what can take long or be refused without one.
    sealer_of(agency, at)
    gathered = gather(
        fund_core(),
        setting.form,
        identity_number=identity_number,
        employer_no=employer_no,
        contract_no=contract_no,
        contact=(setting.contact_name, agency.phone),
        on=on,
    )
    owner = identity_number or _credit_code(gathered)
    try:
        return _made(
            agency, setting, issuer, gathered, addressee, identity_digest(owner), once, on, at, note
        )
    except _Twice as twice:
        return twice.certificate


@transaction.atomic
def _made(
    agency: Agency,
    setting: IssuingSetting,
    issuer: Issuer,
    gathered: Gathered,
    addressee: str,
    owner_digest: str,
    once: str,
    on: date,
    at: datetime,
    note: str,
) -> Certificate:
    form = setting.form
    number = next_number(agency, form, on.year)
    # Only now, when no other of the kind is being made, is it certain whether it was sent before.
    twice = Certificate.objects.filter(agency=agency, once=once).first()
    if twice is not None:
        raise _Twice(twice)
    sealer, code = sealer_of(agency, at), new_code()
    certificate_no, until = number_text(form, on.year, number), last_day(on, setting.days)
    document = compose(
        form,
        gathered,
        agency=agency,
        number=certificate_no,
        code=code,
        addressed_to=addressee,
        on=on,
        core_at=at,
        valid_until=until,
        is_self_signed=sealer.row.is_self_signed,
    )
    signed = seal_document(
        sealer,
        certificate_pdf(document, licensed_fonts()),
        at=at,
        box=seal_box(document),
        seal=seal_pdf(
            agency.name, is_demonstration=agency.is_demonstration, fonts_folder=licensed_fonts()
        ),
        organ=agency.name,
        reason=f"{form.title}{certificate_no}",
    )
    kept = keep_certificate(signed, at)
    row = Certificate.objects.create(
        agency=agency,
        kind=form.kind,
        year=on.year,
        number=number,
        certificate_no=certificate_no,
        account=issuer.account,
        agent=issuer.agent,
        officer=issuer.officer,
        owner_name=gathered.owner_name,
        owner_digest=owner_digest,
        account_no=gathered.account_no,
        employer_no=gathered.employer_no if form.kind == CertificateKind.EMPLOYER_DEPOSIT else "",
        facts=_sealed(gathered, addressee),
        core_at=at,
        code=code,
        code_digest=code_digest(code),
        once=once,
        sha256=kept.sha256,
        size=kept.size,
        stored_name=kept.stored_name,
        seal_key=sealer.row,
        has_time_stamp=stamp_server() is not None,
        issued_at=at,
        issued_on=on,
        valid_until=until,
    )
    way = "COUNTER" if issuer.officer is not None else "ONLINE"
    log_event(
        row,
        CertificateEventKind.ISSUED,
        at,
        way=way,
        account=issuer.account,
        officer=issuer.officer,
        note=note,
    )
    audit("issue", row, at, issuer.officer, kind=form.kind.value, way=way)
    return row


def _sealed(gathered: Gathered, addressee: str) -> str:
    told = {
        "facts": [list(each) for each in gathered.facts],
        "addressed_to": addressee,
        "contract_no": gathered.contract_no,
    }
    return json.dumps(told, ensure_ascii=False)


def _addressee(setting: IssuingSetting, told: str) -> str:
    if not setting.form.slip:
        return ""
    name = " ".join(told.replace("\0", "").split())
    if not name:
        raise CertificateRefused("贷款地中心未填写，不能出具证明", "请填写申请贷款的中心的全称。")
    if len(name) > _LONGEST_ADDRESSEE:
        raise CertificateRefused(
            f"贷款地中心的名称有{len(name)}个字，超过{_LONGEST_ADDRESSEE}个字",
            "请填写该中心的全称。",
        )
    return name


def _credit_code(gathered: Gathered) -> str:
    return next(each.value for each in gathered.facts if each.code == "credit_code")
