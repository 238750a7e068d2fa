"""留言选登: with consent only, without names, seen by two, announced, taken back by one."""

from types import SimpleNamespace

import pytest

from factories import AgencyFactory, OfficerFactory
from gongkai.agencies.permissions import NotAllowed
from gongkai.hotline.operations.message_acting import MessageRefused
from gongkai.hotline.operations.message_publishing import (
    prepare_public_version,
    publish_message,
    withdraw_message,
    without_sender,
)
from gongkai.hotline.queries.published_messages import message_counts, published_messages
from gongkai.hotline.queries.site_messages import last_published_on, year_of_messages
from gongkai.outbox.models import Change
from gongkai.search.sources.entries import Announced
from gongkai.search.sources.messages import SOURCE
from hotline.sent_messages import AT, ON, answered, drafted, prepared, published


@pytest.fixture
def office(db):
    agency = AgencyFactory(phone="0400-1234567")
    return SimpleNamespace(
        agency=agency,
        clerk=OfficerFactory(agency=agency, clerk=True),
        reviewer=OfficerFactory(agency=agency, reviewer=True),
        head=OfficerFactory(agency=agency, head=True),
    )


def prepare(row, office, **changes):
    texts = {"title": "租房提取", "text": "没有合同能否提取？", "answer": "可以。"} | changes
    return prepare_public_version(
        message=row, version=row.version, officer=office.clerk, on=ON, at=AT, **texts
    )


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"text": "我叫赵小明，没有合同"}, "留言人姓名"),
        ({"answer": "请致电13900139000"}, "手机号码"),
        ({"text": "我的身份证号码11010519491231002X"}, "身份证"),
        ({"text": "工资卡号6222021234567890128"}, "卡号"),
        ({"title": "租房提取 138 0013 8000"}, "电话"),
        ({"title": " "}, "未填写"),
        ({"answer": "长" * 5001}, "最多5000"),
    ],
)
def test_what_names_a_person_is_not_kept(office, changes, why):
    row = answered(office.agency, office.clerk, office.reviewer)
    with pytest.raises(MessageRefused, match=why):
        prepare(row, office, **changes)
    row.refresh_from_db()
    assert row.public_state == "NONE" and row.public_text == ""


def test_the_own_telephone_may_stand_there(office):
    row = answered(office.agency, office.clerk, office.reviewer)
    assert prepare(row, office, answer="请致电0400-1234567。").public_state == "PREPARED"


def test_the_first_version_has_no_numbers_and_no_name(office):
    row = answered(office.agency, office.clerk, office.reviewer)
    plain = without_sender(row, "赵小明，13800138000")
    assert "赵小明" not in plain and "13800138000" not in plain


def test_only_an_answered_message_with_consent_and_never_a_report(office):
    waiting = drafted(office.agency, office.clerk)
    with pytest.raises(MessageRefused, match="答复以后"):
        prepare(waiting, office)
    silent = answered(office.agency, office.clerk, office.reviewer, may_publish=False)
    with pytest.raises(MessageRefused, match="不同意"):
        prepare(silent, office)
    report = answered(office.agency, office.clerk, office.reviewer, kind="REPORT")
    with pytest.raises(MessageRefused, match="举报"):
        prepare(report, office)


def test_a_second_person_looks_and_followers_are_told(office):
    row = prepare(answered(office.agency, office.clerk, office.reviewer), office)
    assert list(published_messages(office.agency)) == []
    with pytest.raises(NotAllowed):
        publish_message(message=row, version=row.version, officer=office.clerk, on=ON, at=AT)
    row = publish_message(message=row, version=row.version, officer=office.head, on=ON, at=AT)
    assert list(published_messages(office.agency)) == [row]
    assert last_published_on(office.agency, ON) == ON
    assert message_counts(office.agency)[3] == year_of_messages(office.agency, 2024).published == 1
    change = Change.objects.order_by("pk").last()
    touches = [f"messages:{office.agency.pk}", f"message:{row.pk}"]
    assert (change.kind, change.detail) == ("message.published", {"touches": touches})
    with pytest.raises(MessageRefused, match="先撤回"):
        prepare(row, office)
    with pytest.raises(MessageRefused, match="未填写"):
        withdraw_message(
            message=row, version=row.version, reason="", officer=office.head, on=ON, at=AT
        )
    row = withdraw_message(
        message=row, version=row.version, reason="内容过时", officer=office.reviewer, on=ON, at=AT
    )
    assert list(published_messages(office.agency)) == []
    assert Change.objects.order_by("pk").last().kind == "message.withdrawn"


def test_who_prepared_it_does_not_publish_it(office):
    row = answered(office.agency, office.clerk, office.reviewer)
    row = prepare_public_version(
        message=row, version=row.version, title="题", text="文", answer="答",
        officer=office.head, on=ON, at=AT,
    )  # fmt: skip
    with pytest.raises(NotAllowed, match="本人"):
        publish_message(message=row, version=row.version, officer=office.head, on=ON, at=AT)


def test_search_finds_what_is_published_and_nothing_else(office):
    row = published(office.agency, office.clerk, office.reviewer)
    prepared(office.agency, office.clerk, office.reviewer)
    [entry] = SOURCE.entries(ON)
    assert (entry.key, entry.address, entry.day) == (f"message:{row.pk}", (row.pk,), ON)
    assert "无合同限额" in entry.text and "赵小明" not in str(entry)
    change = Announced("message.withdrawn", str(row.pk), office.agency.pk, {})
    assert SOURCE.touched(change) == [f"message:{row.pk}"]
    assert SOURCE.touched(change._replace(kind="item.published")) == ()
    assert list(SOURCE.entries(ON, [f"message:{row.pk + 99}"])) == []
