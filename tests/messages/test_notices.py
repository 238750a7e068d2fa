"""Notices stay on an officer's screen until he has read them himself."""

from datetime import UTC, datetime, timedelta

import pytest

from factories import OfficerFactory
from gongkai.messages.models import Notice
from gongkai.messages.operations import mark_read, notify
from gongkai.messages.queries import unread_notices

pytestmark = pytest.mark.django_db

AT = datetime(2024, 1, 10, 2, 30, tzinfo=UTC)


@pytest.fixture
def officers():
    return OfficerFactory.create_batch(3)


def texts(officer) -> list[str]:
    return [notice.text for notice in unread_notices(officer)]


def test_each_officer_named_gets_the_notice(officers):
    first, second, third = officers
    notify(officers=[first, second], text="年度报告待审核。", subject="2023年度报告", at=AT)
    assert texts(first) == texts(second) == ["年度报告待审核。"]
    assert texts(third) == []


def test_nobody_to_tell_is_no_fault():
    notify(officers=[], text="年度报告待审核。", subject="2023年度报告", at=AT)
    assert not Notice.objects.exists()


def test_newest_notice_comes_first(officers):
    first = officers[0]
    for minutes, text in ((5, "后"), (0, "先"), (5, "同时，后写")):
        notify(officers=[first], text=text, subject="x", at=AT + timedelta(minutes=minutes))
    assert texts(first) == ["同时，后写", "后", "先"]


def test_reading_ends_only_ones_own_notices_about_the_subject(officers):
    first, second, _ = officers
    notify(officers=[first, second], text="2023待审核", subject="2023", at=AT)
    notify(officers=[first], text="2024待审核", subject="2024", at=AT)
    mark_read(officer=first, subject="2023", at=AT + timedelta(hours=1))
    assert texts(first) == ["2024待审核"]
    assert texts(second) == ["2023待审核"]


def test_first_reading_is_the_one_that_counts(officers):
    first = officers[0]
    notify(officers=[first], text="待审核", subject="2023", at=AT)
    mark_read(officer=first, subject="2023", at=AT + timedelta(hours=1))
    mark_read(officer=first, subject="2023", at=AT + timedelta(hours=9))
    assert Notice.objects.get().read_at == AT + timedelta(hours=1)
