"""What officers type into a message of the site."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.hotline.operations.message_answering import LONGEST_ANSWER
from gongkai.hotline.operations.message_publishing import LONGEST_PUBLIC_TITLE


def _text(label: Any, missing: Any, most: int, rows: int, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=most,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": missing},
    )


class MessageActForm(forms.Form):
    """Any act on a message: the version of it that the officer saw."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class DraftForm(MessageActForm):
    """The answer."""

    answer = _text(
        _("答复"),
        _("答复：未填写，请逐项回应留言人的诉求。"),
        LONGEST_ANSWER,
        8,
        _("留言人将看到全文。保存后由其他审核人或公开工作机构负责人审核发出。"),
    )


class ReturnForm(MessageActForm):
    """Why an answer goes back."""

    opinion = _text(_("退回意见"), _("退回意见：未填写，请说明需要修改之处。"), 300, 2)


class ReleaseForm(MessageActForm):
    """Letting an answer out."""

    closes = forms.BooleanField(label=_("答复后即办结"), required=False, initial=True)


class ExtendForm(MessageActForm):
    """A later due day, and why."""

    until = forms.DateField(
        label=_("延期至"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("延期至：未填写，请选择日期。"),
            "invalid": _("延期至：请填写年-月-日，如 2026-03-01。"),
        },
    )
    reason = _text(
        _("延期理由"), _("延期理由：未填写，请写明情况复杂之处。"), 300, 2, _("留言人将看到理由。")
    )


class SetAsideForm(MessageActForm):
    """Why a message is not handled here."""

    reason = _text(
        _("不予受理的理由"),
        _("不予受理的理由：未填写，请填写。"),
        300,
        3,
        _("留言人将看到理由；请写明可以向谁反映。"),
    )


class PrepareForm(MessageActForm):
    """What the public is to read."""

    title = forms.CharField(
        label=_("选登标题"),
        max_length=LONGEST_PUBLIC_TITLE,
        widget=forms.TextInput(attrs={"size": 60}),
        error_messages={"required": _("选登标题：未填写，请概括留言事项。")},
    )
    text = _text(_("选登内容"), _("选登内容：未填写，请写明留言内容。"), 5000, 5)
    answer = _text(_("选登答复"), _("选登答复：未填写，请写明答复。"), 5000, 6)


class WithdrawForm(MessageActForm):
    """Why a published message is taken back."""

    reason = _text(_("撤回理由"), _("撤回理由：未填写，请写明为什么撤回。"), 300, 2)
