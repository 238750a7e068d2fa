"""Before the public: only what passed, at its time, and away again at once if need be."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from gongkai.agencies.permissions import NotAllowed
from gongkai.messages.queries import unread_notices
from gongkai.outbox.models import Change
from gongkai.publications.models import Item, ItemState, Publication, PublicationSeries
from gongkai.publications.operations.acting import ItemRefused
from gongkai.publications.operations.checking import accept_finding
from gongkai.publications.operations.drafting import abandon_item, revise_item, save_item
from gongkai.publications.operations.publishing import (
    expire_due,
    publish_due,
    publish_item,
    take_down,
)
from gongkai.publications.operations.secrecy import review_secrecy
from gongkai.publications.operations.submitting import submit_item
from gongkai.publications.queries.contents import content_hash
from gongkai.publications.queries.prechecking import precheck
from publications.office import (
    AT,
    NOW,
    ON,
    content,
    drafted,
    office,
    passed,
    published,
    signed,
    submitted,
)

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=2)


@pytest.fixture
def place():
    return office()


def all_signed(place, **changes):
    item = submitted(place, **changes)
    for officer in place.signers:
        item = signed(place, item, officer)
    return item


def concluded(place, item, conclusion, **changes):
    return review_secrecy(
        item=item,
        conclusion=conclusion,
        basis="经审查",
        content_hash=content_hash(item),
        **{"officer": place.secrecy, **NOW, **changes},
    )


def publish(place, item):
    return publish_item(item=item, version=item.version, officer=place.drafter, **NOW)


@pytest.mark.parametrize(
    ("conclusion", "more", "message"),
    [
        (None, {}, "本稿尚未审查"),
        ("WITHHELD", {}, "结论为“不得公开”"),
        ("REFERRED", {"referred_to": "市保密局"}, "已报请市保密局确定，尚未答复"),
    ],
)
def test_nothing_is_public_before_its_secrecy_review_lets_it(place, conclusion, more, message):
    item = all_signed(place)
    if conclusion:
        concluded(place, item, conclusion, **more)
    with pytest.raises(ItemRefused, match=message):
        publish(place, item)
    assert not Publication.objects.exists()
    concluded(place, item, "PUBLIC")
    assert publish(place, item).state == ItemState.PUBLISHED


def test_a_secrecy_review_of_another_text_does_not_count(place):
    item = drafted(place)
    concluded(place, item, "PUBLIC")
    item = save_item(
        item=item,
        version=item.version,
        content=content(place, summary="另一份概述"),
        officer=place.drafter,
        **NOW,
    )
    item = submitted(place, item)
    for officer in place.signers:
        item = signed(place, item, officer)
    with pytest.raises(ItemRefused, match="本稿尚未审查"):
        publish(place, item)


@pytest.mark.parametrize(
    ("changes", "error", "message"),
    [
        ({"officer": "drafter"}, NotAllowed, "没有权限作出保密审查结论"),
        ({"basis": " "}, ItemRefused, "保密审查依据：未填写"),
        ({"basis": "长" * 501}, ItemRefused, "最多500字，现为501字"),
        ({"conclusion": "MAYBE"}, ItemRefused, "没有“MAYBE”这一选项"),
        ({"conclusion": "REFERRED"}, ItemRefused, "报请机关"),
    ],
)
def test_a_secrecy_review_needs_a_reviewer_a_basis_and_a_conclusion(place, changes, error, message):
    item = drafted(place)
    given = {"conclusion": "PUBLIC", "basis": "经审查", "officer": "secrecy", **changes}
    given["officer"] = getattr(place, given["officer"])
    with pytest.raises(error, match=message):
        review_secrecy(item=item, content_hash=content_hash(item), **given, **NOW)
    assert not item.secrecy_reviews.exists()


def test_nobody_reviews_the_secrecy_of_his_own_draft(place):
    place.drafter.appointments.create(role="SECRECY_REVIEWER", from_on=ON)
    with pytest.raises(ItemRefused, match="不能对本人起草的内容作保密审查"):
        concluded(place, drafted(place), "PUBLIC", officer=place.drafter)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"summary": ""}, "内容概述：未填写"),
        ({"formed_on": None}, "成文日期：未填写"),
        ({"body": ""}, "没有正文也没有附件"),
    ],
)
def test_what_a_page_must_tell_is_there_before_it_is_examined(place, changes, message):
    item = drafted(place, **changes)
    with pytest.raises(ItemRefused, match=message):
        submit_item(item=item, version=item.version, officer=place.drafter, **NOW)
    item.refresh_from_db()
    assert item.state == ItemState.DRAFT


def test_index_numbers_have_no_gap_even_where_publishing_was_undone(place):
    first = published(place)
    second = passed(place)
    with pytest.raises(RuntimeError), transaction.atomic():
        publish(place, second)
        raise RuntimeError
    third = published(place)
    assert [first.index_no[-5:], third.index_no[-5:]] == ["00001", "00002"]
    second.refresh_from_db()
    assert publish(place, second).index_no[-5:] == "00003"
    assert PublicationSeries.objects.get().last == 3


def test_what_is_public_stays_while_the_next_version_is_written(place):
    item = published(place)
    item = revise_item(item=item, version=item.version, officer=place.drafter, **NOW)
    item = save_item(
        item=item,
        version=item.version,
        content=content(place, title="关于再次调整办公时间的通知"),
        officer=place.drafter,
        **NOW,
    )
    assert item.public_revision.content["title"] == "关于调整住房公积金网点办公时间的通知"
    with pytest.raises(ItemRefused, match="仍在网上"):
        abandon_item(item=item, version=item.version, officer=place.drafter, **NOW)
    number, register = item.index_no, item.publication.pk
    item = published(place, item)
    assert item.public_revision.content["title"] == "关于再次调整办公时间的通知"
    assert (item.index_no, item.publication.pk) == (number, register)
    assert Publication.objects.get().title == "关于再次调整办公时间的通知"


def test_it_goes_out_at_its_time_and_not_before(place):
    item = passed(place, publish_at=LATER, expire_at=LATER + timedelta(days=30))
    with pytest.raises(ItemRefused, match="定于2024-01-12 10:30发布"):
        publish(place, item)
    assert publish_due(on=ON, at=AT) == 0
    assert publish_due(on=LATER.date(), at=LATER) == 1
    assert publish_due(on=LATER.date(), at=LATER) == 0
    item.refresh_from_db()
    assert (item.state, item.published_at) == (ItemState.PUBLISHED, LATER)
    assert expire_due(on=ON, at=LATER) == 0
    over = LATER + timedelta(days=30)
    assert expire_due(on=over.date(), at=over) == 1
    assert expire_due(on=over.date(), at=over) == 0
    item.refresh_from_db()
    assert (item.state, item.public_revision) == (ItemState.EXPIRED, None)


def test_one_that_cannot_go_out_at_its_time_is_told_and_holds_up_no_other(place):
    broken, whole = passed(place, publish_at=LATER), passed(place, publish_at=LATER)
    Item.objects.filter(pk=broken.pk).update(summary="改过")
    assert publish_due(on=LATER.date(), at=LATER) == 1
    broken.refresh_from_db()
    whole.refresh_from_db()
    assert (broken.state, whole.state) == (ItemState.DRAFT, ItemState.PUBLISHED)
    assert "未能发布" in unread_notices(place.drafter).first().text
    assert publish_due(on=LATER.date(), at=LATER) == 0


def test_one_person_takes_down_at_once_and_the_heads_are_told(place):
    item = published(place)
    with pytest.raises(NotAllowed):
        take_down(item=item, reason="有误", officer=place.drafter, **NOW)
    with pytest.raises(ItemRefused, match="撤下原因：未填写"):
        take_down(item=item, reason="", officer=place.secrecy, **NOW)
    item = take_down(item=item, reason="附件含个人信息", officer=place.secrecy, **NOW)
    assert (item.state, item.public_revision) == (ItemState.TAKEN_DOWN, None)
    for officer in (place.office_head, place.drafter):
        assert "紧急撤下，原因：附件含个人信息" in unread_notices(officer).first().text
    kinds = list(Change.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["item.published", "item.withdrawn"]
    with pytest.raises(ItemRefused, match="无须撤下"):
        take_down(item=item, reason="再撤", officer=place.secrecy, **NOW)


def test_the_database_lets_nothing_be_public_that_is_not_on_record(place):
    item = drafted(place)
    for changes in (
        {"public_revision": item.revisions.first()},
        {"state": "IN_REVIEW"},
        {"state": "PUBLISHED"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Item.objects.filter(pk=item.pk).update(**changes)
    public = published(place)
    with pytest.raises(IntegrityError), transaction.atomic():
        Item.objects.filter(pk=public.pk).update(state="TAKEN_DOWN")


def test_nothing_is_public_before_it_is_formed_even_if_the_finding_was_confirmed(place):
    item = drafted(place, formed_on=date(2024, 1, 11))
    (found,) = precheck(item, ON).open
    accept_finding(
        item=item, version=item.version, rule=found.rule, digest=found.digest, reason="日期无误",
        officer=place.drafter, **NOW,
    )  # fmt: skip
    item.refresh_from_db()
    item = passed(place, item)
    with pytest.raises(ItemRefused, match="成文日期 2024-01-11 晚于发布日期 2024-01-10"):
        publish(place, item)
    assert not Publication.objects.exists()


def test_a_later_version_leaves_the_registers_day_of_formation(place):
    item = published(place)
    item = revise_item(item=item, version=item.version, officer=place.drafter, **NOW)
    later = {"on": date(2024, 3, 1), "at": AT + timedelta(days=51)}
    item = save_item(
        item=item,
        version=item.version,
        content=content(place, formed_on=date(2024, 2, 29), summary="修改后的办公时间。"),
        officer=place.drafter,
        **later,
    )
    item = submit_item(item=item, version=item.version, officer=place.drafter, **later)
    for officer in place.signers:
        item = signed(place, item, officer)
    concluded(place, item, "PUBLIC")
    item = publish_item(item=item, version=item.version, officer=place.drafter, **later)
    entry = Publication.objects.get()
    assert (entry.formed_on, entry.published_on) == (date(2024, 1, 9), ON)
    assert item.public_revision.content["formed_on"] == "2024-02-29"
