"""Forms of the website's self-inspection."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.rules.site_inspection.limits import LEAST, MOST, Limit, Limits
from gongkai.self_inspection.models import InspectionSettings
from gongkai.self_inspection.operations.configuring import MOST_ITEMS, MOST_LISTS
from gongkai.self_inspection.operations.setting_aside import LONGEST_REASON


class AsideForm(forms.Form):
    """Why a finding is set aside."""

    reason = forms.CharField(
        label=_("理由"),
        max_length=LONGEST_REASON,
        error_messages={
            "required": _("请写明搁置的理由。"),
            "max_length": _("理由不超过300字，请缩短。"),
        },
    )


class InspectionSettingsForm(forms.Form):
    """What inspections go by; each limit is a field of its own, named by its key."""

    asks_outside = forms.BooleanField(
        label=_("检查外部链接、域名和证书（需要访问外部网络）"), required=False
    )
    most_lists = forms.IntegerField(
        label=_("最多打开的列表等页面数"), min_value=1, max_value=MOST_LISTS
    )
    newest_items = forms.IntegerField(
        label=_("打开最新信息的条数"), min_value=1, max_value=MOST_ITEMS
    )
    listed_hosts = forms.CharField(
        label=_("可链接的网站"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("每行一个域名，包括其下级域名；.gov.cn 网站不必列出。"),
    )

    def __init__(self, data: Mapping[str, Any] | None, row: InspectionSettings) -> None:
        """Begin with what is set, and the limits that hold."""
        initial = {
            "asks_outside": row.asks_outside,
            "most_lists": row.most_lists,
            "newest_items": row.newest_items,
            "listed_hosts": "\n".join(row.listed_hosts),
        }
        super().__init__(data, initial=initial)
        self._limits: dict[str, Limit] = {limit.key: limit for limit in Limits(row.limits)}
        for key, limit in self._limits.items():
            self.fields[key] = forms.IntegerField(
                label=limit.rule.label,
                initial=limit.value,
                min_value=LEAST,
                max_value=MOST,
                help_text=limit.unit,
            )

    def limit_rows(self) -> list[tuple[Limit, forms.BoundField]]:
        """Return every limit with its field."""
        return [(limit, self[key]) for key, limit in self._limits.items()]

    def chosen(self) -> dict[str, Any]:
        """Return what was typed, as the operation takes it."""
        told = self.cleaned_data
        return {
            "limits": {key: told[key] for key in self._limits},
            "listed_hosts": told["listed_hosts"].split(),
            "asks_outside": told["asks_outside"],
            "most_lists": told["most_lists"],
            "newest_items": told["newest_items"],
        }
