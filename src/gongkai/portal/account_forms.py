"""What people type to open, sign in to and change an account; passwords are never shown again."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from gongkai.fund_services.operations.accounts.knowing import Person
from gongkai.fund_services.operations.accounts.passwords import LONGEST
from gongkai.portal.apply_forms import text_field, unwritable_told
from gongkai.portal.pages import Text


def secret_field(label: Text, help_text: Text = "", *, autocomplete: str) -> forms.CharField:
    """Return a field for a password, which is taken as it was typed."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        strip=False,
        max_length=LONGEST,
        widget=forms.PasswordInput({"autocomplete": autocomplete}),
        error_messages={
            "max_length": _("密码最多%(most)d个字符，请缩短。") % {"most": LONGEST},
            **unwritable_told(label),
        },
    )


class NeedsFields(forms.Form):
    """A form whose fields in NEEDED are not left empty."""

    NEEDED: dict[str, Text] = {}

    def clean(self) -> dict[str, Any]:
        """Say of each field that is missing what to type there."""
        for name, message in self.NEEDED.items():
            if name not in self.errors and not self.cleaned_data.get(name):
                self.add_error(name, message)
        return self.cleaned_data


class SignInForm(NeedsFields):
    """Number and password."""

    number = text_field(_("证件号码或者手机号码"), 30, autocomplete="username", spellcheck="false")
    password = secret_field(_("密码"), autocomplete="current-password")

    NEEDED = {
        "number": _("证件号码或者手机号码：未填写，请填写。"),
        "password": _("密码：未填写，请填写。"),
    }


class PersonForm(NeedsFields):
    """Who somebody is, to be checked by what the centre has on record."""

    name = text_field(_("姓名"), 50, _("与身份证件一致。"), autocomplete="name")
    identity_number = text_field(
        _("证件号码"),
        30,
        _("缴存住房公积金时登记的证件，一般是居民身份证。"),
        autocomplete="off",
        spellcheck="false",
    )
    phone = text_field(
        _("手机号码"),
        30,
        _("在本中心登记的手机号码；已经更换的，请先到柜台变更。"),
        inputmode="tel",
        autocomplete="tel",
    )

    NEEDED = {
        "name": _("姓名：未填写，请填写与证件一致的姓名。"),
        "identity_number": _("证件号码：未填写，请填写。"),
        "phone": _("手机号码：未填写，请填写在本中心登记的手机号码。"),
    }

    @property
    def person(self) -> Person:
        """Return who it is, after the form was found whole."""
        return Person(**{name: self.cleaned_data[name] for name in Person._fields})


class RegisterForm(PersonForm):
    """Who somebody is, and that he agrees to be checked."""

    agrees = forms.BooleanField(
        label=_("我同意本中心为核验身份使用以上信息，并知悉账户只限本人使用"), required=False
    )

    NEEDED = PersonForm.NEEDED | {"agrees": _("请阅读并勾选“我同意……”后再继续。")}


class ProofForm(NeedsFields):
    """The code, and the password to be.

    :param sends_codes: whether a code comes by SMS; otherwise the counter alone gives one
    """

    code = text_field(_("开通码"), 20, autocomplete="one-time-code", spellcheck="false")
    password = secret_field(
        _("设置密码"),
        _("至少10个字符，不要使用常见密码、证件号码或者手机号码。"),
        autocomplete="new-password",
    )
    again = secret_field(_("再次输入密码"), autocomplete="new-password")

    NEEDED = {"password": _("设置密码：未填写，请填写。")}

    def __init__(self, *args: Any, sends_codes: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("验证码或者开通码") if sends_codes else _("开通码")

    def clean(self) -> dict[str, Any]:
        """Say of each field that is missing what to type there."""
        told = super().clean()
        if "code" not in self.errors and not told.get("code"):
            label = self.fields["code"].label
            self.add_error("code", format_lazy(_("{label}：未填写，请填写。"), label=label))
        return told


class PasswordForm(NeedsFields):
    """The password now, and the one to be."""

    old = secret_field(_("原密码"), autocomplete="current-password")
    password = secret_field(
        _("新密码"),
        _("至少10个字符，不要使用常见密码、证件号码或者手机号码。"),
        autocomplete="new-password",
    )
    again = secret_field(_("再次输入新密码"), autocomplete="new-password")

    NEEDED = {"password": _("新密码：未填写，请填写。")}


class PhoneForm(NeedsFields):
    """Another phone, and how the owner proves himself."""

    phone = text_field(
        _("新手机号码"),
        30,
        _("须与本中心登记的手机号码一致。"),
        inputmode="tel",
        autocomplete="tel",
    )
    password = secret_field(
        _("密码"), _("填写密码；或者填写下面的验证码。"), autocomplete="current-password"
    )
    code = text_field(
        _("验证码或者柜台开通码"),
        20,
        _("原手机收到的验证码，或者柜台为新号码发放的开通码。"),
        autocomplete="one-time-code",
        spellcheck="false",
    )

    NEEDED = {"phone": _("新手机号码：未填写，请填写。")}


class DeleteForm(forms.Form):
    """The password, and that the owner is sure."""

    password = secret_field(_("密码"), autocomplete="current-password")
    is_sure = forms.BooleanField(label=_("我确认注销账户"), required=False)


class OutsidePhoneForm(NeedsFields):
    """The phone that a government account does not tell."""

    phone = text_field(
        _("手机号码"),
        30,
        _("在本中心登记的手机号码，只在首次登录时核对一次。"),
        inputmode="tel",
        autocomplete="tel",
    )

    NEEDED = {"phone": _("手机号码：未填写，请填写在本中心登记的手机号码。")}
