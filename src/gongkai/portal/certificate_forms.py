"""What somebody types to have a certificate issued, and to verify one."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.portal.apply_forms import choice_field, text_field

_LARGEST = {"limit": 4}


class IssueForm(forms.Form):
    """Nothing more than the token: what is stated comes from the business system."""

    token = forms.CharField(max_length=60, required=False, widget=forms.HiddenInput)


class SettlementForm(IssueForm):
    """Which loan is settled."""

    contract_no = choice_field(_("贷款"), [], _("只有已经结清的贷款可以出具结清证明。"))

    def __init__(self, *args: Any, loans: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contract_no"].choices = list(loans)

    def clean(self) -> dict[str, Any]:
        """Say that a loan is to be chosen."""
        if not self.cleaned_data.get("contract_no") and "contract_no" not in self.errors:
            self.add_error("contract_no", _("贷款：未选择，请选择要证明结清的贷款。"))
        return self.cleaned_data


class CrossCityForm(IssueForm):
    """Where the loan is to be taken."""

    addressed_to = text_field(
        _("贷款地中心"),
        40,
        _("准备申请贷款的中心的全称，例如“某某市住房公积金管理中心”；将印在证明的抬头。"),
        autocomplete="off",
    )

    def clean(self) -> dict[str, Any]:
        """Say that the other centre is to be named."""
        if not self.cleaned_data.get("addressed_to") and "addressed_to" not in self.errors:
            self.add_error("addressed_to", _("贷款地中心：未填写，请填写该中心的全称。"))
        return self.cleaned_data


class VerifyForm(forms.Form):
    """Number and code of a certificate."""

    number = text_field(
        _("证明编号"), 30, _("证明右上角的编号，例如 JC2026-000012。"), autocomplete="off"
    )
    code = text_field(
        _("验证码"), 20, _("证明下方的十位字母和数字，大小写都可以。"), autocomplete="off"
    )

    def clean(self) -> dict[str, Any]:
        """Say which of the two is missing."""
        for name, label in (("number", _("证明编号")), ("code", _("验证码"))):
            if not self.cleaned_data.get(name) and name not in self.errors:
                self.add_error(name, _("%(label)s：未填写，请照证明填写。") % {"label": label})
        return self.cleaned_data


class VerifyFileForm(forms.Form):
    """A certificate as a file."""

    file = forms.FileField(
        label=_("证明文件"),
        max_length=200,
        help_text=_("从本站下载的PDF原件，不超过%(limit)sMB；打印后扫描、拍照的不能这样核验。")
        % _LARGEST,
        widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf"}),
        error_messages={
            "required": _("证明文件：未选择，请选择要核验的PDF文件。"),
            "missing": _("证明文件：未选择，请选择要核验的PDF文件。"),
            "invalid": _("证明文件：未选择，请选择要核验的PDF文件。"),
            "empty": _("证明文件：文件是空的，请重新下载后再上传。"),
            "max_length": _("证明文件：文件名过长，请改短后重新上传。"),
        },
    )

    def __init__(self, *args: Any, is_too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._is_too_large = is_too_large

    def clean(self) -> dict[str, Any]:
        """Say of a file that was not taken in that it is too large."""
        if self._is_too_large:
            self.errors.pop("file", None)
            told = _("证明文件：超过%(limit)sMB，不是本中心出具的原件；原件不到1MB。") % _LARGEST
            self.add_error("file", told)
        return self.cleaned_data
