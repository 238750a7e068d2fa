"""What officers type when a request comes in, is confirmed, or is no request."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.casework.models import Delivery, Form, IdentityKind
from gongkai.casework.operations.applying import Application
from gongkai.rules.applicants import ApplicantKind
from gongkai.rules.clock import Channel


def _line(label: Any, most: int, help_text: Any = "", size: int = 40) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=most,
        required=False,
        help_text=help_text,
        widget=forms.TextInput(attrs={"size": size, "autocomplete": "off"}),
    )


def _day(label: Any, help_text: Any = "", *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("%(label)s：未填写，请填写，如 2026-01-31。") % {"label": label},
            "invalid": _("%(label)s：须为日期，如 2026-01-31。") % {"label": label},
        },
    )


def _choice(label: Any, choices: Any, *, required: bool) -> forms.ChoiceField:
    options = list(choices) if required else [("", _("未写明")), *choices]
    return forms.ChoiceField(
        label=label,
        choices=options,
        required=required,
        widget=forms.RadioSelect if required else forms.Select,
        error_messages={
            "required": _("%(label)s：未选择，请选择一项。") % {"label": label},
            "invalid_choice": _("%(label)s：没有这一项，请从列出的项中选择。") % {"label": label},
        },
    )


class IntakeForm(forms.Form):
    """A request as it came in; what is missing stays empty and is asked for later."""

    channel = _choice(_("提交渠道"), [(c.value, c.label) for c in Channel], required=True)
    arrived_on = _day(_("到达日期"), _("当面提交、签收或者收到的日期。"))
    confirmed_on = _day(
        _("确认日期"),
        _("平常信函、互联网和传真填写双方确认之日；尚未确认的不填，登记后再确认。"),
        required=False,
    )
    is_oral = forms.BooleanField(
        label=_("口头申请，由本机关代为填写"),
        required=False,
        help_text=_("采用书面形式确有困难的（条例第二十九条）。"),
    )
    assistance = _line(
        _("提供的协助"),
        300,
        _("代为填写、宣读、放大文字、手语等（条例第二十九条、第四十三条）。"),
        size=60,
    )
    applicant_kind = _choice(
        _("申请人类型"), [(k.value, k.label) for k in ApplicantKind], required=True
    )
    applicant_name = _line(_("申请人"), 100)
    identity_kind = _choice(_("证件类型"), IdentityKind.choices, required=False)
    identity_number = _line(_("证件号码"), 30)
    contact_name = _line(_("经办人"), 50, size=20)
    phone = _line(_("联系电话"), 30, size=20)
    email = _line(_("电子邮箱"), 100)
    address = _line(_("通信地址"), 200, size=60)
    postcode = _line(_("邮政编码"), 6, size=8)
    document_title = _line(_("信息名称"), 300, size=60)
    document_no = _line(_("文号"), 100)
    wanted = forms.CharField(
        label=_("所需信息"),
        max_length=5000,
        required=False,
        help_text=_("照原文摘录；名称、文号已经写明的可以不填。"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    form = _choice(_("获取信息的方式"), Form.choices, required=False)
    delivery = _choice(_("获取信息的途径"), Delivery.choices, required=False)
    token = forms.CharField(max_length=60, required=False, widget=forms.HiddenInput)

    GROUPS = (
        (_("来件"), ("channel", "arrived_on", "confirmed_on", "is_oral", "assistance")),
        (
            _("申请人"),
            (
                "applicant_kind",
                "applicant_name",
                "identity_kind",
                "identity_number",
                "contact_name",
                "phone",
                "email",
                "address",
                "postcode",
            ),
        ),
        (_("所需信息"), ("document_title", "document_no", "wanted", "form", "delivery")),
    )

    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """Return the headings of the form, each with its fields."""
        return [(head, [self[name] for name in names]) for head, names in self.GROUPS]

    def application(self) -> Application:
        """Return what the request says."""
        texts = {name: self.cleaned_data[name] for name in Application.__slots__}
        return Application(**{**texts, "applicant_kind": ApplicantKind(texts["applicant_kind"])})


class ConfirmForm(forms.Form):
    """The day of receipt, and how it was confirmed."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    confirmed_on = _day(_("确认日期"), _("双方确认之日为收到申请之日，答复期限自次日起计算。"))
    note = _line(_("确认方式"), 200, _("例如“电话确认”。"))


class DropForm(forms.Form):
    """Why something never became a request."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("终止理由"),
        max_length=500,
        help_text=_("写明多次联系的时间和情况，或者申请人的说明。"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("终止理由：未填写，请填写。")},
    )


class TransferForm(forms.Form):
    """Where a matter goes, and what its submitter is told."""

    to_organ = forms.CharField(
        label=_("转送机关"),
        max_length=100,
        widget=forms.TextInput(attrs={"size": 40}),
        error_messages={"required": _("转送机关：未填写，请填写机关全称。")},
    )
    answer = forms.CharField(
        label=_("告知内容"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("告知内容：未填写，请填写。")},
    )


class AnswerForm(forms.Form):
    """What a matter's submitter is answered."""

    is_accepted = forms.TypedChoiceField(
        label=_("是否采纳"),
        choices=[("yes", _("采纳")), ("no", _("不采纳"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={
            "required": _("是否采纳：未选择，请选择。"),
            "invalid_choice": _("是否采纳：请从列出的项中选择。"),
        },
    )
    answer = forms.CharField(
        label=_("答复"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("答复：未填写，请填写。")},
    )
