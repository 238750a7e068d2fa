"""The pages of what is sent, in a real browser: no barrier, nothing cut off, without a mouse."""

import os

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from gongkai.messages.models import Dispatch, WayPreference

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LIST = "/console/sending/"


@pytest.fixture
def page(chromium, live_server, sent):
    """Return a page on which the head of the office has signed in."""
    context = chromium.new_context(base_url=live_server.url, locale="zh-CN")
    page = context.new_page()
    page.goto("/console/login/")
    page.fill("input[name=username]", sent.head.user.username)
    page.fill("input[name=password]", "parola-di-prova")
    page.click("button[type=submit]")
    page.wait_for_url("**/console/")
    # Two pages at once would share the one connection of the test.
    page.wait_for_load_state("networkidle")
    yield page
    page.wait_for_load_state("networkidle")
    context.close()


def test_nothing_bars_anybody_or_is_cut_off(page, sent):
    said = []
    page.on("console", lambda message: message.type == "error" and said.append(message.text))
    paths = {
        "list": LIST,
        "dead": f"{LIST}dead/",
        "letters": f"{LIST}letters/",
        "mine": f"{LIST}mine/",
        "gateways": f"{LIST}gateways/?edit=WECHAT:ticket.accepted",
        "failed": f"{LIST}{sent.failed.pk}/",
        "letter": f"{LIST}{sent.letter.pk}/",
    }
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        for name, path in paths.items():
            page.goto(path, wait_until="networkidle")
            beyond = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            assert page.evaluate(beyond) <= 0, (path, width)
            wide = page.evaluate(
                "[...document.querySelectorAll('.gk *')].filter(e => e.getClientRects().length"
                " && e.getBoundingClientRect().right > innerWidth + 1"
                " && !e.closest('.gk-scroll, .gk-tabs, .gk-hidden')).map(e => e.outerHTML)"
            )
            assert wide == [], (path, width)
            if width == 1280:
                answer = Axe().run(page).response
                grave = [
                    (found["id"], found["nodes"][0]["html"])
                    for found in answer["violations"]
                    if found["impact"] in ("serious", "critical")
                ]
                assert grave == [], path
            if folder := os.environ.get("GONGKAI_PICTURES"):
                page.screenshot(path=f"{folder}/sending-{name}-{width}.png", full_page=True)
    assert said == []


def test_what_did_not_arrive_is_decided_by_keyboard(page, sent):
    page.goto(f"{LIST}dead/")
    page.get_by_role("button", name="重发").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("已安排重发。")).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert Dispatch.objects.get(pk=sent.failed.pk).state == "QUEUED"
    page.goto(f"{LIST}mine/")
    page.get_by_label("工单催办：短信").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.get_by_text("已保存。")).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert WayPreference.objects.get().ways == ["SCREEN", "SMS"]
