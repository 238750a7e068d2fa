"""The pages of certificates beside each other."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gongkai.console.access import Desk
from gongkai.fund_services.permissions import service_rights

_TABS = (
    ("certificates", _("出具登记")),
    ("counter-certificates", _("柜台出具")),
    ("seal-keys", _("签章密钥")),
    ("certificate-settings", _("证明设置")),
)


def certificate_tabs(current: str, desk: Desk) -> list[tuple[str, object, bool]]:
    """Return address and label of each page that opens, and whether it is the one at hand."""
    handles = service_rights(desk.officer, desk.agency, desk.on).handles
    return [
        (reverse(f"console:{name}"), label, name == current)
        for name, label in _TABS
        if handles or name != "counter-certificates"
    ]
