"""The pages about what is sent to people, as tabs."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.models import Agency
from gongkai.messages.queries.dispatch_lists import dead_letters

_TABS = (
    ("dispatches", _("发送记录")),
    ("dead-letters", _("未送达")),
    ("letters-to-post", _("信函交寄")),
    ("message-settings", _("我的通知设置")),
    ("message-gateways", _("通知网关")),
)


def sending_tabs(current: str, agency: Agency) -> list[dict[str, Any]]:
    """Return the tabs, the one at hand marked, with how many messages wait for a decision."""
    counts = {"dead-letters": dead_letters(agency).count()}
    return [
        {
            "label": label,
            "url": reverse(f"console:{name}"),
            "current": name == current,
            "count": counts.get(name, 0),
        }
        for name, label in _TABS
    ]
