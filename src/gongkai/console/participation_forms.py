"""What officers type of consultations, surveys and interviews."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.console.case_forms import choice_field, day_field, line_field, text_field
from gongkai.participation.models import (
    ActivityLink,
    Interview,
    OpinionSource,
    PublicConsultation,
    QuestionKind,
    Survey,
    Uptake,
)
from gongkai.participation.operations.consultations import ConsultationContent
from gongkai.participation.operations.interviews import InterviewContent
from gongkai.participation.operations.surveys import (
    MOST_QUESTIONS,
    QuestionContent,
    SurveyContent,
)

_ITEM = re.compile(r"(?:.*/)?(?P<pk>[0-9]{1,12})/?")
_SPARE = 3


class PieceForm(forms.Form):
    """What is written on a piece; `version` is that its writer saw, None of a new one."""

    version = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    def refuse(self, refused: Any) -> None:
        """Show what an operation refused beside its field."""
        field = getattr(refused, "field", "")
        self.add_error(field if field in self.fields else None, str(refused))


def item_field() -> forms.CharField:
    """Return a field for a link to an item, by its address or number."""
    return line_field(
        _("关联信息"),
        300,
        50,
        required=False,
        help_text=_("已发布信息的网页地址或者编号；全文、附件、图片放在该信息中。"),
    )


class _LinkingForm(PieceForm):
    def clean_item(self) -> int | None:
        """Return the number of the item in an address."""
        typed = self.cleaned_data["item"].strip()
        if not typed:
            return None
        found = _ITEM.fullmatch(typed)
        if found is None:
            raise forms.ValidationError(
                _("关联信息：应为信息的网页地址或者编号，例如 /xinxi/gjj/12/ 或者 12。")
            )
        return int(found["pk"])


class ConsultationForm(_LinkingForm):
    """A consultation."""

    title = line_field(_("标题"), 200, 60)
    from_on = day_field(_("开始日期"), help_text=_("当日零时开始接收意见。"))
    until_on = day_field(_("截止日期"), help_text=_("当日24时截止。"))
    background = text_field(_("背景和说明"), 20_000, 6)
    body = text_field(_("征求意见的内容"), 100_000, 10, required=False)
    item = item_field()
    basis = line_field(
        _("征集依据"), 300, 60, required=False, help_text=_("依据哪项法规或者工作部署征求意见。")
    )
    contact = line_field(
        _("联系方式"), 300, 60, help_text=_("单位、电话、地址、邮箱，供书面和当面提意见。")
    )

    def content(self) -> ConsultationContent:
        """Return what was written."""
        names = ConsultationContent.__annotations__
        return ConsultationContent(**{name: self.cleaned_data[name] for name in names})


class InterviewForm(_LinkingForm):
    """An interview."""

    title = line_field(_("访谈主题"), 200, 60)
    guests = line_field(_("访谈嘉宾"), 300, 60, help_text=_("姓名和职务，几位的用顿号隔开。"))
    held_on = day_field(_("访谈日期"))
    questions_until = day_field(
        _("提问截止日期"), required=False, help_text=_("填写的，发布后至当日24时接收网民提问。")
    )
    lead = text_field(_("访谈预告"), 20_000, 6, required=False)
    item = item_field()

    def content(self) -> InterviewContent:
        """Return what was written."""
        names = InterviewContent.__annotations__
        return InterviewContent(**{name: self.cleaned_data[name] for name in names})


class SurveyForm(PieceForm):
    """A survey with rows for its questions; a row without text is none."""

    title = line_field(_("标题"), 200, 60)
    from_on = day_field(_("开始日期"), help_text=_("当日零时开始接收答卷。"))
    until_on = day_field(_("截止日期"), help_text=_("当日24时截止。"))
    lead = text_field(_("说明"), 20_000, 4)
    shows_live = forms.BooleanField(
        label=_("调查期间公开实时结果"),
        required=False,
        help_text=_("不选的，截止后由他人审核公布结果才公开。"),
    )
    questions = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, held: list[QuestionContent] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        held = held or []
        sent = [name for name in self.data if name.startswith("text_")]
        count = min(MOST_QUESTIONS, max(len(held) + _SPARE, len(sent) if self.is_bound else 0))
        for place in range(count):
            row = held[place] if place < len(held) else QuestionContent("SINGLE", "")
            self._add_row(place, row)
        self._count = count

    def _add_row(self, place: int, row: QuestionContent) -> None:
        number = place + 1
        self.fields[f"text_{place}"] = line_field(
            _("第%(number)d题") % {"number": number}, 200, 50, required=False, initial=row.text
        )
        self.fields[f"kind_{place}"] = forms.ChoiceField(
            label=_("题型"), choices=QuestionKind.choices, initial=row.kind, required=False
        )
        self.fields[f"options_{place}"] = text_field(
            _("选项，一行一个"), 3000, 4, required=False, initial="\n".join(row.options)
        )
        self.fields[f"required_{place}"] = forms.BooleanField(
            label=_("必答"), required=False, initial=row.is_required
        )

    def plain(self) -> list[Any]:
        """Return the fields of the survey itself."""
        names = ("title", "from_on", "until_on", "lead", "shows_live")
        return [self[name] for name in names]

    def rows(self) -> list[tuple[int, Any, Any, Any, Any]]:
        """Return number and fields of each question."""
        return [
            (
                place + 1,
                *(self[f"{name}_{place}"] for name in ("text", "kind", "options", "required")),
            )
            for place in range(self._count)
        ]

    def content(self) -> SurveyContent:
        """Return what was written; rows left empty are left out."""
        given = self.cleaned_data
        questions = [
            QuestionContent(
                given[f"kind_{place}"] or "SINGLE",
                given[f"text_{place}"],
                tuple(given[f"options_{place}"].splitlines()),
                given[f"required_{place}"],
            )
            for place in range(self._count)
            if given[f"text_{place}"].strip() or given[f"options_{place}"].strip()
        ]
        return SurveyContent(
            title=given["title"],
            lead=given["lead"],
            from_on=given["from_on"],
            until_on=given["until_on"],
            shows_live=given["shows_live"],
            questions=questions,
        )


class ResultForm(PieceForm):
    """What came of a consultation."""

    summary = text_field(
        _("意见采纳情况"),
        20_000,
        8,
        help_text=_("概括收到意见的主要内容和采纳情况；条数由系统按逐条登记的结果计算，不必填写。"),
    )
    reasons = text_field(
        _("未采纳的主要意见和理由"),
        20_000,
        6,
        required=False,
        help_text=_("有未采纳或者部分采纳的意见时须填写。"),
    )


class SurveyResultForm(PieceForm):
    """What a survey has shown."""

    summary = text_field(
        _("结果说明"), 20_000, 6, help_text=_("各题的人数和比例由系统计算并公布，不必填写。")
    )


class RecordForm(PieceForm):
    """What was said in an interview."""

    summary = text_field(_("访谈摘要"), 20_000, 4)
    transcript = text_field(
        _("访谈实录"),
        100_000,
        14,
        help_text=_("每段以“问：”或者“答：”开头，一问一答；可以从文稿直接粘贴。"),
    )
    activity_link = forms.ChoiceField(
        label=_("政务访谈台账"),
        choices=ActivityLink.choices,
        widget=forms.RadioSelect,
        initial=ActivityLink.NONE,
        help_text=_("年度报告按台账统计政务访谈。台账中已经登记的，请关联，避免重复计数。"),
    )
    activity_no = line_field(
        _("活动登记号"), 40, 20, required=False, help_text=_("关联台账时填写台账中的登记号。")
    )


class OpinionEntryForm(PieceForm):
    """An opinion that came another way than by the site."""

    source = choice_field(
        _("来源"), [each for each in OpinionSource.choices if each[0] != OpinionSource.SITE]
    )
    received_on = day_field(_("收到日期"))
    text = text_field(_("意见"), 2000, 6)
    about_article = line_field(_("针对的条款"), 100, 30, required=False)
    name = line_field(_("姓名或者单位"), 50, 30, required=False)
    contact = line_field(_("联系方式"), 100, 40, required=False)
    may_be_shown = forms.BooleanField(label=_("本人同意公开"), required=False)


class ShowOpinionForm(PieceForm):
    """What everybody may read of an opinion."""

    shown_text = text_field(
        _("公开的文字"),
        2000,
        6,
        help_text=_("请删去姓名、单位、电话、住址等可以识别提交人的内容。"),
    )


class KeepOpinionForm(PieceForm):
    """Why nobody outside reads an opinion."""

    reason = line_field(_("不公开的原因"), 200, 40)


class JudgeOpinionForm(PieceForm):
    """What becomes of an opinion."""

    uptake = choice_field(_("采纳情况"), [each for each in Uptake.choices if each[0]])
    reason = text_field(
        _("理由"), 500, 3, required=False, help_text=_("未采纳和部分采纳的，须说明理由。")
    )


class ModerateQuestionForm(PieceForm):
    """Whether a question is shown, and the answer to it."""

    is_shown = forms.TypedChoiceField(
        label=_("是否公开"),
        choices=[("yes", _("公开")), ("no", _("不公开"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={
            "required": _("是否公开：未选择，请选择。"),
            "invalid_choice": _("是否公开：请从列出的项中选择。"),
        },
    )
    shown_text = text_field(_("公开的提问"), 300, 3, required=False)
    answer = text_field(
        _("答复"), 5000, 5, required=False, help_text=_("可以先公开提问，访谈后再填写答复。")
    )


def values_of(piece: PublicConsultation | Survey | Interview) -> dict[str, Any]:
    """Return what a form for a piece begins with."""
    names = ("title", "from_on", "until_on", "background", "body", "basis", "contact", "lead")
    more = ("shows_live", "guests", "held_on", "questions_until", "version")
    found = {name: getattr(piece, name) for name in (*names, *more) if hasattr(piece, name)}
    item = getattr(piece, "item_id", None)
    return {**found, "item": str(item) if item else ""}
