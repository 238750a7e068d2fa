"""The search in a browser: by keyboard, with and without scripts, on a phone and on a desk."""

from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from factories import ColumnFactory, ItemFactory
from gongkai.search.reading import forget_index
from gongkai.search.rebuilding import rebuild
from portal.office import office
from publications.office import AT, ON

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def site(live_server, settings, tmp_path):
    """Return the address of a site with enough items for two sheets and an index of them."""
    settings.GONGKAI_INDEX = tmp_path / "index"
    forget_index()
    organ = office(name="某某市住房公积金管理中心", is_default=True)
    for code, name, year in (("g", "办事指南", 2023), ("p", "政策文件和其他较长的栏目名称", 2022)):
        column = ColumnFactory(agency=organ, code=f"find-{code}", name=name)
        ItemFactory.create_batch(
            8,
            column=column,
            title="公积金提取须知" + "很长的标题" * 8,
            published_on=date(year, 3, 1),
        )
    rebuild(ON, AT)
    yield live_server.url
    forget_index()


@pytest.mark.parametrize("width", [320, 1280])
def test_no_state_of_the_page_has_a_barrier(chromium, site, width):
    found = []
    page = chromium.new_page(viewport={"width": width, "height": 900})
    for address in (
        "q=提取",
        "q=提取&column=find-g&year=2023",
        "q=公基金",
        "q=没有这个词&year=1999",
    ):
        page.goto(f"{site}/jiansuo/?{address}")
        for group in page.locator(".narrowing summary").all():
            group.click()
        faults = Axe().run(page).response["violations"]
        found += [(address, fault["id"], fault["nodes"][0]["html"]) for fault in faults]
        wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        found += [(address, "scrolls sideways")] if page.evaluate(wide) else []
    assert found == []


@pytest.mark.parametrize("scripts", [True, False])
def test_search_choose_and_turn_the_page_by_keyboard(chromium, site, scripts):
    context = chromium.new_context(java_script_enabled=scripts)
    page = context.new_page()
    page.goto(f"{site}/jiansuo/")
    page.locator("#q").focus()
    page.keyboard.type("提取")
    page.keyboard.press("Enter")
    expect(page.locator(".count")).to_have_text("找到16条结果")
    summary = page.locator(".narrowing summary", has_text="栏目")
    summary.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".count")).to_have_text("找到8条结果")
    page.locator(".chosen a").focus()
    page.keyboard.press("Enter")
    page.locator(".sheets a[rel=next]").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".hits li")).to_have_count(6)
    context.close()


def test_words_are_offered_while_somebody_types(chromium, site):
    page = chromium.new_page()
    page.goto(f"{site}/jiansuo/")
    page.locator("#q").focus()
    page.keyboard.type("公积")
    expect(page.locator("#q-suggestions option").first).to_have_attribute("value", "公积金")
    page.close()
