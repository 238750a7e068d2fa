"""The tree of matters: begun, added to, renamed, moved, switched off; calls keep theirs."""

import pytest

from factories import AgencyFactory, OfficerFactory
from gongkai.agencies.permissions import NotAllowed
from gongkai.audit.models import Entry
from gongkai.hotline.models import Call, Topic
from gongkai.hotline.operations.calls.contents import CallRefused
from gongkai.hotline.operations.topics.growing import (
    TopicRefused,
    add_topic,
    begin_topics,
    load_topics,
    move_topic,
    rename_topic,
    switch_topic,
)
from gongkai.hotline.queries.topics.tree import topic_tree, topics_offered
from hotline.desk import AT, ON, hotline, registered, topic


@pytest.fixture
def place(db):
    return hotline()


def by(place, officer=None):
    return {"agency": place.agency, "officer": officer or place.dispatcher, "on": ON, "at": AT}


def at_code(place, code):
    return Topic.objects.get(agency=place.agency, code=code)


def test_a_fund_centre_begins_with_a_tree_and_others_with_none(place):
    renting = at_code(place, "202")
    assert renting.path == "提取 › 租房提取" and renting.initials == "tq zftq"
    assert renting.top == renting.parent == at_code(place, "2")
    assert at_code(place, "2").top == at_code(place, "2")
    offered = [each.code for each in topics_offered(place.agency)]
    assert offered[0] == "101" and "2" not in offered and len(offered) > 40
    assert begin_topics(agency=place.agency, at=AT) == 0
    bureau = AgencyFactory(kind="DEPARTMENT")
    assert begin_topics(agency=bureau, at=AT) == 0
    head = OfficerFactory(agency=bureau, head=True)
    with pytest.raises(TopicRefused, match="没有默认业务类别"):
        load_topics(agency=bureau, officer=head, on=ON, at=AT)


def test_the_default_codes_begin_with_those_above_them(place):
    for each in topic_tree(place.agency):
        if each.level:
            assert each.topic.code.startswith(each.topic.parent.code)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"code": ""}, "代码"),
        ({"code": "2-1"}, "代码"),
        ({"code": "202"}, "已用于“提取 › 租房提取”"),
        ({"name": " "}, "名称：未填写"),
        ({"name": "长" * 41}, "最多40个字"),
        ({"name": "租房提取"}, "已有“提取 › 租房提取”"),
        ({"parent": 0}, ""),
        ({"parent": 10**9}, "没有这个业务类别"),
    ],
)
def test_what_cannot_be_added_is_told(place, changes, told):
    given = {"code": "299", "name": "加装电梯提取", "parent": at_code(place, "2").pk} | changes
    if told:
        with pytest.raises(TopicRefused, match=told):
            add_topic(**given, **by(place))
    else:
        assert add_topic(**given, **by(place)).top.code == "299"


def test_the_tree_has_three_levels_at_most(place):
    third = add_topic(code="2021", name="无合同", parent=topic(place), **by(place))
    assert third.path == "提取 › 租房提取 › 无合同" and third.top == at_code(place, "2")
    with pytest.raises(TopicRefused, match="最多3级"):
        add_topic(code="20211", name="甲", parent=third.pk, **by(place))
    with pytest.raises(TopicRefused, match="超过3级"):
        move_topic(topic=topic(place, "2"), parent=topic(place, "3"), **by(place))
    assert "202" not in [each.code for each in topics_offered(place.agency)]


def test_who_is_renamed_or_moved_takes_what_is_below_it_along(place):
    add_topic(code="2021", name="无合同", parent=topic(place), **by(place))
    call = registered(place, topic=topic(place, "2021")).call
    rename_topic(topic=topic(place, "2"), name="提取业务", **by(place))
    assert at_code(place, "2021").path == "提取业务 › 租房提取 › 无合同"
    move_topic(topic=topic(place), parent=topic(place, "3"), place=7, **by(place))
    moved = at_code(place, "2021")
    assert moved.path == "贷款 › 租房提取 › 无合同" and moved.top.code == "3"
    assert moved.initials == "dk zftq wht" and at_code(place, "202").place == 7
    assert Call.objects.get(pk=call.pk).topic == moved
    with pytest.raises(TopicRefused, match="自己下面"):
        move_topic(topic=topic(place, "3"), parent=topic(place, "2021"), **by(place))
    assert Entry.objects.filter(action="topic.moved").count() == 1


def test_what_is_switched_off_is_offered_no_longer_but_calls_keep_it(place):
    call = registered(place).call
    switch_topic(topic=topic(place, "2"), is_active=False, **by(place))
    offered = {each.code for each in topics_offered(place.agency)}
    assert "202" not in offered and "2" not in offered
    with pytest.raises(CallRefused, match="已停用"):
        registered(place, minutes=5)
    call.refresh_from_db()
    assert call.topic.path == "提取 › 租房提取"
    assert "202" in {each.code for each in topics_offered(place.agency, call.topic_id)}
    switch_topic(topic=topic(place), is_active=True, **by(place))
    assert registered(place, minutes=5).is_new and not at_code(place, "201").is_active


def test_agents_and_other_organs_change_nothing(place):
    for officer in (place.agent, OfficerFactory(head=True)):
        with pytest.raises(NotAllowed, match="工单管理员"):
            rename_topic(topic=topic(place), name="甲", **by(place, officer))
    other = hotline()
    with pytest.raises(TopicRefused, match="没有这个"):
        rename_topic(topic=topic(place), name="甲", **by(other))
