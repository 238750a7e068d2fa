"""The office at work in a browser: no barrier, nothing cut off, from an opinion to a reply."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from console.participation.conftest import at

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(chromium, live_server, asking):
    """Return a page on which the clerk has signed in."""
    context = chromium.new_context(base_url=live_server.url, locale="zh-CN")
    page = context.new_page()
    page.goto("/console/login/")
    page.fill("input[name=username]", asking.clerk.user.username)
    page.fill("input[name=password]", "parola-di-prova")
    page.click("button[type=submit]")
    page.wait_for_url("**/console/")
    return page


def test_no_screen_bars_anybody_or_is_cut_off(page, screens):
    wrong = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    for address in screens:
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(address, wait_until="networkidle")
        wrong += [
            (address, each["id"], each["nodes"][0]["html"])
            for each in Axe().run(page).response["violations"]
            if each["impact"] in ("serious", "critical")
        ]
        page.set_viewport_size({"width": 390, "height": 844})
        beyond = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        if page.evaluate(beyond) > 0:
            wrong.append((address, "scrolls sideways"))
    assert wrong == []


def test_the_office_handles_an_opinion_and_a_fault(page, asking, screens):
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(at("participation"))
    page.click(".gk-tabs >> text=意见征集")
    page.click("th >> text=关于征求住房公积金提取办法意见的公告")
    page.click("text=YJ2024-00001")
    page.check("label:has-text('采纳') >> nth=0")
    page.click("button:has-text('登记采纳情况')")
    page.click("button:has-text('公开这段文字')")
    assert "公开" in page.inner_text(".gk-title")
    page.goto(at("faults"))
    page.click("text=ZC2024-00001")
    page.fill("input[name=turned_to]", "信息科")
    page.click("button:has-text('转办')")
    page.check("label:has-text('属实，已改正')")
    page.fill("textarea[name=reply]", "已改正，感谢指正。")
    page.click("button:has-text('办结并答复')")
    assert "已办结" in page.inner_text(".gk-title")
