"""How an organ issues each kind of certificate: its own setting, or the default."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from gongkai.agencies.models import Agency
from gongkai.fund_services.models import CertificateSetting
from gongkai.rules.certificates import (
    CertificateForm,
    CertificateKind,
    certificate_form,
    certificate_forms,
)


@dataclass(frozen=True, slots=True)
class IssuingSetting:
    """How a kind of certificate is issued.

    :param days: for how many days after the day of issue it counts, 0 for no end
    :param is_default: whether nobody of the centre has set it
    :param confirmed_on: when somebody of the centre confirmed the form, None until then
    """

    form: CertificateForm
    days: int
    contact_name: str
    is_default: bool
    confirmed_on: date | None
    version: int

    @property
    def validity(self) -> str:
        """Return in words for how long it counts."""
        return f"自出具次日起{self.days}天" if self.days else "长期有效"


def issuing_settings(agency: Agency) -> Mapping[CertificateKind, IssuingSetting]:
    """Return an organ's settings of all kinds."""
    rows = {row.kind: row for row in CertificateSetting.objects.filter(agency=agency)}
    found = {form.kind: _setting(form, rows.get(form.kind)) for form in certificate_forms()}
    return MappingProxyType(found)


def issuing_setting(agency: Agency, kind: CertificateKind) -> IssuingSetting:
    """Return an organ's setting of a kind."""
    row = CertificateSetting.objects.filter(agency=agency, kind=kind).first()
    return _setting(certificate_form(kind), row)


def _setting(form: CertificateForm, row: CertificateSetting | None) -> IssuingSetting:
    if row is None:
        return IssuingSetting(form, form.days, "", True, None, 0)
    return IssuingSetting(form, row.days, row.contact_name, False, row.confirmed_on, row.version)
