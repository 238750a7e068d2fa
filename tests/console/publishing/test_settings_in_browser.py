"""Setting up and watching publishing, in a browser: at any width, without barriers."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import expect

from factories import ColumnFactory, ItemFactory
from gongkai.publications.operations.columns import take_preset_columns
from gongkai.publications.operations.drafting import draft_item
from gongkai.publications.operations.wording import WordRow, add_own_word
from gongkai.review.operations import appoint_substitute
from publications.office import content, office
from publications.test_publication_limits import document

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BASE = "/console/publishing/"


@pytest.fixture
def place(live_server):
    """Return an office in which everything is due, late, held back, stale and empty."""
    place = office()
    at = timezone.now()
    now = {"officer": place.office_head, "on": timezone.localdate(at), "at": at}
    take_preset_columns(agency=place.agency, **now)
    ItemFactory(column=place.column, title="超期公开的通知", formed_on=now["on"].replace(day=1)
                - timedelta(days=80), published_on=now["on"] - timedelta(days=1))  # fmt: skip
    news = ColumnFactory(agency=place.agency, name="工作动态", update_days=7)
    ItemFactory(column=news, published_on=now["on"] - timedelta(days=40))
    document(place, now["on"] - timedelta(days=60))
    document(place, now["on"], "WITHHELD", next_review_on=now["on"], ground="DELIBERATIVE")
    draft_item(agency=place.agency, content=content(place, formed_on=now["on"]),
               officer=place.drafter, on=now["on"], at=at)  # fmt: skip
    for number in range(3):
        row = WordRow(f"缴从基数{number}", f"缴存基数{number}", "本机关2023年差错通报")
        add_own_word(agency=place.agency, row=row, **now)
    appoint_substitute(principal=place.leader, substitute=place.department_head,
                       from_on=now["on"], until_on=now["on"] + timedelta(days=9),
                       reason="外出学习", **now)  # fmt: skip
    return place


@pytest.fixture
def page(chromium, live_server, place):
    """Return a page on which the head of the office has signed in."""
    context = chromium.new_context(base_url=live_server.url, locale="zh-CN")
    page = context.new_page()
    page.goto("/console/login/")
    page.fill("input[name=username]", place.office_head.user.username)
    page.fill("input[name=password]", "parola-di-prova")
    page.click("button[type=submit]")
    page.wait_for_url("**/console/")
    yield page
    context.close()


def test_no_screen_bars_anybody_or_is_cut_off(page, place):
    wrong = []
    page.on("console", lambda said: said.type == "error" and wrong.append(said.text))
    screens = ("monitor/", "columns/", "columns/new/", f"columns/{place.column.pk}/", "settings/",
               "words/", "substitutions/")  # fmt: skip
    for path in screens:
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(BASE + path, wait_until="load")
            for fold in page.locator(".gk-body details > summary").all():
                fold.click()
            wrong += [
                (path, width, one["id"], one["nodes"][0]["html"])
                for one in Axe().run(page).response["violations"]
                if one["impact"] in ("serious", "critical")
            ]
            beyond = page.evaluate(
                "[...document.querySelectorAll('.gk *')].filter(e => e.getClientRects().length"
                " && e.getBoundingClientRect().right > innerWidth + 1"
                " && !e.closest('.gk-scroll, .gk-tabs, .gk-hidden'))"
                ".map(e => e.outerHTML.slice(0, 120))"
            )
            wrong += [(path, width, each) for each in beyond[:3]]
    assert wrong == []


def test_a_head_sets_stages_by_keyboard_and_sees_what_is_due(page, place):
    page.goto(f"{BASE}monitor/")
    page.get_by_text("怎样计算").first.click()
    assert page.get_by_text("次日起算20个工作日").first.is_visible()
    page.goto(f"{BASE}settings/")
    page.get_by_label("环节名称").first.focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("一审一校")
    page.get_by_role("button", name="保存").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("审核环节为本机关自定")).to_be_visible()
    expect(page.get_by_label("环节名称").first).to_have_value("一审一校")
