"""An item reaches the WeChat account once, whatever goes wrong on the way."""

from datetime import timedelta

import pytest
from django.db import connection
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from gongkai.messages.queries import unread_notices
from gongkai.publications.models import DeliveryState, ItemDelivery, Post, UploadedPicture
from gongkai.publications.operations.distribution.claiming import (
    LEASE,
    MOST_TRIES,
    Overtaken,
    claim,
)
from gongkai.publications.operations.distribution.delivering import deliver_due, deliver_one
from gongkai.publications.queries import posts_of_year
from publications.delivering import account_of, asked, illustrated, passing
from publications.office import AT, office, published
from publications.wechat_server import FAULTS

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return office()


def once(server, delivery):
    """Insist that one draft and one article were made, and one post registered."""
    assert delivery.state == DeliveryState.DONE, (delivery.state, delivery.problem)
    assert (server.made_drafts, len(server.publications), len(server.articles)) == (1, 1, 1)
    assert list(Post.objects.filter(pk=delivery.post_id)) == [delivery.post]
    (article,) = server.articles.values()
    assert delivery.address == article["url"]
    return article


def test_an_item_becomes_a_draft_and_then_an_article(place, wechat):
    account_of(place)
    item = illustrated(place)
    delivery = asked(place, item)
    assert deliver_due(at=AT) == 1
    delivery.refresh_from_db()
    assert (delivery.state, delivery.problem) == (
        "SUBMITTED",
        "已提交发布，正在等待公众号平台的结果。",
    )
    delivery = passing(delivery, wechat, place)
    article = once(wechat, delivery)
    assert article["title"] == item.title
    assert article["digest"] == item.summary
    assert article["author"] == "丙市公积金"
    assert article["content"] == (
        '<p>见图：<img src="http://mmbiz.qpic.cn/1" alt="新网点"></p>\n<p>详见国家规定。</p>\n'
        "<table><tbody><tr><th>网点</th><td>时间</td></tr></tbody></table>\n"
        "<p>附件请点击文末“阅读原文”，在本机关网站下载。</p>"
    )
    origin = f"/xinxi/{place.agency.code}/{item.pk}/?v={delivery.content_hash[:8]}"
    assert article["content_source_url"].endswith(origin)
    post = delivery.post
    assert (post.origin, post.title, str(post.posted_on)) == ("OWN", item.title, "2024-01-10")
    assert post.register_no == "WX2024-0001"
    assert deliver_due(at=AT + timedelta(days=9)) == 0


def test_the_same_picture_is_uploaded_once_for_all_items(place, wechat):
    account_of(place)
    for _ in range(2):
        passing(asked(place, illustrated(place)), wechat, place)
    assert (len(wechat.pictures), len(wechat.covers)) == (1, 1)
    assert len(wechat.articles) == 2


def test_own_and_reposted_ones_are_what_the_report_counts(place, wechat):
    account_of(place)
    Post.objects.create(agency=place.agency, register_no="WX2024-0002", title="台账所载",
                        origin="OWN", posted_on=AT.date())  # fmt: skip
    for is_reposted in (False, True, True):
        passing(asked(place, published(place), is_reposted=is_reposted), wechat, place)
    origins = sorted(posts_of_year(2024).values_list("register_no", "origin"))
    assert origins == [
        ("WX2024-0001", "OWN"), ("WX2024-0002", "OWN"),
        ("WX2024-0003", "REPOSTED"), ("WX2024-0004", "REPOSTED"),
    ]  # fmt: skip


@given(st.lists(st.sampled_from(["", "", *FAULTS]), max_size=24))
@example(["", "", "", "lost", "lost", "done-error", "half"])
@example(["lost"] * 12)
@example(["done-busy", "garbage"] * 8)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_the_faults_there_is_one_draft_one_article_and_in_the_end_success(faulty, faults):
    place, server, item = faulty
    ItemDelivery.objects.all().delete()
    UploadedPicture.objects.all().delete()
    server.reset()
    server.faults.extend(faults)
    once(server, passing(asked(place, item), server, place))


@pytest.fixture
def faulty(place, wechat):
    account_of(place)
    return place, wechat, illustrated(place)


@pytest.mark.parametrize("fault", ["hangs", "done-hangs"])
@pytest.mark.parametrize("before", range(6))
def test_time_outs_at_any_step_make_nothing_twice(fault, before, faulty):
    place, server, item = faulty
    server.faults.extend([""] * before + [fault])
    once(server, passing(asked(place, item), server, place))


class Killed(BaseException):
    """The process ended here."""


class Reaper:
    """Ends the process before its n-th statement."""

    def __init__(self, survives):
        self.left = survives

    def __call__(self, execute, sql, params, many, context):
        if self.left == 0:
            raise Killed
        self.left -= 1
        return execute(sql, params, many, context)


def test_killed_between_any_two_statements_it_goes_on_without_doing_anything_twice(faulty):
    place, server, item = faulty
    survived, killed = 0, True
    while killed:
        ItemDelivery.objects.all().delete()
        UploadedPicture.objects.all().delete()
        server.reset()
        delivery, reaper = asked(place, item), Reaper(survived)
        at, killed = AT, False
        with connection.execute_wrapper(reaper):
            try:
                for _ in range(8):
                    server.now = at
                    deliver_one(key=delivery.pk, at=at)
                    at += timedelta(minutes=11)
            except Killed:
                killed = True
        once(server, passing(delivery, server, place, at=at + LEASE))
        survived += 1
    assert survived > 30


def test_a_worker_whose_time_ran_out_changes_nothing_more(faulty):
    place, server, item = faulty
    delivery = asked(place, item)
    work = claim(delivery.pk, AT)
    assert claim(delivery.pk, AT + LEASE - timedelta(seconds=1)) is None
    other = claim(delivery.pk, AT + LEASE)
    with pytest.raises(Overtaken):
        work.keep_ids(media_id="MEDIA9")
    other.keep_ids(media_id="MEDIA1")
    delivery.refresh_from_db()
    assert delivery.outside_ids == {"media_id": "MEDIA1"}


def test_it_ends_after_so_many_tries_and_tells_who_asked(faulty):
    place, server, item = faulty
    server.faults.extend(["error"] * 50)
    delivery, at = asked(place, item), AT
    for tried in range(1, MOST_TRIES + 1):
        deliver_due(at=at)
        delivery.refresh_from_db()
        assert delivery.attempts == tried
        at = delivery.next_try_at or at
    assert delivery.state == DeliveryState.FAILED
    assert delivery.problem == "对方服务器出错（500）。"
    told = unread_notices(place.drafter).first().text
    assert told == f"《{item.title}》推送到微信公众号失败：对方服务器出错（500）。"
    assert deliver_due(at=at + timedelta(days=30)) == 0


def test_a_fault_of_one_holds_up_no_other(faulty):
    place, server, item = faulty
    first, second = asked(place, published(place)), asked(place, item)
    server.faults.extend(["", "error"])
    assert deliver_due(at=AT) == 2
    states = [ItemDelivery.objects.get(pk=each.pk).state for each in (first, second)]
    assert states == ["WAITING", "SUBMITTED"]


@pytest.mark.parametrize(
    ("path", "code", "told"),
    [
        ("/cgi-bin/draft/add", 45166, "正文含有公众号不接受的内容"),
        ("/cgi-bin/freepublish/submit", 53503, "草稿未通过平台的发布检查"),
        ("/cgi-bin/freepublish/submit", 48001, "没有此项接口权限"),
        ("/cgi-bin/media/uploadimg", 40009, "图片过大"),
        ("/cgi-bin/draft/add", 99999, "公众号平台拒绝了这次操作"),
    ],
)
def test_what_the_platform_refuses_for_good_is_not_tried_again(path, code, told, faulty):
    place, server, item = faulty
    server.codes[path] = code
    delivery = asked(place, item)
    deliver_due(at=AT)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts) == (DeliveryState.FAILED, 1)
    assert told in delivery.problem and str(code) in delivery.problem
    server.codes.clear()
    once(server, passing(delivery, server, place))


@pytest.mark.parametrize("status", [2, 3, 4])
def test_a_publication_that_came_to_nothing_is_told_and_can_be_handed_in_again(status, faulty):
    place, server, item = faulty
    delivery = asked(place, item)
    server.status = status
    deliver_due(at=AT)
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.FAILED
    assert "公众号平台" in delivery.problem
    server.status = 0
    server.publications.clear()
    once(server, passing(delivery, server, place))


def test_a_draft_published_by_hand_is_found(faulty):
    place, server, item = faulty
    server.codes["/cgi-bin/freepublish/submit"] = 53504
    delivery = asked(place, item)
    deliver_due(at=AT)
    server.codes.clear()
    server._freepublish_submit({"media_id": "MEDIA1"})
    server.now = AT + timedelta(hours=1)
    server._publish_what_is_ready()
    once(server, passing(delivery, server, place, at=AT + timedelta(hours=1)))


def test_a_draft_deleted_by_hand_is_told_and_made_anew_only_when_asked(faulty):
    place, server, item = faulty
    server.codes["/cgi-bin/freepublish/submit"] = 53505
    delivery = asked(place, item)
    deliver_due(at=AT)
    server.codes.clear()
    server.drafts.clear()
    delivery = passing(delivery, server, place, most=1)
    assert "草稿或素材在公众号后台已不存在" in delivery.problem
    passing(delivery, server, place, at=AT + timedelta(hours=2))
    assert (server.made_drafts, len(server.articles)) == (2, 1)
