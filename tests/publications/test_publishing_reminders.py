"""Reminders of publishing: each once, to whom it concerns."""

from datetime import date, timedelta

import pytest

from factories import ColumnFactory, ItemFactory
from gongkai.messages.queries import unread_notices
from gongkai.publications.models import PublishingReminder
from gongkai.publications.operations.reminding import remind
from publications.office import AT, drafted, office
from publications.test_publication_limits import document

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(db):
    """Return an office whose only column promises nothing."""
    return office()


def texts(officer):
    return [notice.text for notice in unread_notices(officer)]


def test_the_20_days_are_reminded_of_before_on_and_after_the_day_once_each(place):
    drafted(place, formed_on=date(2024, 1, 2))
    given = {}
    for day in range(40):
        on = date(2024, 1, 10) + timedelta(days=day)
        count = remind(on=on, at=AT)
        assert remind(on=on, at=AT) == 0
        if count:
            given[on] = PublishingReminder.objects.latest("pk").kind
    # The last day is 30 January 2024.
    assert given == {
        date(2024, 1, 23): "IN_FIVE", date(2024, 1, 26): "IN_TWO", date(2024, 1, 30): "TODAY",
        date(2024, 1, 31): "OVERDUE",
    }  # fmt: skip
    assert len(texts(place.drafter)) == 4
    (head,) = texts(place.office_head)
    assert "应于2024-01-30前主动公开（条例第二十六条）：已逾期1个工作日" in head


def test_after_days_of_silence_only_the_last_is_put_on_screen(place):
    document(place, date(2024, 1, 2))
    assert remind(on=date(2024, 3, 1), at=AT) == 4
    (text,) = texts(place.drafter)
    assert "已逾期" in text and "未起草信息" in text
    assert remind(on=date(2024, 3, 1), at=AT) == 0


def test_a_reassessment_is_reminded_of_once_a_day_set(place):
    held = document(place, date(2023, 1, 9), "WITHHELD", next_review_on=date(2024, 1, 9),
                    ground="DELIBERATIVE")  # fmt: skip
    assert remind(on=date(2024, 1, 8), at=AT) == 0
    assert remind(on=date(2024, 1, 9), at=AT) == 1
    assert remind(on=date(2024, 1, 20), at=AT) == 0
    assert "第十八条" in texts(place.office_head)[0] and len(texts(place.drafter)) == 1
    held.next_review_on = date(2025, 1, 9)
    held.save()
    assert remind(on=date(2025, 1, 9), at=AT) == 1


def test_a_column_is_reminded_of_once_each_time_it_falls_behind(place):
    news = ColumnFactory(agency=place.agency, name="工作动态")
    ItemFactory(column=news, published_on=date(2024, 1, 1))
    assert remind(on=date(2024, 1, 15), at=AT) == 0
    assert remind(on=date(2024, 1, 16), at=AT) == 1
    assert remind(on=date(2024, 2, 1), at=AT) == 0
    (text,) = texts(place.office_head)
    assert "“工作动态”自2024-01-01起没有新信息，已超过14天" in text
    ItemFactory(column=news, published_on=date(2024, 2, 1))
    assert remind(on=date(2024, 2, 16), at=AT) == 1


def test_long_titles_leave_room_for_what_matters(place):
    document(place, date(2024, 1, 2)).__class__.objects.update(title="长" * 200)
    remind(on=date(2024, 3, 1), at=AT)
    assert "已逾期" in texts(place.drafter)[0]


def test_each_organ_is_told_of_its_own(place):
    other = office()
    document(other, date(2024, 1, 2))
    remind(on=date(2024, 1, 30), at=AT)
    assert texts(place.drafter) == [] and len(texts(other.drafter)) == 1
