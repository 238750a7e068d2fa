"""Interviews: questions beforehand, the record after, and one activity for each at most."""

from datetime import date

import pytest

from gongkai.oversight.operations import register_records
from gongkai.oversight.queries import activities_of_year
from gongkai.participation.models import InterviewQuestion, InterviewRecord
from gongkai.participation.operations.acting import ParticipationRefused
from gongkai.participation.operations.asking import ask_question, moderate_question
from gongkai.participation.operations.interviews import Spoken, spoken_in
from gongkai.participation.operations.releasing import submit, take_back, withdraw
from gongkai.participation.queries.running import shown_questions
from participation.asked import (
    AFTER,
    AFTER_AT,
    AT,
    ON,
    TRANSCRIPT,
    by,
    open_interview,
    record_of,
    released,
)


def ask(interview, text="租房提取要等多久？", token="t", on=ON, name=""):
    return ask_question(interview=interview, text=text, name=name, token=token, on=on, at=AT)


def moderated(where, question, **changes):
    values = {"is_shown": True, "shown_text": "租房提取要等多久？", "answer": ""}
    return moderate_question(question=question, **{**values, **changes}, **by(where.clerk))


def test_questions_are_taken_to_the_end_of_the_last_day(where):
    interview = open_interview(where)
    ask(interview, on=date(2024, 1, 31))
    with pytest.raises(ParticipationRefused, match="不接收提问"):
        ask(interview, token="u", on=date(2024, 2, 1))
    with pytest.raises(ParticipationRefused, match="不接收提问"):
        ask(open_interview(where, questions_until=None), token="v")


@pytest.mark.parametrize(
    ("text", "told"), [("", "提问：未填写"), ("长" * 301, "最多300个字，现有301个字")]
)
def test_bad_questions_are_refused(where, text, told):
    with pytest.raises(ParticipationRefused, match=told):
        ask(open_interview(where), text=text)
    assert not InterviewQuestion.objects.exists()


def test_only_moderated_questions_are_shown_with_their_answers(where):
    interview = open_interview(where)
    question = ask(interview, text="我是王小明，要等多久？", name="王小明")
    assert ask(interview, text="别的", token="t").pk == question.pk
    assert list(shown_questions(interview)) == []
    with pytest.raises(ParticipationRefused, match="提问人称呼"):
        moderated(where, question, shown_text="王小明：要等多久？")
    moderated(where, question, answer="三个工作日。")
    (shown,) = shown_questions(interview)
    assert (shown["shown_text"], shown["answer"]) == ("租房提取要等多久？", "三个工作日。")
    moderated(where, question, is_shown=False, shown_text="")
    assert list(shown_questions(interview)) == []


def test_an_answer_that_nobody_would_see_is_refused(where):
    question = ask(open_interview(where))
    with pytest.raises(ParticipationRefused, match="无人能看到"):
        moderated(where, question, is_shown=False, answer="三个工作日。")


def test_a_transcript_is_read_question_by_question():
    first, second = spoken_in(TRANSCRIPT)
    assert first == Spoken("哪些情形可以提取？", "购房、租房等。\n详见办理指南。")
    assert second.answer == "身份证。"
    assert spoken_in("问:半角？\r\n答 ：也行") == [Spoken("半角？", "也行")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("开场白\n问：甲\n答：乙", "开头“开场白”不在问答之内"),
        ("问：甲\n问：乙\n答：丙", "第1段“问：甲”没有“答：”"),
        ("答：甲", "之前没有“问：”"),
        ("问：甲", "最后的“问：甲”没有“答：”"),
        ("问：\n答：乙", "第1段“问：”之后没有文字"),
        ("长" * 100_001, "最多100000个字"),
    ],
)
def test_a_transcript_out_of_order_is_refused_where_it_is(text, told):
    with pytest.raises(ParticipationRefused, match=told):
        spoken_in(text)


def after(where):
    return by(where.clerk, AFTER, AFTER_AT)


def test_a_new_interview_is_one_activity_and_stays_one(where):
    record = record_of(where, open_interview(where), activity_link="NEW")
    record = released(where, record, AFTER, AFTER_AT)
    assert record.activity_no == "FT2024-00001"
    record = withdraw(
        piece=record, version=record.version, reason="错字", **by(where.head, AFTER, AFTER_AT)
    )
    record = take_back(piece=record, version=record.version, **after(where))
    record = record_of(where, record.interview, activity_link="NEW", version=record.version)
    released(where, record, AFTER, AFTER_AT)
    (activity,) = activities_of_year(2024)
    assert (activity.kind, activity.held_on) == ("INTERVIEW", date(2024, 2, 1))


def registered(where, number="HD-7", on=date(2024, 2, 1), kind="INTERVIEW"):
    row = {"register_no": number, "kind": kind, "title": "访谈", "held_on": on}
    register_records(kind="activities", agency=where.agency, rows=[row], at=AT)


def test_an_interview_that_is_on_record_is_not_counted_twice(where):
    registered(where)
    record = record_of(where, open_interview(where), activity_link="NEW")
    with pytest.raises(ParticipationRefused, match="HD-7.*重复计数"):
        released(where, record, AFTER, AFTER_AT)
    assert activities_of_year(2024).count() == 1
    record = InterviewRecord.objects.get()
    record = take_back(piece=record, version=record.version, **after(where))
    linked = record_of(
        where,
        record.interview,
        activity_link="EXISTING",
        activity_no="HD-7",
        version=record.version,
    )
    assert released(where, linked, AFTER, AFTER_AT).is_public
    assert activities_of_year(2024).count() == 1


@pytest.mark.parametrize(
    ("number", "on", "kind", "told"),
    [
        ("HD-8", date(2024, 2, 1), "INTERVIEW", "没有登记号为“HD-7”的政务访谈"),
        ("HD-7", date(2024, 2, 2), "INTERVIEW", "举办日期为2024-02-02"),
        ("HD-7", date(2024, 2, 1), "TRAINING", "没有登记号为“HD-7”的政务访谈"),
    ],
)
def test_a_link_to_another_activity_is_refused(where, number, on, kind, told):
    registered(where, number, on, kind)
    record = record_of(where, open_interview(where), activity_link="EXISTING", activity_no="HD-7")
    with pytest.raises(ParticipationRefused, match=told):
        released(where, record, AFTER, AFTER_AT)


def test_two_records_do_not_share_an_activity(where):
    registered(where)
    link = {"activity_link": "EXISTING", "activity_no": "HD-7"}
    released(where, record_of(where, open_interview(where), **link), AFTER, AFTER_AT)
    second = record_of(where, open_interview(where), **link)
    with pytest.raises(ParticipationRefused, match="已关联另一场访谈"):
        released(where, second, AFTER, AFTER_AT)


def test_a_record_needs_an_interview_that_was_held_and_something_said(where):
    record = record_of(where, open_interview(where, held_on=date(2024, 3, 1)))
    with pytest.raises(ParticipationRefused, match="尚未举行"):
        submit(piece=record, version=record.version, **after(where))
    record = record_of(where, open_interview(where), transcript="")
    with pytest.raises(ParticipationRefused, match="还没有问答"):
        submit(piece=record, version=record.version, **after(where))
    with pytest.raises(ParticipationRefused, match="活动登记号：未填写"):
        record_of(where, open_interview(where), activity_link="EXISTING")
