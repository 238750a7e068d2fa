"""Asking for deliveries, calling them off, trying again, and taking back what is out."""

from datetime import timedelta

import pytest

from gongkai.agencies.permissions import NotAllowed
from gongkai.audit.models import Entry
from gongkai.messages.queries import unread_notices
from gongkai.publications.models import CitySite, DeliveryState, Outlet, Post
from gongkai.publications.operations.distribution.acting import DeliveryRefused
from gongkai.publications.operations.distribution.asking import (
    ask_for_delivery,
    cancel_delivery,
    retry_delivery,
)
from gongkai.publications.operations.distribution.delivering import deliver_due
from gongkai.publications.operations.distribution.withdrawing import withdraw_from_wechat
from gongkai.publications.operations.drafting import revise_item, save_item
from gongkai.publications.operations.publishing import publish_due, take_down
from publications.delivering import account_of, asked, illustrated, passing
from publications.office import AT, NOW, content, drafted, office, passed, published

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=1)
THEN = {"on": LATER.date(), "at": LATER}


@pytest.fixture
def place(wechat):
    place = office()
    account_of(place)
    return place


def test_only_what_has_passed_goes_out(place):
    with pytest.raises(DeliveryRefused, match="审核通过或者已经公开的信息才能推送"):
        asked(place, drafted(place))
    with pytest.raises(NotAllowed):
        asked(place, published(place), officer=place.secrecy)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"outlet": Outlet.SITE}, "请选择微信公众号或者市政府网站"),
        ({"outlet": "RADIO"}, "请选择微信公众号或者市政府网站"),
        ({"title": "长" * 33}, "最多32个字，现为33个字"),
    ],
)
def test_what_an_outlet_does_not_take_is_refused(changes, told, place):
    with pytest.raises(DeliveryRefused, match=told):
        asked(place, published(place), **changes)


def test_a_long_title_needs_a_short_one_for_the_account(place, wechat):
    item = published(place, title="关于" + "调整" * 20 + "的通知")
    with pytest.raises(DeliveryRefused, match="请另填一个短标题"):
        asked(place, item)
    delivery = passing(asked(place, item, title="网点办公时间有调整"), wechat, place)
    (article,) = wechat.articles.values()
    assert article["title"] == delivery.post.title == "网点办公时间有调整"


def test_without_an_account_nothing_is_asked(place):
    other = office()
    with pytest.raises(DeliveryRefused, match="尚未设置或者没有启用微信公众号"):
        asked(other, published(other))


def test_one_version_is_asked_for_once(place, wechat):
    item = published(place)
    delivery = asked(place, item)
    with pytest.raises(DeliveryRefused, match="当前为“待推送”，不重复推送"):
        asked(place, item)
    passing(delivery, wechat, place)
    with pytest.raises(DeliveryRefused, match="当前为“已发布”，不重复推送"):
        asked(place, item)


def test_one_approved_for_later_goes_out_after_the_site(place, wechat):
    item = passed(place, publish_at=LATER)
    delivery = asked(place, item)
    deliver_due(at=AT)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.problem) == ("WAITING", "等待信息在网站发布。")
    assert (delivery.next_try_at, delivery.attempts, wechat.asked) == (LATER, 0, [])
    publish_due(**THEN)
    assert passing(delivery, wechat, place, at=LATER).state == DeliveryState.DONE


def test_what_was_taken_down_does_not_go_out(place, wechat):
    item = published(place)
    delivery = asked(place, item)
    take_down(item=item, reason="有误", officer=place.leader, **NOW)
    deliver_due(at=AT)
    delivery.refresh_from_db()
    assert (delivery.state, wechat.asked) == (DeliveryState.CANCELLED, [])
    assert delivery.problem == "信息没有在网站公开或者已经撤下，推送取消。"


def test_a_new_version_takes_the_place_of_the_old_one(place, wechat):
    item = published(place)
    first = asked(place, item)
    item = revise_item(item=item, version=item.version, officer=place.drafter, **NOW)
    item = save_item(item=item, version=item.version, officer=place.drafter,
                     content=content(place, summary="改过的概述"), **NOW)  # fmt: skip
    item = published(place, item)
    deliver_due(at=AT)
    first.refresh_from_db()
    assert (first.state, first.problem) == ("CANCELLED", "信息已有新的版本，原版本的推送取消。")
    passing(asked(place, item), wechat, place)
    assert [article["digest"] for article in wechat.articles.values()] == ["改过的概述"]


def test_taken_down_while_the_platform_publishes_the_heads_are_told(place, wechat):
    item = published(place)
    delivery = asked(place, item)
    deliver_due(at=AT)
    take_down(item=item, reason="有误", officer=place.leader, **NOW)
    passing(delivery, wechat, place)
    texts = [notice.text for notice in unread_notices(place.office_head)]
    assert any("刚刚发布了原版本" in each for each in texts)


def test_calling_off_before_it_is_out(place, wechat):
    item = published(place)
    delivery = cancel_delivery(delivery=asked(place, item), officer=place.drafter, **NOW)
    assert deliver_due(at=LATER) == 0 and wechat.asked == []
    with pytest.raises(DeliveryRefused, match="不能取消"):
        cancel_delivery(delivery=delivery, officer=place.drafter, **NOW)
    with pytest.raises(DeliveryRefused, match="没有可以再试的步骤"):
        retry_delivery(delivery=delivery, officer=place.drafter, **NOW)
    # Asked for again, it goes on.
    assert passing(asked(place, item), wechat, place).pk == delivery.pk


def test_once_the_platform_is_asked_to_publish_it_cannot_be_called_off(place):
    delivery = asked(place, published(place))
    deliver_due(at=AT)
    with pytest.raises(DeliveryRefused, match="结果出来之前不能取消"):
        cancel_delivery(delivery=delivery, officer=place.drafter, **NOW)


def test_one_person_takes_an_article_back_and_the_heads_are_told(place, wechat):
    delivery = passing(asked(place, published(place)), wechat, place)
    for given, error, told in (
        ({"officer": place.drafter, "reason": "有误"}, NotAllowed, "没有权限从公众号撤下"),
        ({"officer": place.leader, "reason": " "}, DeliveryRefused, "须填写1至200字"),
    ):
        with pytest.raises(error, match=told):
            withdraw_from_wechat(delivery=delivery, **given, **THEN)
    wechat.faults.append("error")
    with pytest.raises(DeliveryRefused, match="没有撤下：对方服务器出错（500）"):
        withdraw_from_wechat(delivery=delivery, reason="有误", officer=place.leader, **THEN)
    gone = withdraw_from_wechat(delivery=delivery, reason="有误", officer=place.leader, **THEN)
    assert (gone.state, wechat.articles) == (DeliveryState.WITHDRAWN, {})
    assert "从微信公众号撤下，原因：有误" in unread_notices(place.office_head).first().text
    assert Post.objects.count() == 1
    with pytest.raises(DeliveryRefused, match="没有可以撤下的文章"):
        withdraw_from_wechat(delivery=delivery, reason="有误", officer=place.leader, **THEN)


def test_an_article_deleted_elsewhere_counts_as_taken_back(place, wechat):
    delivery = passing(asked(place, published(place)), wechat, place)
    wechat.articles.clear()
    gone = withdraw_from_wechat(delivery=delivery, reason="有误", officer=place.leader, **THEN)
    assert gone.state == DeliveryState.WITHDRAWN


def test_what_was_done_is_in_the_trail_without_secrets(place, wechat):
    wechat.faults.extend(["", "expired"])
    delivery = passing(asked(place, illustrated(place)), wechat, place)
    withdraw_from_wechat(delivery=delivery, reason="有误", officer=place.leader, **THEN)
    rows = Entry.objects.filter(action__startswith="delivery.").order_by("pk")
    assert [row.action for row in rows] == [
        "delivery.asked", "delivery.done", "delivery.withdrawn",
    ]  # fmt: skip
    told = str(list(Entry.objects.values_list("detail", flat=True)))
    assert "TOKEN-" not in told and "0123456789abcdef0123" not in told


def test_to_the_city_by_hand_it_waits_for_somebody(place):
    delivery = asked(place, published(place), outlet=Outlet.CITY_SITE)
    assert (delivery.state, delivery.next_try_at) == (DeliveryState.WAITING, None)
    assert deliver_due(at=LATER) == 0
    with pytest.raises(DeliveryRefused, match="没有可以再试的步骤"):
        retry_delivery(delivery=delivery, officer=place.drafter, **NOW)
    CitySite.objects.create(agency=place.agency, name="市平台", address="http://127.0.0.1:9/",
                            key_id="k", secret="s" * 16, is_active=True)  # fmt: skip
    again = retry_delivery(delivery=delivery, officer=place.drafter, **NOW)
    assert again.next_try_at == AT


def test_operations_keep_to_the_names_agreed(place):
    delivery = ask_for_delivery(
        item=published(place), outlet=Outlet.WECHAT, is_reposted=True, officer=place.drafter, **NOW
    )
    assert delivery.is_reposted and delivery.asked_by == place.drafter
