"""What a caller says under his link of what was done."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.hotline.operations.call_backs import OpinionGiven
from gongkai.hotline.operations.call_backs.acting import OPINIONS
from gongkai.rules.call_backs import reasons


class OpinionForm(forms.Form):
    """Opinion on result and attitude, with what was not right."""

    opinion = forms.ChoiceField(
        label=_("您对办理结果满意吗？"),
        choices=OPINIONS,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("您对办理结果满意吗：请选择一项。"),
            "invalid_choice": _("您对办理结果满意吗：没有这个选项，请重新选择。"),
        },
    )
    attitude = forms.ChoiceField(
        label=_("您对服务态度满意吗？"),
        choices=OPINIONS,
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": _("您对服务态度满意吗：没有这个选项，请重新选择。")},
    )
    reason = forms.ChoiceField(
        label=_("哪里不满意"),
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("哪里不满意：没有这个选项，请重新选择。")},
    )
    remark = forms.CharField(
        label=_("还想说的话"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("不满意的，将由承办科室再次办理；请写明还没有解决的问题。"),
        error_messages={"max_length": _("还想说的话：最多1000个字，请缩短。")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = [(each, each) for each in reasons()]

    def given(self) -> OpinionGiven:
        """Return what was chosen and typed."""
        told = self.cleaned_data
        return OpinionGiven(told["opinion"], told["attitude"], told["reason"], told["remark"])
