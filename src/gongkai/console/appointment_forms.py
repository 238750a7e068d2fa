"""What officers type of counters, their plans, closed days, and the rules of booking."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.console.case_forms import day_field, line_field
from gongkai.fund_services.operations.appointments.planning import MOST_CAPACITY
from gongkai.rules.appointments import ALL_ITEMS, BOUNDS, WEEKDAYS
from gongkai.rules.service_items import group_names


class _RefusedForm(forms.Form):
    def refuse(self, refused: Any) -> None:
        """Show what an operation refused beside its field."""
        field = getattr(refused, "field", "")
        self.add_error(field if field in self.fields else None, str(refused))


def number_field(label: Any, least: int, most: int, **kwargs: Any) -> forms.IntegerField:
    """Return a field for a whole number between two."""
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=most,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "size": 6}),
        error_messages={
            "required": _("请填写数字。"),
            "invalid": _("须为整数。"),
            "min_value": _("最小为%(limit_value)s。"),
            "max_value": _("最大为%(limit_value)s。"),
        },
        **kwargs,
    )


def clock_field(label: Any, **kwargs: Any) -> forms.TimeField:
    """Return a field for a time of day."""
    return forms.TimeField(
        label=label,
        input_formats=["%H:%M", "%H:%M:%S"],
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={
            "required": _("请填写时间，如 09:00。"),
            "invalid": _("须为时间，如 09:00。"),
        },
        **kwargs,
    )


class CounterForm(_RefusedForm):
    """What is said of a counter."""

    name = line_field(
        _("网点名称"),
        20,
        30,
        help_text=_("写进短信，2至20个汉字、字母或者数字，例如“政务大厅公积金窗口”。"),
    )
    address = line_field(_("地址"), 200, 60)
    phone = line_field(_("电话"), 40, 24, required=False)
    hours = line_field(_("办公时间"), 100, 40, required=False)
    note = line_field(
        _("提示"), 200, 60, required=False, help_text=_("例如停车、乘车、须带的材料。")
    )


class ChangeCounterForm(CounterForm):
    """What is said of a counter, with the version that was seen."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class PlanForm(_RefusedForm):
    """Slots on some weekdays between two times."""

    group = forms.ChoiceField(
        label=_("业务类别"),
        required=False,
        choices=[(ALL_ITEMS, _("综合业务（所有事项）")), *group_names().items()],
        help_text=_("只给某一类事项的号选该类；“综合业务”的号所有事项都可以约。"),
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=_("星期"),
        coerce=int,
        choices=WEEKDAYS,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请至少选择一天。")},
        help_text=_("节假日自动不放号；调休上班的周末按“调休上班日”放号。"),
    )
    starts = clock_field(_("开始时间"))
    ends = clock_field(_("结束时间"))
    minutes = number_field(_("每个时段（分钟）"), 5, 480, initial=30)
    capacity = number_field(_("每个时段的号数"), 1, MOST_CAPACITY, initial=4)
    from_on = day_field(_("启用日期"), help_text=_("同一时间的原有号源自这一天起由新的代替。"))


class ClosedDayForm(_RefusedForm):
    """A day on which a counter serves nobody."""

    day = day_field(_("停办日期"))
    reason = line_field(_("原因"), 100, 40, help_text=_("群众会看到，例如“系统升级”。"))


class RulesForm(_RefusedForm):
    """A centre's own rules of booking."""

    in_force_from = day_field(_("启用日期"))
    source = line_field(_("依据"), 200, 40, help_text=_("例如“中心2026年第3次办公会”。"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, least, most) in BOUNDS.items():
            self.fields[name] = number_field(label, least, most)


class SpanForm(forms.Form):
    """From which day to which."""

    first = day_field(_("从"), required=False)
    last = day_field(_("到"), required=False)
