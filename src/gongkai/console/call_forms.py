"""What is typed at the hotline's desk, and which calls are looked for.

How long a text may be is told by the operations, which name field and length.
"""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.hotline.operations.calls.contents import (
    CALLER_KINDS,
    OUTCOMES,
    ROUTES,
    URGENCIES,
    CallContent,
)
from gongkai.hotline.queries.calls.lists import CallsWanted
from gongkai.hotline.queries.topics.tree import OfferedTopic
from gongkai.rules.reply_limits import TicketKind

_MOMENT = "%Y-%m-%dT%H:%M"
TICKET_KINDS = [(kind.value, kind.label) for kind in TicketKind]
_CONTENT = (
    "route", "outcome", "caller_kind", "number", "caller_name", "topic", "question", "answer",
    "entry_no", "ticket_kind", "urgency", "call_at",
)  # fmt: skip


def _choice(label: Any, choices: Any, missing: Any = "", **kwargs: Any) -> forms.ChoiceField:
    told = {"required": missing, "invalid_choice": missing} if missing else {}
    kwargs.setdefault("widget", forms.RadioSelect)
    return forms.ChoiceField(label=label, choices=choices, error_messages=told, **kwargs)


def _area(label: Any, rows: int, **attrs: str) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows, "autocomplete": "off", **attrs})
    return forms.CharField(label=label, required=False, widget=widget)


class CallForm(forms.Form):
    """What a call was about; its page and the desk have these fields in common."""

    route = _choice(_("接入方式"), ROUTES, _("接入方式：未选择，请选择一种。"))
    caller_kind = _choice(_("来电人"), CALLER_KINDS, required=False)
    number = forms.CharField(
        label=_("来电号码"),
        required=False,
        widget=forms.TextInput(
            attrs={"inputmode": "tel", "autocomplete": "off", "spellcheck": "false"}
        ),
    )
    caller_name = forms.CharField(
        label=_("称呼"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    topic = forms.TypedChoiceField(
        label=_("业务类别"),
        required=False,
        coerce=int,
        empty_value=None,
        error_messages={"invalid_choice": _("业务类别：所选类别已停用，请重新选择。")},
    )
    question = _area(_("来电内容"), 3)
    answer = _area(_("答复"), 5)
    entry_no = forms.CharField(required=False, widget=forms.HiddenInput)
    outcome = _choice(_("处理结果"), OUTCOMES, _("处理结果：未选择，请选择一种。"))

    def __init__(self, *args: Any, topics: Sequence[OfferedTopic] = (), **kwargs: Any) -> None:
        """Offer the organ's matters."""
        super().__init__(*args, **kwargs)
        offered = [(each.key, f"{each.code} {each.path}") for each in topics]
        self.topics = topics
        self.fields["topic"].choices = [("", _("（未选择）")), *offered]

    def content(self) -> CallContent:
        """Return what was typed."""
        told = {name: self.cleaned_data[name] for name in _CONTENT if name in self.cleaned_data}
        return CallContent(**told)


class DeskForm(CallForm):
    """A call that is being answered, from the moment it began."""

    began_at = forms.DateTimeField(
        required=False,
        widget=forms.HiddenInput,
        error_messages={"invalid": _("接通时间：无法识别，请重新按“接通”计时。")},
    )
    shown_at = forms.DateTimeField(
        widget=forms.HiddenInput,
        error_messages={
            "required": _("本页不完整，请刷新后重新填写。"),
            "invalid": _("本页不完整，请刷新后重新填写。"),
        },
    )
    waiting = forms.IntegerField(required=False, widget=forms.HiddenInput)
    ticket_kind = _choice(_("诉求类别"), TICKET_KINDS, widget=forms.Select)
    urgency = _choice(_("缓急"), URGENCIES, widget=forms.Select)
    call_at = forms.DateTimeField(
        label=_("约定时间"),
        required=False,
        input_formats=[_MOMENT],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_MOMENT),
        error_messages={"invalid": _("约定时间：请填写日期和时间，如 2026-03-01T09:00。")},
    )


class CorrectionForm(CallForm):
    """A call on record brought in line with what it was."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("更正理由"),
        required=False,
        widget=forms.TextInput(attrs={"size": 50}),
    )


class EscalationForm(forms.Form):
    """A ticket to be opened from a call on record."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    ticket_kind = _choice(_("诉求类别"), TICKET_KINDS, widget=forms.Select)
    urgency = _choice(_("缓急"), URGENCIES, widget=forms.Select)


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("日期：请填写年-月-日，如 2026-03-01。")},
    )


class CallFilterForm(forms.Form):
    """Which calls are looked for."""

    first = _day(_("自"))
    last = _day(_("至"))
    route = _choice(_("接入方式"), [("", _("全部")), *ROUTES], required=False, widget=forms.Select)
    outcome = _choice(
        _("处理结果"), [("", _("全部")), *OUTCOMES], required=False, widget=forms.Select
    )
    topic = forms.TypedChoiceField(
        label=_("业务类别"), required=False, coerce=int, empty_value=None
    )
    agent = forms.TypedChoiceField(label=_("坐席"), required=False, coerce=int, empty_value=None)
    caller = forms.RegexField(r"^[0-9a-f]{64}$", required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        topics: Sequence[tuple[int, str]],
        agents: Sequence[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        """Offer the organ's matters and agents."""
        super().__init__(*args, **kwargs)
        self.fields["topic"].choices = [("", _("全部")), *topics]
        self.fields["agent"].choices = [("", _("全部")), *agents]

    def wanted(self) -> CallsWanted:
        """Return which calls are looked for; what was not understood is left out."""
        told = {name: self.cleaned_data[name] for name in self.fields if name in self.cleaned_data}
        return CallsWanted(**told)


class TopicForm(forms.Form):
    """A matter to add: its code, its name, and what it hangs from."""

    code = forms.CharField(
        label=_("代码"),
        widget=forms.TextInput(attrs={"size": 8, "autocomplete": "off"}),
        error_messages={"required": _("代码：未填写，请填写数字或字母。")},
    )
    name = forms.CharField(
        label=_("名称"),
        widget=forms.TextInput(attrs={"size": 24, "autocomplete": "off"}),
        error_messages={"required": _("名称：未填写，请填写。")},
    )
    parent = forms.TypedChoiceField(label=_("上级"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, parents: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        """Offer what a matter may hang from."""
        super().__init__(*args, **kwargs)
        self.fields["parent"].choices = [("", _("（无，作为一级类别）")), *parents]


class TopicRenameForm(forms.Form):
    """Another name for a matter."""

    name = forms.CharField(error_messages={"required": _("名称：未填写，请填写。")})


class TopicMoveForm(forms.Form):
    """Where a matter is to hang, and its place there."""

    parent = forms.IntegerField(required=False)
    place = forms.IntegerField(
        required=False,
        min_value=0,
        max_value=9999,
        error_messages={
            "invalid": _("顺序：请填写数字，小的在前。"),
            "min_value": _("顺序：请填写0至9999的数字。"),
            "max_value": _("顺序：请填写0至9999的数字。"),
        },
    )
