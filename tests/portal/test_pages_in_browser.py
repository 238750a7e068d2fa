"""The pages in a browser: on a phone, on a desk, enlarged, by keyboard, on paper."""

import json
from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from factories import ColumnFactory, ItemFactory
from portal.office import office, published_report
from portal.test_report_check_page import SENTENCE, report_json

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

REPORT = "/nianbao/gjj/2023/"


@pytest.fixture
def site(live_server, settings):
    """Return the address of a site with a published report and enough items for two sheets."""
    organ = office(
        name="某某市住房公积金管理中心", is_default=True, is_demonstration=True, postcode="100000"
    )
    published_report(organ)
    column = ColumnFactory(agency=organ, code="long", name="政务公开重点工作和其他较长的栏目名称")
    ItemFactory.create_batch(
        25, column=column, published_on=date(2023, 9, 1), title="关于住房公积金" + "很长的标题" * 12
    )
    ItemFactory.create_batch(25, column=organ_column(organ), published_on=date(2023, 9, 2))
    settings.GONGKAI_REPORT_ERROR_URL = "https://zfwzzc.example.gov.cn/"
    return live_server.url


def organ_column(organ):
    return ColumnFactory._meta.model.objects.get(agency=organ, code="news")


@pytest.fixture
def visit(chromium, site):
    """Return what opens a page at a width; every complaint and foreign request fails the test."""
    opened, wrong = [], []

    def open_page(address, width=1280, height=900):
        page = chromium.new_page(viewport={"width": width, "height": height})
        page.on(
            "console",
            lambda m: (
                wrong.append(m.text)
                if m.type in ("error", "warning") and "Failed to load resource" not in m.text
                else None
            ),
        )
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("request", lambda r: wrong.append(r.url) if not r.url.startswith(site) else None)
        page.goto(site + address, wait_until="load")
        opened.append(page)
        return page

    yield open_page
    for page in opened:
        page.close()
    assert wrong == []


def overflow(page):
    return page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )


def test_everything_can_be_reached_and_seen_by_keyboard(visit):
    page = visit("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    wanted = page.locator("main a, main input, main button, footer a").count()
    reached = 0
    for _ in range(wanted):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
        assert outline == "3px"
        reached += 1
    assert reached == wanted > 5
    assert page.evaluate("document.activeElement.closest('footer') !== null")


def test_a_visitor_searches_and_opens_the_report(visit):
    page = visit("/", 390)
    page.get_by_label("检索公开信息").fill("三审三校")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="2023年政府信息公开工作年度报告").click()
    page.wait_for_url(f"**{REPORT}")
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    with page.expect_download() as download:
        page.get_by_role("link", name="Word").click()
    assert download.value.suggested_filename.endswith("2023年政府信息公开工作年度报告.docx")


def test_the_wide_table_scrolls_inside_its_own_frame(visit):
    page = visit(REPORT, 390)
    frame = page.locator(".report-scroll").nth(1)
    assert frame.evaluate("e => e.scrollWidth > e.clientWidth")
    frame.focus()
    page.keyboard.press("ArrowRight")
    for _ in range(100):
        if frame.evaluate("e => e.scrollLeft") > 0:
            return
        page.wait_for_timeout(20)
    pytest.fail("the table did not move")


def test_the_archive_is_walked_by_links_alone(visit):
    page = visit("/xinxi/", 390)
    page.get_by_role("link", name="新闻发布 29").click()
    page.wait_for_url("**/xinxi/gjj/lanmu/news/")
    expect(page.locator(".items li")).to_have_count(20)
    page.locator(".archive-years summary").filter(has_text="2023年").click()
    page.locator('.archive-years a[href$="/news/2023/"]').click()
    month = page.locator('.choices a[href$="/2023/09/"]')
    size = int(month.inner_text().split()[1])
    month.click()
    page.wait_for_url("**/xinxi/gjj/lanmu/news/2023/09/")
    expect(page.locator(".items li")).to_have_count(size)
    page.get_by_role("link", name="新闻发布").last.click()
    page.wait_for_url("**/xinxi/gjj/lanmu/news/")


def test_the_home_page_is_light(chromium, site):
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    finished = []
    page.on("requestfinished", lambda request: finished.append(request))
    page.goto(site + "/", wait_until="networkidle")
    # Uncompressed: what the test server sends is what counts here.
    sizes = {request.url: request.sizes()["responseBodySize"] for request in finished}
    page.close()
    assert len(sizes) <= 12, sizes
    assert sum(sizes.values()) <= 100_000, sizes


def test_paper_gets_the_report_and_not_the_screen_furniture(visit):
    page = visit(REPORT)
    page.emulate_media(media="print")
    for name in ("nav.main", ".crumbs", ".downloads", ".report-contents"):
        assert not page.locator(name).first.is_visible(), name
    assert page.locator(".annual-report table").first.is_visible()
    assert page.locator(".demonstration").is_visible()


@pytest.fixture
def wrong_report(tmp_path):
    """Return a file with a report in which one sum is wrong and one cell is blank."""
    wrong = {"requests.received.total": 4321, "requests.disclosed.other": None}
    written = report_json(**wrong, **{"narrative.overview": SENTENCE * 30})
    file = tmp_path / "年报.json"
    file.write_text(json.dumps(written), encoding="utf-8")
    return file


def test_a_report_is_checked_without_barrier_or_script_at_any_width(visit, wrong_report):
    found = []
    for width in (320, 390, 1280):
        page = visit("/hedui/", width)
        page.get_by_label("年度报告", exact=True).set_input_files(wrong_report)
        page.get_by_role("button", name="开始核对").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("核对结果")
        # The heading may stand there before the style sheets do.
        page.wait_for_load_state()
        if overflow(page) > 0:
            found.append((width, "scrolls sideways"))
        results = Axe().run(page).response["violations"]
        found += [
            (width, one["id"], one["nodes"][0]["html"])
            for one in results
            if one["impact"] in ("serious", "critical")
        ]
        page.close()
    assert found == []


def test_a_report_is_checked_and_its_places_are_followed_by_keyboard(visit, wrong_report):
    page = visit("/hedui/")
    page.get_by_label("年度报告", exact=True).set_input_files(wrong_report)
    page.get_by_label("年度报告", exact=True).focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "开始核对"
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("核对结果")
    # The heading may stand there before the style sheets do.
    page.wait_for_load_state()
    cell = page.locator("#figure-requests-received-total")
    cell.get_by_role("link").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**#finding-*")
    number = page.url.rpartition("-")[2]
    listed = page.locator(f"#finding-{number}")
    listed.get_by_role("link", name="查看原处").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**#figure-requests-*")


def test_paper_gets_the_findings_and_not_the_form(visit, wrong_report):
    page = visit("/hedui/")
    page.get_by_label("年度报告", exact=True).set_input_files(wrong_report)
    page.get_by_role("button", name="开始核对").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("核对结果")
    # The heading may stand there before the style sheets do.
    page.wait_for_load_state()
    page.emulate_media(media="print")
    for name in ("nav.main", ".crumbs", "form.check", ".again", ".to-place", "footer.site"):
        assert not page.locator(name).first.is_visible(), name
    for name in (".findings li", ".annual-report table", ".aid", ".prose p"):
        assert page.locator(name).first.is_visible(), name
