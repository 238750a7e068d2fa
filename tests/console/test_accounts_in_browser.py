"""Online accounts at the console in a browser: lists, one account, a slip, an application."""

import os
from types import SimpleNamespace

import pytest
from django.utils import timezone
from playwright.sync_api import expect

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
from fund_services.signing_in import an_account, an_agent, token_for
from gongkai.agencies.models import Role
from gongkai.fund_services.operations.accounts.managing import apply_to_manage
from looking import enter_console, wrong_with
from portal.test_item_page import PNG

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
_PICTURES = os.environ.get("GONGKAI_TEST_PICTURES", "")


@pytest.fixture
def place(settings, live_server, tmp_path):
    settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = True
    settings.WAGTAILADMIN_BASE_URL = live_server.url
    settings.GONGKAI_FILES = tmp_path
    at = timezone.now()
    fill_core(timezone.localdate(at))
    agency = AgencyFactory(name="某某市住房公积金管理中心", is_default=True)
    worker = an_account(agency, person(DEPOSITING), at=at)
    token_for(worker, device="Windows上的Chrome", address="10.0.0.1")
    an_agent(worker, employer_no="D2", name="别的某某单位", is_manager=True, at=at)
    told = employer_told(SMALL_EMPLOYER)
    paper = SimpleNamespace(name="授权书.png", media_type="image/png", content=PNG)
    row = apply_to_manage(
        account=an_account(agency, person(SMALL_AGENT), at=at), credit_code=told.credit_code,
        employer_no=told.employer_no, note="单位首次网上办事", files=[paper], at=at,
    )  # fmt: skip
    officer = OfficerFactory(agency=agency, role=Role.SERVICE_REVIEWER, name="复核甲")
    return SimpleNamespace(worker=worker, application=row, officer=officer)


@pytest.fixture
def page(chromium, live_server, place):
    context = chromium.new_context(base_url=live_server.url, locale="zh-CN")
    page = context.new_page()
    page.set_viewport_size({"width": 1280, "height": 900})
    enter_console(page, place.officer)
    return page


def barriers(page, name):
    """Return what bars anybody at both widths; keep pictures if wanted."""
    wrong = []
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_load_state("networkidle")
        if _PICTURES:
            page.screenshot(path=f"{_PICTURES}/console-{name}-{width}.png", full_page=True)
        wrong += wrong_with(page, name)
    page.set_viewport_size({"width": 1280, "height": 900})
    return wrong


def test_accounts_are_looked_at_and_a_code_is_given_out(page, place):
    wrong = []
    for name, address in (
        ("accounts", "/console/accounts/"),
        ("account", f"/console/accounts/{place.worker.pk}/"),
        ("managers", "/console/accounts/managers/"),
        ("manager", f"/console/accounts/managers/{place.application.pk}/"),
    ):
        page.goto(address)
        wrong += barriers(page, name)
    page.get_by_role("button", name="确认为单位管理员").click()
    expect(page.locator(".messages")).to_contain_text("已确认为单位管理员")
    page.goto("/console/accounts/codes/")
    wrong += barriers(page, "codes")
    someone = person(SEALED)
    page.get_by_label("姓名").fill(someone.name)
    page.get_by_label("证件号码").fill(someone.identity_number)
    page.get_by_label("手机号码").fill(someone.phone)
    page.get_by_label("本人到场").check()
    page.get_by_role("button", name="发放并打印").click()
    expect(page.locator(".gk-slip-code")).to_be_visible()
    wrong += barriers(page, "slip")
    page.emulate_media(media="print")
    if _PICTURES:
        page.screenshot(path=f"{_PICTURES}/console-slip-print.png", full_page=True)
    expect(page.locator(".not-on-slip").first).to_be_hidden()
    assert wrong == []
