"""What officers type into a ticket; each form carries the version of the ticket they saw."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.models import Department, Officer
from gongkai.hotline.operations.tickets.acting import LONGEST_NOTE, LONGEST_REASON
from gongkai.hotline.operations.tickets.publishing import LONGEST_PUBLIC_TITLE
from gongkai.hotline.operations.tickets.replying import LONGEST_REPLY
from gongkai.hotline.operations.tickets.taking_in import URGENCIES
from gongkai.rules.clock import Channel
from gongkai.rules.reply_limits import TicketKind

KINDS = [(kind.value, kind.label) for kind in TicketKind]


def text_field(
    label: Any, missing: Any, most: int, rows: int, help_text: Any = "", **kwargs: Any
) -> forms.CharField:
    """Return a field for some lines of text that names itself where it is missing or too long."""
    return forms.CharField(
        label=label,
        max_length=most,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={
            "required": missing,
            "max_length": format_lazy(
                "{label}：{told}",
                label=label,
                told=_("共%(show_value)d个字，最多%(limit_value)d个字，请缩短。"),
            ),
        },
        **kwargs,
    )


def line_field(label: Any, missing: Any, most: int, **kwargs: Any) -> forms.CharField:
    """Return a field for one line of text."""
    kwargs.setdefault("widget", forms.TextInput(attrs={"autocomplete": "off"}))
    too_long = _("共%(show_value)d个字，最多%(limit_value)d个字，请缩短。")
    told = {"max_length": format_lazy("{label}：{told}", label=label, told=too_long)}
    told |= {"required": missing} if missing else {}
    return forms.CharField(label=label, max_length=most, error_messages=told, **kwargs)


def day_field(label: Any, missing: Any, **kwargs: Any) -> forms.DateField:
    """Return a field for a day."""
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": missing,
            "invalid": format_lazy(
                "{label}：{told}", label=label, told=_("请填写年-月-日，如 2026-03-01。")
            ),
        },
        **kwargs,
    )


def chosen_field(label: Any, choices: Any, **kwargs: Any) -> forms.ChoiceField:
    """Return a field for one of some choices."""
    missing = format_lazy("{label}：{told}", label=label, told=_("未选择，请选择一项。"))
    told = {"required": missing, "invalid_choice": missing}
    return forms.ChoiceField(label=label, choices=choices, error_messages=told, **kwargs)


def key_or_none(text: str) -> int | None:
    """Return the key that a choice stands for, None for none."""
    return int(text) if text else None


class TicketActForm(forms.Form):
    """Any act on a ticket: the version of it that the officer saw."""

    version = forms.IntegerField(
        min_value=0,
        widget=forms.HiddenInput,
        error_messages={"required": _("页面不完整，请从工单页面重新打开。")},
    )

    def __init__(
        self,
        *args: Any,
        departments: Sequence[Department] = (),
        handlers: Sequence[Officer] = (),
        topics: Sequence[tuple[int, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.departments = {str(each.pk): each for each in departments}
        self.handlers = {str(each.pk): each for each in handlers}
        units = [(key, unit.name) for key, unit in self.departments.items()]
        names = {each.pk: each.name for each in departments}
        people = [
            (key, f"{person.name}（{names.get(person.department_id, '')}）")
            for key, person in self.handlers.items()
        ]
        offered = {
            "department": [("", _("请选择")), *units],
            "handler": [("", _("由科室签收")), *people],
            "topic": [("", _("未分类")), *((str(key), path) for key, path in topics)],
        }
        for name, choices in offered.items():
            if name in self.fields:
                self.fields[name].choices = choices

    def typed(self) -> dict[str, Any]:
        """Return what the operation takes."""
        told = dict(self.cleaned_data)
        if "department" in told:
            told["department"] = self.departments[told["department"]]
        if "handler" in told:
            told["handler"] = self.handlers.get(told["handler"])
        if "topic" in told:
            told["topic"] = key_or_none(told["topic"])
        return told


class DispatchForm(TicketActForm):
    """Whom a ticket goes to."""

    department = chosen_field(_("主办科室"), ())
    handler = chosen_field(_("承办人"), (), required=False)
    note = line_field(_("批办意见"), "", LONGEST_REASON, required=False)


class ReclassifyForm(TicketActForm):
    """Kind, urgency and topic."""

    kind = chosen_field(_("诉求类别"), KINDS)
    urgency = chosen_field(_("缓急"), URGENCIES)
    topic = chosen_field(_("业务类别"), (), required=False)


class ReplyForm(TicketActForm):
    """The reply."""

    reply = text_field(
        _("答复"),
        _("答复：未填写，请逐项回应诉求。"),
        LONGEST_REPLY,
        8,
        _("诉求人将得到全文。保存后由审核人、公开工作机构负责人或科室负责人审核发出。"),
    )


class OpinionForm(TicketActForm):
    """Why something is refused or sent back."""

    opinion = text_field(_("理由"), _("理由：未填写，请写明理由。"), LONGEST_REASON, 2)


class ConsentForm(TicketActForm):
    """A consent, with a word where there is one."""

    opinion = line_field(_("意见"), "", LONGEST_REASON, required=False)


class ReleaseReplyForm(TicketActForm):
    """Letting a reply out."""

    closes = forms.BooleanField(label=_("答复后即办结"), required=False, initial=True)


class ReasonForm(TicketActForm):
    """Why something is done."""

    reason = text_field(_("理由"), _("理由：未填写，请写明理由。"), LONGEST_REASON, 2)


class ExtensionForm(TicketActForm):
    """A later due day, and why."""

    until = day_field(_("延期至"), _("延期至：未填写，请选择日期。"))
    reason = text_field(
        _("延期理由"), _("延期理由：未填写，请写明情况复杂之处。"), LONGEST_REASON, 2
    )


class HelpForm(TicketActForm):
    """Whom to ask for help, and with what."""

    department = chosen_field(_("会办科室"), ())
    request = text_field(
        _("会办事项"), _("会办事项：未填写，请写明需要该科室办理什么。"), LONGEST_REASON, 2
    )


class HelpAnswerForm(TicketActForm):
    """What the department that was asked has to say."""

    answer = text_field(_("会办意见"), _("会办意见：未填写，请写明办理情况。"), LONGEST_NOTE, 4)


class NoteForm(TicketActForm):
    """A note."""

    note = text_field(_("办理记录"), _("办理记录：未填写，请写明办理情况。"), LONGEST_NOTE, 3)


class RemarkForm(TicketActForm):
    """A word that may be left out."""

    note = line_field(_("说明"), "", LONGEST_REASON, required=False)


class MergeForm(TicketActForm):
    """Into which ticket, and why."""

    into = line_field(_("并入工单号"), _("并入工单号：未填写，请填写工单登记号。"), 40)
    reason = text_field(
        _("并单理由"), _("并单理由：未填写，请写明为什么是同一事项。"), LONGEST_REASON, 2
    )


class RepeatForm(TicketActForm):
    """Which ticket this one repeats."""

    of = line_field(_("重复于"), _("重复于：未填写，请填写此前工单的登记号。"), 40)


class ReferForm(TicketActForm):
    """To whom a matter of petitions goes, and on what basis."""

    organ = line_field(_("接收单位"), _("接收单位：未填写，请填写办理信访事项的单位全称。"), 100)
    basis = line_field(
        _("依据"),
        _("依据：未填写，请写明法规名称和条款。"),
        LONGEST_REASON,
        help_text=_("例如《信访工作条例》及其条款，请核对原文后填写。"),
    )
    reason = text_field(
        _("转办事由"), _("转办事由：未填写，请写明为什么属于信访事项。"), LONGEST_REASON, 2
    )


class ConvertForm(TicketActForm):
    """What is asked to be disclosed, and how it was handed in."""

    wanted = text_field(_("所需信息"), _("所需信息：未填写，请写明诉求人要求公开的信息。"), 2000, 3)
    channel = chosen_field(
        _("提交渠道"), [(each.value, each.label) for each in Channel], initial="IN_PERSON"
    )
    confirmed_on = day_field(
        _("确认日期"),
        "",
        required=False,
        help_text=_("平常信函、互联网渠道和传真提交的，填写双方确认之日；尚未确认的不填。"),
    )


class PublicReplyForm(TicketActForm):
    """What the public is to read."""

    title = line_field(_("选登标题"), _("选登标题：未填写，请概括诉求事项。"), LONGEST_PUBLIC_TITLE)
    text = text_field(_("选登内容"), _("选登内容：未填写，请写明诉求内容。"), 5000, 5)
    answer = text_field(_("选登答复"), _("选登答复：未填写，请写明答复。"), 5000, 6)
