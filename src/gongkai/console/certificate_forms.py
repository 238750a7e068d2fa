"""What officers type about certificates: searches, the counter, revocations, settings."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.fund_services.queries.certificates.log import LogSearch
from gongkai.rules.certificates import CertificateForm, CertificateKind, longest_days

STATES = (
    ("", _("全部")),
    ("VALID", _("有效")),
    ("EXPIRED", _("已过有效期")),
    ("ASKED", _("待决定撤销")),
    ("REVOKED", _("已撤销")),
)


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("%(label)s：请填写年-月-日。") % {"label": label}},
    )


class LogSearchForm(forms.Form):
    """A search of the issue log; sent by POST, so that no number stands in an address."""

    text = forms.CharField(label=_("证明编号、个人账号或单位账号"), max_length=40, required=False)
    identity_number = forms.CharField(
        label=_("证件号码"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    kind = forms.ChoiceField(
        label=_("种类"),
        required=False,
        choices=[("", _("全部")), *((each.value, each.label) for each in CertificateKind)],
    )
    state = forms.ChoiceField(label=_("状态"), required=False, choices=STATES)
    first = _day(_("出具日期自"))
    last = _day(_("至"))

    def wanted(self) -> LogSearch:
        """Return what is looked for; a field that is wrong counts as empty."""
        found = self.cleaned_data if self.is_bound and self.is_valid() else {}
        return LogSearch(**{name: found[name] for name in self.fields if found.get(name)})


class CounterForm(forms.Form):
    """Who stands at the counter, and what he has shown."""

    token = forms.CharField(max_length=60, required=False, widget=forms.HiddenInput)
    number = forms.CharField(
        label=_("证件号码"),
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "off", "size": 24}),
        error_messages={"required": _("证件号码：未填写，请照证件原件填写。")},
    )
    presenter = forms.CharField(
        label=_("到场经办人姓名"),
        max_length=50,
        error_messages={"required": _("到场经办人姓名：未填写，请填写。")},
    )
    contract_no = forms.CharField(
        label=_("借款合同号"),
        max_length=40,
        error_messages={"required": _("借款合同号：未填写，请照合同填写。")},
    )
    addressed_to = forms.CharField(
        label=_("贷款地中心全称"),
        max_length=40,
        widget=forms.TextInput(attrs={"size": 40}),
        error_messages={"required": _("贷款地中心全称：未填写，请填写。")},
    )
    is_identity_seen = forms.BooleanField(
        label=_("已查验本人（单位经办人）有效证件原件，人证一致"),
        required=False,
    )

    def __init__(self, *args: Any, wanted: CertificateForm, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        only = {
            "presenter": CertificateKind.EMPLOYER_DEPOSIT,
            "contract_no": CertificateKind.LOAN_SETTLEMENT,
            "addressed_to": CertificateKind.CROSS_CITY_LOAN,
        }
        for name, kind in only.items():
            if wanted.kind != kind:
                del self.fields[name]
        if wanted.kind == CertificateKind.EMPLOYER_DEPOSIT:
            self.fields["number"].label = _("统一社会信用代码")


class RevocationForm(forms.Form):
    """Why a certificate is taken back."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("撤销理由"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("持有人和验证页面会看到证明已撤销；理由告知持有人。"),
        error_messages={"required": _("撤销理由：未填写，请写明为什么撤销。")},
    )


class DecisionForm(forms.Form):
    """A second person's word: the version of the certificate that he saw."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class RegisterKeyForm(forms.Form):
    """The key as the officer saw it."""

    fingerprint = forms.CharField(max_length=64, widget=forms.HiddenInput)


class SettingForm(forms.Form):
    """For how long a kind counts, and whether its form is right."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    days = forms.IntegerField(
        label=_("有效天数"),
        min_value=0,
        max_value=longest_days(),
        help_text=_("自出具次日起算；长期有效的填0。只影响以后出具的证明。"),
        error_messages={
            "required": _("有效天数：未填写，长期有效的填0。"),
            "invalid": _("有效天数：请填写整数。"),
            "min_value": _("有效天数：不能小于0。"),
            "max_value": _("有效天数：最多%(limit)s天。") % {"limit": longest_days()},
        },
    )
    contact_name = forms.CharField(label=_("联系人"), max_length=50, required=False)
    is_confirmed = forms.BooleanField(label=_("本中心已确认证明样式和有效期"), required=False)
