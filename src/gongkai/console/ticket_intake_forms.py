"""What is typed of a new ticket, and by what tickets are looked for."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.models import Department
from gongkai.console.ticket_forms import (
    KINDS,
    chosen_field,
    day_field,
    key_or_none,
    line_field,
    text_field,
)
from gongkai.hotline.operations.tickets.taking_in import (
    LONGEST_CONTENT,
    LONGEST_MATTER,
    LONGEST_NAME,
    SOURCES,
    URGENCIES,
    TakenIn,
)
from gongkai.hotline.queries.tickets.listing import ALL_SOURCES, TicketsWanted

_ALL = [("", _("全部"))]


class TakeInForm(forms.Form):
    """A ticket that came by letter, visit, WeChat or otherwise."""

    source = chosen_field(_("来源"), SOURCES, widget=forms.RadioSelect)
    kind = chosen_field(_("诉求类别"), KINDS, widget=forms.RadioSelect)
    urgency = chosen_field(_("缓急"), URGENCIES, widget=forms.RadioSelect, initial="ORDINARY")
    arrived_on = day_field(_("收到日期"), _("收到日期：未填写，请选择日期。"))
    content = text_field(
        _("诉求原文"),
        _("诉求原文：未填写，请照录诉求人所述。"),
        LONGEST_CONTENT,
        6,
        _("加密保存。"),
    )
    matter = line_field(
        _("诉求概要"),
        "",
        LONGEST_MATTER,
        required=False,
        help_text=_("列表和统计中显示，不写姓名、号码；不填的由诉求原文生成。"),
    )
    topic = chosen_field(_("业务类别"), (), required=False)
    person_name = line_field(_("诉求人"), "", LONGEST_NAME, required=False)
    phone = line_field(_("联系电话"), "", 60, required=False)
    email = line_field(_("电子邮箱"), "", 200, required=False)
    outside_no = line_field(_("平台工单号"), "", 60, required=False)
    token = forms.CharField(required=False, widget=forms.HiddenInput)
    is_secret = forms.BooleanField(
        label=_("来源保密"),
        required=False,
        help_text=_("诉求人和内容只向工单管理员和指定的承办人显示；举报件一律保密。"),
    )

    def __init__(self, *args: Any, topics: Sequence[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [("", _("未分类")), *((str(key), path) for key, path in topics)]
        self.fields["topic"].choices = offered

    def told(self) -> TakenIn:
        """Return what was typed as the operation takes it."""
        typed = dict(self.cleaned_data)
        return TakenIn(**(typed | {"topic": key_or_none(typed["topic"])}))


class FromRequestForm(forms.Form):
    """A request for disclosure that is a complaint or the like."""

    request_no = line_field(_("申请登记号"), _("申请登记号：未填写，请填写登记号。"), 40)
    kind = chosen_field(_("诉求类别"), KINDS)
    content = text_field(
        _("诉求内容"), "", LONGEST_CONTENT, 3, _("不填的照录申请所需信息的描述。"), required=False
    )


class TicketFilterForm(forms.Form):
    """By what tickets are looked for; what makes no sense narrows nothing."""

    kind = forms.ChoiceField(label=_("类别"), required=False, choices=[*_ALL, *KINDS])
    urgency = forms.ChoiceField(label=_("缓急"), required=False, choices=[*_ALL, *URGENCIES])
    source = forms.ChoiceField(label=_("来源"), required=False, choices=[*_ALL, *ALL_SOURCES])
    topic = forms.ChoiceField(label=_("业务类别"), required=False)
    department = forms.ChoiceField(label=_("科室"), required=False)
    text = forms.CharField(
        label=_("登记号或概要"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "size": 16}),
    )

    def __init__(
        self,
        *args: Any,
        topics: Sequence[tuple[int, str]] = (),
        departments: Sequence[Department] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"].choices = [*_ALL, *((str(key), path) for key, path in topics)]
        units = [(str(each.pk), each.name) for each in departments]
        self.fields["department"].choices = [*_ALL, *units]

    def wanted(self) -> TicketsWanted:
        """Return what was asked for, as far as it makes sense."""
        self.is_valid()
        told = self.cleaned_data
        return TicketsWanted(
            kind=told.get("kind", ""),
            urgency=told.get("urgency", ""),
            source=told.get("source", ""),
            topic=key_or_none(told.get("topic", "")),
            department=key_or_none(told.get("department", "")),
            text=told.get("text", ""),
        )
