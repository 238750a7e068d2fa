"""What officers type about online accounts; a number stands in no address."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.fund_services.operations.accounts.knowing import Person


def _text(label: Any, most: int, **attrs: str) -> forms.CharField:
    needed = _("%(label)s：未填写，请填写。") % {"label": label}
    return forms.CharField(
        label=label,
        max_length=most,
        widget=forms.TextInput({"autocomplete": "off", **attrs}),
        error_messages={"required": needed},
    )


class FindForm(forms.Form):
    """Whose account is looked for."""

    identity_number = _text(_("证件号码"), 30)


class ReasonForm(forms.Form):
    """Why something is done to an account."""

    reason = _text(_("理由"), 300)


class CounterCodeForm(forms.Form):
    """Who is at the counter; the officer has seen the document."""

    name = _text(_("姓名"), 50)
    identity_number = _text(_("证件号码"), 30)
    phone = _text(_("手机号码"), 30, inputmode="tel")
    without_account = forms.BooleanField(
        label=_("无个人账户（单位经办人，未在本中心缴存）"), required=False
    )
    has_seen = forms.BooleanField(label=_("本人到场，已当面核对身份证件"), required=False)

    @property
    def person(self) -> Person:
        """Return who it is, after the form was found whole."""
        return Person(**{name: self.cleaned_data[name] for name in Person._fields})
