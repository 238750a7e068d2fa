"""The pages of 互动交流, as tabs."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

_TABS = (
    ("participation", _("概览")),
    ("consultations", _("意见征集")),
    ("surveys", _("网上调查")),
    ("interviews", _("在线访谈")),
    ("faults", _("网站找错")),
    ("page-ratings", _("网页满意度")),
)


def participation_tabs(current: str) -> list[dict[str, Any]]:
    """Return the tabs, the one at hand marked."""
    return [
        {"label": label, "url": reverse(f"console:{name}"), "current": name == current}
        for name, label in _TABS
    ]
