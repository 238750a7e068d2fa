"""Where the 12345 platform is, as an office types it."""

from django import forms
from django.utils.translation import gettext_lazy as _


class PlatformForm(forms.Form):
    """Address and key of the platform."""

    base = forms.CharField(
        label=_("接口地址"),
        max_length=300,
        widget=forms.URLInput(attrs={"size": 50}),
        help_text=_("平台方给出的地址，如 https://12345.example.gov.cn/exchange"),
        error_messages={"required": _("接口地址：未填写，请填写平台给出的地址。")},
    )
    key_number = forms.CharField(
        label=_("密钥编号"),
        max_length=60,
        error_messages={"required": _("密钥编号：未填写，请填写平台给出的编号。")},
    )
    secret = forms.CharField(
        label=_("密钥"),
        required=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("保存后不再显示；不填表示不修改。"),
    )
    is_on = forms.BooleanField(label=_("启用"), required=False)


class DecideForm(forms.Form):
    """Whether an event that the platform did not take is told again."""

    again = forms.TypedChoiceField(
        choices=[("1", _("重新回传")), ("0", _("不再回传"))],
        coerce=lambda told: told == "1",
        error_messages={
            "required": _("请选择重新回传或者不再回传。"),
            "invalid_choice": _("请选择重新回传或者不再回传。"),
        },
    )
    reason = forms.CharField(
        label=_("不再回传的理由"),
        required=False,
        max_length=300,
        error_messages={"max_length": _("不再回传的理由：最多300个字，请缩短。")},
    )
