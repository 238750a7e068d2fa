"""What an applicant types while he follows his case."""

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.casework.models import Delivery, Form
from gongkai.portal.apply_forms import choice_field, text_field


class TrackForm(forms.Form):
    """A number and the code that goes with it."""

    number = text_field(
        _("登记号"),
        40,
        _("提交成功页或者登记回执上的编号，例如 SQ2026-00012。"),
        autocomplete="off",
    )
    code = text_field(
        _("查询码"), 40, _("与登记号一同给出的10位字母和数字，大小写不限。"), autocomplete="off"
    )

    def clean_number(self) -> str:
        """Return the number; refuse none."""
        return _given(self.cleaned_data["number"], _("登记号：未填写，请填写。"))

    def clean_code(self) -> str:
        """Return the code; refuse none."""
        return _given(self.cleaned_data["code"], _("查询码：未填写，请填写。"))


class ActForm(forms.Form):
    """Any act in a case: the version of it that the applicant saw."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class CorrectionForm(ActForm):
    """The answer to a request for correction."""

    text = text_field(_("补正内容"), 5000, _("请按补正告知书逐项写明；也可以上传材料。"), rows=6)


class ReasonsForm(ActForm):
    """The reasons asked for."""

    text = text_field(_("理由"), 5000, _("请说明申请数量、频次较多的理由。"), rows=6)


class DisputeForm(ActForm):
    """An objection to a fee."""

    text = text_field(_("异议理由"), 2000, _("请写明对哪一项收费有异议及理由。"), rows=4)


class WithdrawForm(ActForm):
    """Taking the request back."""

    text = text_field(_("撤回说明"), 500, _("可以不填。"), rows=2)
    sure = forms.BooleanField(label=_("我确认撤回本申请"), required=False)

    def clean_sure(self) -> bool:
        """Insist on the tick."""
        if not self.cleaned_data["sure"]:
            raise forms.ValidationError(_("请勾选“我确认撤回本申请”后再提交。"))
        return True


class DeliveryForm(ActForm):
    """Another form or way."""

    form = choice_field(_("获取信息的方式"), Form.choices)
    delivery = choice_field(_("获取信息的途径"), Delivery.choices)
    email = text_field(
        _("电子邮箱"), 100, _("改为电子邮件的须填写；不变的不填。"), inputmode="email"
    )
    address = text_field(_("通信地址"), 200, _("改为邮寄的须填写；不变的不填。"))
    postcode = text_field(_("邮政编码"), 6, inputmode="numeric")


def _given(text: str, message: str) -> str:
    if not text.strip():
        raise forms.ValidationError(message)
    return text.strip()
