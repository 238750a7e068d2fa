"""Confirming an item, its online day, adding one, withdrawing it and offering it again."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fund_services.guides.made import NOW, ON, centre, item, registered, released, written
from gongkai.agencies.permissions import NotAllowed
from gongkai.audit.models import Entry
from gongkai.fund_services.models import GuideVersion, ServiceItem
from gongkai.fund_services.operations.guides import (
    GuideRefused,
    add_item,
    confirm_item,
    offer_again,
    set_online_from,
    withdraw_item,
    write_guide,
)
from gongkai.fund_services.queries.guides.completeness import inspected_guides
from gongkai.fund_services.queries.guides.in_force import (
    next_turn,
    offered_item,
    offered_items,
    was_withdrawn,
)
from gongkai.fund_services.queries.guides.office import office_item, office_items
from gongkai.fund_services.queries.guides.previews import LASTS, guide_token, previewed_guide
from gongkai.rules.service_guides import GuideElement

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    place = centre()
    registered(place)
    return place


def test_confirming_an_item_confirms_the_guide_that_was_looked_at(place):
    rent, by = item(place), {"officer": place.reviewer, **NOW}
    with pytest.raises(GuideRefused, match="换了版本"):
        confirm_item(item=rent, number=7, **by)
    confirm_item(item=rent, number=1, **by)
    shown = offered_item(place.agency, rent.pk, ON)
    assert shown.is_confirmed and shown.version.confirmed_on == ON
    assert ServiceItem.objects.get(pk=rent.pk).confirmed_by == place.reviewer
    with pytest.raises(GuideRefused, match="已经确认"):
        confirm_item(item=rent, number=1, **by)
    with pytest.raises(NotAllowed):
        confirm_item(item=item(place, "BACK_DEPOSIT"), number=1, officer=place.writer, **NOW)


def test_the_online_day_is_set_and_cleared_and_never_before_the_item_was_offered(place):
    rent, by = item(place), {"officer": place.head, **NOW}
    with pytest.raises(GuideRefused, match="早于开办日期"):
        set_online_from(item=rent, online_from=ON - timedelta(days=1), **by)
    coming = ON + timedelta(days=5)
    set_online_from(item=rent, online_from=coming, **by)
    assert not offered_item(place.agency, rent.pk, ON).is_online
    assert offered_item(place.agency, rent.pk, coming).is_online
    assert next_turn(place.agency, ON) == coming
    with pytest.raises(GuideRefused, match="没有修改"):
        set_online_from(item=rent, online_from=coming, **by)
    set_online_from(item=rent, online_from=None, **by)
    assert Entry.objects.filter(action="guide.set_online").last().detail["before"] == str(coming)


def test_an_item_goes_on_its_day_and_can_come_back(place):
    rent, by = item(place), {"officer": place.head, **NOW}
    with pytest.raises(GuideRefused, match="早于今天"):
        withdraw_item(item=rent, withdrawn_on=ON - timedelta(days=1), reason="调整", **by)
    with pytest.raises(GuideRefused, match="停办理由：未填写"):
        withdraw_item(item=rent, withdrawn_on=ON, reason=" ", **by)
    day = ON + timedelta(days=9)
    withdraw_item(item=rent, withdrawn_on=day, reason="政策调整", **by)
    assert offered_item(place.agency, rent.pk, ON) is not None
    assert offered_item(place.agency, rent.pk, day) is None
    assert was_withdrawn(place.agency, rent.pk, day)
    offer_again(item=rent, reason="政策恢复", **by)
    assert offered_item(place.agency, rent.pk, day) is not None
    with pytest.raises(GuideRefused, match="没有停办"):
        offer_again(item=rent, reason="再来", **by)


def test_an_item_withdrawn_in_a_year_that_is_over_is_not_offered_again(place):
    rent = item(place)
    ServiceItem.objects.filter(pk=rent.pk).update(withdrawn_on=date(2023, 6, 1))
    with pytest.raises(GuideRefused, match="各年的统计"):
        offer_again(item=rent, reason="恢复", officer=place.head, **NOW)
    with pytest.raises(GuideRefused, match="已经停办"):
        written(place, rent)


def test_an_item_of_the_centres_own_is_public_once_its_guide_is(place):
    by = {"officer": place.head, **NOW}
    told = {"audience": "WORKER", "offered_from": ON}
    own = add_item(agency=place.agency, name="老旧小区改造提取", **told, **by)
    assert (own.register_no, own.code) == ("ZB-001", "")
    for name, words in (("老旧小区改造提取", "已经登记"), (" ", "1至100个字"), ("长" * 101, "101")):
        with pytest.raises(GuideRefused, match=words):
            add_item(agency=place.agency, name=name, **told, **by)
    with pytest.raises(GuideRefused, match="办理对象"):
        add_item(agency=place.agency, name="甲", audience="NOBODY", offered_from=ON, **by)
    assert offered_item(place.agency, own.pk, ON).version is None
    released(place, own)
    shown = offered_item(place.agency, own.pk, ON)
    assert (shown.version.number, shown.group_name, shown.is_nationwide) == (1, "提取", False)


def test_the_office_sees_what_is_missing_written_and_to_come(place):
    by = {"officer": place.head, **NOW}
    own = add_item(agency=place.agency, name="自有事项", audience="WORKER", offered_from=ON, **by)
    hardship = office_item(place.agency, item(place, "HARDSHIP_WITHDRAWAL").pk, ON)
    assert hardship.missing == (GuideElement.BASIS,) and "missing" in hardship.scopes
    bare = office_item(place.agency, own.pk, ON)
    assert len(bare.inspected_missing) == 7 and bare.scopes >= {"missing", "offered"}
    rent = item(place)
    released(place, rent, in_force_from=ON + timedelta(days=9), summary="以后的。")
    found = office_item(place.agency, rent.pk, ON)
    assert [each.number for each in found.coming] == [2]
    # A new version begins with the latest that was released, not with the one in force.
    assert found.begun_with.summary == "以后的。"
    write_guide(item=rent, guide=found.begun_with, seen=0, officer=place.writer, **NOW)
    assert office_item(place.agency, rent.pk, ON).scopes >= {"written", "unconfirmed"}
    assert len(office_items(place.agency, ON)) == 40
    assert office_item(centre().agency, rent.pk, ON) is None


def test_inspectors_are_told_the_elements_of_each_item(place):
    by = {"officer": place.head, **NOW}
    add_item(agency=place.agency, name="自有事项", audience="WORKER", offered_from=ON, **by)
    told = {each.name: each for each in inspected_guides(place.agency, ON)}
    assert len(told) == 40
    assert told["自有事项"].elements == {"事项名称"} and not told["自有事项"].has_guide
    assert "设定依据" not in told["重大疾病等困难提取"].elements
    assert "设定依据" in told["租赁住房提取"].elements


def test_a_token_shows_one_version_for_an_hour_and_of_its_own_centre(place):
    rent = item(place)
    version = written(place, rent)
    token = guide_token(version, NOW["at"])
    seen = previewed_guide(place.agency, rent.pk, token, NOW["at"])
    assert seen.pk == version.pk
    late = NOW["at"] + LASTS + timedelta(seconds=1)
    assert previewed_guide(place.agency, rent.pk, token, late) is None
    other = item(place, "BACK_DEPOSIT")
    for agency, pk, said in (
        (centre().agency, rent.pk, token),
        (place.agency, other.pk, token),
        (place.agency, rent.pk, f"{token}x"),
        (place.agency, rent.pk, "nothing"),
    ):
        assert previewed_guide(agency, pk, said, NOW["at"]) is None


def test_lists_take_as_many_queries_however_many_versions_there_are(place):
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(
            connection,
        ) as public:
            offered_items(place.agency, ON)
        with CaptureQueriesContext(connection) as office:
            assert all(each.missing is not None for each in office_items(place.agency, ON))
        counts.append((len(public), len(office)))
        for code in ("RENT_WITHDRAWAL", "BACK_DEPOSIT", "LOAN_APPLICATION"):
            released(place, item(place, code))
            written(place, item(place, code))
            GuideVersion.objects.filter(state="DRAFT").update(state="CANCELLED",
                in_force_from=ON, released_at=NOW["at"], released_by=place.head)  # fmt: skip
    assert counts == [(2, 3), (2, 3)]
