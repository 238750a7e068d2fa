"""微信通知 of an account: bound by a code, chosen, ended; what comes by WeChat and what by SMS."""

import re

import pytest

from api.pushing import OPENID, account_of, send
from fund_services.appointments import office as counters
from fund_services.signing_in import an_account, sign_in
from gongkai.audit.models import Entry
from gongkai.fund_services.models import AccountEvent
from gongkai.fund_services.operations.appointments.booking import Visitor, book
from gongkai.messages.models import Dispatch, GatewayTemplate, WeChatBinding
from messages.sms_server import KEY
from portal.reading import text

pytestmark = pytest.mark.django_db
PATH = "/zhanghu/weixin/"


@pytest.fixture
def owner(client, centre, worker):
    centre.code = "gjj"
    centre.save()
    account_of(centre)
    return sign_in(client, an_account(centre, worker))


def bound(owner, takes=True):
    page = text(owner.post(PATH, {"deed": "code", **({"takes_messages": "on"} if takes else {})}))
    code = re.search(r"绑定 ([0-9]{8})", page)[1]
    assert "绑定成功" in send(f"绑定 {code}")
    return WeChatBinding.objects.get()


def test_a_code_is_shown_once_and_the_page_tells_since_when(owner):
    assert "没有绑定" in text(owner.get(PATH)) and "没有绑定" in text(owner.get("/zhanghu/"))
    answer = owner.post(PATH, {"deed": "code"})
    assert "no-store" in answer["Cache-Control"] and "某公积金" in text(answer)
    row = bound(owner, takes=False)
    assert not row.takes_messages
    page = text(owner.get(PATH))
    assert "已绑定，自" in page and not re.search(r"绑定 [0-9]{8}", page) and OPENID not in page
    assert "已绑定" in text(owner.get("/zhanghu/"))
    assert "绑定微信" in text(owner.get("/zhanghu/jilu/"))


def test_the_owner_chooses_and_ends_it(owner):
    bound(owner)
    owner.post(PATH, {"deed": "choose"})
    assert not WeChatBinding.objects.get().takes_messages
    owner.post(PATH, {"deed": "choose", "takes_messages": "on"})
    assert WeChatBinding.objects.get().takes_messages
    owner.post(PATH, {"deed": "unbind"})
    assert "已解除微信绑定" in text(owner.get(PATH))
    kinds = [each.kind for each in AccountEvent.objects.order_by("pk")]
    assert kinds == ["WECHAT_BOUND", "WECHAT_UNBOUND"]
    assert Entry.objects.filter(action="online_account.wechat_unbound").count() == 1
    refused = owner.post(PATH, {"deed": "choose", "takes_messages": "on"})
    assert refused.status_code == 409 and "还没有绑定微信" in text(refused)


@pytest.mark.parametrize(
    ("takes", "template", "way"),
    [(True, True, "WECHAT"), (True, False, "SMS"), (False, True, "SMS")],
)
def test_an_appointment_is_told_by_wechat_where_it_was_chosen(
    takes, template, way, client, settings, on
):
    settings.GONGKAI_SMS = {"base": "http://127.0.0.1:9/", "key": KEY.number, "secret": KEY.secret}
    place = counters.centre()
    place.agency.code = "gjj"
    place.agency.save()
    account_of(place.agency)
    account = an_account(place.agency)
    bound(sign_in(client, account), takes)
    if template:
        GatewayTemplate.objects.create(
            agency=place.agency, way="WECHAT", event="appointment.booked", code="T", parameters={}
        )
    booking = book(
        agency=place.agency, item=place.buying, key=counters.key(place.hall),
        visitor=Visitor("张三", "13900000001", account), token="token-1", **counters.NOW,
    ).booking  # fmt: skip
    row = Dispatch.objects.get()
    assert (row.event, row.way, row.subject) == ("appointment.booked", way, booking.register_no)
    assert booking.register_no in row.text and booking.name not in row.text
    assert row.address == (OPENID if way == "WECHAT" else booking.phone)
