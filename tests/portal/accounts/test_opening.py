"""Opening an account and setting a forgotten password: the real-name check, then a code."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from factories import OfficerFactory
from fund_services.core_people import SEALED, person
from fund_services.signing_in import PASSWORD, an_account, made_up_identity, sign_in
from gongkai.agencies.models import Role
from gongkai.audit.models import Entry
from gongkai.fund_services.core.port import CoreAway
from gongkai.fund_services.models import AccountCode, AccountSession, OnlineAccount
from gongkai.fund_services.operations.accounts.knowing import Person
from gongkai.fund_services.operations.accounts.office import issue_counter_code
from gongkai.messages.models import Dispatch
from portal.accounts.proving import STEPS, codes_sent, prove, say_who
from portal.reading import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def handler(centre):
    return OfficerFactory(agency=centre, role=Role.SERVICE_HANDLER, name="窗口甲")


def counter_code(centre, handler, someone, *, without_account=False):
    told = Person(someone.name, someone.identity_number, someone.phone)
    now = timezone.now()
    issued = issue_counter_code(
        agency=centre, person=told, without_account=without_account, has_seen=True,
        officer=handler, on=timezone.localdate(now), at=now,
    )  # fmt: skip
    return issued.code


def test_a_worker_opens_an_account_by_sms_and_is_signed_in(client, centre, worker, sms):
    response = say_who(client, worker)
    assert response["Location"] == "/zhanghu/kaitong/yanzheng/"
    assert "5分钟内有效" in text(client.get(response["Location"]))
    [code] = codes_sent(sms, worker.phone)
    response = prove(client, code)
    assert response["Location"] == "/wode/"
    account = OnlineAccount.objects.get()
    assert (account.agency, account.account_no) == (centre, worker.account_no)
    assert account.name == worker.name and account.phone == worker.phone
    assert account.password and PASSWORD not in account.password
    assert worker.name in text(client.get("/zhanghu/"))
    signed = Client().post("/zhanghu/denglu/", {"number": worker.phone, "password": PASSWORD})
    assert signed.status_code == 302


def test_the_code_stands_nowhere_but_on_the_phone(client, centre, worker, sms):
    say_who(client, worker)
    [code] = codes_sent(sms, worker.phone)
    row = Dispatch.objects.get()
    assert code not in row.shown_text and code not in str(row.fields) and row.is_urgent
    with connection.cursor() as cursor:
        for model in (Dispatch, AccountCode):
            cursor.execute(f"SELECT * FROM {model._meta.db_table}")  # noqa: S608
            assert code not in str(cursor.fetchall())
    assert worker.phone not in str(list(Entry.objects.values_list("subject", "detail")))


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "别人"},
        {"phone": "13900000000"},
        {"identity_number": made_up_identity(777)},
        {"identity_number": person(SEALED).identity_number},
    ],
)
def test_whoever_is_not_known_so_is_answered_alike(client, centre, worker, sms, changes):
    right, wrong = Client(), client
    first = say_who(right, worker)
    second = say_who(wrong, worker, **changes)
    assert (first.status_code, first["Location"]) == (second.status_code, second["Location"])
    pages = [text(each.get(first["Location"])) for each in (right, wrong)]
    token = r'name="csrfmiddlewaretoken" value="[^"]+"'
    assert re.sub(token, "", pages[0]) == re.sub(token, "", pages[1])
    assert len(sms.taken) == 1
    [code] = codes_sent(sms, worker.phone)
    refused = prove(wrong, code)
    assert refused.status_code == 400 and "开通码：不正确" in text(refused)
    assert "开通码：不正确" in text(prove(right, "000000" if code != "000000" else "000001"))
    assert not OnlineAccount.objects.exists()


def test_who_has_an_account_is_told_so_by_nobody_but_himself(client, centre, worker, sms):
    an_account(centre, worker)
    stranger = Client()
    assert say_who(stranger, worker, name="别人").status_code == 302
    assert say_who(client, worker).status_code == 302
    [code] = codes_sent(sms, worker.phone)
    told = prove(client, code)
    assert told.status_code == 400 and "已经开通账户，请直接登录" in text(told)


def test_known_and_unknown_people_cost_the_same_reading(client, centre, worker):
    """Without a gateway, so that the message itself makes no difference."""
    with CaptureQueriesContext(connection) as known:
        say_who(client, worker)
    with CaptureQueriesContext(connection) as unknown:
        say_who(Client(), worker, name="别人")
    begun = [
        [re.sub(r'"s[0-9]+_x[0-9]+"', "", each["sql"])[:40] for each in side]
        for side in (known, unknown)
    ]
    assert begun[0] == begun[1]


def test_a_code_counts_once_for_five_minutes_and_five_tries(client, centre, worker, sms):
    say_who(client, worker)
    [code] = codes_sent(sms, worker.phone)
    wrong = "000000" if code != "000000" else "000001"
    for _ in range(5):
        assert prove(client, wrong).status_code == 400
    assert "尝试次数过多" in text(prove(client, code))
    cache.clear()
    say_who(client, worker)
    later = codes_sent(sms, worker.phone)[-1]
    AccountCode.objects.update(until_at=timezone.now() - timedelta(seconds=1))
    assert prove(client, later).status_code == 400
    cache.clear()
    say_who(client, worker)
    last = codes_sent(sms, worker.phone)[-1]
    assert prove(client, last).status_code == 302
    # What was used is used up, also for setting another password.
    say_who(client, worker, "forgotten")
    assert prove(client, last, "forgotten").status_code == 400


def test_codes_for_one_person_are_few_wherever_they_are_asked_from(centre, worker, sms):
    for number in range(5):
        assert say_who(Client(REMOTE_ADDR=f"10.0.0.{number}"), worker).status_code == 302
    response = say_who(Client(REMOTE_ADDR="10.0.0.9"), worker)
    assert response.status_code == 429 and worker.phone in text(response)
    unknown = [say_who(Client(REMOTE_ADDR=f"10.0.1.{n}"), worker, name="别人",
                       identity_number=made_up_identity(501), phone="13811112222").status_code
               for n in range(6)]  # fmt: skip
    assert unknown == [302] * 5 + [429]
    assert len(sms.taken) == 5


def test_without_a_gateway_only_a_code_of_the_counter_opens_an_account(
    client, centre, worker, handler
):
    page = text(client.get("/zhanghu/kaitong/"))
    assert "柜台发放的开通码" in page
    say_who(client, worker)
    page = text(client.get("/zhanghu/kaitong/yanzheng/"))
    assert ">开通码</label>" in page and "验证码</label>" not in page
    for guess in ("000000", "", "ABCDE-23456"):
        assert prove(client, guess).status_code == 400
    earlier = counter_code(centre, handler, worker)
    code = counter_code(centre, handler, worker)
    assert prove(client, earlier).status_code == 400
    assert prove(client, code.lower().replace("-", " ")).status_code == 302
    assert OnlineAccount.objects.get().account_no == worker.account_no
    assert code not in str(list(AccountCode.objects.values()))


def test_a_code_of_the_counter_is_of_one_person_alone(client, centre, worker, handler):
    code = counter_code(centre, handler, worker)
    other = person(SEALED)
    say_who(client, other)
    assert prove(client, code).status_code == 400
    say_who(client, worker, phone="13900000000")
    assert prove(client, code).status_code == 400
    say_who(client, worker)
    assert prove(client, code).status_code == 302


def test_an_agent_whom_no_fund_account_belongs_to_comes_by_the_counter(client, centre, handler):
    someone = Person("外地经办", made_up_identity(88), "13800001111")
    code = counter_code(centre, handler, someone, without_account=True)
    say_who(client, someone)
    assert prove(client, code).status_code == 302
    account = OnlineAccount.objects.get()
    assert account.account_no == "" and account.name == "外地经办"


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"name": ""}, "姓名：未填写"),
        ({"identity_number": ""}, "证件号码：未填写"),
        ({"identity_number": "210102199001011234"}, "校验位不符"),
        ({"identity_number": "12"}, "证件号码：居民身份证应为18位"),
        ({"phone": ""}, "手机号码：未填写"),
        ({"phone": "123"}, "手机号码："),
        ({"agrees": ""}, "请阅读并勾选"),
        ({"name": "<script>"}, None),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_stays(client, centre, worker, changes, why):
    response = say_who(client, worker, **changes)
    if why is None:
        page = text(client.get(response["Location"]))
        assert "<script>alert" not in page
        page = text(client.get("/zhanghu/kaitong/"))
        assert "&lt;script&gt;" in page and 'value="<script>' not in page
        return
    assert response.status_code == 400 and why in text(response)
    kept = {"name": worker.name, "phone": worker.phone} | changes
    for value in filter(None, (kept["name"], kept["phone"])):
        assert value in text(response)


@pytest.mark.parametrize(
    ("password", "again", "why"),
    [
        ("zu-kurz", None, "太短，至少10个字符"),
        ("password123", None, "太常见"),
        ("a-good-one-77", "another-one-77", "两次输入的密码不同"),
        ("", "", "未填写"),
        ("x" * 129, None, "最多128"),
    ],
)
def test_a_password_is_a_good_one_and_never_shown(
    client, centre, worker, sms, password, again, why
):
    say_who(client, worker)
    [code] = codes_sent(sms, worker.phone)
    response = prove(client, code, password=password, again=again)
    page = text(response)
    assert response.status_code == 400 and why in page
    assert not password or password not in page
    # The code is not used up by it.
    assert code in page
    assert prove(client, code).status_code == 302


def test_a_password_holds_none_of_ones_own_numbers(client, centre, worker, sms):
    say_who(client, worker)
    [code] = codes_sent(sms, worker.phone)
    for own in (worker.phone + "ab", worker.identity_number.lower()):
        assert "不能包含证件号码或者手机号码" in text(prove(client, code, password=own))


def test_the_second_step_leads_back_to_the_first(client, centre):
    assert client.get("/zhanghu/kaitong/yanzheng/")["Location"] == "/zhanghu/kaitong/"
    assert client.get("/zhanghu/zhaohui/yanzheng/")["Location"] == "/zhanghu/zhaohui/"


def test_a_proof_for_one_thing_is_none_for_another(client, centre, worker, sms):
    account = an_account(centre, worker)
    say_who(client, worker)
    [code] = codes_sent(sms, worker.phone)
    assert prove(client, code, "forgotten")["Location"] == STEPS["forgotten"]
    assert OnlineAccount.objects.get().password == account.password


def test_when_the_business_system_is_away_nothing_typed_is_lost(
    client, centre, worker, monkeypatch
):
    class Away:
        def account_of(self, identity_number):
            raise CoreAway("业务系统暂时无法连接，您填写的内容没有丢失，请稍后再试。")

    monkeypatch.setattr(
        "gongkai.fund_services.operations.accounts.knowing.fund_core", lambda: Away()
    )
    response = say_who(client, worker)
    assert response.status_code == 503 and "没有丢失" in text(response)
    assert worker.phone in text(response) and worker.identity_number in text(response)


def test_a_forgotten_password_is_set_anew_and_ends_all_sessions(client, centre, worker, sms):
    account = an_account(centre, worker)
    elsewhere = sign_in(Client(), account)
    say_who(client, worker, "forgotten")
    [code] = codes_sent(sms, worker.phone)
    assert prove(client, code, "forgotten", "another-one-77").status_code == 302
    assert elsewhere.get("/zhanghu/").status_code == 302
    assert client.get("/zhanghu/").status_code == 200
    assert AccountSession.objects.filter(ended_at=None).count() == 1
    for password, status in ((PASSWORD, 400), ("another-one-77", 302)):
        typed = {"number": worker.phone, "password": password}
        assert Client().post("/zhanghu/denglu/", typed).status_code == status
    assert "重设密码" in text(client.get("/zhanghu/jilu/"))


def test_who_has_no_account_learns_it_after_he_proved_himself(client, centre, worker, sms):
    say_who(client, worker, "forgotten")
    [code] = codes_sent(sms, worker.phone)
    told = prove(client, code, "forgotten")
    assert told.status_code == 400 and "还没有开通账户" in text(told)


def test_a_planted_session_shares_no_proof(client, centre, worker, sms):
    say_who(client, worker, name="别人")
    planted = client.cookies["sessionid"].value
    cache.clear()
    say_who(client, worker)
    assert client.cookies["sessionid"].value != planted
    thief = Client()
    thief.cookies["sessionid"] = planted
    assert thief.get("/zhanghu/kaitong/yanzheng/")["Location"] == "/zhanghu/kaitong/"
