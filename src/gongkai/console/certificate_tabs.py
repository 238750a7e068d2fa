"""The pages of certificates beside each other."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

_TABS = (
    ("certificates", _("出具登记")),
    ("counter-certificates", _("柜台出具")),
    ("seal-keys", _("签章密钥")),
    ("certificate-settings", _("证明设置")),
)


def certificate_tabs(current: str) -> list[tuple[str, object, bool]]:
    """Return address and label of each page, and whether it is the one that is open."""
    return [(reverse(f"console:{name}"), label, name == current) for name, label in _TABS]
