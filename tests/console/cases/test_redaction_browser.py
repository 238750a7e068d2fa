"""Severing in a real browser: dragged with a mouse, clicked without scripts, on a phone too."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from casework.office import new_case, new_office
from casework.severing import WHY, act, marked
from gongkai.casework.models import RedactedArea
from gongkai.casework.operations.redacting import render_redaction

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def office(settings, tmp_path):
    settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = True
    settings.GONGKAI_FILES = tmp_path / "files"
    return new_office(name="丁市住房公积金管理中心", is_default=True)


@pytest.fixture
def redaction(office):
    case = new_case(office)
    return act(render_redaction, marked(case, office.clerk), office.clerk)


def signed_in(chromium, live_server, officer, **details):
    page = chromium.new_context(base_url=live_server.url, locale="zh-CN", **details).new_page()
    page.goto("/console/login/")
    page.fill("input[name=username]", officer.user.username)
    page.fill("input[name=password]", "parola-di-prova")
    page.click("button[type=submit]")
    page.wait_for_url("**/console/")
    return page


@pytest.mark.parametrize("width", [390, 1280])
def test_the_page_bars_nobody_and_nothing_is_cut_off(
    chromium, live_server, office, redaction, width
):
    viewport = {"width": width, "height": 900}
    page = signed_in(chromium, live_server, office.clerk, viewport=viewport)
    said = []
    page.on("console", lambda message: message.type == "error" and said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"/console/requests/redactions/{redaction.pk}/", wait_until="networkidle")
    page.locator(".gk-sides img").last.scroll_into_view_if_needed()
    found = Axe().run(page).response["violations"]
    grave = [
        (each["id"], each["nodes"][0]["html"])
        for each in found
        if each["impact"] in ("serious", "critical")
    ]
    assert grave == [] and said == []
    beyond = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(beyond) <= 0


def test_a_box_is_dragged_with_the_mouse(chromium, live_server, office, redaction):
    page = signed_in(chromium, live_server, office.clerk, viewport={"width": 1280, "height": 900})
    page.goto(f"/console/requests/redactions/{redaction.pk}/", wait_until="networkidle")
    image = page.locator("input[type=image]")
    image.scroll_into_view_if_needed()
    box = image.bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 115)
    page.mouse.down()
    page.mouse.move(box["x"] + 500, box["y"] + 160, steps=4)
    page.mouse.up()
    expect(page.locator("select[name=ground]")).to_be_focused()
    page.select_option("select[name=ground]", "PRIVACY")
    page.fill("textarea[name=reason]", WHY["reason"])
    page.click("button:has-text('隐去这部分')")
    expect(page.get_by_text("电话13800138000")).to_be_visible()
    area = RedactedArea.objects.latest("pk")
    assert abs(area.left - 20 / 640) < 0.01 and abs(area.bottom - 160 / 640) < 0.01


def test_two_clicks_do_the_same_without_scripts(chromium, live_server, office, redaction):
    page = signed_in(chromium, live_server, office.clerk, java_script_enabled=False)
    page.goto(f"/console/requests/redactions/{redaction.pk}/")
    page.click("input[type=image]", position={"x": 500, "y": 160})
    expect(page.get_by_text("请再点击对角")).to_be_visible()
    page.click("input[type=image]", position={"x": 20, "y": 115})
    expect(page.get_by_text("方框已标出")).to_be_visible()
    page.select_option("select[name=ground]", "PRIVACY")
    page.fill("textarea[name=reason]", WHY["reason"])
    page.click("button:has-text('隐去这部分')")
    expect(page.get_by_text("电话13800138000")).to_be_visible()
    area = RedactedArea.objects.latest("pk")
    assert abs(area.left - 20 / 640) < 0.01 and abs(area.bottom - 160 / 640) < 0.01
