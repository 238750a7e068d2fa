"""What citizens type to book a counter."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.fund_services.operations.appointments.booking import (
    LONGEST_NAME,
    Visitor,
    problems_of,
)
from gongkai.portal.apply_forms import text_field
from gongkai.portal.follow_forms import TrackForm
from gongkai.portal.participation_forms import OpenForm


class BookingForm(OpenForm):
    """Who comes: as little as a counter needs to find him and to send him word."""

    name = text_field(
        gettext_lazy("姓名"),
        LONGEST_NAME,
        gettext_lazy("到场办理的人的姓名；加密保存，网点叫号时核对。"),
        autocomplete="name",
    )
    phone = text_field(
        gettext_lazy("手机号码"),
        20,
        gettext_lazy("用于接收预约短信和提醒；加密保存。"),
        inputmode="tel",
        autocomplete="tel",
    )
    field_order = ("name", "phone", "homepage")

    def clean(self) -> dict[str, Any]:
        """Say of each field what is wrong with it."""
        values = self.cleaned_data
        visitor = Visitor(str(values.get("name") or ""), str(values.get("phone") or ""))
        for field, message in problems_of(visitor):
            if field not in self.errors:
                self.add_error(field, message)
        return values


class BookingTrackForm(TrackForm):
    """The number of an appointment and its code."""

    number = text_field(
        gettext_lazy("预约号"),
        40,
        gettext_lazy("预约成功页和短信上的编号，例如 YY2026-00012。"),
        autocomplete="off",
    )
    code = text_field(
        gettext_lazy("查询码"),
        40,
        gettext_lazy("预约成功页上的10位字母和数字，大小写不限。"),
        autocomplete="off",
    )

    def clean_number(self) -> str:
        """Return the number; refuse none."""
        if not self.cleaned_data["number"].strip():
            raise forms.ValidationError(_("预约号：未填写，请填写。"))
        return str(self.cleaned_data["number"]).strip()
