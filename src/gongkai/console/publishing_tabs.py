"""The pages on which publishing is set up, as tabs."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

_TABS = (
    ("columns", _("栏目")),
    ("publishing-settings", _("审核环节和发布设置")),
    ("own-words", _("错敏词")),
    ("substitutions", _("代签授权")),
    ("wechat-account", _("微信公众号")),
    ("city-site", _("市政府网站报送")),
)

_DOCUMENT_TABS = (
    ("documents", _("公文")),
    ("document-numbers", _("文号登记")),
    ("normative-documents", _("规范性文件")),
    ("reassessments", _("定期评估")),
)


def setting_tabs(current: str) -> list[dict[str, Any]]:
    """Return the tabs, the one at hand marked."""
    return _tabs(_TABS, current)


def document_tabs(current: str) -> list[dict[str, Any]]:
    """Return the tabs of official documents and their registers, the one at hand marked."""
    return _tabs(_DOCUMENT_TABS, current)


def _tabs(pages: tuple[tuple[str, Any], ...], current: str) -> list[dict[str, Any]]:
    return [
        {"label": label, "url": reverse(f"console:{name}"), "current": name == current}
        for name, label in pages
    ]
