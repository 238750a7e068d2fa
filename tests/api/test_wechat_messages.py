"""A follower writes to the WeChat account: one message, one ticket, one reply."""

import logging
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone

from api.pushing import OPENID, OTHER, account_of, opened, push, send, xml_of
from console.conftest import desk
from factories import OfficerFactory
from gongkai.audit.models import Entry
from gongkai.hotline.models import SiteMessage, Ticket, TicketEvent
from gongkai.hotline.operations.wechat.taking import MOST_MESSAGES, MOST_PUSHES, take_push
from gongkai.hotline.queries.published_messages import message_counts
from gongkai.hotline.queries.site_messages import unanswered, year_of_messages
from gongkai.messages.models import Notice, WeChatPush
from gongkai.messages.outlets.wechat_events import pushed
from gongkai.outbox.models import Change
from portal.reading import text

pytestmark = pytest.mark.django_db
ASKED = "租房提取需要哪些材料？我没有租房合同，可以提取住房公积金吗？"


@pytest.fixture
def place(db):
    cache.clear()
    agency = account_of()
    OfficerFactory(agency=agency, clerk=True)
    return agency


def test_a_text_becomes_a_message_of_the_box_and_its_ticket(place):
    told = send(ASKED)
    row, ticket = SiteMessage.objects.get(), Ticket.objects.get()
    assert row.ticket == ticket and row.register_no in told and "发送“查询”" in told
    assert (row.text, row.title, row.kind) == (ASKED, "租房提取需要哪些材料", "CONSULTATION")
    assert (row.answer_way, row.openid, row.may_publish) == ("WECHAT", OPENID, False)
    assert (ticket.source, ticket.is_in_box, ticket.state) == ("WECHAT", True, "HANDLING")
    # Nobody was asked for a title, so that the ticket's line tells of nobody.
    assert ticket.matter == "微信留言（咨询）" and not ticket.call_back_due
    assert "收到微信留言（咨询）" in Notice.objects.get().text
    code = re.search(r"查询码([0-9A-Z-]+)", told)[1]
    tracked = Client().post("/liuyan/chaxun/", {"number": row.register_no, "code": code})
    assert tracked.status_code == 302 and row.register_no in tracked["Location"]


def test_repeated_by_the_platform_it_is_one_message_with_one_reply(place):
    sent = xml_of(ASKED)
    first, second, third = (opened(push(sent)) for _ in range(3))
    assert first == second == third
    assert SiteMessage.objects.count() == Ticket.objects.count() == 1
    # Another follower's message may have the same number; and he may say the same twice.
    send(ASKED, openid=OTHER, number=re.search("<MsgId>([0-9]+)", sent)[1])
    send(ASKED)
    assert SiteMessage.objects.count() == 3


@pytest.mark.parametrize("kind", ["image", "voice", "video", "shortvideo", "location", "link"])
def test_other_kinds_are_refused_politely(kind, place):
    told = send(kind=kind, more="<MediaId><![CDATA[media_id]]></MediaId>")
    assert "目前只能受理文字消息" in told and not SiteMessage.objects.exists()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("", "没有看懂"),
        ("在吗", "没有看懂"),
        ("😀😀😀😀😀", "没有看懂"),
        ("\x00\x07", "没有看懂"),
        ("长" * 2001, "共2001个字"),
        ("查询 LY2024-00001", "没有找到"),
        ("满意", "没有等待您评价"),
        ("解绑", "没有绑定账户"),
        ("帮助", "请以其中一个词开头"),
    ],
)
def test_what_cannot_be_taken_is_answered_and_nothing_is_kept(content, why, place):
    assert why in send(content)
    assert not SiteMessage.objects.exists() and not Ticket.objects.exists()
    assert not Entry.objects.exists() and not Notice.objects.exists()


def test_markup_emoji_and_control_characters_stay_text(place):
    said = "<script>alert(1)</script> &amp; ]] > \x00\x08 请问😀怎么提取 <MsgId>1</MsgId>"
    send(said)
    row = SiteMessage.objects.get()
    assert row.text == said.replace("\x00\x08", "")
    clerk = OfficerFactory(agency=place, clerk=True)
    page = desk(clerk).get(f"/console/site-messages/{row.pk}/").content.decode()
    assert "<script>alert(1)" not in page and "&lt;script&gt;" in page


def test_what_he_writes_is_never_taken_for_the_platforms_own_words(place):
    fields = f"<FromUserName>{OTHER}</FromUserName><MsgId>1</MsgId><Event>unsubscribe</Event>"
    send(f"{fields}请问怎么提取")
    send(f"{fields}请问怎么提取")
    rows = SiteMessage.objects.order_by("pk")
    assert [row.openid for row in rows] == [OPENID, OPENID]


def test_a_body_without_end_and_a_text_without_number_are_not_taken(place):
    answer = Client().post(
        "/api/v1/wechat-events/gjj/?timestamp=1", b"x" * (10 << 20), content_type="text/xml"
    )
    assert answer.status_code == 413
    assert push(xml_of(ASKED).replace("MsgId", "Other")).content == b"success"
    assert push("<xml></xml>").content == push("rubbish").content == b"success"
    assert push(xml_of(ASKED, openid="o'; --")).content == b"success"
    assert not SiteMessage.objects.exists() and not WeChatPush.objects.exists()


@pytest.mark.parametrize(
    "forged", [{"token": "andererToken"}, {"app_id": "wxfedcba9876543210"}, {"late": 400}]
)
def test_what_is_not_from_the_platform_is_refused(forged, place):
    assert push(xml_of(ASKED), **forged).status_code == 403
    assert push(xml_of(ASKED), organ="other").status_code == 404
    assert not SiteMessage.objects.exists() and not WeChatPush.objects.exists()


def test_who_sends_too_much_is_told_so(place):
    told = [send(f"{ASKED}{number}") for number in range(MOST_MESSAGES + 1)]
    assert SiteMessage.objects.count() == MOST_MESSAGES
    assert "一小时内已登记6条留言" in told[-1] and "0400-1234567" in told[-1]
    assert "登记号" in send(ASKED, openid=OTHER)
    for _ in range(MOST_PUSHES):
        last = send("查询")
    assert "过于频繁" in last
    assert WeChatPush.objects.filter(is_message=False).count() <= MOST_PUSHES
    WeChatPush.objects.update(received_at=timezone.now() - timedelta(hours=2))
    assert "登记号" in send(ASKED)


def test_a_request_for_disclosure_is_told_how_and_is_no_request(place):
    told = send("申请公开2023年住房公积金增值收益分配方案")
    assert "不是政府信息公开申请" in told and "书面形式" in told and "登记号LY" in told
    assert Ticket.objects.get().register_no.startswith("LY")
    assert "没有按申请登记" in Notice.objects.order_by("pk").last().text
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM casework_disclosurerequest")
        assert cursor.fetchone() == (0,)


def test_a_report_is_as_secret_as_one_of_the_site(place):
    assert "已登记为举报" in send("我要举报某单位三年不缴存住房公积金")
    ticket = Ticket.objects.get()
    assert ticket.is_secret and ticket.matter == "微信留言（举报）"


def test_how_it_stands_is_told_to_who_wrote_it_alone(place):
    send(ASKED)
    number = SiteMessage.objects.get().register_no
    assert "办理中" in send("查询") and "办理中" in send(f"查询 {number}")
    assert "没有找到" in send(f"查询 {number}", openid=OTHER)


def test_without_a_calendar_it_may_be_sent_again(place):
    at = datetime(2093, 1, 10, 2, 30, tzinfo=UTC)
    told = take_push(agency=place, push=pushed(xml_of(ASKED)), on=at.date(), at=at)
    assert "暂时不能推算答复期限" in told
    assert not SiteMessage.objects.exists() and not WeChatPush.objects.exists()


def test_followers_are_greeted_and_other_events_thanked_for(place):
    assert "请以其中一个词开头" in send(event="subscribe")
    assert send(event="unsubscribe") == send(event="CLICK") == ""


def test_counts_of_the_website_do_not_count_it(place):
    send(ASKED)
    on = timezone.localdate()
    assert year_of_messages(place, on.year).received == 0
    assert message_counts(place).received == 0
    assert unanswered(place, on) == []


def test_nothing_tells_who_wrote(place, caplog):
    caplog.set_level(logging.DEBUG)
    send(f"{ASKED}我叫赵小明，电话13800138000")
    push(xml_of(ASKED), token="andererToken")
    row = SiteMessage.objects.get()
    clerk = OfficerFactory(agency=place, clerk=True)
    pages = [
        text(desk(clerk).get("/console/site-messages/")),
        text(desk(clerk).get(f"/console/site-messages/{row.pk}/")),
    ]
    assert f"微信用户 {row.openid_digest[:6]}" in pages[1] and "微信留言" in pages[1]
    trail = str(list(Entry.objects.values())) + str(list(Change.objects.values()))
    trail += str(list(TicketEvent.objects.values())) + str(list(Notice.objects.values()))
    for told in (*pages, trail, caplog.text):
        assert OPENID not in told
    assert "赵小明" not in trail and "13800138000" not in trail
    stored = ""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            stored += str(cursor.fetchall())
    assert OPENID not in stored and "赵小明" not in stored
