"""What officers type for outlets: what goes where, how it went, and how outlets are set up."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.console.case_forms import day_field
from gongkai.publications.models import DeliveryState, Outlet
from gongkai.publications.outlets.wechat_articles import LONGEST_TITLE
from gongkai.publications.queries.deliveries import DeliveriesWanted

_ANY = [("", _("全部"))]
_OUTLETS = [choice for choice in Outlet.choices if choice[0] != Outlet.SITE]


class DeliveryFilterForm(forms.Form):
    """The filters above the list of deliveries."""

    outlet = forms.ChoiceField(label=_("渠道"), required=False, choices=[*_ANY, *_OUTLETS])
    state = forms.ChoiceField(
        label=_("状态"), required=False, choices=[*_ANY, *DeliveryState.choices]
    )
    q = forms.CharField(
        label=_("查找"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"placeholder": _("标题"), "size": 18}),
    )

    def wanted(self) -> DeliveriesWanted:
        """Return what is asked for; what is invalid asks for nothing."""
        given = self.cleaned_data
        return DeliveriesWanted(
            outlet=given.get("outlet", ""), state=given.get("state", ""), text=given.get("q", "")
        )


class AskForm(forms.Form):
    """Where an item is to go."""

    outlet = forms.ChoiceField(
        label=_("渠道"), choices=_OUTLETS, widget=forms.RadioSelect, initial=Outlet.WECHAT
    )
    origin = forms.ChoiceField(
        label=_("公众号图文来源"),
        help_text=_("年度报告按自制和转发分别统计。"),
        choices=[("OWN", _("自制")), ("REPOSTED", _("转发"))],
        widget=forms.RadioSelect,
        initial="OWN",
    )
    title = forms.CharField(
        label=_("公众号标题"),
        help_text=_("公众号标题最多%(n)s个字；不填用原标题。") % {"n": LONGEST_TITLE},
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"size": 36}),
    )

    @property
    def given(self) -> dict[str, Any]:
        """Return what the operation is given."""
        data = self.cleaned_data
        return {
            "outlet": data["outlet"],
            "is_reposted": data["origin"] == "REPOSTED",
            "title": data["title"],
        }


class WithdrawForm(forms.Form):
    """Why an article is taken back."""

    reason = forms.CharField(
        label=_("撤下原因"), max_length=200, widget=forms.TextInput(attrs={"size": 40})
    )


class ReportedForm(forms.Form):
    """When an item was handed over."""

    reported_on = day_field(_("报送日期"))


class AdoptionForm(forms.Form):
    """Whether the city's site took what was reported."""

    adopted = forms.TypedChoiceField(
        label=_("结果"),
        choices=[("1", _("采用")), ("0", _("未采用"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    decided_on = day_field(_("结果日期"))


class WeChatAccountForm(forms.Form):
    """The organ's WeChat account; the secret is typed, never shown."""

    name = forms.CharField(label=_("公众号名称"), max_length=60)
    app_id = forms.CharField(
        label="AppID", max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    app_secret = forms.CharField(
        label="AppSecret",
        max_length=128,
        required=False,
        help_text=_("加密保存，任何人都不能再看到；不填则保留原有的。"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    is_active = forms.BooleanField(label=_("启用推送"), required=False)


class CitySiteForm(forms.Form):
    """Where reports go by machine; the key is typed, never shown."""

    name = forms.CharField(label=_("平台名称"), max_length=60)
    address = forms.CharField(
        label=_("接收地址"),
        max_length=300,
        help_text=_("以 https:// 开头；接口约定见文档，由接收平台的管理单位提供。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "size": 48}),
    )
    key_id = forms.CharField(label=_("密钥编号"), max_length=60)
    secret = forms.CharField(
        label=_("签名密钥"),
        max_length=200,
        required=False,
        help_text=_("加密保存，任何人都不能再看到；不填则保留原有的。"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    is_active = forms.BooleanField(label=_("启用接口报送"), required=False)
