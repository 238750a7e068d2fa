"""Forms of online business as pages: made from a definition, one section at a time."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.portal.apply_forms import text_field, unwritable_told
from gongkai.portal.follow_forms import TrackForm
from gongkai.portal.pages import Text
from gongkai.rules.service_forms import (
    FieldDefinition,
    FieldKind,
    FormDefinition,
    Problem,
    SectionDefinition,
)

_YES_NO = (("YES", gettext_lazy("是")), ("NO", gettext_lazy("否")))
_MOST_RADIOS = 8
_NUMERIC: dict[str, str] = {"inputmode": "numeric", "autocomplete": "off"}
_ATTRS: dict[FieldKind, dict[str, str]] = {
    FieldKind.NUMBER: {"inputmode": "decimal", "autocomplete": "off"},
    FieldKind.MONEY: {"inputmode": "decimal", "autocomplete": "off"},
    FieldKind.BANK_CARD: {**_NUMERIC, "spellcheck": "false"},
    FieldKind.IDENTITY: {"autocomplete": "off", "spellcheck": "false"},
    FieldKind.CREDIT_CODE: {"autocomplete": "off", "spellcheck": "false"},
    FieldKind.PHONE: {"inputmode": "tel", "autocomplete": "tel"},
    FieldKind.ADDRESS: {"autocomplete": "street-address"},
}


class SectionForm(forms.Form):
    """One section of a form; what is wrong comes from the rules of forms alone.

    :param told: what the business system says, by field; such a field cannot be changed
    """

    def __init__(
        self,
        definition: FormDefinition,
        section: SectionDefinition,
        values: Mapping[str, str],
        told: Mapping[str, str] | None,
        data: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(values))
        self._data_given = data is not None
        for field in section.fields:
            self.fields[field.name] = _field(definition, field, told)
            if field.is_read_only and told is not None:
                self.initial[field.name] = told.get(field.name, "")

    def typed(self) -> dict[str, str]:
        """Return what was typed; of what the business system says, nothing."""
        return {
            name: str(self[name].value() or "")
            for name, field in self.fields.items()
            if not field.disabled
        }

    def tell(self, problems: Iterable[Problem]) -> None:
        """Show problems at their fields."""
        self.full_clean()
        for problem in problems:
            if problem.field in self.fields:
                self.add_error(problem.field, problem.message)


def _field(
    definition: FormDefinition, field: FieldDefinition, told: Mapping[str, str] | None
) -> forms.Field:
    label, hint = _label(field), _hint(definition, field, is_away=told is None)
    if field.kind in (FieldKind.CHOICE, FieldKind.YES_NO):
        return _choices(field, label, hint)
    attrs: dict[str, Any] = dict(_ATTRS.get(field.kind, {}))
    widget: forms.Widget
    if field.kind is FieldKind.LONG_TEXT:
        widget = forms.Textarea({"rows": 4, **attrs})
    elif field.kind is FieldKind.DATE:
        widget = forms.DateInput({"type": "date", **attrs})
    else:
        widget = forms.TextInput(attrs)
    return forms.CharField(
        label=label,
        help_text=hint,
        required=False,
        strip=False,
        disabled=field.is_read_only and told is not None,
        widget=widget,
        error_messages=unwritable_told(field.label),
    )


def _choices(field: FieldDefinition, label: Text, hint: Text) -> forms.Field:
    pairs: list[tuple[str, Text]] = list(field.choices or _YES_NO)
    if len(pairs) > _MOST_RADIOS:
        select = forms.Select(choices=[("", _("请选择")), *pairs])
        return forms.CharField(label=label, help_text=hint, required=False, widget=select)
    # A choice that is none is told by the rules, with what was sent.
    radios = forms.RadioSelect(choices=pairs)
    return forms.CharField(label=label, help_text=hint, required=False, widget=radios)


def _label(field: FieldDefinition) -> Text:
    if field.is_read_only or field.is_needed or field.needed_if:
        return field.label
    return _("%(label)s（选填）") % {"label": field.label}


def _hint(definition: FormDefinition, field: FieldDefinition, *, is_away: bool) -> str:
    parts = [needed_words(definition, field)]
    if field.is_read_only:
        parts.append(
            _("业务系统暂不可用，可以先填写，受理后由工作人员核对。")
            if is_away
            else _("系统带出。")
        )
    if field.kind is FieldKind.MONTH:
        parts.append(_("年-月，例如2026-03。"))
    parts.append(field.help)
    return "".join(part for part in parts if part)


def needed_words(definition: FormDefinition, field: Any) -> str:
    """Return when a field or material that may be left out has to be there, "" if never."""
    told = []
    for condition in field.needed_if:
        other = definition.field(condition.field)
        if other is None:
            continue
        labels = dict(other.choices) or {"YES": _("是"), "NO": _("否")}
        names = "、".join(str(labels[code]) for code in labels if code in condition.values)
        told.append(_("“%(field)s”为%(values)s的") % {"field": other.label, "values": names})
    return _("%(when)s须提供。") % {"when": _("，或者").join(told)} if told else ""


class ProgressForm(TrackForm):
    """A receipt number and its code."""

    number = text_field(
        gettext_lazy("受理号"),
        40,
        gettext_lazy("提交成功页和回执上的编号，例如BJ2026-000012。"),
        autocomplete="off",
    )
    code = text_field(
        gettext_lazy("查询码"),
        40,
        gettext_lazy("与受理号一同给出的10位字母和数字，大小写不限。"),
        autocomplete="off",
    )

    def clean_number(self) -> str:
        """Return the number; refuse none."""
        number: str = self.cleaned_data["number"]
        if not number.strip():
            raise forms.ValidationError(_("受理号：未填写，请填写。"))
        return number


class SignForm(forms.Form):
    """The page that is signed."""

    agrees = forms.BooleanField(label=gettext_lazy("我已阅读并同意以上承诺内容"), required=False)
    signature = text_field(
        gettext_lazy("签名"),
        50,
        gettext_lazy("请填写本人姓名，与登录账户一致。"),
        autocomplete="name",
    )

    def clean(self) -> dict[str, Any]:
        """Say at once all that is missing."""
        told = self.cleaned_data
        if not told.get("agrees"):
            self.add_error("agrees", _("承诺：未勾选，请阅读承诺内容，同意的请勾选。"))
        if "signature" not in self.errors and not told.get("signature"):
            self.add_error("signature", _("签名：未填写，请填写本人姓名。"))
        return told


class WithdrawForm(forms.Form):
    """Withdrawing what was filed."""

    reason = text_field(gettext_lazy("撤回原因"), 300, gettext_lazy("可以不填。"), rows=2)
    sure = forms.BooleanField(label=gettext_lazy("我确认撤回本件"), required=False)
