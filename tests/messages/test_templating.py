"""A WeChat template message goes out once; what nobody knows of is left to somebody's decision."""

from datetime import timedelta

import pytest

from gongkai.messages.models import Dispatch, GatewayTemplate
from gongkai.messages.operations.carrying import carry_due
from gongkai.messages.operations.claiming import LEASE, claim
from gongkai.messages.operations.reporting import NotYetKnown, take_wechat_event
from gongkai.messages.outlets.wechat_events import JobFinished
from gongkai.messages.outlets.wechat_templates import SAME_WITHIN
from gongkai.publications.models import WeChatAccount
from gongkai.publications.operations.distribution.accounts import template_sender_of
from gongkai.rules.message_events import Way
from messages.telling import OPENID, passing, told
from publications.wechat_server import APP_ID, SECRET

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(agency):
    WeChatAccount.objects.create(
        agency=agency, name="丙市公积金", app_id=APP_ID, app_secret=SECRET, is_active=True
    )
    GatewayTemplate.objects.create(
        agency=agency, way="WECHAT", event="ticket.accepted", code="TEMPLATE1",
        parameters={"character_string1": "number", "thing2": "kind", "time3": "due"},
    )  # fmt: skip
    return agency


def waiting(agency, at, **more):
    return told(agency, at, ways=(Way.WECHAT,), **more)


def carried(row, at):
    carry_due(at=at, sender_of=template_sender_of)
    row.refresh_from_db()
    return row


def test_it_goes_out_with_the_publishing_accounts_token(place, at, wechat):
    row = carried(waiting(place, at), at)
    assert (row.state, row.sent_at, row.next_at) == ("SENT", at, None)
    [(msgid, asked)] = wechat.told.items()
    assert row.outside_id == msgid and asked["touser"] == OPENID
    assert asked["client_msg_id"] == row.wire_id
    assert asked["data"]["character_string1"] == {"value": "GD-2024-0001"}
    assert WeChatAccount.objects.get().token == wechat.token


@pytest.mark.parametrize("fault", ["lost", "done-error", "half", "garbage", "done-busy"])
def test_an_unanswered_call_is_made_again_while_that_is_one_message(fault, place, at, wechat):
    wechat.faults.extend(["", fault])
    row = waiting(place, at)
    assert carried(row, at).state == "DOUBTFUL"
    assert row.next_at - at < SAME_WITHIN
    row, _ = passing(row, wechat, at, sender_of=template_sender_of)
    assert (row.state, len(wechat.told)) == ("SENT", 1)


def test_after_ten_minutes_it_is_in_doubt_and_not_sent_again(place, at, wechat):
    wechat.faults.extend(["", "lost"])
    row = carried(waiting(place, at), at)
    wechat.now = at + timedelta(days=10)
    row = carried(row, wechat.now)
    assert (row.state, row.next_at, row.is_dead) == ("DOUBTFUL", None, True)
    assert "为避免重复没有再次提交" in row.failure and len(wechat.told) == 1


def test_a_worker_killed_in_the_middle_leaves_a_doubt(place, at, wechat):
    row = waiting(place, at)
    claim(row.pk, at)
    assert carried(row, at + LEASE).state == "DOUBTFUL" and not wechat.told


@pytest.mark.parametrize("fault", ["busy", "error", "redirect"])
def test_a_token_that_could_not_be_fetched_leaves_it_undone(fault, place, at, wechat):
    wechat.faults.append(fault)
    row = carried(waiting(place, at), at)
    assert (row.state, row.asked_at) == ("QUEUED", None)
    row, _ = passing(row, wechat, at, sender_of=template_sender_of)
    assert (row.state, len(wechat.told)) == ("SENT", 1)


@pytest.mark.parametrize(
    ("code", "why"), [(43004, "没有关注公众号"), (43101, "拒绝接收"), (40037, "模板编号")]
)
def test_a_refusal_is_told_in_words(code, why, place, at, wechat):
    wechat.codes["/cgi-bin/message/template/send"] = code
    row = carried(waiting(place, at), at)
    assert row.state == "FAILED" and why in row.failure


def test_without_account_or_template_it_fails_with_the_remedy(agency, at, wechat):
    row = carried(waiting(agency, at), at)
    assert row.state == "FAILED" and "没有启用微信公众号" in row.failure
    WeChatAccount.objects.create(
        agency=agency, name="丙市公积金", app_id=APP_ID, app_secret=SECRET, is_active=True
    )
    row = carried(waiting(agency, at, key="other"), at)
    assert "通知网关" in row.failure and not wechat.told


def test_a_value_longer_than_a_template_takes_is_not_sent(place, at, wechat):
    GatewayTemplate.objects.update(parameters={"thing1": "link"})
    row = carried(waiting(place, at), at)
    assert row.state == "FAILED" and "参数为空" in row.failure and not wechat.told


class TestEvents:
    """What the platform tells afterwards."""

    def told(self, place, row, at, failure=""):
        return take_wechat_event(agency=place, event=JobFinished(row.outside_id, failure), at=at)

    def test_delivered_once_however_often_it_is_told(self, place, at, wechat):
        row = carried(waiting(place, at), at)
        assert self.told(place, row, at + timedelta(seconds=3))
        assert not self.told(place, row, at + timedelta(seconds=9))
        assert not self.told(place, row, at + timedelta(seconds=9), "用户拒绝接收公众号的消息")
        row.refresh_from_db()
        assert (row.state, row.delivered_at) == ("DELIVERED", at + timedelta(seconds=3))

    def test_who_blocks_the_account_is_a_failure(self, place, at, wechat):
        row = carried(waiting(place, at), at)
        self.told(place, row, at, "用户拒绝接收公众号的消息")
        row.refresh_from_db()
        assert (row.state, row.failure) == ("FAILED", "用户拒绝接收公众号的消息。")

    def test_a_number_not_on_record_yet_may_come_again(self, place, at, wechat):
        row = waiting(place, at)
        claim(row.pk, at)
        row.outside_id = "1"
        with pytest.raises(NotYetKnown):
            self.told(place, row, at)
        Dispatch.objects.update(state="DOUBTFUL")
        assert not self.told(place, row, at)
