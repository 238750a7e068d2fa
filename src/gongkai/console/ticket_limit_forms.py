"""What is typed of the limits of tickets."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Self

from django import forms
from django.forms import BoundField
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from gongkai.console.ticket_forms import day_field, line_field
from gongkai.rules.reply_limits import TicketKind
from gongkai.rules.ticket_limits import KindDays, OwnLimits, TicketLimit

_PACES = (("ordinary", _("一般")), ("complex", _("复杂")), ("longest", _("延期后最长")))


def _number(label: Any) -> forms.IntegerField:
    told = format_lazy("{label}：{told}", label=label, told=_("请填写整数。"))
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=999,
        widget=forms.NumberInput(attrs={"size": 4}),
        error_messages={
            "required": told,
            "invalid": told,
            "min_value": told,
            "max_value": told,
        },  # fmt: skip
    )


class LimitsForm(forms.Form):
    """Working days by kind, hours of urgent ones, days to return and to handle again."""

    in_force_from = day_field(_("启用日期"), _("启用日期：未填写，请选择日期。"))
    basis = line_field(_("依据"), _("依据：未填写，请写明本机关规定的名称或文号。"), 200)
    urgent_hours = _number(_("紧急诉求（小时）"))
    return_days = _number(_("退单（工作日）"))
    second_days = _number(_("二次办理（工作日）"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in TicketKind:
            for pace, label in _PACES:
                name = format_lazy("{kind}（{pace}）", kind=kind.label, pace=label)
                self.fields[f"{kind.value}-{pace}"] = _number(name)

    @classmethod
    def of(cls, in_force: Mapping[TicketKind, tuple[TicketLimit, ...]], on: date) -> Self:
        """Return a form that begins with what is in force."""
        first: dict[str, Any] = {"in_force_from": on}
        for kind, (ordinary, complex_one, urgent) in in_force.items():
            days = (ordinary.days, complex_one.days, ordinary.longest)
            first |= {f"{kind.value}-{pace}": n for (pace, _l), n in zip(_PACES, days, strict=True)}
            first |= {
                "urgent_hours": urgent.hours,
                "return_days": ordinary.return_days,
                "second_days": ordinary.second_days,
            }
        return cls(initial=first)

    def rows(self) -> list[tuple[str, list[BoundField]]]:
        """Return the fields of each kind, with its name."""
        return [
            (kind.label, [self[f"{kind.value}-{pace}"] for pace, _label in _PACES])
            for kind in TicketKind
        ]

    def single(self) -> list[BoundField]:
        """Return the fields that hold for all kinds."""
        names = ("in_force_from", "basis", "urgent_hours", "return_days", "second_days")
        return [self[name] for name in names]

    def limits(self) -> OwnLimits:
        """Return what was typed as the rules take it."""
        typed = self.cleaned_data
        kinds = {
            kind: KindDays(*(typed[f"{kind.value}-{pace}"] for pace, _label in _PACES))
            for kind in TicketKind
        }
        names = ("in_force_from", "basis", "urgent_hours", "return_days", "second_days")
        return OwnLimits(**{name: typed[name] for name in names}, kinds=kinds)
