"""What the answers to a survey amount to: counts with their denominators, released texts."""

from collections import defaultdict
from typing import Any, NamedTuple

from django.db.models import Count, QuerySet

from gongkai.participation.models import QuestionKind, Survey, SurveyQuestion, SurveyReply

SCALE = ("1分", "2分", "3分", "4分", "5分")


class Tally(NamedTuple):
    """How many forms chose one option; `share` is per hundred of those who answered, rounded."""

    label: str
    chosen: int
    share: int


class QuestionResult(NamedTuple):
    """One question: who answered it, its options counted, or its released texts.

    `mean` is the mean score of a scale in tenths of a point, None elsewhere or without answers.
    """

    question: SurveyQuestion
    answered: int
    tallies: tuple[Tally, ...]
    texts: tuple[str, ...]
    mean: int | None


class SurveyResults(NamedTuple):
    """All questions of a survey, and how many forms came."""

    forms: int
    questions: tuple[QuestionResult, ...]


def results_of(survey: Survey) -> SurveyResults:
    """Return the results of a survey, in a fixed number of queries."""
    replies = SurveyReply.objects.filter(answer__survey=survey)
    counts: dict[int, dict[int, int]] = defaultdict(dict)
    chosen = replies.exclude(choice=None).values_list("question", "choice")
    for question, choice, count in chosen.annotate(count=Count("pk")).order_by():
        counts[question][choice] = count
    per_question = replies.values_list("question").annotate(n=Count("answer", distinct=True))
    answered = dict(per_question.order_by())
    texts: dict[int, list[str]] = defaultdict(list)
    released = replies.filter(is_released=True).exclude(text="").order_by("pk")
    for question, text in released.values_list("question", "text"):
        texts[question].append(text)
    return SurveyResults(
        forms=survey.answers.count(),
        questions=tuple(
            _result(each, answered.get(each.pk, 0), counts[each.pk], texts[each.pk])
            for each in survey.questions.order_by("number")
        ),
    )


def texts_to_choose(survey: Survey) -> QuerySet[Any]:
    """Return the short texts that came, by question, in the order they came."""
    rows = SurveyReply.objects.filter(answer__survey=survey).exclude(text="")
    return rows.select_related("question").order_by("question__number", "pk")


def _result(
    question: SurveyQuestion, answered: int, counts: dict[int, int], texts: list[str]
) -> QuestionResult:
    is_scale = question.kind == QuestionKind.SCALE
    options = SCALE if is_scale else question.options
    tallies = tuple(
        Tally(
            label,
            counts.get(place, 0),
            (200 * counts.get(place, 0) + answered) // (2 * answered) if answered else 0,
        )
        for place, label in enumerate(options, start=1)
    )
    mean = None
    if is_scale and answered:
        points = sum(place * count for place, count in counts.items())
        mean = (20 * points + answered) // (2 * answered)
    return QuestionResult(question, answered, tallies, tuple(texts), mean)
