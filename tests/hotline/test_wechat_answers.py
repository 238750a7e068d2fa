"""Answers, later days and rating links go by WeChat to who wrote by WeChat or chose it."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.conf import settings

from api.pushing import OPENID, account_of, xml_of
from console.conftest import desk
from factories import OfficerFactory
from fund_services.signing_in import an_account
from gongkai.hotline.models import SiteMessage, Ticket
from gongkai.hotline.operations.call_backs import send_links
from gongkai.hotline.operations.message_answering import (
    draft_answer,
    extend_answer,
    release_answer,
)
from gongkai.hotline.operations.tickets.acting import TicketRefused
from gongkai.hotline.operations.tickets.merging import merge_ticket
from gongkai.hotline.operations.tickets.reopening import reopen_ticket
from gongkai.hotline.operations.wechat.taking import take_push
from gongkai.hotline.queries.board.spans import Span
from gongkai.hotline.queries.board.words import words_rising
from gongkai.messages.models import Dispatch, GatewayTemplate
from gongkai.messages.operations.carrying import carry_due
from gongkai.messages.operations.wechat_binding import account_holder, bind, make_binding_code
from gongkai.messages.outlets.wechat_events import pushed
from gongkai.publications.operations.distribution.accounts import template_sender_of
from hotline.tickets.opened import NOW, drafted, opened, replied, ticket_office
from messages.conftest import platform as platform
from messages.conftest import wechat as wechat
from messages.sms_server import KEY
from portal.reading import text

pytestmark = pytest.mark.django_db
ASKED = "租房提取需要哪些材料？我没有租房合同。"


@pytest.fixture
def office(db):
    agency = account_of()
    return SimpleNamespace(
        agency=agency,
        clerk=OfficerFactory(agency=agency, clerk=True),
        head=OfficerFactory(agency=agency, head=True),
    )


@pytest.fixture
def say(office, on, at):
    def said(content, **changes):
        push = pushed(xml_of(content, **changes))
        return take_push(agency=office.agency, push=push, on=on, at=at)

    return said


def template(agency, event):
    GatewayTemplate.objects.create(
        agency=agency, way="WECHAT", event=event, code="TEMPLATE1",
        parameters={"character_string1": "number"},
    )  # fmt: skip


def answered(office, on, at):
    row = SiteMessage.objects.get()
    when = {"on": on, "at": at}
    row = draft_answer(
        message=row, version=row.version, answer="可以，按无合同限额提取。", officer=office.clerk,
        **when,
    )  # fmt: skip
    return release_answer(
        message=row, version=row.version, closes=False, officer=office.head, **when
    )


def test_an_answer_goes_back_by_wechat_and_its_page_says_so(office, say, on, at, wechat):
    template(office.agency, "message.answered")
    say(ASKED)
    row = answered(office, on, at)
    assert carry_due(at=at, sender_of=template_sender_of) == 1
    [asked] = wechat.told.values()
    assert asked["touser"] == OPENID
    assert asked["data"]["character_string1"] == {"value": row.register_no}
    sent = Dispatch.objects.get()
    assert (sent.way, sent.state, sent.subject) == ("WECHAT", "SENT", row.register_no)
    assert "可以，按无合同" not in sent.text
    page = text(desk(office.clerk).get(f"/console/site-messages/{row.pk}/"))
    assert "告知情况" in page and "微信模板消息" in page and "已发出" in page


def test_without_a_template_it_is_on_record_why_nobody_was_told(office, say, on, at, wechat):
    say(ASKED)
    row = answered(office, on, at)
    carry_due(at=at, sender_of=template_sender_of)
    assert Dispatch.objects.get().state == "FAILED" and not wechat.told
    page = text(desk(office.clerk).get(f"/console/site-messages/{row.pk}/"))
    assert "没有为此事项设置微信消息模板" in page
    assert "已于2024年1月10日答复" in say("查询")


def test_a_later_day_is_told_and_a_second_answer_again(office, say, on, at):
    say(ASKED)
    row = SiteMessage.objects.get()
    until = row.ticket.due_on + timedelta(days=2)
    extend_answer(
        message=row, version=row.version, until=until, reason="须到单位核实",
        officer=office.clerk, on=on, at=at,
    )  # fmt: skip
    answered(office, on, at)
    reopen_ticket(ticket=Ticket.objects.get(), reason="没有答全", officer=None, on=on, at=at)
    answered(office, on, at)
    events = list(Dispatch.objects.order_by("pk").values_list("event", flat=True))
    assert events == ["message.extended", "message.answered", "message.answered"]


def test_the_sender_rates_his_answer_once(office, say, on, at):
    say(ASKED)
    assert "没有等待您评价" in say("满意")
    row = answered(office, on, at)
    assert "可评价最近的答复" in say("查询")
    assert "没有等待您评价" in say("满意", openid="o" * 28)
    assert "已收到您的评价" in say(f"评价 {row.register_no} 不满意")
    ticket = Ticket.objects.get()
    assert (ticket.opinion, ticket.reached) == ("DISSATISFIED", True)
    assert "没有等待您评价" in say("满意")
    assert Ticket.objects.get().opinion == "DISSATISFIED"


def test_its_ticket_is_worked_on_in_the_box_alone(office, say, on, at):
    say(ASKED)
    desks = ticket_office(office.agency)
    main, ticket = opened(desks), Ticket.objects.get(source="WECHAT")
    for row, into in ((ticket, main), (main, ticket)):
        with pytest.raises(TicketRefused, match="网站留言"):
            merge_ticket(
                ticket=row, version=row.version, into=into.register_no, reason="同一事项",
                officer=desks.dispatcher, **NOW,
            )  # fmt: skip
    page = text(desk(desks.dispatcher).get(f"/console/tickets/{ticket.pk}/"))
    assert "本单来自微信留言" in page


@pytest.fixture
def desks(db):
    agency = account_of()
    office = ticket_office(agency)
    account = an_account(agency, phone="13800138000")
    at = datetime(2024, 1, 10, 2, 0, tzinfo=UTC)
    code = make_binding_code(
        agency=agency, holder=account_holder(account.pk), takes_messages=True, at=at
    )
    bind(agency=agency, openid=OPENID, code=code, moves=False, at=at)
    return office


def links(office, row):
    base = settings.WAGTAILADMIN_BASE_URL
    return send_links(
        tickets=[row], address=lambda code: f"{base}/huifang/{code}/", officer=office.agent, **NOW
    )


def told():
    return list(Dispatch.objects.order_by("pk").values_list("event", "way"))


def test_a_caller_who_chose_wechat_is_told_and_asked_there(desks):
    for event in ("ticket.answered", "ticket.rating"):
        template(desks.agency, event)
    row = replied(desks)
    assert links(desks, row).sent == 1
    assert told() == [("ticket.answered", "WECHAT"), ("ticket.rating", "WECHAT")]
    assert {each.address for each in Dispatch.objects.all()} == {OPENID}
    page = text(desk(desks.dispatcher).get(f"/console/tickets/{row.pk}/"))
    assert "告知情况" in page and "微信模板消息" in page and OPENID not in page


def test_without_a_template_he_is_told_by_the_next_way(desks, settings):
    settings.GONGKAI_SMS = {"base": "http://127.0.0.1:9/", "key": KEY.number, "secret": KEY.secret}
    links(desks, replied(desks))
    assert told() == [("ticket.answered", "SMS"), ("ticket.rating", "SMS")]


def test_who_did_not_choose_it_is_told_as_before(desks):
    template(desks.agency, "ticket.answered")
    replied(desks, phone="13900139000")
    assert told() == []


def test_of_a_secret_ticket_nobody_is_told_by_a_machine(desks):
    template(desks.agency, "ticket.answered")
    row = drafted(desks, kind="REPORT")
    assert row.is_secret and told() == []
    assert replied(desks, kind="REPORT").is_secret and told() == []


def test_messages_by_wechat_are_not_alike_for_being_such(office, say, on, at):
    say(ASKED)
    say("建议周末也开放窗口")
    desks = ticket_office(office.agency)
    for row in Ticket.objects.all():
        page = text(desk(desks.dispatcher).get(f"/console/tickets/{row.pk}/"))
        assert "内容相近" not in page
    span = Span(on - timedelta(days=6), on)
    assert [each.word for each in words_rising(office.agency, span)] == []
