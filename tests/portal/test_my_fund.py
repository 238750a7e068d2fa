"""我的公积金: what is shown to whom, and what where the business system is away."""

import json
import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from factories import AgencyFactory, CaseFactory
from fund_services import core_people as people
from fund_services.core.core_server import KEY, CoreServer
from fund_services.signing_in import an_account, sign_in
from gongkai.fund_services.core.choosing import fund_core
from gongkai.fund_services.core.writing import as_json
from gongkai.fund_services.models import CoreAccount
from gongkai.messages.models import Dispatch
from gongkai.privacy.digests import keyed_digest
from portal.my_fund import PAGES, account_of, an_application, centre
from portal.reading import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency():
    return centre()


@pytest.fixture
def borrower(agency):
    return sign_in(Client(), account_of(agency), at=timezone.now())


def shown(response):
    """Return what a page says, without its markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text(response)))


def test_the_first_page_shows_balance_months_and_loan(borrower):
    page = borrower.get("/wode/")
    account = fund_core().account(people.BORROWER)
    said = shown(page)
    assert f"{account.balance:,.2f}" in said and "正常缴存" in said
    assert f"{account.monthly:,.2f}元" in said
    assert "各月缴存额（元）" in said and text(page).count('<rect class="is-0"') >= 11
    [loan] = fund_core().loans(people.BORROWER)
    assert f"剩余本金{loan.remaining:,.2f}元" in said
    assert people.BORROWER not in said and "******0003" in said


@pytest.mark.parametrize("name", PAGES)
def test_no_two_landmarks_of_a_page_have_one_name(name, borrower):
    page = text(borrower.get(PAGES[name]))
    marks = r'(?:<section|<nav|<aside|role="region")[^>]*? aria-labelledby="([^"]+)"'
    named = re.findall(marks, page)
    assert len(named) == len(set(named)), named


@pytest.mark.parametrize("name", PAGES)
def test_nobody_on_the_way_keeps_a_persons_page(borrower, name):
    response = borrower.get(PAGES[name])
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"] and "private" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "same-origin"
    assert 'name="robots" content="noindex"' in text(response)


@pytest.mark.parametrize("name", PAGES)
def test_who_is_not_signed_in_signs_in_first(agency, name):
    response = Client().get(PAGES[name])
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("portal:sign-in") + "?next=%2Fwode%2F")
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("name", PAGES)
def test_other_organs_have_no_such_pages(name):
    AgencyFactory(code="bumen", is_default=True, kind="DEPARTMENT")
    assert Client().get(PAGES[name]).status_code == 404


def test_nobody_writes_to_these_pages(borrower):
    assert borrower.post("/wode/").status_code == 405


def test_a_year_has_its_entries_sums_and_months(borrower):
    on = timezone.localdate()
    year = on.year - 1
    page = borrower.get(f"/wode/jiaocun/{year}/")
    entries = [
        each
        for each in fund_core().entries(people.BORROWER, on.replace(year=year, day=1, month=1), on)
        if each.on.year == year
    ]
    said = shown(page)
    for each in entries:
        assert f"{each.balance:,.2f}" in said
    deposits = sum(each.amount for each in entries if each.kind == "DEPOSIT")
    assert f"{deposits:,.2f}" in said and "第三十六条" in said
    assert text(page).count('<rect class="is-0"') == 12


@pytest.mark.parametrize("address", ["/wode/jiaocun/1999/", "/wode/jiaocun/2999/"])
def test_a_year_without_an_account_is_not_there(borrower, address):
    assert borrower.get(address).status_code == 404


def test_the_plan_has_every_instalment_and_names_the_next(borrower):
    page = borrower.get("/wode/daikuan/1/")
    [loan] = fund_core().loans(people.BORROWER)
    plan = fund_core().repayments(loan.contract_no)
    following = next(each for each in plan if each.paid_on is None)
    said = shown(page)
    assert text(page).count('<td class="sum">') == 4 * len(plan)
    assert f"应还{following.principal + following.interest:,.2f}元" in said
    assert loan.contract_no not in said
    assert "推算" not in said


def test_a_loan_of_somebody_else_is_not_there(agency, borrower):
    stranger = sign_in(Client(), account_of(agency, people.DEPOSITING), at=timezone.now())
    assert "没有住房公积金贷款" in shown(stranger.get("/wode/daikuan/"))
    assert stranger.get("/wode/daikuan/1/").status_code == 404
    assert borrower.get("/wode/daikuan/2/").status_code == 404


def test_a_co_borrower_sees_the_loan_too(agency):
    other = sign_in(Client(), account_of(agency, people.CO_BORROWER), at=timezone.now())
    assert "每期还款" in shown(other.get("/wode/daikuan/1/"))


def test_an_account_that_became_somebody_elses_is_not_shown(agency, borrower):
    row = CoreAccount.objects.get(account_no=people.BORROWER)
    facts = json.loads(row.facts) | {"identity_number": "219999199001010104"}
    row.facts = json.dumps(facts)
    row.save()
    said = shown(borrower.get("/wode/"))
    assert "与您的身份不一致" in said and "账户余额" not in said
    assert borrower.get("/wode/daikuan/1/").status_code == 503


def test_an_agent_without_an_account_is_told_so(agency):
    agent = sign_in(Client(), an_account(agency), at=timezone.now())
    assert "没有查到您在本中心的公积金账户" in shown(agent.get("/wode/"))
    for name in ("my-deposits", "my-loans", "my-loan"):
        response = agent.get(PAGES[name])
        assert response.status_code == 200
        assert "没有查到" in shown(response)


def test_an_account_opened_later_is_found_by_its_owner(agency):
    person = people.person(people.NEW_WORKER)
    early = an_account(agency, person, account_no="")
    said = shown(sign_in(Client(), early, at=timezone.now()).get("/wode/"))
    assert f"{fund_core().account(people.NEW_WORKER).balance:,.2f}" in said


def test_requests_under_ones_number_are_listed_without_what_they_say(agency):
    account = account_of(agency)
    client = sign_in(Client(), account, at=timezone.now())
    CaseFactory(
        agency=agency,
        register_no="GK2024001",
        wanted="不能显示的内容",
        applicant_digest=keyed_digest("applicant", str(account.identity_number)),
    )
    CaseFactory(agency=agency, register_no="GK2024002")
    said = shown(client.get("/wode/shenqing/"))
    assert "GK2024001" in said and "GK2024002" not in said
    assert "不能显示" not in said
    assert "有1件" in shown(client.get("/wode/"))


@pytest.mark.parametrize("name", PAGES)
def test_pages_ask_the_database_no_more_often_with_more_to_show(
    agency, borrower, name, django_assert_max_num_queries
):
    borrower.get(PAGES[name])
    with django_assert_max_num_queries(22):
        answer = borrower.get(PAGES[name])
    assert answer.status_code == 200


class TestCoreAway:
    """The business system is reached over HTTP, and misbehaves."""

    @pytest.fixture
    def server(self, settings, agency):
        cache.clear()
        embedded = fund_core()
        server = CoreServer(lambda: timezone.now().timestamp())
        account = embedded.account(people.BORROWER)
        [loan] = embedded.loans(people.BORROWER)
        server.tells("account", account)
        server.tells("entries", [])
        server.tells("loans", [loan])
        server.tells("repayments", [])
        settings.GONGKAI_CORE = {"base": server.base, "key": KEY.number, "secret": KEY.secret}
        settings.GONGKAI_CORE_SECONDS = 0.5
        yield server
        server.close()

    def test_over_http_it_is_the_same_page(self, server, borrower):
        assert "剩余本金" in shown(borrower.get("/wode/"))
        assert server.asked == ["account", "entries", "loans"]

    def test_without_rows_the_plan_is_reckoned_and_says_so(self, server, borrower):
        said = shown(borrower.get("/wode/daikuan/1/"))
        assert "推算，仅供参考" in said
        [loan] = [server.told["loans"][0]]
        assert f"{loan.remaining:,.2f}" in said and "0.00" in said

    @pytest.mark.parametrize("fault", ["error", "cut", "hangs", "html", "forged", "huge"])
    def test_what_is_ours_is_shown_all_the_same(self, server, borrower, fault):
        server.always = fault
        page = borrower.get("/wode/")
        said = shown(page)
        assert page.status_code == 200
        assert "暂时无法连接" in said and "我的办件" in said
        assert "账户余额" not in said
        for name in ("my-applications", "my-requests", "my-messages"):
            assert borrower.get(PAGES[name]).status_code == 200

    @pytest.mark.parametrize("name", ["my-deposits", "my-loans", "my-loan"])
    def test_where_there_is_nothing_to_show_the_page_says_so(self, server, borrower, name):
        server.always = "error"
        response = borrower.get(PAGES[name])
        assert response.status_code == 503
        assert response["Retry-After"] == "60"
        assert "no-store" in response["Cache-Control"]
        assert "重新查询" in shown(response)

    def test_what_came_before_it_fell_silent_is_shown(self, server, borrower):
        server.faults.extend([""])
        server.always = "error"
        said = shown(borrower.get("/wode/"))
        assert "账户余额" in said and "暂时无法连接" in said

    def test_a_wrong_figure_is_not_shown(self, server, borrower):
        told = as_json(server.told["account"]) | {"balance": "-5.00"}
        server.tells("account", told)
        assert "信息不完整" in shown(borrower.get("/wode/"))


def test_messages_about_ones_business_are_listed_without_their_links(agency):
    account = account_of(agency)
    application = an_application(account)
    Dispatch.objects.create(
        agency=agency,
        key="application-1",
        way="SMS",
        event="application.accepted",
        subject=application.receipt_no,
        text="您的业务已受理，详情 https://example.cn/a/b",
        link="https://example.cn/a/b",
        queued_at=timezone.now() - timedelta(days=1),
        wire_id="w1",
    )
    Dispatch.objects.create(
        agency=agency,
        key="application-2",
        way="SMS",
        event="application.accepted",
        subject="GJJ-OTHER",
        text="别人的消息",
        queued_at=timezone.now(),
        wire_id="w2",
    )
    said = shown(sign_in(Client(), account, at=timezone.now()).get("/wode/xiaoxi/"))
    assert "您的业务已受理" in said and "收件人专用网址" in said
    assert "example.cn" not in said and "别人的消息" not in said


def test_what_makes_it_installable_is_about_nobody(agency, borrower):
    for client in (Client(), borrower):
        manifest = client.get(reverse("portal:web-manifest"))
        told = manifest.json()
        assert manifest["Content-Type"] == "application/manifest+json"
        assert (told["start_url"], told["display"]) == ("/wode/", "standalone")
        assert {icon["purpose"] for icon in told["icons"]} == {"any", "maskable"}
        worker = client.get(reverse("portal:service-worker"))
        assert worker["Content-Type"].startswith("text/javascript")
        assert worker["Cache-Control"] == "no-cache"
        assert re.search(r'KEPT = \["/lixian/"', text(worker).replace("\\u002D", "-"))
        page = client.get(reverse("portal:offline"))
        assert "没有网络" in text(page) and "某某（演示）" not in text(page)
    assert Client().get("/wode/").status_code == 302
