"""What officers type into the console."""

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.annual_reports.narrative.language import MAX_CHARACTERS


class PartForm(forms.Form):
    """The text of one part, and the version its writer saw."""

    template = forms.CharField(
        label=_("文字"),
        max_length=MAX_CHARACTERS,
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
    )
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def clean_template(self) -> str:
        """Return the text with the line ends the rest of the house uses."""
        return self.cleaned_data["template"].replace("\r\n", "\n")


class WaiverForm(forms.Form):
    """Which finding to let pass, and why."""

    rule = forms.CharField(max_length=40, widget=forms.HiddenInput)
    where = forms.CharField(max_length=120, widget=forms.HiddenInput)
    found = forms.CharField(max_length=300, required=False, strip=False, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("豁免理由"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("豁免须填写理由。")},
    )

    def clean_found(self) -> str:
        """Return the words found as the gate has them; browsers send line ends of their own."""
        return self.cleaned_data["found"].replace("\r\n", "\n")


class VerdictForm(forms.Form):
    """A verdict and the opinion that goes with it."""

    verdict = forms.ChoiceField(choices=[("PASS", _("通过")), ("RETURN", _("退回"))])
    opinion = forms.CharField(
        label=_("意见"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CalendarForm(forms.Form):
    """A year's days off and make-up days, as the notice lists them."""

    year = forms.IntegerField(
        label=_("年份"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 6}),
        error_messages={
            "required": _("请填写年份，如 2027。"),
            "invalid": _("年份须为四位整数，如 2027。"),
        },
    )
    notice = forms.CharField(
        label=_("依据通知"),
        max_length=200,
        help_text=_("填写通知名称和文号。"),
        error_messages={"required": _("请填写依据通知的名称和文号。")},
        widget=forms.TextInput(attrs={"size": 60}),
    )
    holidays = forms.CharField(
        label=_("放假日期"),
        max_length=2000,
        help_text=_(
            "可写 10月1日至7日、10-01至10-07 或 2026-10-01，用逗号、顿号、空格或换行分隔；"
            "含放假期间的周末。"
        ),
        error_messages={"required": _("请按通知填写全年放假日期。")},
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    make_up_days = forms.CharField(
        label=_("调休上班日期"),
        max_length=2000,
        required=False,
        help_text=_("写法同上；没有调休的留空。"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    replace = forms.BooleanField(
        label=_("替换已有日历"),
        required=False,
        help_text=_("该年已有日历且日期不同的，须勾选后才能更正。"),
    )


class UploadForm(forms.Form):
    """A workbook, and whether it corrects what is registered already."""

    file = forms.FileField(
        label=_("台账文件"),
        max_length=200,
        help_text=_("支持 .xlsx、.xls、.ods，不超过50MB。上传后先检查，确认后才登记。"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm,.xls,.ods"}),
        error_messages={
            "required": _("请选择要上传的台账文件。"),
            "empty": _("文件是空的，请重新保存后再上传。"),
            "max_length": _("文件名过长，请改短后再上传。"),
        },
    )
    update = forms.BooleanField(
        label=_("更正已登记的记录"),
        required=False,
        help_text=_("登记号相同而内容不同的行，勾选时按文件更正，不勾选时作为错误列出。"),
    )
