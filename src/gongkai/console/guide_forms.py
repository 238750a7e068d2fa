"""What officers type about service items besides the guides themselves."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.rules.service_items import Audience

_LONGEST_REASON = 300


def _day(label: Any, *, required: bool, help_text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("%(label)s：未填写，请选择日期。") % {"label": label},
            "invalid": _("%(label)s：请填写年-月-日，如 2026-03-01。") % {"label": label},
        },
    )


def _reason(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=_LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("%(label)s：未填写，请说明原因。") % {"label": label}},
    )


class SeenForm(forms.Form):
    """Any act on what is being written: how often it had been saved when it was seen."""

    seen = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)


class ReleaseGuideForm(SeenForm):
    """From when a version holds."""

    in_force_from = _day(
        _("生效日期"), required=False, help_text=_("留空则即日生效；以后的日期到时自动生效。")
    )


class ReturnGuideForm(SeenForm):
    """Why a version goes back."""

    opinion = _reason(_("退回意见"))


class ConfirmItemForm(forms.Form):
    """Which version is confirmed with the item; 0 where it has none."""

    number = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)


class CancelGuideForm(ConfirmItemForm):
    """Which version does not come into force after all, and why."""

    reason = _reason(_("取消理由"))


class OnlineDayForm(forms.Form):
    """Since when an item is online in full."""

    online_from = _day(
        _("全程网办日期"), required=False, help_text=_("还不能全程网上办理的，留空。")
    )


class WithdrawItemForm(forms.Form):
    """From when an item is no longer handled, and why."""

    withdrawn_on = _day(_("停办日期"), required=True)
    reason = _reason(_("停办理由"))


class OfferAgainForm(forms.Form):
    """Why an item is handled again."""

    reason = _reason(_("恢复理由"))


class NewItemForm(forms.Form):
    """An item of the centre's own."""

    name = forms.CharField(
        label=_("事项名称"),
        max_length=100,
        widget=forms.TextInput(attrs={"size": 40, "autocomplete": "off"}),
        error_messages={"required": _("事项名称：未填写，请填写。")},
    )
    audience = forms.ChoiceField(
        label=_("办理对象"),
        choices=[(each.value, each.label) for each in Audience],
        widget=forms.RadioSelect,
        error_messages={"required": _("办理对象：请选择单位或者个人。")},
    )
    offered_from = _day(_("开办日期"), required=True)
