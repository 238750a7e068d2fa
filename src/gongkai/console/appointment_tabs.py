"""The pages of appointments, as tabs."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

_TABS = (
    ("appointments", _("当日预约")),
    ("counters", _("网点和号源")),
    ("booking-rules", _("预约规则")),
    ("booking-figures", _("预约统计")),
)


def appointment_tabs(current: str) -> list[dict[str, Any]]:
    """Return the tabs, the one at hand marked."""
    return [
        {"label": label, "url": reverse(f"console:{name}"), "current": name == current}
        for name, label in _TABS
    ]
