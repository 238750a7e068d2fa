"""What officers ask the queue of cases for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.models import Agency, Department, Officer
from gongkai.casework.queries.queue import CLOSED, OPEN, Wanted
from gongkai.rules.clock import Channel
from gongkai.rules.lifecycle import State

_ANY = [("", _("全部"))]


class QueueForm(forms.Form):
    """The filters above the queue."""

    scope = forms.ChoiceField(
        label=_("范围"),
        required=False,
        choices=[(OPEN, _("在办")), (CLOSED, _("已办结"))],
    )
    state = forms.ChoiceField(label=_("状态"), required=False)
    channel = forms.ChoiceField(label=_("渠道"), required=False)
    department = forms.TypedChoiceField(
        label=_("主办科室"), required=False, coerce=int, empty_value=None
    )
    handler = forms.TypedChoiceField(
        label=_("经办人"), required=False, coerce=int, empty_value=None
    )
    mine = forms.BooleanField(label=_("只看我经办的"), required=False)
    q = forms.CharField(
        label=_("查找"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"placeholder": _("登记号、内容或证件号码")}),
    )
    level = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields = self.fields
        fields["state"].choices = _ANY + [(each.value, each.label) for each in State]
        fields["channel"].choices = _ANY + [(each.value, each.label) for each in Channel]
        departments = Department.objects.filter(agency=agency).order_by("pk")
        fields["department"].choices = _ANY + list(departments.values_list("pk", "name"))
        officers = Officer.objects.filter(agency=agency).order_by("pk")
        fields["handler"].choices = _ANY + list(officers.values_list("pk", "name"))

    def wanted(self) -> Wanted:
        """Return what is asked for."""
        given = self.cleaned_data
        return Wanted(
            scope=given["scope"] or OPEN,
            state=given["state"],
            channel=given["channel"],
            handler=given["handler"],
            department=given["department"],
            text=given["q"],
            mine=given["mine"],
            level=given["level"],
        )
