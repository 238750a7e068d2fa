"""Binding by a code that is sent to the WeChat account: short-lived, once, moved on purpose."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from api.pushing import OPENID, OTHER, account_of, send
from console.conftest import desk
from factories import AgencyFactory, OfficerFactory
from fund_services.signing_in import PASSWORD, an_account, sign_in
from gongkai.audit.models import Entry
from gongkai.fund_services.models import AccountEvent
from gongkai.hotline.operations.wechat.taking import MOST_CODES
from gongkai.messages.models import (
    Dispatch,
    GatewayTemplate,
    WayPreference,
    WeChatBinding,
    WeChatBindingCode,
)
from gongkai.messages.operations import notify
from gongkai.messages.operations.wechat_binding import (
    VALID_FOR,
    account_holder,
    bind,
    make_binding_code,
    officer_holder,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(db):
    agency = AgencyFactory(code="gjj", name="某某市住房公积金管理中心", is_default=True)
    return account_of(agency)


@pytest.fixture
def account(place):
    return an_account(place)


def code_for(holder, place, at=None, **more):
    return make_binding_code(agency=place, holder=holder, at=at or timezone.now(), **more)


def test_a_code_sent_to_the_account_binds_once(place, account):
    code = code_for(account_holder(account.pk), place, takes_messages=True)
    assert code not in str(list(WeChatBindingCode.objects.values()))
    assert "绑定成功" in send(f"绑定 {code}")
    row = WeChatBinding.objects.get()
    assert (row.kind, row.holder, row.openid) == ("ACCOUNT", account.pk, OPENID)
    assert row.takes_messages
    assert AccountEvent.objects.get().kind == "WECHAT_BOUND"
    assert "绑定码不正确" in send(f"绑定 {code}", openid=OTHER)
    assert WeChatBinding.objects.get().openid == OPENID


def test_a_code_ends_after_ten_minutes_and_with_the_next_one(place, account):
    holder = account_holder(account.pk)
    late = code_for(holder, place, timezone.now() - VALID_FOR - timedelta(seconds=1))
    assert "绑定码不正确" in send(f"绑定 {late}")
    first, second = code_for(holder, place), code_for(holder, place)
    assert "绑定码不正确" in send(f"绑定 {first}")
    assert "绑定成功" in send(f"绑定 {second}")


def test_a_code_of_another_organ_is_none_of_ours(place):
    other = AgencyFactory()
    code = code_for(account_holder(an_account(other).pk), other)
    assert "绑定码不正确" in send(f"绑定 {code}")
    assert not WeChatBinding.objects.exists()


def test_who_guesses_is_stopped(place, account):
    code = code_for(account_holder(account.pk), place)
    wrong = f"{(int(code) + 1) % 10**8:08d}"
    for _ in range(MOST_CODES):
        assert "绑定码不正确" in send(f"绑定 {wrong}")
    assert "一小时后再试" in send(f"绑定 {code}")
    assert not WeChatBinding.objects.exists()
    assert "绑定成功" in send(f"绑定 {code}", openid=OTHER)


def test_a_follower_moves_to_another_account_only_on_purpose(place, account):
    send(f"绑定 {code_for(account_holder(account.pk), place)}")
    other = an_account(place)
    code = code_for(account_holder(other.pk), place)
    assert "已经绑定了另一个账户" in send(f"绑定 {code}")
    assert WeChatBinding.objects.get().holder == account.pk
    assert "原来的绑定已经解除" in send(f"改绑 {code}")
    assert WeChatBinding.objects.get().holder == other.pk
    told = AccountEvent.objects.filter(account=account).order_by("pk")
    assert [each.kind for each in told] == ["WECHAT_BOUND", "WECHAT_UNBOUND"]


def test_an_account_that_binds_another_follower_has_that_one_alone(place, account):
    for follower in (OPENID, OTHER):
        send(f"绑定 {code_for(account_holder(account.pk), place)}", openid=follower)
    assert WeChatBinding.objects.get().openid == OTHER


@pytest.mark.parametrize("sent", [{"content": "解绑"}, {"event": "unsubscribe"}])
def test_the_follower_ends_all_of_his_bindings(sent, place, account):
    officer = OfficerFactory(agency=place, name="王经办")
    for holder in (account_holder(account.pk), officer_holder(officer)):
        send(f"绑定 {code_for(holder, place)}")
    assert WeChatBinding.objects.count() == 2
    send(**sent)
    assert not WeChatBinding.objects.exists()
    actions = set(Entry.objects.values_list("action", flat=True))
    assert {"online_account.wechat_unbound", "message_contact.wechat_unbound"} <= actions


def test_the_trail_has_no_follower_and_no_code(place, account):
    officer = OfficerFactory(agency=place, name="王经办")
    codes = [
        code_for(each, place) for each in (account_holder(account.pk), officer_holder(officer))
    ]
    for code in codes:
        send(f"绑定 {code}")
    trail = str(list(Entry.objects.values()))
    assert "online_account.wechat_bound" in trail and "message_contact.wechat_bound" in trail
    for told in (OPENID, *codes, account.name, account.phone):
        assert told not in trail


def test_a_deleted_account_is_bound_to_nobody(place, account):
    send(f"绑定 {code_for(account_holder(account.pk), place)}")
    left = code_for(account_holder(account.pk), place)
    page = sign_in(Client(), account)
    typed = {"password": PASSWORD, "is_sure": "on"}
    assert page.post("/zhanghu/zhuxiao/", typed).status_code == 302
    assert not WeChatBinding.objects.exists() and not WeChatBindingCode.objects.exists()
    assert "绑定码不正确" in send(f"绑定 {left}")


def test_an_officer_is_told_by_wechat_where_there_is_a_template(place):
    officer = OfficerFactory(agency=place, name="王经办")
    WayPreference.objects.create(officer=officer, event="ticket.urged", ways=["SCREEN", "WECHAT"])
    at = timezone.now()
    bind(
        agency=place, openid=OPENID, code=code_for(officer_holder(officer), place), moves=False,
        at=at,
    )  # fmt: skip
    fields = {"number": "GD2024-00001", "due": date(2024, 1, 17).isoformat()}
    for template in (False, True):
        if template:
            GatewayTemplate.objects.create(
                agency=place, way="WECHAT", event="ticket.urged", code="T", parameters={}
            )
        notify(
            officers=[officer], text="工单被催办。", subject="GD2024-00001", at=at,
            event="ticket.urged", fields=fields,
        )  # fmt: skip
        assert Dispatch.objects.filter(way="WECHAT").count() == int(template)
    assert Dispatch.objects.get().address == OPENID


def test_an_officer_binds_and_unbinds_at_his_settings(place):
    officer = OfficerFactory(agency=place, clerk=True, name="王经办")
    person, path = desk(officer), "/console/sending/mine/"
    assert "没有绑定" in person.get(path).content.decode()
    answer = person.post(f"{path}wechat/", {"deed": "code"})
    page = answer.content.decode()
    assert "no-store" in answer["Cache-Control"] and "某公积金" in page
    code = page.split("绑定 ")[1][:8]
    assert code not in person.get(path).content.decode()
    send(f"绑定 {code}")
    page = person.get(path).content.decode()
    assert "已绑定，自" in page and OPENID not in page
    person.post(f"{path}wechat/", {"deed": "unbind"})
    assert not WeChatBinding.objects.exists()


def test_without_pushes_nobody_can_bind(db):
    agency = AgencyFactory(is_default=True)
    officer = OfficerFactory(agency=agency, clerk=True)
    person = desk(officer)
    assert "不能绑定微信" in person.get("/console/sending/mine/").content.decode()
    person.post("/console/sending/mine/wechat/", {"deed": "code"})
    mine = sign_in(Client(), an_account(agency))
    assert "暂时不能绑定" in mine.get("/zhanghu/weixin/").content.decode()
    assert mine.post("/zhanghu/weixin/", {"deed": "code"}).status_code == 409
    assert "微信通知" not in mine.get("/zhanghu/").content.decode()
    assert not WeChatBindingCode.objects.exists()
