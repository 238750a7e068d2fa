"""What the city's office types while it collects and checks reports."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

_DAY = {"type": "date"}


class DueDayForm(forms.Form):
    """The day by which the reports are asked for."""

    due_on = forms.DateField(
        label=_("报送截止日"),
        widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"),
        error_messages={
            "required": _("请填写报送截止日，如 2027-01-31。"),
            "invalid": _("报送截止日须为日期，如 2027-01-31。"),
        },
    )


class CollectionForm(DueDayForm):
    """A year to collect the reports of."""

    year = forms.IntegerField(
        label=_("年度"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 6}),
        error_messages={
            "required": _("请填写年度，如 2026。"),
            "invalid": _("年度须为四位整数，如 2026。"),
        },
    )
    field_order = ("year", "due_on")


class OrgansForm(forms.Form):
    """Organs to list, one a line."""

    lines = forms.CharField(
        label=_("单位全称"),
        max_length=60_000,
        help_text=_("每行一个单位的全称；从表格粘贴时，第二列作为联系人。"),
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("没有填写单位名称，请每行写一个单位的全称。")},
    )

    def clean_lines(self) -> list[str]:
        """Return the lines."""
        return str(self.cleaned_data["lines"]).splitlines()


class ReceivedWaiverForm(forms.Form):
    """Which finding of a received report to let pass, and why."""

    rule = forms.CharField(max_length=40, widget=forms.HiddenInput)
    where = forms.CharField(max_length=120, widget=forms.HiddenInput)
    found = forms.CharField(max_length=300, required=False, strip=False, widget=forms.HiddenInput)
    expected = forms.CharField(
        max_length=300, required=False, strip=False, widget=forms.HiddenInput
    )
    reason = forms.CharField(
        label=_("豁免理由（记名存档）"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("豁免须填写理由。")},
    )

    def clean(self) -> dict[str, Any]:
        """Return the words as the check has them; browsers send line ends of their own."""
        for field in ("found", "expected"):
            value = self.cleaned_data.get(field, "")
            self.cleaned_data[field] = value.replace("\r\n", "\n")
        return self.cleaned_data


class ReturnForm(forms.Form):
    """Why a report is sent back, and whether hints go along."""

    reason = forms.CharField(
        label=_("退回理由"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("退回须填写理由。")},
    )
    with_hints = forms.BooleanField(label=_("同时列出提示类问题"), required=False)


class RemarkForm(forms.Form):
    """Something noted on a received report."""

    text = forms.CharField(
        label=_("备注"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("没有填写备注内容。")},
    )


class AssignForm(forms.Form):
    """Which organ a file belongs to."""

    organ = forms.IntegerField(
        label=_("应报单位"),
        widget=forms.Select,
        error_messages={"required": _("请选择单位。"), "invalid": _("请选择单位。")},
    )
