"""The 20 working days: what still has to be published, and what was late (条例第二十六条)."""

from datetime import date

import pytest

from factories import ItemFactory
from gongkai.agencies.queries import working_calendar
from gongkai.publications.models import OfficialDocument
from gongkai.publications.operations.drafting import draft_item, revise_item, save_item
from gongkai.publications.queries.publication_limits import (
    late_or_soon,
    published_late,
    to_publish,
)
from gongkai.review.operations import open_round
from publications.office import AT, NOW, ON, content, drafted, office, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(db):
    """Return an office that publishes."""
    return office()


def document(place, formed_on, attribute="PROACTIVE", state="SIGNED", **fields):
    """Return a document as its sign-off leaves it."""
    count = OfficialDocument.objects.count()
    round = open_round(agency=place.agency, subject=f"公文 {count}", content_hash="0" * 64,
                       drafter=place.drafter, stages=["签发"], at=AT)  # fmt: skip
    return OfficialDocument.objects.create(
        agency=place.agency, kind="NOTICE", title="关于归集政策的通知", attribute=attribute,
        state=state, formed_on=formed_on, review_round=round, drafter=place.drafter,
        created_at=AT, changed_at=AT, **fields,
    )  # fmt: skip


def due(place, on=ON):
    return to_publish(place.agency, on, working_calendar())


def test_a_document_decided_public_counts_from_the_day_it_was_formed(place):
    made = document(place, date(2024, 1, 2))
    (line,) = due(place)
    # Twenty working days after 2 January 2024, over the Spring Festival's eve.
    assert line.due.on == date(2024, 1, 30) and line.document_pk == made.pk
    assert line.urgency.level == "CALM" and line.officer == place.drafter
    assert "20个工作日" in line.due.steps[0].text and line.due.steps[0].article == "第二十六条"
    assert "未起草信息" in line.state


@pytest.mark.parametrize(
    ("attribute", "state"),
    [("ON_REQUEST", "SIGNED"), ("WITHHELD", "SIGNED"), ("PROACTIVE", "DRAFT"),
     ("PROACTIVE", "IN_REVIEW"), ("PROACTIVE", "ABANDONED")],
)  # fmt: skip
def test_nothing_counts_that_is_not_formed_or_not_to_be_public(place, attribute, state):
    document(place, date(2024, 1, 2), attribute, state)
    assert due(place) == []


def test_a_document_and_its_item_are_one_line_until_that_is_public(place):
    made = document(place, date(2024, 1, 9))
    item = draft_item(agency=place.agency, content=content(place), officer=place.drafter,
                      document=made, **NOW)  # fmt: skip
    (line,) = due(place)
    assert (line.item_pk, line.document_pk, line.state) == (item.pk, made.pk, "草稿")
    published(place, item)
    assert due(place) == []


def test_the_most_pressing_comes_first(place):
    drafted(place, title="还早的信息", formed_on=date(2024, 1, 9))
    document(place, date(2023, 12, 1))
    drafted(place, title="没有日期的信息", formed_on=None)
    lines = due(place)
    assert [line.title for line in lines] == ["关于归集政策的通知", "还早的信息"]
    assert lines[0].urgency.level == "OVERDUE"
    assert late_or_soon(lines) == (1, 0)


def test_a_new_version_counts_when_it_bears_a_later_day(place):
    item = published(place)
    item = revise_item(item=item, version=item.version, officer=place.drafter, **NOW)
    assert due(place) == []
    changed = content(place, formed_on=date(2024, 1, 10))
    save_item(item=item, version=item.version, content=changed, officer=place.drafter, **NOW)
    (line,) = due(place)
    assert line.is_change and line.formed_on == date(2024, 1, 10)


def test_what_no_calendar_or_statute_tells_is_said_and_not_guessed(place):
    document(place, date(2019, 1, 2))
    drafted(place, title="很久以后", formed_on=date(2031, 5, 5))
    lines = due(place)
    assert all(line.due.on is None and line.due.reason for line in lines) and len(lines) == 2
    assert "2019-05-15" in lines[0].urgency.words


def test_other_organs_count_for_themselves(place):
    document(place, date(2024, 1, 2))
    assert due(office()) == []


def test_what_was_late_is_told_from_the_register(place):
    for title, formed_on, published_on in (
        ("按期", date(2023, 3, 1), date(2023, 3, 29)),
        ("超期一日", date(2023, 3, 1), date(2023, 3, 30)),
        ("去年的", date(2022, 3, 1), date(2022, 6, 1)),
        ("没有成文日期", None, date(2023, 6, 1)),
    ):
        ItemFactory(column=place.column, title=title, formed_on=formed_on,
                    published_on=published_on)  # fmt: skip
    (line,) = published_late(place.agency, 2023, working_calendar())
    assert (line.title, line.due_on, line.working_days) == ("超期一日", date(2023, 3, 29), 1)
    assert line.item_pk is None
    # A late item leads to its page.
    item = published(place, formed_on=date(2023, 10, 9))
    assert published_late(place.agency, 2024, working_calendar())[0].item_pk == item.pk


def test_more_of_it_asks_no_more_queries(place, django_assert_num_queries):
    calendar = working_calendar()
    document(place, date(2024, 1, 2))
    drafted(place)
    with django_assert_num_queries(2):
        to_publish(place.agency, ON, calendar)
    for number in range(5):
        document(place, date(2024, 1, 2))
        drafted(place, title=f"第{number}条通知")
    with django_assert_num_queries(2):
        assert len(to_publish(place.agency, ON, calendar)) == 12
