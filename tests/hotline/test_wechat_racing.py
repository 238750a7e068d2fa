"""The platform asks again while the first is being taken, and codes are sent at once."""

import pytest

from api.pushing import OPENID, OTHER, account_of, xml_of
from audit.racing import race as race
from audit.racing import shared_database as shared_database
from factories import OfficerFactory
from fund_services.signing_in import an_account
from gongkai.fund_services.models import AccountEvent
from gongkai.hotline.models import SiteMessage, Ticket
from gongkai.hotline.operations.wechat.taking import take_push
from gongkai.messages.models import Notice, WeChatBinding, WeChatBindingCode, WeChatPush
from gongkai.messages.operations.wechat_binding import account_holder, make_binding_code
from gongkai.messages.outlets.wechat_events import pushed

pytestmark = pytest.mark.django_db(databases=[])


@pytest.fixture
def place(race):
    """Return an organ on the database that is raced on."""
    agency = account_of()
    OfficerFactory(agency=agency, clerk=True)
    return agency


@pytest.fixture
def say(place, on, at):
    """Return how a follower's message is taken."""
    return lambda told: take_push(agency=place, push=told, on=on, at=at)


def test_pushed_at_once_it_is_one_message_with_one_reply(race, place, say):
    told = pushed(xml_of("租房提取需要哪些材料？"))
    replies = race(*[lambda: say(told)] * 4)
    number = SiteMessage.objects.get().register_no
    assert len(set(replies)) == 1 and number in replies[0]
    assert Ticket.objects.count() == WeChatPush.objects.count() == Notice.objects.count() == 1


def test_different_messages_at_once_are_all_kept(race, place, say):
    told = [pushed(xml_of(f"租房提取需要哪些材料？第{number}次")) for number in range(4)]
    replies = race(*[lambda each=each: say(each) for each in told])
    assert len(set(replies)) == SiteMessage.objects.count() == 4
    assert len(set(SiteMessage.objects.values_list("register_no", flat=True))) == 4


def test_one_code_at_once_binds_one_of_its_senders(race, place, say, at):
    account = an_account(place)
    code = make_binding_code(agency=place, holder=account_holder(account.pk), at=at)
    told = [pushed(xml_of(f"绑定 {code}", openid=each)) for each in (OPENID, OTHER)]
    replies = race(*[lambda each=each: say(each) for each in told])
    assert sorted("绑定成功" in each for each in replies) == [False, True]
    assert WeChatBinding.objects.count() == AccountEvent.objects.count() == 1
    assert not WeChatBindingCode.objects.exists()


def test_two_codes_of_one_sender_at_once_bind_him_to_one(race, place, say, at):
    accounts = [an_account(place), an_account(place)]
    codes = [
        make_binding_code(agency=place, holder=account_holder(each.pk), at=at) for each in accounts
    ]
    told = [pushed(xml_of(f"绑定 {code}")) for code in codes]
    replies = race(*[lambda each=each: say(each) for each in told])
    assert sorted("绑定成功" in each for each in replies) == [False, True]
    assert "已经绑定了另一个账户" in "".join(replies)
    assert WeChatBinding.objects.count() == WeChatBindingCode.objects.count() == 1
