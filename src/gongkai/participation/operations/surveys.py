"""Writing surveys, their questions and results."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import transaction

from gongkai.agencies.models import Agency, Officer
from gongkai.participation.models import (
    PieceState,
    QuestionKind,
    Survey,
    SurveyAnswer,
    SurveyQuestion,
    SurveyReply,
    SurveyResult,
)
from gongkai.participation.operations.acting import (
    ParticipationRefused,
    hold,
    require_state,
    touch,
)
from gongkai.participation.operations.completeness import require_days
from gongkai.participation.operations.drafting import LONGEST_TEXT, LONGEST_TITLE, begin, keep
from gongkai.participation.operations.texts import one_line, require_line, require_text
from gongkai.participation.permissions import insist, may_draft

MOST_QUESTIONS = 20
MOST_OPTIONS = 20
_LONGEST_OPTION = 100


class QuestionContent(NamedTuple):
    """What an officer writes of a question; `kind` is a code of QuestionKind."""

    kind: str
    text: str
    options: Sequence[str] = ()
    is_required: bool = True


@dataclass(frozen=True)
class SurveyContent:
    """What an officer writes of a survey."""

    title: str
    lead: str
    from_on: date
    until_on: date
    shows_live: bool = False
    questions: Sequence[QuestionContent] = ()

    def values(self) -> dict[str, Any]:
        """Return the values of its fields.

        :raises ParticipationRefused: naming the field that is at fault
        """
        require_days(self.from_on, self.until_on)
        return {
            "title": require_line("标题", self.title, LONGEST_TITLE, "title"),
            "lead": require_text("说明", self.lead, LONGEST_TEXT, "lead"),
            "from_on": self.from_on,
            "until_on": self.until_on,
            "shows_live": self.shows_live,
        }


@transaction.atomic
def draft_survey(
    *, agency: Agency, content: SurveyContent, officer: Officer, on: date, at: datetime
) -> Survey:
    """Begin a survey with its questions.

    :raises ParticipationRefused: naming the field that is at fault
    :raises NotAllowed: if the officer may not draft
    """
    survey = begin(Survey(agency=agency), content.values(), officer, on, at)
    _ask(survey, content.questions)
    return survey


@transaction.atomic
def save_survey(
    *,
    piece: Survey,
    version: int,
    content: SurveyContent,
    officer: Officer,
    on: date,
    at: datetime,
) -> Survey:
    """Save what was written on a survey; once somebody answered, its questions stay.

    :raises ParticipationRefused: naming the field at fault, or if it is no draft
    :raises NotAllowed: if the officer may not draft
    """
    survey = keep(piece, content.values(), version, officer, on, at)
    _ask(survey, content.questions)
    return survey


@transaction.atomic
def write_survey_result(
    *,
    survey: Survey,
    version: int | None,
    summary: str,
    officer: Officer,
    on: date,
    at: datetime,
) -> SurveyResult:
    """Write what a survey has shown, the first time or anew.

    :param version: of the result the officer saw; None where there was none
    :raises ParticipationRefused: naming the field at fault, or if the result is no draft
    :raises NotAllowed: if the officer may not draft
    """
    values = {"summary": require_text("结果说明", summary, LONGEST_TEXT, "summary")}
    Survey.objects.select_for_update(of=("self",), no_key=True).get(pk=survey.pk)
    existing = SurveyResult.objects.filter(survey=survey).first()
    if existing is None:
        fresh = SurveyResult(agency=survey.agency, survey=survey)
        return begin(fresh, values, officer, on, at)
    if version is None:
        raise ParticipationRefused("其他人刚刚起草了调查结果，请查看后再修改。")
    return keep(existing, values, version, officer, on, at)


@transaction.atomic
def choose_texts(
    *, survey: Survey, released: Sequence[int], officer: Officer, on: date, at: datetime
) -> int:
    """Let exactly some of a survey's short texts be shown with its result; return how many.

    :param released: keys of SurveyReply; those of other surveys are passed over
    :raises ParticipationRefused: if the result is handed in or public
    :raises NotAllowed: if the officer may not draft
    """
    insist(may_draft(officer, survey.agency, on), "选择公开的文字")
    held = hold(survey)
    result = SurveyResult.objects.filter(survey=held).first()
    if result is not None:
        require_state(result, PieceState.DRAFT, PieceState.WITHDRAWN)
    texts = SurveyReply.objects.filter(answer__survey=held).exclude(text="")
    texts.update(is_released=False)
    shown = texts.filter(pk__in=list(released)).update(is_released=True)
    touch(held, "texts_chosen", officer, at, shown=shown)
    return shown


def _ask(survey: Survey, questions: Sequence[QuestionContent]) -> None:
    if len(questions) > MOST_QUESTIONS:
        raise ParticipationRefused(
            f"调查题目：最多{MOST_QUESTIONS}道，现有{len(questions)}道，请减少。", "questions"
        )
    wanted = [_question(number, each) for number, each in enumerate(questions, start=1)]
    fields = ("number", "kind", "text", "options", "is_required")
    held = [
        tuple(getattr(each, name) for name in fields)
        for each in survey.questions.order_by("number")
    ]
    if held == [tuple(getattr(each, name) for name in fields) for each in wanted]:
        return
    if SurveyAnswer.objects.filter(survey=survey).exists():
        raise ParticipationRefused(
            "调查题目：已有人答题，题目不能再改；确需改动的，请另建一项调查。", "questions"
        )
    survey.questions.all().delete()
    for question in wanted:
        question.survey = survey
    SurveyQuestion.objects.bulk_create(wanted)


def _question(number: int, content: QuestionContent) -> SurveyQuestion:
    if content.kind not in QuestionKind.values:
        raise ParticipationRefused(f"第{number}题：没有这种题型，请重新选择。", "questions")
    text = require_line(f"第{number}题", content.text, LONGEST_TITLE, "questions")
    options: list[str] = []
    if content.kind in (QuestionKind.SINGLE, QuestionKind.MULTIPLE):
        options = [told for told in map(one_line, content.options) if told]
        _require_options(number, options)
    return SurveyQuestion(
        number=number,
        kind=content.kind,
        text=text,
        options=options,
        is_required=content.is_required,
    )


def _require_options(number: int, options: list[str]) -> None:
    if not 2 <= len(options) <= MOST_OPTIONS:
        raise ParticipationRefused(
            f"第{number}题：选项应为2至{MOST_OPTIONS}个，现有{len(options)}个，一行写一个。",
            "questions",
        )
    if len(set(options)) < len(options):
        raise ParticipationRefused(f"第{number}题：有相同的选项，请修改。", "questions")
    longest = max(options, key=len)
    if len(longest) > _LONGEST_OPTION:
        raise ParticipationRefused(
            f"第{number}题：选项“{longest[:20]}…”超过{_LONGEST_OPTION}个字，请缩短。", "questions"
        )
