"""Finding the answer while the caller is on the line."""

from datetime import date

import pytest

from gongkai.knowledge.queries import answers_for
from gongkai.knowledge.queries.entries import SCOPES, listed_entries, scope_counts
from knowledge.answers import CONTENT, ON, released, submitted, writers, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    people = writers()
    released(people)
    released(
        people,
        question="异地贷款需要哪些材料",
        also_asked="",
        answer="需要缴存使用证明。",
        topic_code="0302",
    )
    released(people, question="单位缴存比例是多少", also_asked="", topic_code="0101")
    written(people, question="租房提取草稿")
    return people


@pytest.mark.parametrize(
    ("asked", "topic", "first"),
    [
        ("我租房能不能提取公积金", "", "租房可以提取住房公积金吗"),
        ("没有租房合同", "", "租房可以提取住房公积金吗"),
        ("异地贷款材料", "", "异地贷款需要哪些材料"),
        ("", "03", "异地贷款需要哪些材料"),
        ("缴存比例", "0101", "单位缴存比例是多少"),
    ],
)
def test_the_best_answer_stands_first(people, asked, topic, first):
    found = answers_for(people.agency, asked, topic, ON)
    assert found[0].question == first
    assert found[0].source == CONTENT.basis and found[0].review_on == date(2024, 7, 10)


@pytest.mark.parametrize(("asked", "topic"), [("", ""), ("今天天气怎么样", ""), ("", "99")])
def test_what_fits_nothing_finds_nothing(people, asked, topic):
    assert answers_for(people.agency, asked, topic, ON) == []


def test_answers_of_others_and_drafts_are_not_found(people):
    assert answers_for(writers().agency, "租房提取", "", ON) == []
    assert all(
        "草稿" not in each.question for each in answers_for(people.agency, "租房提取草稿", "", ON)
    )


def test_finding_takes_one_statement_and_bears_any_length(people, django_assert_num_queries):
    with django_assert_num_queries(1):
        answers_for(people.agency, "租房" * 100_000, "0201", ON)


def test_lists_show_what_waits_for_whom(people):
    submitted(people, question="待审核的问题")
    counts = scope_counts(people.agency, people.agent, date(2024, 7, 1))
    assert counts == {
        "in_use": 3,
        "in_review": 1,
        "drafts": 1,
        "to_look_at": 3,
        "mine": 5,
        "withdrawn": 0,
    }
    for scope in SCOPES:
        rows = listed_entries(people.agency, scope, people.agent, date(2024, 7, 1))
        assert len(rows) == counts[scope]
    found = listed_entries(people.agency, "in_use", people.agent, ON, text="异地 证明")
    assert [row.released.question for row in found] == ["异地贷款需要哪些材料"]
