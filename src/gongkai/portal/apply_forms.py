"""What an applicant types: exactly what 条例第二十九条 asks for, and nothing about purposes."""

from collections.abc import Collection, Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from gongkai.casework.models import Delivery, Form, IdentityKind
from gongkai.casework.operations.applying import Application
from gongkai.casework.operations.filing import problems_of
from gongkai.portal.pages import Text
from gongkai.rules.applicants import ApplicantKind


def text_field(
    label: Text, most: int, help_text: Text = "", *, rows: int = 0, **attrs: str
) -> forms.CharField:
    """Return a field for a text of at most so many letters; long ones have rows."""
    widget = forms.Textarea({"rows": rows, **attrs}) if rows else forms.TextInput(attrs)
    too_long = _("%(label)s：最多%(limit_value)d个字，现有%(show_value)d个字，请缩短。")
    return forms.CharField(
        label=label,
        max_length=most,
        required=False,
        help_text=help_text,
        widget=widget,
        error_messages={"max_length": _Named(too_long, label), **unwritable_told(label)},
    )


def unwritable_told(label: Text) -> dict[str, Text]:
    """Return what a field says of a character that cannot be kept."""
    told = _("{label}：含有不能保存的字符，请删除后重新填写。")
    return {"null_characters_not_allowed": format_lazy(told, label=label)}


class _Named:
    """A message that names its field; the numbers are filled in by the validator."""

    def __init__(self, message: Text, label: Text) -> None:
        self._message, self._label = message, label

    def __mod__(self, values: Mapping[str, Any]) -> str:
        return str(self._message) % {**values, "label": self._label}

    def __str__(self) -> str:
        return str(self._message)


def choice_field(
    label: Text, choices: Collection[tuple[str, Text]], help_text: Text = ""
) -> forms.ChoiceField:
    """Return a group of radio buttons, none of them chosen."""
    wrong = _("%(label)s：没有这个选项，请从所列选项中选择。") % {"label": label}
    return forms.ChoiceField(
        label=label,
        choices=list(choices),
        required=False,
        help_text=help_text,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": wrong},
    )


class ApplyForm(forms.Form):
    """The statutory form of a request."""

    document_title = text_field(
        _("信息名称"), 300, _("知道文件名称的，请照写，例如“某某市住房公积金2025年年度报告”。")
    )
    document_no = text_field(_("文号"), 100, _("知道文号的，请照写，例如“某政办发〔2025〕12号”。"))
    wanted = text_field(
        _("所需信息的描述"),
        2000,
        _(
            "名称、文号都不清楚的，请写明便于查询的特征：时间、地点、事项、制作单位等。"
            "不需要说明用途或者理由。"
        ),
        rows=5,
    )
    applicant_kind = choice_field(
        _("申请人类型"),
        [(kind.value, kind.label) for kind in ApplicantKind],
        _("个人申请的选“自然人”，单位申请的按单位性质选择。"),
    )
    applicant_name = text_field(
        _("申请人"), 100, _("个人填写姓名，单位填写全称，与证件一致。"), autocomplete="name"
    )
    contact_name = text_field(_("经办人"), 50, _("单位申请的填写办理此事的人，个人申请的不填。"))
    identity_kind = choice_field(
        _("证件类型"),
        IdentityKind.choices,
        _("个人选择本人证件，单位选择统一社会信用代码。"),
    )
    identity_number = text_field(
        _("证件号码"),
        30,
        _("用于核对身份，加密保存，页面上只显示首尾几位。"),
        autocomplete="off",
        spellcheck="false",
    )
    phone = text_field(
        _("联系电话"),
        30,
        _("机关用它与您确认申请。电话和电子邮箱至少填写一项。"),
        inputmode="tel",
        autocomplete="tel",
    )
    email = text_field(
        _("电子邮箱"),
        100,
        _("选择电子邮件获取的，须填写。"),
        inputmode="email",
        autocomplete="email",
    )
    address = text_field(
        _("通信地址"), 200, _("选择邮寄的，须填写。"), autocomplete="street-address"
    )
    postcode = text_field(_("邮政编码"), 10, inputmode="numeric", autocomplete="postal-code")
    form = choice_field(_("获取信息的方式"), Form.choices, _("希望得到什么形式的信息。"))
    delivery = choice_field(
        _("获取信息的途径"),
        Delivery.choices,
        _(
            "纸质可以邮寄或者当面领取；电子文件可以网上下载、电子邮件或者当面领取；"
            "查阅、抄录须到场。"
        ),
    )

    GROUPS = (
        (
            _("一、需要什么信息"),
            _("名称、文号和描述至少填写一项，越具体越容易查找。"),
            ("document_title", "document_no", "wanted"),
        ),
        (
            _("二、申请人"),
            "",
            (
                "applicant_kind",
                "applicant_name",
                "contact_name",
                "identity_kind",
                "identity_number",
            ),
        ),
        (_("三、联系方式"), "", ("phone", "email", "address", "postcode")),
        (_("四、怎样获取"), "", ("form", "delivery")),
    )

    def clean(self) -> dict[str, Any]:
        """Say of each field what 条例第二十九条 still asks of it."""
        values = self.cleaned_data
        kind = values.get("applicant_kind")
        if not kind and "applicant_kind" not in self.errors:
            self.add_error("applicant_kind", _("申请人类型：未选择，请选择一种。"))
        for field, message in problems_of(application_of(values), timezone.localdate()):
            if field not in self.errors and (kind or field != "contact_name"):
                self.add_error(field, message)
        return values

    def groups(self) -> list[tuple[Text, Text, list[forms.BoundField]]]:
        """Return the headings of the form, each with its hint and fields."""
        return [(head, hint, [self[name] for name in names]) for head, hint, names in self.GROUPS]


def application_of(values: Mapping[str, Any]) -> Application:
    """Return what was typed as an application; a field that is wrong counts as empty."""
    texts = {name: str(values.get(name) or "") for name in Application.__slots__}
    kind = texts.pop("applicant_kind") or ApplicantKind.NATURAL_PERSON
    return Application(applicant_kind=ApplicantKind(kind), **texts)
