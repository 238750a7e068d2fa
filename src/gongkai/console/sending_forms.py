"""What officers type about what is sent to people: filters, decisions, their own settings."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.console.case_forms import day_field, line_field
from gongkai.messages.queries.dispatch_lists import EVENTS, STATES, WAYS, DispatchesWanted
from gongkai.messages.queries.preferences import EventChoice
from gongkai.rules.message_events import Way

_ANY = [("", _("全部"))]


class DispatchFilterForm(forms.Form):
    """The filters above the list of what was sent."""

    state = forms.ChoiceField(label=_("状态"), required=False, choices=[*_ANY, *STATES])
    way = forms.ChoiceField(label=_("方式"), required=False, choices=[*_ANY, *WAYS])
    event = forms.ChoiceField(label=_("事项"), required=False, choices=[*_ANY, *EVENTS])
    subject = forms.CharField(
        label=_("登记号"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"size": 16}),
    )
    from_on = day_field(_("自"), required=False)
    until_on = day_field(_("至"), required=False)

    def wanted(self) -> DispatchesWanted:
        """Return what is asked for; what is invalid asks for nothing."""
        given = getattr(self, "cleaned_data", {})
        return DispatchesWanted(**{name: given.get(name) or "" for name in _TEXTS} | {
            name: given.get(name) for name in ("from_on", "until_on")
        })  # fmt: skip


_TEXTS = ("state", "way", "event", "subject")


class GiveUpForm(forms.Form):
    """Why a message that did not arrive is not sent again."""

    reason = line_field(
        _("不再发送的理由"), 200, help_text=_("例如：已电话告知本人。请勿填写号码和地址。")
    )


class PostingForm(forms.Form):
    """When a letter was posted, and the number of its receipt."""

    posted_on = day_field(_("交寄日期"))
    tracking_no = line_field(
        _("邮件号码"),
        40,
        24,
        required=False,
        help_text=_("挂号信、快递填收据上的号码；平信不填。"),
    )


class ArrivalForm(forms.Form):
    """What became of a posted letter."""

    arrived = forms.TypedChoiceField(
        label=_("结果"),
        choices=[("1", _("已签收")), ("0", _("被退回"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择一项。")},
    )
    reason = line_field(_("退回原因"), 100, 30, required=False, help_text=_("被退回时填写。"))


class ContactForm(forms.Form):
    """Where an officer is reached beside the screen."""

    phone = line_field(_("手机号码"), 20, 20, required=False)
    email = line_field(_("电子邮箱"), 120, 32, required=False)


class PreferencesForm(forms.Form):
    """By which ways an officer is told of each event; one box a way beside the screen."""

    def __init__(self, choices: list[EventChoice], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choices = choices
        for each in choices:
            for way in each.event.ways:
                if way is not Way.SCREEN:
                    self.fields[f"{each.event.code}:{way.value}"] = forms.BooleanField(
                        label=f"{each.event.name}：{way.label}",
                        required=False,
                        initial=way in each.ways,
                    )

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Return each event with a box for each way beside the screen that it goes by."""
        return [
            {
                "choice": each,
                "boxes": [
                    (way, self[f"{each.event.code}:{way.value}"])
                    for way in each.event.ways
                    if way is not Way.SCREEN
                ],
            }
            for each in self.choices
        ]

    @property
    def chosen(self) -> dict[str, list[str]]:
        """Return the ways chosen, by the event's code."""
        return {
            each.event.code: [
                way.value
                for way in each.event.ways
                if way is Way.SCREEN or self.cleaned_data.get(f"{each.event.code}:{way.value}")
            ]
            for each in self.choices
        }


class TemplateForm(forms.Form):
    """The gateway's template for one event."""

    way = forms.CharField(widget=forms.HiddenInput)
    event = forms.CharField(widget=forms.HiddenInput)
    code = line_field(_("模板编号"), 100, 36, required=False, help_text=_("不填则取消模板。"))
    parameters = forms.CharField(
        label=_("参数"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4, "cols": 40}),
        help_text=_("每行一个，写成“参数名=字段名”，例如 thing2=number。"),
    )


class CallbackForm(forms.Form):
    """What the WeChat platform's events are proved by; typed, never shown."""

    token = forms.CharField(
        label=_("令牌"),
        max_length=32,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    aes_key = forms.CharField(
        label=_("消息加解密密钥"),
        max_length=43,
        help_text=_("加密保存，任何人都不能再看到。公众平台的消息加解密方式须为安全模式。"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class QuietHoursForm(forms.Form):
    """From which hour to which ordinary messages wait."""

    in_force_from = day_field(_("生效日期"))
    begins = forms.TimeField(
        label=_("开始"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    ends = forms.TimeField(
        label=_("结束"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=_("早于开始的，指次日；与开始相同的，不设免打扰时段。"),
    )
