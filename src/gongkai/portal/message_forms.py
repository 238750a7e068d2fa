"""What a visitor types in the 咨询投诉建议 box: three minutes on a phone, no name needed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.hotline.operations.message_content import (
    ANSWER_WAYS,
    LONGEST_NAME,
    LONGEST_TEXT,
    LONGEST_TITLE,
    MessageContent,
    problems_of,
)
from gongkai.portal.apply_forms import choice_field, text_field
from gongkai.portal.follow_forms import TrackForm
from gongkai.rules.reply_limits import TicketKind


class MessageForm(forms.Form):
    """A message (留言); `homepage` is for robots alone, who fill in whatever they find."""

    kind = choice_field(_("留言类别"), [(kind.value, kind.label) for kind in TicketKind])
    title = text_field(_("标题"), LONGEST_TITLE, _("一句话概括，例如“租房提取需要哪些材料”。"))
    text = text_field(
        _("内容"),
        LONGEST_TEXT,
        _("请写明时间、事项和诉求，最多2000字。请不要填写身份证号码、银行卡号。"),
        rows=6,
    )
    answer_way = choice_field(
        _("怎样得到答复"),
        ANSWER_WAYS,
        _("无论选哪一种，都可以凭登记号和查询码在网上查看答复。"),
    )
    name = text_field(
        _("怎样称呼您"), LONGEST_NAME, _("网上查询答复的可以不填。"), autocomplete="name"
    )
    phone = text_field(
        _("联系电话"),
        30,
        _("希望电话告知的须填写。加密保存，只用于办理本留言。"),
        inputmode="tel",
        autocomplete="tel",
    )
    email = text_field(
        _("电子邮箱"),
        100,
        _("希望电子邮件答复的须填写。"),
        inputmode="email",
        autocomplete="email",
    )
    may_publish = forms.BooleanField(
        label=_("同意隐去个人信息后，在网站公开本留言和答复"), required=False
    )
    homepage = forms.CharField(
        label=_("此处请留空"),
        required=False,
        max_length=200,
        widget=forms.TextInput({"autocomplete": "off", "tabindex": "-1"}),
    )

    def clean(self) -> dict[str, Any]:
        """Say of each field what is wrong with it."""
        if self.cleaned_data.get("homepage"):
            self.add_error("homepage", _("“此处请留空”一栏用于识别自动程序，请清空后再提交。"))
        for field, message in problems_of(content_of(self.cleaned_data)):
            if field not in self.errors:
                self.add_error(field, message)
        return self.cleaned_data

    def typed(self) -> dict[str, str]:
        """Return all that was typed, to keep until it is sent."""
        return {name: str(self[name].value() or "") for name in self.fields if name != "homepage"}


class TrackMessageForm(TrackForm):
    """The number of a message and its code."""

    number = text_field(
        _("登记号"), 40, _("提交成功页上的编号，例如 LY2026-00012。"), autocomplete="off"
    )


def content_of(values: dict[str, Any]) -> MessageContent:
    """Return what was typed as a message; a field that is wrong counts as empty."""
    texts = {
        name: str(values.get(name) or "")
        for name in ("kind", "title", "text", "name", "phone", "email", "answer_way")
    }
    return MessageContent(**texts, may_publish=bool(values.get("may_publish")))
