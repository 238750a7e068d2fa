"""Guides are found by what people call an item, from their day on and as long as it is offered."""

from datetime import timedelta

import pytest

from factories import AgencyFactory
from fund_services.guides.made import NOW, ON, centre, item, registered, released, submitted
from gongkai.fund_services.models import ServiceItem
from gongkai.fund_services.operations.guides import withdraw_item
from gongkai.search.following import follow_once
from gongkai.search.rebuilding import rebuild
from gongkai.search.sources.entries import Announced
from gongkai.search.sources.guides import SOURCE
from search.conftest import search, titles

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    place = centre()
    registered(place)
    return place


def test_what_is_in_force_is_found_by_name_other_name_and_text(place):
    rent = item(place)
    submitted(place, rent, summary="还没有审核的话。")
    found = {each.key: each for each in SOURCE.entries(ON)}
    assert len(found) == 39
    entry = found[f"guide:{rent.pk}"]
    assert entry.title == "租赁住房提取办事指南" and entry.address == (rent.pk,)
    assert "租房提取" in entry.keywords and "无自有住房的查询授权书" in entry.text
    assert "还没有审核" not in entry.text + entry.summary


def test_a_version_to_come_is_read_anew_on_its_day(place):
    rent, day = item(place), ON + timedelta(days=9)
    released(place, rent, in_force_from=day, summary="以后的话。")
    key = [f"guide:{rent.pk}", "guide:x", "item:1"]
    [now] = SOURCE.entries(ON, key)
    assert now.again == day and "以后的话" not in now.summary
    [then] = SOURCE.entries(day, key)
    assert then.again is None and then.summary == "以后的话。"


def test_a_withdrawn_item_leaves_the_index_on_its_day(place):
    rent, day = item(place), ON + timedelta(days=9)
    withdraw_item(item=rent, withdrawn_on=day, reason="调整", officer=place.head, **NOW)
    [still] = SOURCE.entries(ON, [f"guide:{rent.pk}"])
    assert still.until.date() == day
    assert list(SOURCE.entries(day, [f"guide:{rent.pk}"])) == []


def test_other_organs_items_are_no_guides():
    agency = AgencyFactory(kind="DEPARTMENT")
    ServiceItem.objects.create(agency=agency, register_no="1", name="事项", audience="WORKER",
                               offered_from=ON)  # fmt: skip
    assert list(SOURCE.entries(ON)) == []


def test_a_change_renews_its_own_guide_and_a_ledger_all_of_them():
    assert SOURCE.touched(Announced("guide.changed", "12", 1, {})) == ["guide:12"]
    assert SOURCE.touched(Announced("ledger.stored", "x", 1, {"kinds": ["services"]})) is None
    assert SOURCE.touched(Announced("ledger.stored", "x", 1, {"kinds": ["items"]})) == ()
    assert SOURCE.touched(Announced("item.published", "12", 1, {})) == ()


def test_release_and_withdrawal_are_followed_by_the_index(place):
    rent = item(place)
    rebuild(ON, NOW["at"])
    assert "租赁住房提取办事指南" in titles(search("无房租房提取"))
    released(place, rent, summary="驼背的骆驼来办理。")
    follow_once(NOW["at"])
    assert titles(search("骆驼")) == ["租赁住房提取办事指南"]
    withdraw_item(item=rent, withdrawn_on=ON, reason="调整", officer=place.head, **NOW)
    follow_once(NOW["at"])
    assert titles(search("骆驼")) == []


def test_more_guides_ask_no_more_queries(place, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert len(list(SOURCE.entries(ON))) == 39
