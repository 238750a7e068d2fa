"""Daily numbers of accounts: followers that the report counts, and readers of each post."""

from datetime import UTC, date, datetime, timedelta

import pytest

from gongkai.publications.models import FollowerCount, PostReads
from gongkai.publications.operations.distribution.counting import count_wechat
from gongkai.publications.queries import follower_counts_at_end_of
from publications.delivering import account_of, asked, passing
from publications.office import office, published

pytestmark = pytest.mark.django_db
# Ten in the morning, here.
MORNING = datetime(2024, 1, 12, 2, tzinfo=UTC)


@pytest.fixture
def place(wechat):
    place = office()
    account_of(place)
    wechat.followers = {f"2024-01-{day:02}": 1000 + day for day in range(1, 12)}
    return place


def test_missing_days_of_the_last_week_are_fetched_once(place, wechat):
    FollowerCount.objects.create(agency=place.agency, register_no="台账1", followers=5,
                                 counted_on=date(2024, 1, 8))  # fmt: skip
    assert count_wechat(at=MORNING) == 6
    counts = dict(FollowerCount.objects.values_list("counted_on__day", "followers"))
    assert counts == {5: 1005, 6: 1006, 7: 1007, 8: 5, 9: 1009, 10: 1010, 11: 1011}
    asked_before = len(wechat.asked)
    assert count_wechat(at=MORNING) == 0
    assert len(wechat.asked) == asked_before
    (last,) = follower_counts_at_end_of(2024)
    assert last.followers == 1011


def test_nothing_is_asked_before_the_numbers_are_there(place, wechat):
    assert count_wechat(at=MORNING - timedelta(hours=2)) == 0
    assert wechat.asked == []


@pytest.mark.parametrize("fault", ["error", "half", "garbage", "quota", "lost", "expired"])
def test_what_fails_is_fetched_the_next_time_and_holds_up_no_other(fault, place, wechat):
    account_of(office())
    wechat.faults.extend(["", fault])
    count_wechat(at=MORNING)
    count_wechat(at=MORNING + timedelta(hours=1))
    assert FollowerCount.objects.count() == 14


def test_readers_of_each_post_by_day(place, wechat):
    delivery = passing(asked(place, published(place)), wechat, place)
    wechat.now = MORNING
    wechat.reads = {
        ("2024-01-10", "2247483647_1"): (40, 3),
        ("2024-01-11", "2247483647_1"): (60, 5),
        ("2024-01-11", "999_1"): (7, 7),
    }
    count_wechat(at=MORNING)
    count_wechat(at=MORNING)
    rows = PostReads.objects.order_by("counted_on").values_list(
        "post", "counted_on__day", "reads", "shares"
    )
    assert list(rows) == [(delivery.post_id, 10, 40, 3), (delivery.post_id, 11, 60, 5)]


@pytest.mark.parametrize("number", [None, "7", -1, 1.5])
def test_figures_that_are_none_are_not_taken(number, place, wechat):
    wechat.followers = {"2024-01-11": number}
    assert count_wechat(at=MORNING) == 0
    assert not FollowerCount.objects.exists()
