"""What officers type into the knowledge base."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.knowledge.operations import AnswerContent, problems_of
from gongkai.knowledge.operations.contents import LONGEST_ANSWER, LONGEST_QUESTION


def _day(label: Any, *, required: bool, help_text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("%(label)s：未填写，请选择日期。") % {"label": label},
            "invalid": _("%(label)s：请填写年-月-日，如 2026-03-01。") % {"label": label},
        },
    )


class EntryActForm(forms.Form):
    """Any act on an entry: the version of it that the officer saw."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class AnswerForm(forms.Form):
    """A question and its answer."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput, required=False)
    origin_no = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)
    question = forms.CharField(
        label=_("问题"),
        required=False,
        widget=forms.TextInput(attrs={"size": 60, "maxlength": LONGEST_QUESTION}),
        help_text=_("写成群众会问的一句话。"),
    )
    also_asked = forms.CharField(
        label=_("其他问法"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("一行一种问法；坐席按任何一种都能找到。"),
    )
    answer = forms.CharField(
        label=_("答复"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 10, "maxlength": LONGEST_ANSWER}),
        help_text=_("写成可以照念的话；不写姓名、电话、证件号码。"),
    )
    topic_code = forms.ChoiceField(
        label=_("业务类别"),
        required=False,
        error_messages={"invalid_choice": _("业务类别：没有这一类，请从列表中选择。")},
    )
    basis = forms.CharField(
        label=_("依据"),
        required=False,
        widget=forms.TextInput(attrs={"size": 60}),
        help_text=_("文件名称和条款，如《住房公积金管理条例》第二十四条。"),
    )
    item = forms.IntegerField(
        label=_("来源信息编号"),
        required=False,
        min_value=1,
        max_value=2**62,
        help_text=_("所依据的已公开信息的编号（信息页地址中的数字）；依据和编号至少填一项。"),
        error_messages={
            "invalid": _("来源信息编号：请填写数字。"),
            "min_value": _("来源信息编号：请填写大于0的数字。"),
            "max_value": _("来源信息编号：没有这样大的编号，请核对。"),
        },
    )
    valid_from = _day(_("生效日期"), required=True)
    valid_until = _day(_("失效日期"), required=False, help_text=_("政策有明确截止日的填写。"))
    is_public = forms.BooleanField(
        label=_("向社会公开"), required=False, help_text=_("审核通过后列入网站“常见问题”。")
    )

    def __init__(self, *args: Any, topics: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic_code"].choices = [("", _("不分类")), *topics]

    def clean(self) -> dict[str, Any]:
        """Look at the whole answer as the knowledge base does."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors:
            for field, message in problems_of(self.content()):
                self.add_error(field, message)
        return cleaned

    def content(self) -> AnswerContent:
        """Return what was typed."""
        told = {name: self.cleaned_data.get(name) for name in AnswerContent.__dataclass_fields__}
        return AnswerContent(**told)


class ReturnEntryForm(EntryActForm):
    """Why an answer goes back."""

    opinion = forms.CharField(
        label=_("退回意见"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("退回意见：未填写，请说明需要修改之处。")},
    )


class ReviewDayForm(EntryActForm):
    """By when an answer is looked at again."""

    review_on = _day(_("下次复核日期"), required=True)


class WithdrawEntryForm(EntryActForm):
    """Why an answer is put out of use."""

    reason = forms.CharField(
        label=_("停用理由"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("停用理由：未填写，请写明为什么停用。")},
    )


class HandOverForm(EntryActForm):
    """Who answers for it from now on."""

    owner = forms.TypedChoiceField(
        label=_("新的责任人"),
        coerce=int,
        error_messages={
            "required": _("新的责任人：未选择，请选择。"),
            "invalid_choice": _("新的责任人：不是本机关工作人员，请从列表中选择。"),
        },
    )

    def __init__(self, *args: Any, officers: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [("", _("请选择")), *officers]
