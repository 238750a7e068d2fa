"""The console in a real browser: no violation, no barrier, no English, nothing cut off."""

from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from annual_reports.received import WRONG_TOTAL, collection_of, received, sent_report
from console.conftest import signed
from console.visible_text import SAME_IN_CHINESE, WORD
from gongkai.agencies.models import Appointment
from gongkai.ledgers.models import Upload

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
YEAR = "/console/annual-reports/2023/"
SCREENS = [
    "/console/?year=2023",
    "/console/annual-reports/",
    YEAR,
    f"{YEAR}narrative/",
    f"{YEAR}narrative/proactive/",
    f"{YEAR}checks/",
    f"{YEAR}sign-off/",
    f"{YEAR}archive/",
    f"{YEAR}downloads/",
    f"{YEAR}publication/",
    f"{YEAR}figures/",
    f"{YEAR}figures/tickets.satisfied/",
    "/console/ledgers/",
    "/console/ledgers/guide/",
    "/console/calendars/",
    "/console/calendars/2024/",
    "/console/calendars/add/",
    "/console/audit/",
    "/console/submissions/",
    "/console/submissions/2023/",
    "/console/submissions/2023/organs/",
    "/console/submissions/received/{received}/",
    "/console/compare/",
    "/console/compare/?a=received-{received}&b=own-2023",
    "/console/submissions/consolidation/2023/?scope=all",
    "/console/submissions/consolidation/2023/cells/requests.total.business/?scope=all",
]


@pytest.fixture
def screens(office, on, at, settings, tmp_path):
    """Return the addresses of all screens, with a report that another organ sent in."""
    settings.GONGKAI_FILES = tmp_path / "files"
    Appointment.objects.create(officer=office.head, role="CITY_OFFICE", from_on=date(2022, 1, 1))
    collection = collection_of(office.head, on, at)
    told = sent_report(values={**WRONG_TOTAL, "proactive.licences": None})
    report = received(collection, office.head, on, at, told)
    return [path.format(received=report.pk) for path in SCREENS]


@pytest.fixture
def page(chromium, live_server, office, opened, at):
    """Return a page on which the head of the office has signed in, with a signed report."""
    signed(office, opened)
    Upload.objects.create(agency=office.agency, officer=office.clerk, size=9, state="IMPORTED",
                          original_name="台账.xlsx", created_at=at)  # fmt: skip
    context = chromium.new_context(base_url=live_server.url, locale="zh-CN")
    page = context.new_page()
    page.goto("/console/login/")
    page.fill("input[name=username]", office.head.user.username)
    page.fill("input[name=password]", "parola-di-prova")
    page.click("button[type=submit]")
    page.wait_for_url("**/console/")
    page.wait_for_selector("#wagtail-sidebar a")
    yield page
    context.close()


def test_no_screen_breaks_the_policy_or_bars_anybody(page, screens):
    said = []
    page.on("console", lambda message: message.type == "error" and said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for path in screens:
        page.goto(path, wait_until="networkidle")
        answer = Axe().run(page).response
        grave = [
            (found["id"], found["nodes"][0]["html"])
            for found in answer["violations"]
            if found["impact"] in ("serious", "critical")
        ]
        assert grave == [], path
        assert answer["passes"], path
    assert said == []


def test_on_a_telephone_nothing_is_cut_off_and_the_menu_is_chinese(page, office, screens):
    name = office.head.user.username
    page.set_viewport_size({"width": 390, "height": 844})
    for path in screens:
        page.goto(path, wait_until="load")
        beyond = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(beyond) <= 0, path
        wide = page.evaluate(
            "[...document.querySelectorAll('.gk *')].filter(e => e.getClientRects().length"
            " && e.getBoundingClientRect().right > innerWidth + 1"
            " && !e.closest('.gk-scroll, .report-scroll, .gk-tabs, .gk-hidden')).length"
        )
        assert wide == 0, path
    seen = page.inner_text("#wagtail-sidebar").replace(name, "")
    assert [word for word in WORD.findall(seen) if word not in SAME_IN_CHINESE] == []


def test_on_paper_the_menu_lies_over_nothing(page, screens):
    page.emulate_media(media="print")
    for path in screens[:4]:
        page.goto(path, wait_until="networkidle")
        assert not page.locator(".sidebar").first.is_visible(), path
        assert page.evaluate("document.querySelector('.gk h1').getBoundingClientRect().left") < 40


def test_everything_needed_works_without_scripts(chromium, live_server, office):
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/console/login/")
    page.fill("input[name=username]", office.clerk.user.username)
    page.fill("input[name=password]", "parola-di-prova")
    page.click("button[type=submit]")
    page.click("nav[aria-label=主菜单] >> text=年度报告")
    page.click("tr:has-text('2023年') button")
    page.click("nav[aria-label=报告各页] >> text=文字")
    page.click("section:has-text('（一）主动公开情况') >> text=编辑")
    page.fill("textarea", "全年共{{ site.total }}条。")
    page.click("text=预览")
    expect(page.locator(".gk-paper >> text=全年共3条。")).to_be_visible()
    page.click("button:has-text('保存')")
    expect(page.get_by_text("已保存")).to_be_visible()
    page.click("nav[aria-label=报告各页] >> text=数据表")
    page.click("[data-path='requests.received.total'] a")
    expect(page.get_by_text("SQ-C").first).to_be_visible()
    context.close()
