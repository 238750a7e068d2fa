"""The pages of online accounts beside each other."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

_TABS = (
    ("online-accounts", _("网上办事账户")),
    ("manager-applications", _("单位管理员申请")),
    ("counter-codes", _("柜台开通码")),
)


def account_tabs(current: str) -> list[tuple[str, object, bool]]:
    """Return address and label of each page, and whether it is the one that is open."""
    return [(reverse(f"console:{name}"), label, name == current) for name, label in _TABS]
