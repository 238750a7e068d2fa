"""What the public is asked is found as it stands published, and nothing that was kept back."""

import pytest

from gongkai.participation.operations.opinions import show_opinion
from gongkai.participation.operations.releasing import withdraw
from gongkai.search.sources.consultations import SOURCES
from gongkai.search.sources.entries import Announced
from participation import asked

pytestmark = pytest.mark.django_db
CONSULTATIONS, SURVEYS, INTERVIEWS = SOURCES


@pytest.fixture
def where():
    """Return an organ that asks, and its people."""
    return asked.place()


def texts(source, keys=None):
    return {each.key: f"{each.title}\n{each.text}" for each in source.entries(asked.AFTER, keys)}


def test_only_what_is_published_and_released_is_there(where):
    row = asked.open_consultation(where)
    kept = asked.opinion_on(row, text="没有公开的话", name="王小明")
    shown = asked.opinion_on(row, text="原话", may_be_shown=True)
    show_opinion(opinion=shown, shown_text="公开的话", **asked.by(where.clerk))
    asked.result_of(where, row, summary="还没有公布的结果")
    text = texts(CONSULTATIONS)[f"consultation:{row.pk}"]
    assert "公开的话" in text and "第一条" in text
    assert kept.text not in text and "王小明" not in text and "还没有公布" not in text
    withdraw(piece=row, version=row.version, reason="有误", **asked.by(where.head))
    assert texts(CONSULTATIONS, [f"consultation:{row.pk}"]) == {}


def test_surveys_and_interviews_are_found_by_what_was_asked_and_said(where):
    survey, interview = asked.open_survey(where), asked.open_interview(where)
    asked.answered(survey, "a")
    record = asked.record_of(where, interview)
    assert "希望开通夜间办理" not in texts(SURVEYS)[f"survey:{survey.pk}"]
    assert "您对办理速度打几分" in texts(SURVEYS)[f"survey:{survey.pk}"]
    assert "详见办理指南" not in texts(INTERVIEWS)[f"interview:{interview.pk}"]
    asked.released(where, record, asked.AFTER, asked.AFTER_AT)
    assert "详见办理指南" in texts(INTERVIEWS)[f"interview:{interview.pk}"]


@pytest.mark.parametrize("deed", ["published", "withdrawn", "result_published", "opinions_changed"])
def test_a_change_renews_its_own_entry_and_no_other(deed):
    change = Announced(f"consultation.{deed}", "12", 1, {})
    assert CONSULTATIONS.touched(change) == ["consultation:12"]
    assert not SURVEYS.touched(change) and not INTERVIEWS.touched(change)


def test_more_pieces_ask_no_more_queries(where, django_assert_max_num_queries):
    for _each in range(6):
        asked.opinion_on(asked.open_consultation(where), may_be_shown=True)
        asked.open_interview(where)
    with django_assert_max_num_queries(2):
        texts(CONSULTATIONS)
    with django_assert_max_num_queries(4):
        texts(INTERVIEWS)
