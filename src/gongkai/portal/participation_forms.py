"""What citizens type to take part; each form refuses robots without asking anybody to see."""

import secrets
from collections.abc import Collection, Mapping
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.participation.models import FaultKind, QuestionKind, SurveyQuestion
from gongkai.participation.operations.answering import LONGEST_ANSWER
from gongkai.participation.operations.asking import LONGEST_QUESTION
from gongkai.participation.operations.faults import LONGEST_FAULT
from gongkai.participation.operations.opinions import LONGEST_OPINION
from gongkai.participation.operations.rating import LONGEST_REMARK
from gongkai.participation.queries.survey_results import SCALE
from gongkai.portal.apply_forms import choice_field, text_field
from gongkai.portal.participation_throttling import SayThrottle, seconds_to_wait
from gongkai.portal.questions import is_answered

LONGEST_TOKEN = 60


class OpenForm(forms.Form):
    """A form for everybody; `homepage` is for robots, who fill in whatever they find.

    What is missing of `wanted` is told together with a wrong sum, not one after the other.
    """

    wanted: Collection[str] = ()

    homepage = forms.CharField(
        label=gettext_lazy("此处请留空"),
        required=False,
        max_length=200,
        widget=forms.TextInput({"autocomplete": "off", "tabindex": "-1"}),
    )

    def asked(self) -> list[forms.BoundField]:
        """Return the fields that people fill in."""
        return [field for field in self if field.name != "homepage"]

    def clean_homepage(self) -> str:
        """Refuse what robots fill in."""
        if self.cleaned_data.get("homepage"):
            raise forms.ValidationError(_("“此处请留空”一栏用于识别自动程序，请清空后再提交。"))
        return ""

    def clean(self) -> dict[str, Any]:
        """Tell of each wanted field that is empty."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in self.wanted:
            if name in cleaned and not str(cleaned[name] or "").strip():
                label = str(self.fields[name].label)
                told = _("未选择，请选择一种。") if name == "kind" else _("未填写，请填写。")
                self.add_error(name, _("%(label)s：%(told)s") % {"label": label, "told": told})
        return cleaned

    def refuse(self, refused: Any) -> None:
        """Show what an operation refused beside its field."""
        field = getattr(refused, "field", "")
        self.add_error(field if field in self.fields else None, str(refused))


def refused_beforehand(request: HttpRequest, form: forms.Form) -> int:
    """Return the status with which a form sent in is refused before it is read, 0 if it is not.

    429 where its sender comes too often, 400 where the sum or a field is wrong; the form says so,
    with all that was typed still in it.
    """
    seconds = seconds_to_wait(request, SayThrottle)
    if seconds:
        told = _("提交过于频繁，请在%(seconds)d秒后再提交；您填写的内容仍在本页。")
        form.add_error(None, told % {"seconds": seconds})
        return 429
    if not is_answered(request.POST.get("question", ""), request.POST.get("answer", "")):
        form.add_error(None, _("计算题：答案不对，或者页面停留超过一小时，请回答新的题目。"))
    return 0 if form.is_valid() else 400


def token_of(request: HttpRequest) -> str:
    """Return the token of the form at hand; a new form gets a new one."""
    return request.POST.get("token", "")[:LONGEST_TOKEN] or secrets.token_urlsafe(18)


class OpinionForm(OpenForm):
    """An opinion on a consultation."""

    wanted = ("text",)
    text = text_field(
        gettext_lazy("您的意见"),
        LONGEST_OPINION,
        gettext_lazy("最多2000字。请不要写身份证号码、电话号码等个人信息。"),
        rows=7,
    )
    about_article = text_field(
        gettext_lazy("针对的条款"),
        100,
        gettext_lazy("针对某一条提出的，可以写明，例如“第八条第二款”；可以不填。"),
    )
    name = text_field(
        gettext_lazy("姓名或者单位"),
        50,
        gettext_lazy("可以不填；加密保存，不公开。"),
        autocomplete="name",
    )
    contact = text_field(
        gettext_lazy("联系方式"),
        100,
        gettext_lazy("可以不填；需要进一步了解情况时使用，加密保存，不公开。"),
    )
    may_be_shown = forms.BooleanField(
        label=gettext_lazy("同意在隐去个人信息后公开这条意见"), required=False
    )
    field_order = ("text", "about_article", "name", "contact", "may_be_shown", "homepage")


class AskForm(OpenForm):
    """A question to the guests of an interview."""

    wanted = ("text",)
    text = text_field(
        gettext_lazy("您的提问"),
        LONGEST_QUESTION,
        gettext_lazy("最多300字，经审阅后公开。请不要写个人信息；个人业务请到留言栏目咨询。"),
        rows=4,
    )
    name = text_field(gettext_lazy("怎样称呼您"), 50, gettext_lazy("可以不填；加密保存，不公开。"))
    field_order = ("text", "name", "homepage")


class FaultForm(OpenForm):
    """A fault of the site."""

    wanted = ("kind", "text")
    address = text_field(
        gettext_lazy("网页地址"),
        500,
        gettext_lazy("出错的网页的地址；从该网页打开本页的，已经填好。"),
        inputmode="url",
        autocomplete="off",
        spellcheck="false",
    )
    kind = choice_field(gettext_lazy("问题类型"), FaultKind.choices)
    text = text_field(
        gettext_lazy("问题描述"),
        LONGEST_FAULT,
        gettext_lazy("请写明错在哪里、应当怎样，例如“第二段‘缴纳’误为‘交纳’”。"),
        rows=4,
    )
    contact = text_field(
        gettext_lazy("联系方式"),
        100,
        gettext_lazy("可以不填；需要向您核实时使用，加密保存。"),
    )
    field_order = ("address", "kind", "text", "contact", "homepage")


class RemarkForm(forms.Form):
    """A few words to a verdict."""

    remark = text_field(
        gettext_lazy("补充说明"),
        LONGEST_REMARK,
        gettext_lazy("可以不填，最多300字。哪里不清楚、缺什么，写下来便于改进；请不要写个人信息。"),
        rows=3,
    )


class SurveyForm(OpenForm):
    """The questions of a survey, each a field q1, q2 …"""

    def __init__(self, *args: Any, questions: list[SurveyQuestion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._questions = questions
        for question in questions:
            self.fields[f"q{question.number}"] = _question_field(question)

    def clean(self) -> dict[str, Any]:
        """Tell of each question that wants an answer and has none."""
        cleaned = super().clean()
        for question in self._questions:
            given = any(text.strip() for text in self.replies()[question.number])
            if question.is_required and not given:
                told = _("第%(number)s题：未回答，请回答。") % {"number": question.number}
                self.add_error(f"q{question.number}", told)
        return cleaned

    def replies(self) -> Mapping[int, list[str]]:
        """Return what was typed or chosen, by the question's number."""
        return {
            question.number: self.data.getlist(f"q{question.number}")
            for question in self._questions
        }

    def refuse_answers(self, problems: Mapping[int, str]) -> None:
        """Show what is wrong with answers beside their questions."""
        for number, problem in problems.items():
            self.add_error(f"q{number}", problem)


def _question_field(question: SurveyQuestion) -> forms.Field:
    needed = "" if question.is_required else _("（可以不答）")
    label = f"{question.number}. {question.text}{needed}"
    if question.kind == QuestionKind.TEXT:
        return text_field(label, LONGEST_ANSWER, _("最多300字，请不要写个人信息。"), rows=3)
    options = SCALE if question.kind == QuestionKind.SCALE else question.options
    choices = [(str(place), text) for place, text in enumerate(options, start=1)]
    if question.kind == QuestionKind.MULTIPLE:
        return forms.MultipleChoiceField(
            label=label,
            choices=choices,
            required=False,
            help_text=_("可以选择多项。"),
            widget=forms.CheckboxSelectMultiple,
            error_messages={"invalid_choice": _("没有这个选项，请从所列选项中选择。")},
        )
    hint = _("1分最低，5分最高。") if question.kind == QuestionKind.SCALE else ""
    return choice_field(label, choices, hint)
