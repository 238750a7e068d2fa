"""Surveys: every kind of question counted with its denominator, nothing that tells who answered."""

from datetime import date

import pytest

from gongkai.participation.models import SurveyAnswer, SurveyReply
from gongkai.participation.operations.acting import ParticipationRefused
from gongkai.participation.operations.answering import AnswerFaulty
from gongkai.participation.operations.releasing import take_back, withdraw
from gongkai.participation.operations.surveys import (
    QuestionContent,
    choose_texts,
    draft_survey,
    save_survey,
)
from gongkai.participation.queries.survey_results import results_of
from participation.asked import (
    AFTER,
    AFTER_AT,
    QUESTIONS,
    answered,
    by,
    open_survey,
    survey_result,
    survey_text,
)


def test_answers_are_counted_question_by_question(where):
    survey = open_survey(where)
    answered(survey, "a")
    answered(survey, "b", {1: ["2"], 3: ["5"]})
    answered(survey, "c", {1: ["1"], 2: ["1"], 3: ["1"], 4: [""]})
    results = results_of(survey)
    assert results.forms == 3
    single, multiple, scale, text = results.questions
    assert [(each.chosen, each.share) for each in single.tallies] == [(1, 33), (2, 67), (0, 0)]
    assert (multiple.answered, [each.chosen for each in multiple.tallies]) == (2, [2, 0, 1])
    assert (scale.answered, scale.mean) == (3, 33)
    assert (text.answered, text.texts) == (1, ())


def test_a_question_nobody_answered_has_no_share_of_anything(where):
    results = results_of(open_survey(where))
    assert results.forms == 0
    assert {each.share for question in results.questions for each in question.tallies} == {0}
    assert all(question.mean is None for question in results.questions)


def test_the_same_form_sent_twice_counts_once(where):
    survey = open_survey(where)
    answered(survey, "a")
    answered(survey, "a", {1: ["1"], 3: ["1"]})
    assert SurveyAnswer.objects.count() == 1


def test_nothing_of_an_answer_tells_who_gave_it(where):
    answered(open_survey(where), "a")
    names = {field.name for field in SurveyAnswer._meta.fields}
    assert names == {"id", "survey", "sent_on", "token_digest"}


@pytest.mark.parametrize(
    ("replies", "number", "told"),
    [
        ({3: ["4"]}, 1, "第1题：未回答"),
        ({1: ["4"], 3: ["4"]}, 1, "没有这个选项"),
        ({1: ["0"], 3: ["4"]}, 1, "没有这个选项"),
        ({1: ["二"], 3: ["4"]}, 1, "没有这个选项"),
        ({1: ["²"], 3: ["4"]}, 1, "没有这个选项"),
        ({1: ["1", "2"], 3: ["4"]}, 1, "只能选择一项"),
        ({1: ["1"], 3: ["6"]}, 3, "没有这个选项"),
        ({1: ["1"], 3: ["4"], 4: ["长" * 301]}, 4, "最多300个字"),
        ({1: ["1"], 2: ["1", "9" * 5000], 3: ["4"]}, 2, "没有这个选项"),
    ],
)
def test_bad_answers_are_refused_by_question(where, replies, number, told):
    survey = open_survey(where)
    with pytest.raises(AnswerFaulty) as faulty:
        answered(survey, "a", replies)
    assert told in faulty.value.problems[number]
    assert not SurveyReply.objects.exists()


@pytest.mark.parametrize("on", [date(2024, 1, 9), date(2024, 2, 11)])
def test_outside_its_days_a_survey_takes_nothing(where, on):
    with pytest.raises(ParticipationRefused):
        answered(open_survey(where), "a", on=on)


def test_only_released_texts_are_shown(where):
    survey = open_survey(where)
    answered(survey, "a")
    answered(survey, "b", {1: ["1"], 3: ["1"], 4: ["请打13800138000"]})
    good = SurveyReply.objects.get(text__contains="夜间")
    other = open_survey(where)
    answered(other, "c")
    foreign = SurveyReply.objects.filter(answer__survey=other).exclude(text="").get()
    shown = choose_texts(survey=survey, released=[good.pk, foreign.pk], **by(where.clerk))
    assert shown == 1
    assert results_of(survey).questions[3].texts == ("希望开通夜间办理。",)
    assert results_of(other).questions[3].texts == ()


def test_texts_stand_still_once_the_result_is_public(where):
    survey = open_survey(where)
    answered(survey, "a")
    survey_result(where, survey)
    with pytest.raises(ParticipationRefused, match="已发布"):
        choose_texts(survey=survey, released=[], **by(where.clerk, AFTER, AFTER_AT))


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (QuestionContent("SINGLE", "问", ("甲",)), "选项应为2至20个，现有1个"),
        (QuestionContent("SINGLE", "问", ("甲", " 甲 ")), "相同的选项"),
        (QuestionContent("SINGLE", "问", ("甲", "乙" * 101)), "超过100个字"),
        (
            QuestionContent("MULTIPLE", "问", tuple("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌")),
            "现有21个",
        ),
        (QuestionContent("RADIO", "问", ("甲", "乙")), "没有这种题型"),
        (QuestionContent("TEXT", " "), "第1题：未填写"),
    ],
)
def test_bad_questions_are_refused(where, question, told):
    with pytest.raises(ParticipationRefused, match=told):
        draft_survey(
            agency=where.agency, content=survey_text(questions=[question]), **by(where.clerk)
        )


def test_once_somebody_answered_the_questions_stay(where):
    survey = open_survey(where)
    answered(survey, "a")
    row = withdraw(piece=survey, version=survey.version, reason="改期限", **by(where.head))
    row = take_back(piece=row, version=row.version, **by(where.clerk))
    content = survey_text(until_on=date(2024, 3, 1))
    row = save_survey(piece=row, version=row.version, content=content, **by(where.clerk))
    assert row.until_on == date(2024, 3, 1)
    with pytest.raises(ParticipationRefused, match="已有人答题"):
        save_survey(
            piece=row,
            version=row.version,
            content=survey_text(questions=QUESTIONS[:1]),
            **by(where.clerk),
        )
