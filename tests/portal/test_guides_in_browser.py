"""A worker finds an item and reads its guide; on a telephone, a wide screen and without scripts."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from fund_services.guides.made import NOW, ON, centre, item, registered, released
from gongkai.agencies.models import Agency
from gongkai.fund_services.operations.applications.form_versions import install_forms
from gongkai.fund_services.operations.guides import set_online_from

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PICTURES = os.environ.get("GONGKAI_TEST_PICTURES", "")


@pytest.fixture
def place(live_server):
    """Return a centre with its list, one guide of it written by itself."""
    place = centre(name="某某市住房公积金管理中心", is_default=True, is_demonstration=True)
    registered(place)
    for code in ("RENT_WITHDRAWAL", "MONTHLY_DEPOSIT", "DEPOSIT_CERTIFICATE"):
        set_online_from(item=item(place, code), online_from=ON, officer=place.head, **NOW)
    install_forms(agency=place.agency, on=ON, at=NOW["at"])
    released(place, item(place, "BACK_DEPOSIT"), in_force_from=ON + timedelta(days=1))
    return place


def looked_at(page, name):
    """Keep a picture of a page where somebody wants to look at it."""
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)


def test_no_page_of_guides_bars_anybody_or_scrolls_sideways(chromium, live_server, place):
    Agency.objects.filter(pk=place.agency.pk).update(phone="0429-0000000 转 8001、8002、8003")
    loan, back = item(place, "LOAN_APPLICATION").pk, item(place, "BACK_DEPOSIT").pk
    addresses = {
        "list": "/banshi/", "found": "/banshi/?q=提取", "loan": f"/banshi/{loan}/",
        "own": f"/banshi/{back}/", "print": f"/banshi/{loan}/?print=1",
        "old": f"/banshi/{back}/banben/1/",
    }  # fmt: skip
    wrong = []
    page = chromium.new_page()
    page.on("pageerror", lambda error: wrong.append(str(error)))
    for name, address in addresses.items():
        for width in (320, 390, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(live_server.url + address, wait_until="load")
            beyond = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            if page.evaluate(beyond) > 0:
                wrong.append((address, width, "scrolls sideways"))
            if width > 320:
                looked_at(page, f"guides_{name}_{width}")
        found = Axe().run(page).response["violations"]
        wrong += [
            (address, each["id"], each["nodes"][0]["html"])
            for each in found
            if each["impact"] in ("serious", "critical")
        ]
    assert wrong == []


def test_an_item_is_found_and_read_on_a_telephone_without_scripts(chromium, live_server, place):
    context = chromium.new_context(
        base_url=live_server.url,
        java_script_enabled=False,
        viewport={"width": 390, "height": 844},
    )
    page = context.new_page()
    page.goto("/banshi/")
    page.get_by_label("查找事项").fill("租房")
    page.get_by_role("main").get_by_role("button", name="查找").click()
    page.get_by_role("link", name="租赁住房提取").click()
    assert page.get_by_role("heading", level=1).inner_text() == "租赁住房提取"
    flow = page.get_by_role("img", name="租赁住房提取办理流程图")
    assert page.get_by_role("link", name="在线办理").get_attribute("href").startswith("/banli/")
    box = flow.bounding_box()
    assert box["width"] > 300 and box["x"] + box["width"] <= 390
    page.get_by_text("可以按月提取吗？").click()
    assert page.get_by_text("能否按月、按季提取以本市规定为准。").is_visible()
    context.close()
