"""What the yearly form of the website counts, and what the home page shows as open."""

from datetime import date

from gongkai.oversight.queries import activities_of_year
from gongkai.participation.operations.asking import ask_question, moderate_question
from gongkai.participation.operations.opinions import judge_opinion
from gongkai.participation.operations.releasing import withdraw
from gongkai.participation.queries import open_now
from gongkai.participation.queries.running import next_change
from gongkai.participation.queries.yearly import participation_of_year, records_of_year
from participation.asked import (
    AFTER,
    AFTER_AT,
    AT,
    ON,
    answered,
    by,
    open_consultation,
    open_interview,
    open_survey,
    opinion_on,
    place,
    record_of,
    released,
    result_of,
    survey_result,
)


def test_a_year_is_counted_from_the_records(where):
    other = place(code="other", is_default=False)
    for each in (where, other):
        row = open_consultation(each)
        sent = opinion_on(row)
        judge_opinion(opinion=sent, uptake="TAKEN_UP", reason="", **by(each.clerk))
        released(each, result_of(each, row), AFTER, AFTER_AT)
    survey = open_survey(where)
    answered(survey, "a")
    answered(survey, "b")
    survey_result(where, survey)
    open_survey(where, title="没有人答的调查")
    interview = open_interview(where)
    for token in ("a", "b", "c"):
        question = ask_question(
            interview=interview, text="要等多久？", name="", token=token, on=ON, at=AT
        )
    moderate_question(
        question=question,
        is_shown=True,
        shown_text="要等多久？",
        answer="三天。",
        **by(where.clerk),
    )
    released(where, record_of(where, interview), AFTER, AFTER_AT)
    open_interview(where, title="没有实录的访谈")
    year = participation_of_year(where.agency, 2024)
    assert (year.rounds, year.received, year.results) == (3, 3, 2)
    assert (year.consultations_held, year.opinions_received, year.surveys_answered) == (1, 1, 2)
    assert (year.interviews_held, year.questions_received, year.questions_answered) == (1, 3, 1)
    assert records_of_year(where.agency, 2024).count() == 1
    assert sum(participation_of_year(where.agency, 2023)) == 0
    assert activities_of_year(2024).count() == 0


def test_what_is_withdrawn_does_not_count(where):
    row = open_consultation(where)
    withdraw(piece=row, version=row.version, reason="有误", **by(where.head))
    assert participation_of_year(where.agency, 2024).rounds == 0


def test_what_is_open_ends_soonest_first(where):
    open_consultation(where)
    open_survey(where, until_on=date(2024, 1, 20))
    open_interview(where)
    assert [each.stem for each in open_now(where.agency, ON)] == [
        "survey",
        "interview",
        "consultation",
    ]
    assert [each.stem for each in open_now(where.agency, date(2024, 2, 10))] == ["consultation"]
    assert open_now(where.agency, date(2024, 2, 11)) == []
    assert open_now(where.agency, date(2024, 1, 9)) != []


def test_the_next_change_is_the_midnight_after_a_last_day_where_the_organ_is(where):
    open_survey(where, until_on=date(2024, 1, 20))
    open_consultation(where, from_on=date(2024, 1, 15), until_on=date(2024, 2, 10))
    assert str(next_change(where.agency, ON)) == "2024-01-15 00:00:00+08:00"
    assert str(next_change(where.agency, date(2024, 1, 15))) == "2024-01-21 00:00:00+08:00"
    assert str(next_change(where.agency, date(2024, 2, 10))) == "2024-02-11 00:00:00+08:00"
    assert next_change(where.agency, date(2024, 2, 11)) is None
