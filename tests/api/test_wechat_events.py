"""The WeChat platform greets us, and tells what became of template messages, in its safe mode."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from api.pushing import TOKEN, account_of, digest
from api.pushing import push as pushed
from gongkai.messages.models import Dispatch
from gongkai.rules.message_events import Way
from messages.telling import told

pytestmark = pytest.mark.django_db
EVENT = (
    "<xml><ToUserName><![CDATA[gh_7f083739789a]]></ToUserName>"
    "<FromUserName><![CDATA[oia2TjuEGTNoeX76QEjQNrcURxG8]]></FromUserName>"
    "<CreateTime>1395658920</CreateTime><MsgType><![CDATA[event]]></MsgType>"
    "<Event><![CDATA[{event}]]></Event><MsgID>{msgid}</MsgID>"
    "<Status><![CDATA[{status}]]></Status></xml>"
)


@pytest.fixture
def sent():
    row = told(account_of(), timezone.now() - timedelta(minutes=5), ways=(Way.WECHAT,))
    Dispatch.objects.update(
        state="SENT", sent_at=row.queued_at, next_at=None, outside_id="200163836"
    )
    return row


def push(event="TEMPLATESENDJOBFINISH", status="success", msgid="200163836", **values):
    return pushed(EVENT.format(event=event, status=status, msgid=msgid), **values)


def test_the_platform_is_greeted(sent):
    right = digest(TOKEN, "1700000000", "77")
    asked = (
        f"/api/v1/wechat-events/gjj/?timestamp=1700000000&nonce=77&echostr=5836&signature={right}"
    )
    answer = Client().get(asked)
    assert (answer.status_code, answer.content) == (200, b"5836")
    assert answer["Content-Type"].startswith("text/plain")
    assert Client().get(asked.replace(right, "0" * 40)).status_code == 403


def test_what_arrived_is_delivered_once(sent):
    for _ in range(2):
        assert push().content == b"success"
    row = Dispatch.objects.get()
    assert row.state == "DELIVERED"
    push(status="failed:user block")
    assert Dispatch.objects.get().delivered_at == row.delivered_at


@pytest.mark.parametrize(
    ("status", "why"),
    [
        ("failed:user block", "用户拒绝接收公众号的消息。"),
        ("failed: system failed", "公众号平台发送失败。"),
        ("failed:freq limit", "该用户收到的消息过于频繁，平台没有发送。"),
        ("failed:new reason", "公众号平台没有送达。"),
    ],
)
def test_what_did_not_arrive_says_why(status, why, sent):
    push(status=status)
    row = Dispatch.objects.get()
    assert (row.state, row.failure) == ("FAILED", why)


def test_other_events_and_other_messages_are_thanked_for(sent):
    assert push(event="VIEW").content == push(msgid="1").content == b"success"
    assert Dispatch.objects.get().state == "SENT"
    Dispatch.objects.update(state="SENDING", outside_id="")
    assert push().status_code == 503


@pytest.mark.parametrize(
    "forged", [{"token": "andererToken"}, {"app_id": "wxfedcba9876543210"}, {"late": 400}]
)
def test_what_is_not_from_the_platform_changes_nothing(forged, sent):
    assert push(**forged).status_code == 403
    assert Dispatch.objects.get().state == "SENT"


def test_the_plain_mode_and_rubbish_are_refused(sent):
    moment = str(int(timezone.now().timestamp()))
    query = f"timestamp={moment}&nonce=1&signature={digest(TOKEN, moment, '1')}"
    plain = EVENT.format(event="TEMPLATESENDJOBFINISH", status="success", msgid="200163836")
    for body in (plain, "", "\x00", "<xml><Encrypt>AAAA</Encrypt></xml>"):
        signature = digest(TOKEN, moment, "1", "AAAA")
        answer = Client().post(
            f"/api/v1/wechat-events/gjj/?{query}&msg_signature={signature}", body,
            content_type="text/xml",
        )  # fmt: skip
        assert answer.status_code == 403
    assert Dispatch.objects.get().state == "SENT"
    assert push(organ="other").status_code == 404
