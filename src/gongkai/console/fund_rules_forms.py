"""The form of what a city sets of its provident fund; the rules say what is wrong with it."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple, Self

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from gongkai.console.ticket_forms import day_field
from gongkai.rules.fund import CityField, CityRules, Problem, city_fields, city_groups

_LONGEST = 200


class FigureRow(NamedTuple):
    """A figure as it is asked for, and its field."""

    figure: CityField
    field: BoundField


class FundRulesForm(forms.Form):
    """Every figure of a city, the document that sets them and the day from which they hold."""

    in_force_from = day_field(_("施行日期"), _("施行日期：未填写，请选择日期。"))
    basis = forms.CharField(
        label=_("依据"),
        error_messages={"required": _("依据：未填写，请写明本市规定的名称或文号。")},
        help_text=_("本市规定的名称或文号，例如“某公管委〔2026〕3号”。"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        for figure in city_fields():
            self.fields[figure.code] = _field(figure)

    @classmethod
    def of(cls, rules: CityRules, on: date) -> Self:
        """Return a form that begins with what is in force."""
        return cls(initial={**rules.texts, "in_force_from": on, "basis": ""})

    def groups(self) -> list[tuple[str, list[FigureRow]]]:
        """Return the figures under their headings."""
        return [
            (
                label,
                [FigureRow(each, self[each.code]) for each in city_fields() if each.group == code],
            )
            for code, label in city_groups()
        ]

    def figures(self) -> dict[str, str]:
        """Return what was typed of the figures."""
        return {
            figure.code: str(self.data.get(figure.code, ""))[:_LONGEST] for figure in city_fields()
        }

    def refuse(self, problems: Iterable[Problem]) -> None:
        """Show what is wrong beside the figures that it is about."""
        for problem in problems:
            if problem.field in self.errors:
                continue
            self.add_error(problem.field if problem.field in self.fields else None, problem.message)


def _field(figure: CityField) -> forms.Field:
    label = f"{figure.label}（{figure.unit}）" if figure.unit else figure.label
    if figure.kind == "amount":
        label = f"{figure.label}（元）"
    elif figure.kind == "percent":
        label = f"{figure.label}（%）"
    if figure.choices:
        missing = f"{label}：未选择，请选择一项。"
        return forms.ChoiceField(
            label=label,
            choices=figure.choices,
            help_text=figure.note,
            error_messages={"required": missing, "invalid_choice": missing},
        )
    return forms.CharField(
        label=label,
        # Whether it may be empty is said beside it; the rules insist.
        required=False,
        help_text=figure.note,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
