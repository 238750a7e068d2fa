"""What an owner changes: password, phone, where he is signed in; and deleting the account."""

import json

import pytest
from django.test import Client
from django.utils import timezone

from factories import OfficerFactory
from fund_services.core_people import SEALED, person
from fund_services.signing_in import PASSWORD, an_account, an_agent, sign_in
from gongkai.agencies.models import Role
from gongkai.audit.models import Entry
from gongkai.fund_services.models import (
    AccountEvent,
    AccountSession,
    Application,
    CoreAccount,
    EmployerAgent,
    FormVersion,
    OnlineAccount,
    ServiceItem,
    SignInFailure,
)
from gongkai.fund_services.operations.accounts.knowing import Person
from gongkai.fund_services.operations.accounts.office import issue_counter_code
from gongkai.portal.signed_in import COOKIE
from portal.accounts.proving import codes_sent
from portal.reading import text

pytestmark = pytest.mark.django_db
NEW = "another-one-77"


@pytest.fixture
def account(centre, worker):
    return an_account(centre, worker)


@pytest.fixture
def owner(client, account):
    return sign_in(client, account)


def sign_in_by(number, password):
    return Client().post("/zhanghu/denglu/", {"number": number, "password": password})


def test_another_password_ends_every_other_session_and_renews_this_one(owner, account):
    elsewhere, token = sign_in(Client(), account), owner.cookies[COOKIE].value
    typed = {"old": PASSWORD, "password": NEW, "again": NEW}
    response = owner.post("/zhanghu/mima/", typed)
    assert response["Location"] == "/zhanghu/" and response.cookies[COOKIE].value != token
    assert "密码已修改" in text(owner.get("/zhanghu/"))
    assert elsewhere.get("/zhanghu/").status_code == 302
    thief = Client()
    thief.cookies[COOKIE] = token
    assert thief.get("/zhanghu/").status_code == 302
    assert sign_in_by(account.phone, NEW).status_code == 302
    assert sign_in_by(account.phone, PASSWORD).status_code == 400


def test_the_old_password_is_asked_for_and_may_not_be_guessed(owner, account):
    for _ in range(5):
        response = owner.post("/zhanghu/mima/", {"old": "x", "password": NEW, "again": NEW})
        assert response.status_code == 400 and "原密码：不正确" in text(response)
    response = owner.post("/zhanghu/mima/", {"old": PASSWORD, "password": NEW, "again": NEW})
    assert response.status_code == 400 and "15分钟后再试" in text(response)
    assert sign_in_by(account.phone, PASSWORD).status_code == 302


def moved(account, phone):
    """Have the business system know another phone of the account's owner."""
    row = CoreAccount.objects.get(account_no=account.account_no)
    row.facts = json.dumps({**json.loads(row.facts), "phone": phone})
    row.save()


def test_the_phone_becomes_the_one_that_the_centre_has(owner, account):
    typed = {"deed": "change", "phone": "13900002222", "password": PASSWORD}
    refused = owner.post("/zhanghu/shouji/", typed)
    assert refused.status_code == 400 and "与本中心登记的不一致" in text(refused)
    assert "13900002222" in text(refused) and PASSWORD not in text(refused)
    moved(account, "13900002222")
    wrong = owner.post("/zhanghu/shouji/", {**typed, "password": "x"})
    assert wrong.status_code == 400 and "密码：不正确" in text(wrong)
    missing = owner.post("/zhanghu/shouji/", {**typed, "password": ""})
    assert missing.status_code == 400 and "密码：未填写" in text(missing)
    elsewhere = sign_in(Client(), account)
    assert owner.post("/zhanghu/shouji/", typed)["Location"] == "/zhanghu/"
    assert elsewhere.get("/zhanghu/").status_code == 302
    assert "139****2222" in text(owner.get("/zhanghu/"))
    assert sign_in_by("13900002222", PASSWORD).status_code == 302
    assert sign_in_by(account.phone, PASSWORD).status_code == 400
    told = str(list(Entry.objects.values_list("action", "subject", "detail")))
    assert "online_account.phone_changed" in told and "13900002222" not in told


def test_the_phone_changes_by_a_code_of_the_old_one(owner, account, sms):
    moved(account, "13900002222")
    page = text(owner.post("/zhanghu/shouji/", {"deed": "send", "phone": "13900002222"}))
    assert "验证码已发送到" in page and 'value="13900002222"' in page
    [code] = codes_sent(sms, account.phone)
    typed = {"deed": "change", "phone": "13900002222"}
    assert owner.post("/zhanghu/shouji/", {**typed, "code": "000001"}).status_code == 400
    assert owner.post("/zhanghu/shouji/", {**typed, "code": code}).status_code == 302


def test_the_phone_changes_by_a_code_of_the_counter(owner, account, centre):
    handler = OfficerFactory(agency=centre, role=Role.SERVICE_HANDLER)
    now = timezone.now()
    issued = issue_counter_code(
        agency=centre, person=Person(account.name, account.identity_number, "13900003333"),
        without_account=True, has_seen=True, officer=handler, on=timezone.localdate(now), at=now,
    )  # fmt: skip
    typed = {"deed": "change", "phone": "13900003333", "code": issued.code}
    assert owner.post("/zhanghu/shouji/", typed).status_code == 302
    assert owner.post("/zhanghu/shouji/", typed).status_code == 400


def test_a_phone_of_somebody_else_is_refused(owner, account, centre):
    other = an_account(centre, person(SEALED))
    moved(account, other.phone)
    typed = {"deed": "change", "phone": other.phone, "password": PASSWORD}
    assert "已经用于另一个账户" in text(owner.post("/zhanghu/shouji/", typed))


def test_an_owner_sees_his_devices_and_ends_one_or_all_others(client, account):
    agent = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit Chrome/120 Safari/537"
    phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 17) MicroMessenger/8"
    browsers = [Client(headers={"User-Agent": each}) for each in (agent, phone, "")]
    for browser in browsers:
        browser.post("/zhanghu/denglu/", {"number": account.phone, "password": PASSWORD})
    first, second, third = AccountSession.objects.order_by("pk")
    page = text(browsers[0].get("/zhanghu/shebei/"))
    for told in ("Windows上的Chrome", "苹果手机上的微信", "未知设备", "本机"):
        assert told in page
    assert browsers[0].post(f"/zhanghu/shebei/{first.pk}/jieshu/").status_code == 404
    assert browsers[0].post(f"/zhanghu/shebei/{second.pk}/jieshu/").status_code == 302
    assert browsers[1].get("/zhanghu/").status_code == 302
    assert browsers[2].get("/zhanghu/").status_code == 200
    assert browsers[0].post("/zhanghu/shebei/jieshu/").status_code == 302
    assert browsers[2].get("/zhanghu/").status_code == 302
    assert browsers[0].get("/zhanghu/").status_code == 200


def test_another_persons_session_is_not_there(owner, account, centre):
    other = an_account(centre, person(SEALED))
    sign_in(Client(), other)
    theirs = AccountSession.objects.get(account=other)
    assert owner.post(f"/zhanghu/shebei/{theirs.pk}/jieshu/").status_code == 404
    theirs.refresh_from_db()
    assert theirs.ended_at is None


def business(account, centre, at, **values):
    item = ServiceItem.objects.create(
        agency=centre, register_no="S1", name="提取", audience="WORKER",
        code="RENT_WITHDRAWAL", offered_from=at.date(),
    )  # fmt: skip
    form = FormVersion.objects.create(
        item=item, number=1, definition={}, digest="x", in_force_from=at.date(), made_at=at
    )
    return Application.objects.create(
        agency=centre, item=item, form=form, receipt_no="BJ2024-00001", code_digest="x",
        token="t", account=account, applicant_name=account.name, fields="{}", filed_at=at,
        **values,
    )  # fmt: skip


def test_a_deleted_account_keeps_nothing_of_the_person(owner, account, centre, at):
    agent = an_agent(account, is_manager=True)
    row = business(account, centre, at, closed_on=at.date(), state="GRANTED")
    sign_in_by(account.phone, "falsch-falsch-1")
    sign_in(Client(), account)
    for typed, why in (({}, "请勾选"), ({"is_sure": "on", "password": "x"}, "密码：不正确")):
        response = owner.post("/zhanghu/zhuxiao/", typed)
        assert response.status_code == 409 and why in text(response)
    response = owner.post("/zhanghu/zhuxiao/", {"is_sure": "on", "password": PASSWORD})
    assert response["Location"] == "/zhanghu/yizhuxiao/"
    assert response.cookies[COOKIE].value == ""
    assert "已经注销" in text(owner.get("/zhanghu/yizhuxiao/"))
    kept = OnlineAccount.objects.get(pk=account.pk)
    assert kept.deleted_at is not None
    assert not any((kept.name, kept.identity_number, kept.phone, kept.password, kept.account_no,
                    kept.identity_digest, kept.phone_digest))  # fmt: skip
    sessions = AccountSession.objects.filter(account=account)
    assert not sessions.filter(ended_at=None).exists()
    assert set(sessions.values_list("device", "address")) == {("", "")}
    assert not AccountEvent.objects.exists() and not SignInFailure.objects.exists()
    agent.refresh_from_db()
    row.refresh_from_db()
    assert agent.until_at is not None and row.account_id == account.pk
    assert sign_in_by(account.phone, PASSWORD).status_code == 400
    # Who was deleted can begin anew.
    assert an_account(centre, person(account.account_no)).pk != account.pk


def test_no_account_is_deleted_while_business_is_open(owner, account, centre, at):
    business(account, centre, at)
    response = owner.post("/zhanghu/zhuxiao/", {"is_sure": "on", "password": PASSWORD})
    assert response.status_code == 409
    assert "受理号BJ2024-00001" in text(response) and "撤回" in text(response)
    assert owner.get("/zhanghu/").status_code == 200
    assert not EmployerAgent.objects.filter(until_at__isnull=False).exists()
