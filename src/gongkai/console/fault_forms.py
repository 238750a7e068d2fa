"""What officers type of faults of the site."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.console.case_forms import choice_field, day_field, line_field, text_field
from gongkai.participation.models import FaultKind, FaultOutcome, FaultSource


class _FaultForm(forms.Form):
    def refuse(self, refused: Any) -> None:
        """Show what an operation refused beside its field."""
        field = getattr(refused, "field", "")
        self.add_error(field if field in self.fields else None, str(refused))


class FaultEntryForm(_FaultForm):
    """A fault that came from the national platform or another way."""

    source = choice_field(
        _("来源"), [each for each in FaultSource.choices if each[0] != FaultSource.SITE]
    )
    platform_no = line_field(
        _("平台编号"), 60, 24, required=False, help_text=_("全国平台转来的，须填写平台上的编号。")
    )
    received_on = day_field(_("收到日期"), help_text=_("办理期限自次日起计算。"))
    kind = choice_field(_("问题类型"), FaultKind.choices)
    address = line_field(_("网页地址"), 500, 60, required=False)
    text = text_field(_("问题描述"), 1000, 4)
    contact = line_field(_("联系方式"), 100, 40, required=False)


class TurnForm(_FaultForm):
    """To whom a fault is turned."""

    turned_to = line_field(_("承办单位"), 100, 30, help_text=_("负责该网页的科室或者单位。"))


class HandleForm(_FaultForm):
    """What was found, and the reply."""

    outcome = choice_field(_("办理结果"), FaultOutcome.choices)
    reply = text_field(
        _("答复"),
        1000,
        4,
        help_text=_("凭回执号即可在网站查看，请不要写反映人的个人信息。"),
    )


class LimitsForm(_FaultForm):
    """An organ's own limits."""

    turn_days = forms.IntegerField(
        label=_("转办期限（工作日）"),
        min_value=1,
        max_value=60,
        error_messages={"required": _("请填写天数。"), "invalid": _("须为整数。")},
    )
    handle_days = forms.IntegerField(
        label=_("办结期限（工作日）"),
        min_value=1,
        max_value=60,
        error_messages={"required": _("请填写天数。"), "invalid": _("须为整数。")},
    )
