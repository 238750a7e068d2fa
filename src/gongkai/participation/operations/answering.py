"""Taking in the answers to a survey: nothing tells who answered."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from gongkai.participation.models import (
    QuestionKind,
    Survey,
    SurveyAnswer,
    SurveyQuestion,
    SurveyReply,
)
from gongkai.participation.operations.acting import ParticipationRefused
from gongkai.participation.operations.texts import require_line
from gongkai.privacy.digests import keyed_digest

LONGEST_ANSWER = 300
HIGHEST = 5


class AnswerFaulty(ParticipationRefused):
    """Some questions are not answered as they must be; `problems` are messages by number."""

    def __init__(self, problems: Mapping[int, str]) -> None:
        super().__init__(" ".join(problems.values()))
        self.problems = problems


@transaction.atomic
def answer_survey(
    *, survey: Survey, replies: Mapping[int, Sequence[str]], token: str, on: date, at: datetime
) -> SurveyAnswer:
    """Take in one form.

    :param replies: by a question's number what was typed or chosen, as the form sent it
    :param token: of the form; sent twice, it counts once
    :raises AnswerFaulty: naming every question at fault
    :raises ParticipationRefused: if the survey is not open
    """
    held = Survey.objects.select_for_update(of=("self",), no_key=True).get(pk=survey.pk)
    digest = keyed_digest("survey", f"{survey.pk}:{token}")
    earlier = SurveyAnswer.objects.filter(token_digest=digest).first()
    if earlier is not None:
        return earlier
    if not held.is_open(on):
        raise ParticipationRefused(_why_closed(held, on))
    problems: dict[int, str] = {}
    rows: list[SurveyReply] = []
    for question in held.questions.order_by("number"):
        try:
            rows += _replies(question, replies.get(question.number, ()))
        except ParticipationRefused as refused:
            problems[question.number] = str(refused)
    if problems:
        raise AnswerFaulty(problems)
    if not rows:
        raise ParticipationRefused("还没有回答任何题目，请至少回答一道。")
    answer = SurveyAnswer.objects.create(survey=held, sent_on=on, token_digest=digest)
    for row in rows:
        row.answer = answer
    SurveyReply.objects.bulk_create(rows)
    return answer


def _replies(question: SurveyQuestion, given: Sequence[str]) -> list[SurveyReply]:
    name = f"第{question.number}题"
    told = [text for text in given if text.strip()]
    if not told:
        if question.is_required:
            raise ParticipationRefused(f"{name}：未回答，请回答。")
        return []
    if question.kind == QuestionKind.TEXT:
        text = require_line(name, told[0], LONGEST_ANSWER, "")
        return [SurveyReply(question=question, text=text)]
    most = HIGHEST if question.kind == QuestionKind.SCALE else len(question.options)
    chosen = {int(text) for text in told if text.isascii() and text.isdigit() and len(text) < 4}
    if len(chosen) < len(set(told)) or not all(1 <= choice <= most for choice in chosen):
        raise ParticipationRefused(f"{name}：没有这个选项，请从所列选项中选择。")
    if question.kind != QuestionKind.MULTIPLE and len(chosen) > 1:
        raise ParticipationRefused(f"{name}：只能选择一项。")
    return [SurveyReply(question=question, choice=choice) for choice in sorted(chosen)]


def _why_closed(survey: Survey, on: date) -> str:
    if survey.is_public and on < survey.from_on:
        return f"调查自{survey.from_on}开始，请届时再填写。"
    if survey.is_public:
        return f"调查已于{survey.until_on}结束，不再接收答卷，感谢关注。"
    return "这项调查已不在公开状态，不接收答卷。"
