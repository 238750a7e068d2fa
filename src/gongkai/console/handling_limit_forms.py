"""What is typed of the limits of online business."""

from datetime import date
from typing import Any, Self

from django import forms
from django.forms import BoundField
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from gongkai.console.ticket_forms import chosen_field, day_field, line_field
from gongkai.rules.service_items import ListedItem, listed_items
from gongkai.rules.service_limits import CorrectionEffect, DayCounting, OwnServiceLimits


def _number(label: Any, *, required: bool = True) -> forms.IntegerField:
    told = format_lazy("{label}：{told}", label=label, told=_("请填写整数。"))
    return forms.IntegerField(
        label=label,
        required=required,
        min_value=0,
        max_value=999,
        widget=forms.NumberInput(attrs={"size": 4}),
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), told),
    )


class ServiceLimitsForm(forms.Form):
    """How days are counted, what is promised, and what each item has of its own."""

    in_force_from = day_field(_("启用日期"), _("启用日期：未填写，请选择日期。"))
    basis = line_field(_("依据"), _("依据：未填写，请写明本中心规定的名称或文号。"), 200)
    accept_days = _number(_("受理（工作日）"))
    correct_days = _number(_("补正（工作日）"))
    days = _number(_("一般办理时限（日）"))
    counting = chosen_field(_("期限计算"), [(each.value, each.label) for each in DayCounting])
    moves = forms.BooleanField(label=_("末日遇休息日顺延至工作日"), required=False)
    correction = chosen_field(
        _("补正期间"), [(each.value, each.label) for each in CorrectionEffect]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for item in listed_items():
            self.fields[f"item-{item.code}"] = _number(item.name, required=False)

    @classmethod
    def of(cls, limits: OwnServiceLimits, on: date) -> Self:
        """Return a form that begins with what is in force."""
        return cls(
            initial={
                "in_force_from": on,
                "accept_days": limits.accept_days,
                "correct_days": limits.correct_days,
                "days": limits.days,
                "counting": limits.counting.value,
                "moves": limits.moves,
                "correction": limits.correction.value,
                **{f"item-{code}": days for code, days in limits.items.items()},
            }
        )

    def rows(self) -> list[tuple[ListedItem, BoundField]]:
        """Return the items, each with its field."""
        return [(item, self[f"item-{item.code}"]) for item in listed_items()]

    def single(self) -> list[BoundField]:
        """Return the fields that hold for all items."""
        names = ("in_force_from", "basis", "accept_days", "correct_days", "days")
        return [self[name] for name in (*names, "counting", "correction")]

    def limits(self) -> OwnServiceLimits:
        """Return what was typed as the rules take it."""
        typed = self.cleaned_data
        names = ("in_force_from", "basis", "accept_days", "correct_days", "days", "moves")
        items = {item.code: typed.get(f"item-{item.code}") for item in listed_items()}
        return OwnServiceLimits(
            **{name: typed[name] for name in names},
            counting=DayCounting(typed["counting"]),
            correction=CorrectionEffect(typed["correction"]),
            items={code: days for code, days in items.items() if days is not None},
        )
