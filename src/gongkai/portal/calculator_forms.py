"""The forms of the calculators, made from what each is asked; whatever is typed is shown again."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django import forms
from django.forms import BoundField

from gongkai.portal.calculator_pages import Calculator
from gongkai.portal.pages import Text
from gongkai.rules.fund.questions import AskedField
from gongkai.rules.fund.told import Problem

_KEYBOARDS = {"amount": "text", "rate": "decimal", "whole": "numeric"}
_FEW = 3
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_LONGEST = 40


class FormPart(NamedTuple):
    """Fields under one heading; "" is the first part, which is always open."""

    code: str
    head: Text
    fields: list[tuple[AskedField, BoundField]]
    is_open: bool


class CalculatorForm(forms.Form):
    """A calculator's form; what is wrong is said by the rules, not by the form."""

    def __init__(self, calculator: Calculator, typed: Mapping[str, str] | None = None) -> None:
        defaults = {each.name: each.default for each in calculator.fields}
        # What was not sent at all is shown as what it was taken for.
        super().__init__(None if typed is None else {**defaults, **typed})
        self.calculator = calculator
        self.fields = {each.name: _field(each, typed) for each in calculator.fields}

    def typed(self) -> dict[str, str]:
        """Return what was typed, without what was left empty or as it is anyway."""
        held = {
            each.name: str(self.data.get(each.name, ""))[:_LONGEST]
            for each in self.calculator.fields
            if self.data.get(each.name) != each.default
        }
        return {name: text for name, text in held.items() if text.strip()}

    def refuse(self, problems: Iterable[Problem]) -> None:
        """Show what is wrong beside the fields that it is about."""
        for problem in problems:
            known = problem.field if problem.field in self.fields else None
            self.add_error(known, problem.message)

    def parts(self) -> list[FormPart]:
        """Return the parts of the form; one that holds something typed or wrong is open."""
        typed = self.typed() if self.is_bound else {}
        found = []
        for code, head in self.calculator.groups:
            held = [each for each in self.calculator.fields if each.group == code]
            is_open = any(
                typed.get(each.name, each.default) != each.default or self[each.name].errors
                for each in held
            )
            found.append(FormPart(code, head, [(each, self[each.name]) for each in held], is_open))
        return found


def _field(asked: AskedField, typed: Mapping[str, str] | None) -> forms.Field:
    label = f"{asked.label}（{asked.unit}）" if asked.unit else asked.label
    if asked.kind == "choice":
        few = len(asked.choices) <= _FEW
        return _Choice(
            label=label,
            choices=asked.choices,
            required=False,
            initial=asked.default,
            help_text=asked.hint,
            widget=forms.RadioSelect if few else forms.Select,
        )
    attrs = {"autocomplete": "off"}
    if asked.kind == "day":
        value = (typed or {}).get(asked.name, "")
        # A browser would drop a day that it does not understand.
        attrs["type"] = "date" if not value or _DAY.fullmatch(value) else "text"
    else:
        attrs["inputmode"] = _KEYBOARDS[asked.kind]
    return forms.CharField(
        label=label,
        required=False,
        initial=asked.default,
        help_text=asked.hint,
        max_length=None,
        widget=forms.TextInput(attrs),
    )


class _Choice(forms.ChoiceField):
    """A choice of which the rules say what is none."""

    def valid_value(self, value: str) -> bool:
        """Take anything."""
        return True
