"""The wall in a real browser: renewed without a flicker, no barrier, nothing cut off."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from console.hotline.busy_days import busy
from gongkai.hotline.models import Call

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SCREENS = ("/console/board/", "/console/board/bulletins/")
WIDTHS = ((1920, 1080), (1280, 900), (390, 844))


def signed_in(chromium, live_server, officer, **more):
    context = chromium.new_context(base_url=live_server.url, locale="zh-CN", **more)
    page = context.new_page()
    page.goto("/console/login/")
    page.fill("input[name=username]", officer.user.username)
    page.fill("input[name=password]", "parola-di-prova")
    page.click("button[type=submit]")
    page.wait_for_url("**/console/")
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_screen_bars_anybody_or_is_cut_off(chromium, live_server, office, scheme):
    page = signed_in(chromium, live_server, busy(office), color_scheme=scheme)
    said = []
    page.on("console", lambda message: message.type == "error" and said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for path in SCREENS:
        for width, height in WIDTHS:
            page.set_viewport_size({"width": width, "height": height})
            page.goto(path, wait_until="networkidle")
            beyond = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            assert page.evaluate(beyond) <= 0, (path, width)
        answer = Axe().run(page).response
        grave = [
            (found["id"], found["nodes"][0]["html"])
            for found in answer["violations"]
            if found["impact"] in ("serious", "critical")
        ]
        assert grave == [], path
    assert said == []


def test_the_wall_is_renewed_in_place(chromium, live_server, office):
    page = signed_in(chromium, live_server, busy(office))
    page.clock.install()
    page.goto("/console/board/", wait_until="networkidle")
    page.evaluate("window.stayed = true")
    page.locator("summary").first.click()
    Call.objects.filter(agency=office.agency).delete()
    page.clock.fast_forward(31_000)
    expect(page.locator(".gk-wall-counts dd").first).to_have_text("0")
    assert page.evaluate("window.stayed")  # the page itself never went away
    assert page.locator("details").first.evaluate("each => each.open")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_where_the_server_is_gone_the_wall_says_so_and_keeps_its_figures(
    chromium, live_server, office
):
    page = signed_in(chromium, live_server, busy(office))
    page.clock.install()
    page.goto("/console/board/", wait_until="networkidle")
    before = page.locator(".gk-wall-counts").inner_text()
    page.route("**/console/board/", lambda route: route.abort())
    page.clock.fast_forward(31_000)
    expect(page.get_by_text("未能更新")).to_be_visible()
    assert page.locator(".gk-wall-counts").inner_text() == before


def test_without_scripts_the_page_refreshes_itself(chromium, live_server, office):
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/console/login/")
    page.fill("input[name=username]", busy(office).user.username)
    page.fill("input[name=password]", "parola-di-prova")
    page.click("button[type=submit]")
    page.goto("/console/board/")
    expect(page.locator(".gk-wall-counts dd").first).to_be_visible()
    assert page.locator("noscript meta[http-equiv=refresh]").count() == 1 or (
        'http-equiv="refresh"' in page.content()
    )
    page.click("text=数据表 >> nth=0")
    expect(page.get_by_text("时段").first).to_be_visible()
