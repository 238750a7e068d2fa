"""A guide is written row by row, released by another and seen by the public; also unscripted."""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from console.publishing.browsing import signed_in
from console.publishing.conftest import at
from fund_services.guides.made import centre, item, registered, released, submitted, written
from gongkai.fund_services.models import GuideVersion

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PICTURES = os.environ.get("GONGKAI_TEST_PICTURES", "")


@pytest.fixture
def place(live_server):
    place = centre(name="某某市住房公积金管理中心", is_default=True, is_demonstration=True)
    registered(place)
    return place


def looked_at(page, name):
    """Keep a picture of a page where somebody wants to look at it."""
    if PICTURES:
        # The console scrolls inside itself.
        size = page.viewport_size
        page.set_viewport_size({"width": size["width"], "height": 3200})
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)
        page.set_viewport_size(size)


def test_a_guide_is_written_row_by_row_without_scripts(chromium, live_server, place):
    rent = item(place)
    page = signed_in(chromium, live_server, place.writer, java_script_enabled=False)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(at("edit-guide", rent.pk))
    looked_at(page, "guide_edit_unscripted_1280")
    page.get_by_label("一句话说明").fill("租房付房租的可以提取。")
    rows = page.locator("#part-basis .gk-guide-rows > li")
    before = rows.count()
    page.get_by_role("button", name="设定依据：再加几行").click()
    expect(rows).to_have_count(before + 3)
    rows.nth(1).get_by_label("文件名称").fill("本市住房公积金提取管理办法")
    rows.nth(1).get_by_label("条款").fill("第九条")
    page.get_by_role("button", name="设定依据：上移第2行").click()
    expect(rows.nth(0).get_by_label("条款")).to_have_value("第九条")
    expect(page.get_by_label("一句话说明")).to_have_value("租房付房租的可以提取。")
    page.get_by_role("button", name="办理材料：删除第1行").click()
    page.get_by_label("份数").first.fill("两")
    page.get_by_role("button", name="保存草稿").click()
    expect(page.get_by_role("alert")).to_contain_text("份数“两”不是数字")
    expect(rows.nth(0).get_by_label("条款")).to_have_value("第九条")
    page.get_by_label("份数").first.fill("2")
    page.get_by_role("button", name="保存草稿").click()
    expect(page.get_by_text("已保存草稿。")).to_be_visible()
    kept = GuideVersion.objects.get(item=rent, state="DRAFT").elements
    assert [each["article"] for each in kept["basis"]] == ["第九条", "第二十四条第一款第（六）项"]
    assert kept["materials"][0] == {
        "name": "申请人有效身份证件", "form": "ORIGINAL", "number": 2,
        "source": "APPLICANT", "when": "",
    }  # fmt: skip


def test_one_hands_in_another_releases_and_the_public_sees_it(chromium, live_server, place):
    rent = item(place)
    page = signed_in(chromium, live_server, place.writer)
    page.goto(at("edit-guide", rent.pk))
    page.get_by_label("一句话说明").fill("审核以后才看得到的话。")
    page.get_by_role("button", name="保存并提交审核").click()
    expect(page.get_by_text("已提交，并通知审核人员。")).to_be_visible()
    expect(page.get_by_text("须由其他审核人或公开工作机构负责人审核")).to_be_visible()
    second = signed_in(chromium, live_server, place.reviewer)
    second.goto(at("guides") + "?scope=waiting")
    second.get_by_role("link", name="租赁住房提取").click()
    second.get_by_role("link", name="与现行版本比较").click()
    expect(second.locator("ins").first).to_contain_text("审核以后")
    second.goto(at("guide", rent.pk))
    second.get_by_role("button", name="审核通过").click()
    expect(second.get_by_text("已审核通过")).to_be_visible()
    second.goto(f"/banshi/{rent.pk}/")
    expect(second.get_by_text("审核以后才看得到的话。")).to_be_visible()


def test_the_pages_bar_nobody_and_do_not_scroll_sideways(chromium, live_server, place):
    rent, back = item(place), item(place, "BACK_DEPOSIT")
    released(place, rent, summary="第二版的说明。")
    submitted(place, rent, summary="第三版的说明。")
    written(place, back)
    page = signed_in(chromium, live_server, place.reviewer)
    wrong = []
    for name, address in {
        "list": at("guides"), "missing": at("guides") + "?scope=missing",
        "item": at("guide", rent.pk), "item_bare": at("guide", back.pk),
        "version": at("guide-version", rent.pk, 3), "edit": at("edit-guide", back.pk),
        "new": at("new-service-item"),
    }.items():  # fmt: skip
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(address, wait_until="load")
            beyond = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            if page.evaluate(beyond) > 0:
                wrong.append((name, width, "scrolls sideways"))
            looked_at(page, f"guide_office_{name}_{width}")
        wrong += [
            (name, found["id"], found["nodes"][0]["html"][:200])
            for found in Axe().run(page).response["violations"]
            if found["impact"] in ("serious", "critical")
        ]
    assert wrong == []
