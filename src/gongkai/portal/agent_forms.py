"""What managers of employers type: whom they name, and what he may do."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.fund_services.queries.accounts.agents import employer_items
from gongkai.portal.account_forms import NeedsFields
from gongkai.portal.apply_forms import text_field


class RightsForm(forms.Form):
    """What an agent may do; a manager may do all, and name others."""

    is_manager = forms.BooleanField(
        label=_("单位管理员：可以办理全部事项，并授权、取消其他经办人"), required=False
    )
    items = forms.MultipleChoiceField(
        label=_("可办事项"),
        required=False,
        help_text=_("管理员不需要勾选。"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("可办事项：有不认识的事项，请从所列事项中选择。")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["items"].choices = [(each.code, each.name) for each in employer_items()]


class NamingForm(RightsForm, NeedsFields):
    """Whom a manager names, as he stands on his identity document."""

    name = text_field(_("经办人姓名"), 50, _("与身份证件一致。"), autocomplete="off")
    identity_number = text_field(
        _("经办人证件号码"),
        30,
        _("只用于识别本人，不会显示。"),
        autocomplete="off",
        spellcheck="false",
    )

    field_order = ("name", "identity_number", "is_manager", "items")
    NEEDED = {
        "name": _("经办人姓名：未填写，请填写与证件一致的姓名。"),
        "identity_number": _("经办人证件号码：未填写，请填写。"),
    }


class ManageForm(NeedsFields):
    """Which employer somebody applies to manage."""

    credit_code = text_field(
        _("统一社会信用代码"), 30, _("营业执照或者登记证书上的18位代码。"), autocomplete="off"
    )
    employer_no = text_field(
        _("单位账号"), 40, _("住房公积金单位账号，可在缴存回单上查到。"), autocomplete="off"
    )
    note = text_field(_("说明"), 500, _("可以不填。"), rows=3)

    NEEDED = {
        "credit_code": _("统一社会信用代码：未填写，请填写。"),
        "employer_no": _("单位账号：未填写，请填写住房公积金单位账号。"),
    }
