"""What officers type into the website's yearly form."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.rules.website_form import (
    FormField,
    FormFieldKind,
    ValueOrigin,
    form_sections,
    site_kinds,
    stored_value,
)
from gongkai.website_reports.queries.compiling import CompiledForm

_YES_NO = [("", _("未填报")), ("YES", _("是")), ("NO", _("否"))]


class ByHandForm(forms.Form):
    """All fields that records do not give, in the order of the form."""

    def __init__(self, *args: Any, compiled: CompiledForm, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for section in form_sections():
            for field in section.fields:
                if field.origin is ValueOrigin.HAND:
                    line = compiled.lines[field.key]
                    self.fields[field.key] = field_of(field, stored_value(line.value))

    def parts(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Return the titles of the sections with their fields; those without any are left out."""
        found = [
            (
                section.title,
                [self[field.key] for field in section.fields if field.key in self.fields],
            )
            for section in form_sections()
        ]
        return [(title, fields) for title, fields in found if fields]


class ValueForm(forms.Form):
    """One value of the form, with the reason where it goes before the records."""

    value = forms.CharField(label=_("填报值"), required=False, max_length=200)
    reason = forms.CharField(
        label=_("理由"),
        required=False,
        max_length=300,
        help_text=_("与系统统计不一致的必须写明，签发后与两个数值一并存档。"),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": _("理由：最多300字，请缩短。")},
    )

    def __init__(self, *args: Any, field: FormField, current: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"] = field_of(field, current)
        self.fields["value"].label = _("填报值")


def field_of(field: FormField, current: str) -> forms.Field:
    """Return what is typed or chosen for a field of the form."""
    label = f"{field.label}（{field.unit}）" if field.unit else field.label
    shared: dict[str, Any] = {
        "label": label,
        "help_text": field.how,
        "initial": current,
        "required": False,
    }
    if field.kind is FormFieldKind.YES_NO:
        return forms.ChoiceField(choices=_YES_NO, **shared)
    if field.kind is FormFieldKind.CHOICE:
        return forms.ChoiceField(choices=list(site_kinds().items()), **shared)
    attrs = {"inputmode": "numeric", "size": 14} if field.is_figure else {"size": 40}
    return forms.CharField(max_length=200, widget=forms.TextInput(attrs=attrs), **shared)
