"""网上办事账户 at the console: found on record, ended, closed; codes of the counter; managers."""

import re

import pytest
from django.test import Client
from django.urls import URLPattern, reverse

from console.conftest import desk
from factories import AgencyFactory, OfficerFactory
from fund_services.core_people import (
    DEPOSITING,
    SEALED,
    SMALL_AGENT,
    SMALL_EMPLOYER,
    employer_told,
    fill_core,
    person,
)
from fund_services.signing_in import an_account, made_up_identity, sign_in
from gongkai.agencies.models import Role
from gongkai.audit.models import Entry
from gongkai.console.account_urls import urlpatterns
from gongkai.console.notice_links import addresses_of
from gongkai.fund_services.models import (
    AccountCode,
    AccountSession,
    AgentApplication,
    EmployerAgent,
    OnlineAccount,
)
from gongkai.fund_services.operations.accounts.managing import apply_to_manage
from gongkai.messages.models import Notice
from gongkai.portal.signed_in import COOKIE
from portal.reading import text
from portal.test_item_page import PNG

pytestmark = pytest.mark.django_db
LIST = "/console/accounts/"
CODES, MANAGERS = f"{LIST}codes/", f"{LIST}managers/"


@pytest.fixture
def centre(db, on, settings, tmp_path):
    settings.GONGKAI_FILES = tmp_path
    fill_core(on)
    return AgencyFactory(is_default=True)


def at_desk(centre, role, name="甲"):
    return desk(OfficerFactory(agency=centre, role=role, name=name))


@pytest.fixture
def handler(centre):
    return at_desk(centre, Role.SERVICE_HANDLER)


@pytest.fixture
def reviewer(centre):
    return at_desk(centre, Role.SERVICE_REVIEWER)


@pytest.fixture
def account(centre):
    return an_account(centre, person(DEPOSITING))


def applied(centre, at):
    told = employer_told(SMALL_EMPLOYER)
    paper = type("Paper", (), {"name": "授权书.png", "media_type": "image/png", "content": PNG})
    return apply_to_manage(
        account=an_account(centre, person(SMALL_AGENT)), credit_code=told.credit_code,
        employer_no=told.employer_no, note="首次办理", files=[paper], at=at,
    )  # fmt: skip


def told_by_trail():
    return str(list(Entry.objects.values_list("action", "subject", "detail")))


def test_an_account_is_found_by_its_number_and_that_is_on_record(handler, centre, account):
    page = text(handler.get(LIST))
    assert account.name not in page and account.name[:1] + "*" in page
    response = handler.post(f"{LIST}find/", {"identity_number": account.identity_number})
    assert response["Location"] == f"{LIST}{account.pk}/"
    page = text(handler.get(response["Location"]))
    assert account.identity_number not in page and account.phone not in page
    missing = handler.post(f"{LIST}find/", {"identity_number": made_up_identity(321)})
    assert missing.status_code == 404 and "没有这个证件号码的账户" in text(missing)
    assert handler.post(f"{LIST}find/", {"identity_number": ""}).status_code == 400
    trail = told_by_trail()
    assert trail.count("online_account.looked_up") == 2
    assert account.identity_number not in trail and account.phone not in trail
    assert "中心工作人员查询账户" in text(sign_in(Client(), account).get("/zhanghu/jilu/"))


def test_numbers_are_read_in_full_on_record_alone(handler, account):
    assert handler.get(f"{LIST}{account.pk}/numbers/").status_code == 405
    response = handler.post(f"{LIST}{account.pk}/numbers/")
    assert account.identity_number in text(response) and "no-store" in response["Cache-Control"]
    assert "online_account.numbers_read" in told_by_trail()


def test_sessions_are_ended_with_a_reason(handler, account):
    browser = sign_in(Client(), account)
    address = f"{LIST}{account.pk}/end-sessions/"
    refused = handler.post(address, {"reason": ""})
    assert refused.status_code == 400 and "理由：未填写" in text(refused)
    assert handler.post(address, {"reason": "本人报失手机"}).status_code == 302
    assert browser.get("/zhanghu/").status_code == 302
    assert AccountSession.objects.get().ended_at is not None
    assert "本人报失手机" in told_by_trail()


def test_an_account_is_closed_at_the_counter(handler, account):
    response = handler.post(f"{LIST}{account.pk}/close/", {"reason": "本人到场申请"})
    assert response.status_code == 302
    row = OnlineAccount.objects.get()
    assert row.deleted_at is not None and row.name == "" and row.phone == ""
    assert "已注销" in text(handler.get(f"{LIST}{account.pk}/"))
    assert handler.post(f"{LIST}{account.pk}/numbers/").status_code == 404


def test_a_code_is_given_out_on_a_slip_and_opens_an_account(handler, centre):
    someone = person(SEALED)
    typed = {"name": someone.name, "identity_number": someone.identity_number,
             "phone": someone.phone}  # fmt: skip
    refused = handler.post(CODES, typed)
    assert refused.status_code == 409 and "当面核对" in text(refused)
    wrong = handler.post(CODES, {**typed, "has_seen": "on", "phone": "13900000000"})
    assert wrong.status_code == 409 and "与业务系统登记的不一致" in text(wrong)
    assert someone.name in text(wrong)
    response = handler.post(CODES, {**typed, "has_seen": "on"})
    page = text(response)
    code = re.search(r"[A-Z2-9]{5}-[A-Z2-9]{5}", page)[0]
    assert "no-store" in response["Cache-Control"] and someone.identity_number not in page
    assert code not in text(handler.get(CODES)) and "未使用" in text(handler.get(CODES))
    browser = Client()
    browser.post("/zhanghu/kaitong/", {**typed, "agrees": "on"})
    new = "another-one-77"
    opened = browser.post(
        "/zhanghu/kaitong/yanzheng/", {"code": code, "password": new, "again": new}
    )
    assert opened.status_code == 302 and COOKIE in opened.cookies
    assert (
        "已使用" in text(handler.get(CODES))
        and AccountCode.objects.filter(purpose="COUNTER", used_at__isnull=False).exists()
    )
    trail = told_by_trail()
    assert "online_account.code_issued" in trail and code not in trail
    assert someone.identity_number not in trail and someone.name not in trail


def test_a_manager_is_confirmed_by_a_reviewer_alone(handler, reviewer, centre, at):
    row = applied(centre, at)
    notice = Notice.objects.get()
    assert notice.subject == f"单位管理员申请 {row.pk}" and row.employer_name in notice.text
    assert addresses_of([notice.subject], centre)[notice.subject] == f"{MANAGERS}{row.pk}/"
    assert row.employer_name in text(handler.get(MANAGERS))
    address = f"{MANAGERS}{row.pk}/"
    assert "由“业务复核人”确认" in text(handler.get(address))
    assert handler.post(f"{address}confirm/").status_code == 403
    assert not EmployerAgent.objects.exists()
    page = text(reviewer.get(address))
    file = re.search(rf"{address}materials/\d+/", page)[0]
    paper = reviewer.get(file)
    assert paper.content == PNG and "attachment" in paper["Content-Disposition"]
    assert "online_account.material_read" in told_by_trail()
    assert reviewer.post(f"{address}confirm/").status_code == 302
    assert EmployerAgent.objects.get().is_manager
    late = reviewer.post(f"{address}refuse/", {"reason": "x"})
    assert late.status_code == 409 and "已经处理" in text(late)
    assert row.employer_name in text(reviewer.get(f"{MANAGERS}?scope=settled"))


def test_a_refusal_tells_the_applicant_why(reviewer, centre, at):
    row = applied(centre, at)
    assert reviewer.post(f"{MANAGERS}{row.pk}/refuse/", {"reason": ""}).status_code == 400
    reviewer.post(f"{MANAGERS}{row.pk}/refuse/", {"reason": "授权书没有盖章"})
    row = AgentApplication.objects.get()
    assert row.state == "REFUSED" and not EmployerAgent.objects.exists()
    assert "授权书没有盖章" in text(sign_in(Client(), row.account).get("/zhanghu/danwei/"))


def addresses(centre, at):
    account, row = an_account(centre, person(DEPOSITING)), applied(centre, at)
    told = {"pk": None, "deed": "close", "file": 1}
    for each in urlpatterns:
        assert isinstance(each, URLPattern)
        own = row.pk if "manager" in each.name else account.pk
        wanted = {key: told[key] for key in each.pattern.converters} | (
            {"pk": own} if "pk" in each.pattern.converters else {}
        )
        yield each.name, reverse(f"console:{each.name}", kwargs=wanted)


def test_who_may_not_finds_nothing(centre, at):
    posted = {"find-online-account", "online-account-numbers", "act-on-online-account",
              "decide-manager-application"}  # fmt: skip
    clerk = at_desk(centre, Role.CLERK)
    outsider = at_desk(AgencyFactory(), Role.SERVICE_HANDLER)
    other = at_desk(AgencyFactory(kind="DEPARTMENT"), Role.SERVICE_HANDLER)
    for name, address in addresses(centre, at):
        for client, wanted in ((Client(), {302}), (clerk, {403}), (other, {403}),
                               (outsider, {200, 400, 404})):  # fmt: skip
            ask = client.post if name in posted else client.get
            response = ask(address, {"reason": "x"})
            assert response.status_code in wanted, (name, response.status_code)
            if client is outsider:
                has_pk = any(part.isdigit() for part in address.split("/"))
                assert response.status_code == 404 or not has_pk, name
    assert not OnlineAccount.objects.exclude(deleted_at=None).exists()


def test_lists_ask_the_database_no_more_for_more_rows(
    handler, centre, django_assert_max_num_queries
):
    for _ in range(3):
        sign_in(Client(), an_account(centre))
    handler.get(LIST)
    with django_assert_max_num_queries(40) as few:
        handler.get(LIST)
    for _ in range(10):
        sign_in(Client(), an_account(centre))
    with django_assert_max_num_queries(len(few.captured_queries)):
        answer = handler.get(LIST)
    assert answer.status_code == 200


def test_a_material_of_another_application_is_not_there(reviewer, centre, at):
    row = applied(centre, at)
    assert reviewer.get(f"{MANAGERS}{row.pk}/materials/999/").status_code == 404
