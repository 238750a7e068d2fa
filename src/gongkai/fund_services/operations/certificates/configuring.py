"""How a centre issues each kind of certificate: how long it counts, and that its form is right."""

from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Agency, Officer
from gongkai.audit.operations import record
from gongkai.fund_services.models import CertificateSetting
from gongkai.fund_services.operations.certificates.refusing import (
    CertificateActRefused,
    CertificateChanged,
)
from gongkai.fund_services.permissions import require_overseer
from gongkai.rules.certificates import CertificateKind, certificate_form, longest_days

_LONGEST_NAME = 50


@transaction.atomic
def set_certificate(
    *,
    agency: Agency,
    kind: CertificateKind,
    days: int,
    contact_name: str,
    is_confirmed: bool,
    version: int,
    officer: Officer,
    on: date,
    at: datetime,
) -> None:
    """Set for how long a kind counts, and say whether its form is confirmed; for new ones alone.

    :param days: after the day of issue, 0 for no end
    :param version: of the setting as the officer saw it, 0 for the default
    :raises NotAllowed: if he does not head the office
    :raises CertificateActRefused: if the days cannot be, or somebody set it meanwhile
    """
    require_overseer(officer, agency, on)
    if not 0 <= days <= longest_days():
        raise CertificateActRefused(
            f"有效天数：{days}不在0至{longest_days()}之间，请填写天数，长期有效的填0。"
        )
    contact = " ".join(contact_name.replace("\0", "").split())
    if len(contact) > _LONGEST_NAME:
        raise CertificateActRefused(f"联系人：共{len(contact)}个字，最多{_LONGEST_NAME}个字。")
    rows = CertificateSetting.objects.select_for_update(of=("self",))
    row = rows.filter(agency=agency, kind=kind).first()
    if (row.version if row else 0) != version:
        raise CertificateChanged("您打开页面后，设置有新的变化，本次没有保存；请核对后再提交。")
    if row is None:
        row = CertificateSetting(agency=agency, kind=kind)
    before = row.days if row.pk else certificate_form(kind).days
    row.days, row.contact_name = days, contact
    if is_confirmed and row.confirmed_on is None:
        row.confirmed_on, row.confirmed_by = on, officer
    elif not is_confirmed:
        row.confirmed_on = row.confirmed_by = None
    row.version = version + 1
    row.save()
    record(
        action="certificate.set",
        subject=certificate_form(kind).name,
        at=at,
        agency=agency,
        officer=officer,
        detail={"days": days, "before": before, "confirmed": is_confirmed},
    )
