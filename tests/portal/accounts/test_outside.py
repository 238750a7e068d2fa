"""Signing in with a government account, at a provider that speaks OpenID Connect and misbehaves."""

import pytest
from django.core.cache import cache
from django.test import Client

from fund_services.core_people import SEALED, person
from fund_services.identity_server import (
    AWAY,
    CLIENT,
    REFUSED_TOKENS,
    SECRET,
    IdentityServer,
    came_back,
)
from fund_services.signing_in import an_account, sign_in
from gongkai.audit.models import Entry
from gongkai.fund_services.models import AccountEvent, OnlineAccount, OutsideIdentity
from gongkai.fund_services.operations.accounts import outside
from portal.reading import text

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def running():
    server = IdentityServer()
    yield server
    server.close()


@pytest.fixture
def provider(running, worker, settings, monkeypatch):
    """Return the provider, the installation's; the next to sign in is the worker."""
    running.reset()
    settings.GONGKAI_OIDC = {"issuer": running.issuer, "client": CLIENT, "secret": SECRET}
    settings.GONGKAI_OIDC_NAME = "某省政务服务账号"
    settings.GONGKAI_OIDC_CLAIMS = {
        "name": "name", "identity_number": "id_card", "phone": "mobile",
    }  # fmt: skip
    running.claims |= {
        "name": worker.name, "id_card": worker.identity_number, "mobile": worker.phone,
    }  # fmt: skip
    # Who is slow is not waited for in a test; others have all the time they need.
    made = outside.Provider

    def impatient(**values):
        return made(**values, seconds=1.0 if "slow" in running.fault else 30.0)

    monkeypatch.setattr(outside, "Provider", impatient)
    return running


def go(client, provider, goal="/zhanghu/mima/"):
    """Go to the provider and come back from it; return the answer."""
    begun = client.get("/zhanghu/tongyi/", {"next": goal})
    assert begun.status_code == 302 and begun["Location"].startswith(provider.issuer), text(begun)
    return client.get(came_back(provider.sign_in(begun["Location"])))


def test_somebody_signs_in_and_his_account_is_opened_and_bound(client, centre, worker, provider):
    page = text(client.get("/zhanghu/denglu/"))
    assert "用某省政务服务账号登录" in page
    response = go(client, provider)
    assert response["Location"] == "/zhanghu/mima/"
    account = OnlineAccount.objects.get()
    assert account.account_no == worker.account_no and account.password == ""
    row = OutsideIdentity.objects.get()
    assert row.account == account and "person-1" not in row.subject_digest
    page = text(client.get("/zhanghu/"))
    assert "已绑定" in page and worker.identity_number not in page
    kinds = set(AccountEvent.objects.values_list("kind", flat=True))
    assert {"IDENTITY_BOUND", "SIGNED_IN_OUTSIDE"} <= kinds
    told = str(list(Entry.objects.values_list("action", "subject", "detail")))
    assert "identity_bound" in told and worker.identity_number not in told
    # An account without a password cannot be signed in to with an empty one.
    for password in ("", " ", "!"):
        typed = {"number": worker.phone, "password": password}
        assert Client().post("/zhanghu/denglu/", typed).status_code == 400


def test_it_binds_to_the_account_there_is_and_asks_the_centre_once(
    client, centre, worker, provider, monkeypatch
):
    account = an_account(centre, worker)
    assert go(client, provider).status_code == 302
    assert OutsideIdentity.objects.get().account == account
    # The phone may change at the province later; the centre is not asked again.
    provider.claims["mobile"] = "13900009999"
    monkeypatch.setattr(outside, "known_person", None)
    assert go(Client(), provider).status_code == 302
    assert OnlineAccount.objects.count() == 1


def test_claims_may_come_from_the_userinfo_address(client, centre, worker, provider):
    for name in ("name", "id_card", "mobile"):
        provider.userinfo[name] = provider.claims.pop(name)
    assert go(client, provider).status_code == 302
    provider.userinfo["sub"] = "person-2"
    refused = go(Client(), provider)
    assert refused.status_code == 400 and "前后不一致" in text(refused)


@pytest.mark.parametrize("claim", ["name", "id_card", "mobile"])
def test_whoever_the_centre_does_not_know_so_is_not_bound(client, centre, provider, claim):
    provider.claims[claim] = {"name": "别人", "id_card": person(SEALED).identity_number,
                              "mobile": "13900000001"}[claim]  # fmt: skip
    refused = go(client, provider)
    assert refused.status_code == 400 and "与本中心登记的不一致" in text(refused)
    assert not OnlineAccount.objects.exists() and not OutsideIdentity.objects.exists()
    assert client.get("/zhanghu/").status_code == 302


def test_a_phone_that_is_not_told_is_asked_for_once(client, centre, worker, provider):
    del provider.claims["mobile"]
    response = go(client, provider)
    assert response["Location"] == "/zhanghu/tongyi/shouji/"
    wrong = client.post(response["Location"], {"phone": "13900000001"})
    assert wrong.status_code == 400 and "不一致" in text(wrong)
    assert "13900000001" in text(wrong)
    right = client.post(response["Location"], {"phone": worker.phone})
    assert right["Location"] == "/zhanghu/mima/"
    assert go(Client(), provider)["Location"] == "/zhanghu/mima/"


def test_a_phone_is_not_guessed(client, centre, worker, provider):
    del provider.claims["mobile"]
    address = go(client, provider)["Location"]
    for number in range(5):
        client.post(address, {"phone": f"1390000000{number}"})
    assert "核对次数过多" in text(client.post(address, {"phone": worker.phone}))
    assert client.get(address)["Location"] == "/zhanghu/denglu/"


def test_who_tells_no_number_at_all_is_refused(client, centre, provider):
    del provider.claims["id_card"]
    refused = go(client, provider)
    assert refused.status_code == 400 and "没有提供姓名或者证件号码" in text(refused)


@pytest.mark.parametrize("fault", REFUSED_TOKENS)
def test_no_token_is_believed_that_does_not_hold(client, centre, provider, fault):
    provider.fault = fault
    refused = go(client, provider)
    assert refused.status_code == 400, fault
    page = text(refused)
    assert "令牌" in page and "重新登录" in page
    assert not OnlineAccount.objects.exists() and client.get("/zhanghu/").status_code == 302


@pytest.mark.parametrize("fault", [*AWAY])
def test_a_provider_out_of_order_leaves_the_password(client, centre, provider, fault):
    provider.fault = fault
    refused = go(client, provider)
    assert refused.status_code == 503 and "使用密码登录" in text(refused)
    assert not OnlineAccount.objects.exists()


@pytest.mark.parametrize("fault", ["discovery slow", "discovery error", "discovery of another"])
def test_a_provider_that_cannot_be_found_is_told_so(client, centre, provider, fault):
    provider.fault = fault
    refused = client.get("/zhanghu/tongyi/")
    assert refused.status_code == 503 and "密码登录" in text(refused)


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ("error=access_denied", "没有同意授权"),
        ("error=temporarily_unavailable", "暂时不可用"),
        ("error=<script>", "拒绝了登录"),
        ("no code", "没有给出授权码"),
        ("answer of another", "其他认证系统"),
        ("token refused", "已经失效"),
    ],
)
def test_what_the_provider_answers_instead_is_told_calmly(client, centre, provider, fault, told):
    provider.fault = fault
    refused = go(client, provider)
    assert refused.status_code == 400 and told in text(refused) and "<script>" not in text(refused)


def test_an_answer_counts_once_and_in_its_own_browser_alone(client, centre, provider):
    begun = client.get("/zhanghu/tongyi/")
    address = came_back(provider.sign_in(begun["Location"]))
    assert Client().get(address).status_code == 400
    assert client.get(address).status_code == 302
    again = client.get(address)
    assert again.status_code == 400 and "已经使用过" in text(again)
    # Nor does an answer to another beginning count, and after a wrong one the beginning is void.
    second = Client()
    second.get("/zhanghu/tongyi/")
    assert second.get(address).status_code == 400
    provider.claims["sub"] = "person-2"


def test_a_beginning_is_void_after_ten_minutes(client, centre, provider, monkeypatch):
    begun = client.get("/zhanghu/tongyi/")
    address = came_back(provider.sign_in(begun["Location"]))
    monkeypatch.setattr("gongkai.portal.views.accounts.outside._WITHIN", _NO_TIME)
    assert client.get(address).status_code == 400


class _NoTime:
    def total_seconds(self):
        return -1


_NO_TIME = _NoTime()


@pytest.mark.parametrize("kind", ["RSA", "EC"])
def test_the_provider_may_change_its_keys(client, centre, provider, kind):
    assert go(client, provider).status_code == 302
    provider.new_key(kind)
    assert go(Client(), provider).status_code == 302
    assert provider.asked.count("/keys") == 2
    # Keys are not asked for again and again because of tokens with made-up ones.
    provider.fault = "unknown key"
    for _ in range(3):
        assert go(Client(), provider).status_code == 400
    assert provider.asked.count("/keys") <= 3
    provider.new_key("RSA")


def test_what_the_provider_publishes_is_asked_for_once_an_hour(client, centre, provider):
    go(client, provider)
    go(Client(), provider)
    assert provider.asked.count("/.well-known/openid-configuration") == 1
    cache.clear()
    go(Client(), provider)
    assert provider.asked.count("/.well-known/openid-configuration") == 2


def test_an_identity_that_became_another_persons_signs_in_no_more(client, centre, provider):
    assert go(client, provider).status_code == 302
    provider.claims["id_card"] = person(SEALED).identity_number
    refused = go(Client(), provider)
    assert refused.status_code == 400 and "与绑定时的不同" in text(refused)


def test_the_binding_is_undone_only_where_a_password_is_left(client, centre, worker, provider):
    assert go(client, provider).status_code == 302
    client.post("/zhanghu/tongyi/jiebang/")
    assert "请先设置密码" in text(client.get("/zhanghu/"))
    new = "another-one-77"
    assert client.post("/zhanghu/mima/", {"password": new, "again": new}).status_code == 302
    client.post("/zhanghu/tongyi/jiebang/")
    assert "已解除绑定" in text(client.get("/zhanghu/"))
    assert not OutsideIdentity.objects.exists()


def test_nobody_is_led_to_another_site_by_it(client, centre, provider):
    assert go(client, provider, "https://evil.example/")["Location"] == "/wode/"


def test_without_a_provider_there_is_no_such_way(client, centre):
    assert client.get("/zhanghu/tongyi/").status_code == 404
    assert "/zhanghu/tongyi/" not in text(client.get("/zhanghu/denglu/"))
    assert client.get("/zhanghu/tongyi/huidiao/?code=x&state=y").status_code == 400


def test_a_deleted_account_is_bound_no_more(client, centre, worker, provider):
    account = an_account(centre, worker)
    go(client, provider)
    sign_in(client, account)
    typed = {"is_sure": "on", "password": "parola-di-prova-7"}
    assert client.post("/zhanghu/zhuxiao/", typed).status_code == 302
    assert not OutsideIdentity.objects.exists()
    assert go(Client(), provider).status_code == 302
    assert OnlineAccount.objects.get(deleted_at=None).pk != account.pk
