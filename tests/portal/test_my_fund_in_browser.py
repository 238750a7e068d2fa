"""我的公积金 in a browser: on a phone and a desk, without script, by keyboard, without a line."""

import os

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import expect

from fund_services import core_people as people
from fund_services.core.core_server import KEY, CoreServer
from fund_services.signing_in import token_for
from gongkai.fund_services.core.choosing import fund_core
from gongkai.portal.signed_in import COOKIE
from portal.barriers import LOOKS, arm, barriers, read_as, sideways, too_small
from portal.my_fund import PAGES, account_of, an_application, centre

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
_PICTURES = os.environ.get("GONGKAI_TEST_PICTURES", "")
# How large letters in a chart are on the screen: its own size and how much it is enlarged.
_DRAWN = """() => [...document.querySelectorAll(".drawn svg")].map((one) =>
  parseFloat(getComputedStyle(one.querySelector("text")).fontSize)
  * one.getBoundingClientRect().width / one.viewBox.baseVal.width)"""
# All that the phone keeps, as text.
_KEPT = """async () => {
  const found = [];
  for (const name of await caches.keys()) {
    const store = await caches.open(name);
    for (const request of await store.keys()) {
      found.push([request.url, await (await store.match(request)).text()]);
    }
  }
  return found;
}"""


@pytest.fixture
def account(settings):
    settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = True
    cache.clear()
    return account_of(centre())


@pytest.fixture
def browse(chromium, live_server, account):
    """Return what opens a window of a width, signed in; every complaint fails the test."""
    wrong = []

    def window(width=390, *, signed_in=True, **options):
        context = chromium.new_context(
            base_url=live_server.url,
            locale="zh-CN",
            viewport={"width": width, "height": 844},
            **options,
        )
        if signed_in:
            token = token_for(account, at=timezone.now())
            cookie = {"name": COOKIE, "value": token, "url": live_server.url}
            context.add_cookies([cookie | {"httpOnly": True, "sameSite": "Lax"}])
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on(
            "console",
            lambda m: (
                wrong.append(m.text)
                if m.type == "error" and "Failed to load resource" not in m.text
                else None
            ),
        )
        return page

    yield window
    assert wrong == []


def look(page, name):
    """Return what bars anybody on a page; keep a picture if wanted."""
    page.wait_for_load_state()
    width = page.viewport_size["width"]
    if _PICTURES:
        page.screenshot(path=f"{_PICTURES}/{name}-{width}.png", full_page=True)
    beyond = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    found = [(name, width, "scrolls sideways")] if page.evaluate(beyond) > 0 else []
    results = Axe().run(page).response["violations"]
    return found + [
        (name, width, one["id"]) for one in results if one["impact"] in ("serious", "critical")
    ]


def test_no_page_bars_anybody(browse, account):
    an_application(account)
    found = []
    for width in (390, 1280):
        page = browse(width)
        for name, address in PAGES.items():
            page.goto(address)
            expect(page.locator("main h1")).to_have_count(1)
            found += look(page, name)
    page = browse(390, signed_in=False)
    page.goto("/lixian/")
    assert found + look(page, "offline") == []


def test_every_way_of_reading_does_it_justice(browse, account):
    an_application(account)
    page = browse(390, reduced_motion="reduce")
    found = []
    for name in ("my-fund", "my-deposits", "my-loan", "my-applications"):
        page.goto(PAGES[name])
        arm(page)
        for colours in ("dark", "contrast"):
            read_as(page, colours=colours)
            found += [(name, colours, each) for each in barriers(page, LOOKS)]
            if _PICTURES:
                page.screenshot(path=f"{_PICTURES}/{name}-{colours}.png", full_page=True)
        read_as(page, view="elder")
        small = [each for each in too_small(page) if not each[1].startswith("<text")]
        found += [(name, "elder", each) for each in (*small, *barriers(page, LOOKS))]
        found += [(name, "elder", each) for each in page.evaluate(_DRAWN) if each < 23.9]
        found += [(name, "elder", "sideways")] if sideways(page) > 0 else []
        if _PICTURES:
            page.screenshot(path=f"{_PICTURES}/{name}-elder.png", full_page=True)
    assert found == [], "\n".join(map(str, found))


def test_everything_is_reached_by_keyboard_and_without_script(browse):
    page = browse(390, java_script_enabled=False)
    page.goto("/wode/")
    expect(page.get_by_role("heading", name="账户余额")).to_be_visible()
    page.get_by_role("link", name="全部明细").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="缴存明细")).to_be_visible()
    expect(page.locator(".drawn svg")).to_be_visible()
    page.get_by_role("link", name="贷款", exact=True).focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="还款计划").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="每期还款")).to_be_visible()


def test_who_signs_out_from_his_own_page_is_out(browse):
    page = browse(390)
    page.goto("/wode/")
    page.get_by_role("button", name="退出").click()
    page.wait_for_url("**/zhanghu/denglu/**")
    page.go_back()
    expect(page.get_by_role("heading", name="账户余额")).to_have_count(0)


def test_a_phone_keeps_the_offline_page_and_nothing_of_anybody(browse, live_server):
    page = browse(390)
    page.goto("/wode/")
    page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    for address in PAGES.values():
        page.goto(address)
    kept = page.evaluate(_KEPT)
    places = {address.removeprefix(live_server.url).split("?")[0] for address, _ in kept}
    assert "/lixian/" in places
    assert all(place == "/lixian/" or place.startswith("/static/") for place in places)
    worker = people.person(people.BORROWER)
    balance = f"{fund_core().account(people.BORROWER).balance:,.2f}"
    for address, content in kept:
        for secret in (worker.name, worker.identity_number, worker.phone, balance, "0003"):
            assert secret not in content or address.endswith(".svg"), address
    page.context.set_offline(True)
    page.goto("/wode/jiaocun/")
    expect(page.get_by_role("heading", name="没有网络")).to_be_visible()
    assert look(page, "offline-shown") == []
    page.context.set_offline(False)
    page.get_by_role("link", name="重新连接").click()
    expect(page.get_by_role("heading", name="账户余额")).to_be_visible()


def test_chromium_finds_it_installable(browse):
    page = browse(390)
    page.goto("/wode/")
    tools = page.context.new_cdp_session(page)
    told = tools.send("Page.getAppManifest")
    assert told["errors"] == [] and told["url"].endswith("/yingyong.webmanifest")
    faults = tools.send("Page.getInstallabilityErrors")["installabilityErrors"]
    # A window of its own for a test is a private one.
    assert {each["errorId"] for each in faults} <= {"in-incognito"}


def test_the_business_system_is_down_then_slow_then_back(browse, settings):
    embedded = fund_core()
    account = embedded.account(people.BORROWER)
    server = CoreServer(lambda: timezone.now().timestamp())
    try:
        server.tells("account", account)
        server.tells("entries", [])
        server.tells("loans", embedded.loans(people.BORROWER))
        settings.GONGKAI_CORE = {"base": server.base, "key": KEY.number, "secret": KEY.secret}
        settings.GONGKAI_CORE_SECONDS = 0.6
        page = browse(390)
        found = []
        server.always = "hangs"
        page.goto("/wode/")
        expect(page.locator(".core-away")).to_contain_text("暂时无法连接")
        expect(page.get_by_role("heading", name="我的办件")).to_be_visible()
        found += look(page, "core-slow")
        server.always = "error"
        page.goto("/wode/daikuan/")
        expect(page.get_by_role("link", name="重新查询")).to_be_visible()
        found += look(page, "core-down")
        cache.clear()
        server.always = ""
        page.get_by_role("link", name="重新查询").click()
        expect(page.get_by_role("link", name="还款计划")).to_be_visible()
        assert found == []
    finally:
        server.close()
