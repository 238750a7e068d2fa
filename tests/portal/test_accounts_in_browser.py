"""Accounts on a phone and at a desk: opened, signed in to, for an employer, by keyboard alone."""

import os

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from factories import AgencyFactory, OfficerFactory
from fund_services.core_people import (
    DEPOSITING,
    SMALL_AGENT,
    SMALL_EMPLOYER,
    employer_told,
    fill_core,
    person,
)
from fund_services.signing_in import PASSWORD, an_account, an_agent
from gongkai.agencies.models import Role
from gongkai.fund_services.operations.accounts.knowing import Person
from gongkai.fund_services.operations.accounts.naming import name_agent
from gongkai.fund_services.operations.accounts.office import issue_counter_code
from portal.barriers import without_barriers

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
_PICTURES = os.environ.get("GONGKAI_TEST_PICTURES", "")


@pytest.fixture
def place(settings, on):
    settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = True
    settings.GONGKAI_OIDC = {"issuer": "https://id.example", "client": "c", "secret": "s"}
    settings.GONGKAI_OIDC_NAME = "某省政务服务账号"
    fill_core(on)
    return AgencyFactory(name="某某市住房公积金管理中心", is_default=True)


@pytest.fixture(params=(390, 1280))
def page(request, chromium, live_server):
    """Return a window: the phone without scripts, the desk with them."""
    window = chromium.new_context(
        base_url=live_server.url, viewport={"width": request.param, "height": 844},
        reduced_motion="reduce", java_script_enabled=request.param == 1280,
    )  # fmt: skip
    yield window.new_page()
    window.close()


def look(page, name):
    """Keep a picture where pictures are wanted; nothing bars anybody or reaches beyond the page."""
    width = page.viewport_size["width"]
    if _PICTURES:
        page.screenshot(path=f"{_PICTURES}/{name}-{width}.png", full_page=True)
    if width == 1280:
        without_barriers(page, name)


def counter_code(agency, someone):
    handler = OfficerFactory(agency=agency, role=Role.SERVICE_HANDLER, name="窗口甲")
    now = timezone.now()
    told = Person(someone.name, someone.identity_number, someone.phone)
    return issue_counter_code(
        agency=agency, person=told, without_account=False, has_seen=True, officer=handler,
        on=timezone.localdate(now), at=now,
    ).code  # fmt: skip


def test_an_account_is_opened_signed_out_of_and_signed_in_to(place, page):
    someone = person(DEPOSITING)
    code = counter_code(place, someone)
    page.goto("/zhanghu/denglu/")
    look(page, "sign-in")
    page.get_by_role("link", name="开通账户").click()
    page.get_by_role("button", name="下一步").click()
    expect(page.locator(".summary")).to_contain_text("姓名：未填写")
    look(page, "register-wrong")
    page.get_by_label("姓名").fill(someone.name)
    page.get_by_label("证件号码").fill(someone.identity_number)
    page.get_by_label("手机号码").fill(someone.phone)
    page.get_by_label("我同意").check()
    look(page, "register")
    page.get_by_role("button", name="下一步").click()
    page.get_by_label("开通码").fill(code)
    page.get_by_label("设置密码").fill(PASSWORD)
    page.get_by_label("再次输入密码").fill(PASSWORD)
    look(page, "proof")
    page.get_by_role("button", name="完成").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("我的公积金")
    page.locator(".signed-in").get_by_role("link", name="我的账户").click()
    look(page, "account")
    for part in ("登录设备", "账户记录", "变更手机号码", "修改密码", "注销账户", "单位管理员申请"):
        page.locator(".account-parts").get_by_role("link", name=part).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(part)
        look(page, f"account-{part}")
        page.goto("/zhanghu/")
    page.locator(".signed-in").get_by_role("button", name="退出").click()
    expect(page.locator(".saved")).to_have_text("您已经退出登录。")
    page.get_by_label("证件号码或者手机号码").fill(someone.phone)
    page.get_by_label("密码", exact=True).fill("falsch")
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_label("证件号码或者手机号码")).to_have_value(someone.phone)
    look(page, "sign-in-wrong")
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.get_by_label("密码", exact=True).press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("我的公积金")


def test_a_manager_names_an_agent_and_the_page_says_for_whom_he_acts(place, page):
    boss = an_account(place, person(SMALL_AGENT))
    told = employer_told(SMALL_EMPLOYER)
    an_agent(boss, employer_no=SMALL_EMPLOYER, name=told.name, is_manager=True)
    other = an_agent(
        an_account(place, name="别家经理"), employer_no="D2", name="别的某某单位", is_manager=True
    )
    name_agent(
        manager=other, name=boss.name, identity_number=boss.identity_number,
        items=["BASE_ADJUSTMENT"], is_manager=False, at=timezone.now(),
    )  # fmt: skip
    page.goto("/zhanghu/jingban/")
    page.get_by_label("证件号码或者手机号码").fill(boss.phone)
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("办事身份")
    look(page, "acting")
    page.get_by_role("button", name=f"为{told.name}办事").click()
    expect(page.locator(".signed-in")).to_contain_text(told.name)
    expect(page.get_by_role("heading", level=1)).to_have_text("单位经办人")
    page.get_by_label("经办人姓名").fill("赵某某")
    page.get_by_label("经办人证件号码").fill(person(DEPOSITING).identity_number)
    page.get_by_label("缴存基数调整").check()
    page.get_by_role("button", name="授权", exact=True).click()
    expect(page.locator(".account-rows")).to_contain_text("等待本人接受")
    look(page, "agents")


def test_everything_is_reached_by_keyboard(place, chromium, live_server):
    account = an_account(place, person(DEPOSITING))
    window = chromium.new_context(base_url=live_server.url)
    page = window.new_page()
    page.goto("/zhanghu/denglu/")
    page.locator("#id_number").focus()
    page.keyboard.type(account.phone)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("我的公积金")
    page.goto("/zhanghu/")
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.textContent.trim().slice(0, 6)"))
    for wanted in ("切换身份", "退出", "登录设备现", "注销账户删除"):
        assert any(each.startswith(wanted[:4]) for each in reached), (wanted, reached)
    window.close()
