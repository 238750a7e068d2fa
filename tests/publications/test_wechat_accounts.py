"""Accounts: their token, their secret that nobody sees, and where nobody is followed to."""

import logging
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from django.db import connection

from gongkai.agencies.permissions import NotAllowed
from gongkai.audit.models import Entry
from gongkai.messages.outlets.speaking import Unanswered
from gongkai.publications.models import WeChatAccount
from gongkai.publications.operations.configuring import SettingRefused
from gongkai.publications.operations.distribution.accounts import (
    check_wechat_account,
    save_city_site,
    save_wechat_account,
    speaker_of,
)
from gongkai.publications.operations.distribution.acting import DeliveryRefused
from gongkai.publications.operations.distribution.delivering import deliver_due
from publications.delivering import account_of, asked, passing
from publications.office import AT, NOW, office, published
from publications.wechat_server import APP_ID, SECRET

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return office()


def saved(place, **changes):
    given = {"name": "丙市公积金", "app_id": APP_ID, "app_secret": SECRET, "is_active": True,
             "officer": place.office_head, **NOW, **changes}  # fmt: skip
    return save_wechat_account(agency=place.agency, **given)


def test_a_token_is_fetched_once_and_kept_encrypted(place, wechat):
    account = account_of(place)
    for _ in range(3):
        passing(asked(place, published(place)), wechat, place)
    assert (wechat.asked.count("/cgi-bin/stable_token"), wechat.forced) == (1, 0)
    account.refresh_from_db()
    assert account.token == wechat.token
    with connection.cursor() as cursor:
        cursor.execute("SELECT token, app_secret FROM publications_wechataccount")
        stored = "".join(cursor.fetchone())
    assert wechat.token not in stored and SECRET not in stored


def test_a_token_that_is_over_is_fetched_anew(place, wechat):
    account = account_of(place)
    speaker_of(account, AT).fresh_token()
    wechat.token = ""
    assert speaker_of(account, AT).has_draft("MEDIA1") is False
    assert wechat.asked.count("/cgi-bin/stable_token") == 2
    late = AT + timedelta(seconds=7200 - 299)
    assert speaker_of(account, late).has_draft("MEDIA1") is False
    assert wechat.asked.count("/cgi-bin/stable_token") == 3


def test_a_platform_that_gives_out_a_bad_token_is_told_to_make_another(place, wechat):
    account = account_of(place)
    speaker_of(account, AT).fresh_token()
    wechat.codes["/cgi-bin/draft/get"] = 40001
    with pytest.raises(Exception, match="40001"):
        speaker_of(account, AT).has_draft("MEDIA1")
    # Once, and then it is left alone until the next try.
    assert (wechat.forced, wechat.asked.count("/cgi-bin/draft/get")) == (1, 2)


@pytest.mark.parametrize(
    ("changes", "field", "told"),
    [
        ({"name": ""}, "name", "公众号名称"),
        ({"app_id": "gh_1234"}, "app_id", "应以 wx 开头"),
        ({"app_secret": ""}, "app_secret", "须填写"),
        ({"app_secret": "太短"}, "app_secret", "应为16至128个字母和数字"),
    ],
)
def test_settings_that_cannot_be_are_refused(changes, field, told, place):
    with pytest.raises(SettingRefused, match=told) as refused:
        saved(place, **changes)
    assert refused.value.field == field
    assert not WeChatAccount.objects.exists()


def test_who_may_not_configure_sets_nothing(place):
    with pytest.raises(NotAllowed):
        saved(place, officer=place.drafter)


def test_the_secret_stays_unless_another_is_typed(place, wechat):
    saved(place)
    account = saved(place, name="新名称", app_secret="")
    assert (account.name, account.app_secret) == ("新名称", SECRET)
    with pytest.raises(SettingRefused, match="更换 AppID 时须填写"):
        saved(place, app_id="wxfedcba9876543210", app_secret="")
    assert SECRET not in str(list(Entry.objects.values_list("detail", flat=True)))


def test_the_connection_is_tested_with_the_platform(place, wechat):
    account = saved(place)
    check_wechat_account(account=account, officer=place.office_head, **NOW)
    saved(place, app_secret="f" * 32)
    account.refresh_from_db()
    with pytest.raises(DeliveryRefused, match="没有连通：AppSecret 不正确"):
        check_wechat_account(account=account, officer=place.office_head, **NOW)
    with pytest.raises(NotAllowed):
        check_wechat_account(account=account, officer=place.drafter, **NOW)


def test_nobody_there_is_told(place, settings):
    settings.GONGKAI_WECHAT_API = "http://127.0.0.1:9"
    with pytest.raises(DeliveryRefused, match="无法连接对方服务器"):
        check_wechat_account(account=account_of(place), officer=place.office_head, **NOW)


def test_redirects_to_elsewhere_are_not_followed(place, wechat):
    reached = []

    class Elsewhere(BaseHTTPRequestHandler):
        def do_POST(self):
            reached.append(self.path)

        do_GET = do_POST

    other = HTTPServer(("127.0.0.1", 0), Elsewhere)
    Thread(target=other.serve_forever, args=(0.05,), daemon=True).start()
    wechat.elsewhere = f"http://127.0.0.1:{other.server_port}/"
    wechat.faults.append("redirect")
    with pytest.raises(Unanswered, match="没有跟随"):
        speaker_of(account_of(place), AT).fresh_token()
    other.shutdown()
    other.server_close()
    assert reached == []


def test_neither_token_nor_secret_is_logged_or_shown(place, wechat, caplog):
    caplog.set_level(logging.DEBUG)
    account_of(place)
    wechat.faults.extend(["", "lost", "expired", "error", "half", "garbage", "redirect"] * 3)
    delivery = asked(place, published(place))
    problems = set()
    for hours in range(30):
        deliver_due(at=AT + timedelta(hours=hours))
        delivery.refresh_from_db()
        problems.add(delivery.problem)
    told = caplog.text + str(problems) + str(delivery.outside_ids)
    assert len(problems) > 3
    assert "TOKEN-" not in told and SECRET not in told


def test_a_city_site_needs_its_key_when_its_address_changes(place):
    given = {"name": "市平台", "address": "https://city.example.gov.cn/in", "key_id": "gjj",
             "secret": "s" * 16, "is_active": True, "officer": place.office_head,
             **NOW}  # fmt: skip
    save_city_site(agency=place.agency, **given)
    kept = save_city_site(agency=place.agency, **{**given, "secret": "", "name": "平台"})
    assert (kept.name, kept.secret) == ("平台", "s" * 16)
    for changes, field in (
        ({"address": "https://evil.example/in", "secret": ""}, "secret"),
        ({"address": "ftp://city.example.gov.cn/"}, "address"),
        ({"address": "https://user:word@city.example.gov.cn/"}, "address"),
        ({"secret": "short"}, "secret"),
        ({"key_id": "钥匙"}, "key_id"),
    ):
        with pytest.raises(SettingRefused) as refused:
            save_city_site(agency=place.agency, **{**given, **changes})
        assert refused.value.field == field
