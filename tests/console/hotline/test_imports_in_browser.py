"""A file of the exchange in a browser: handed in, matched, checked, taken over."""

import os

import pytest
from axe_playwright_python.sync_playwright import Axe

from factories import AgencyFactory
from gongkai.agencies.models import Appointment
from gongkai.hotline.models import Call
from hotline.outside.import_files import CALL_HEADERS, call_row, csv_of
from hotline.tickets.opened import ticket_office

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
_PICTURES = os.environ.get("GONGKAI_TEST_PICTURES", "")


@pytest.fixture
def page(chromium, live_server, settings, tmp_path):
    """Return a page on which somebody has signed in who runs the desk."""
    settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = True
    settings.WAGTAILADMIN_BASE_URL = live_server.url
    settings.GONGKAI_FILES = tmp_path
    agency = AgencyFactory(
        code="gjj", name="某某市住房公积金管理中心", short_name="市公积金中心", is_default=True
    )
    place = ticket_office(agency)
    Appointment.objects.create(
        officer=place.agent, role="OFFICE_HEAD", from_on=place.agent.appointments.get().from_on
    )
    page = chromium.new_context(base_url=live_server.url, locale="zh-CN").new_page()
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("/console/login/")
    page.fill("input[name=username]", place.agent.user.username)
    page.fill("input[name=password]", "parola-di-prova")
    page.click("button[type=submit]")
    page.wait_for_url("**/console/")
    return page


def barriers(page, name):
    """Return what bars anybody at both widths; keep pictures if wanted."""
    wrong = []
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_load_state("networkidle")
        if _PICTURES:
            page.screenshot(path=f"{_PICTURES}/{name}-{width}.png", full_page=True)
        beyond = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        if page.evaluate(beyond) > 0:
            wrong.append((name, width, "scrolls sideways"))
        found = Axe().run(page, context="main").response["violations"]
        wrong += [(name, width, each["id"], each["nodes"][0]["html"]) for each in found]
    return wrong


def test_a_file_is_matched_checked_and_taken_over(page):
    rows = [call_row(f"A{place}", 主叫号码=f"1990000{place:04}") for place in range(8)]
    rows += [call_row("A8", 接入方式="专线"), call_row("A9", 来电时间="01/02/24"),
             call_row("M1", 接通与否="未接", 坐席="甲班")]  # fmt: skip
    wrong = []
    page.goto("/console/imports/")
    wrong += barriers(page, "imports")
    page.check("text=话务系统话单")
    content = csv_of(rows, [*CALL_HEADERS])
    page.set_input_files(
        "input[name=file]", {"name": "话单.csv", "mimeType": "text/csv", "buffer": content}
    )
    page.click("text=上传并检查")
    page.wait_for_selector("text=各项取自哪一列")
    wrong += barriers(page, "columns")
    page.select_option("role=combobox[name='“专线”']", label="12345转接")
    page.click("text=保存并检查")
    page.wait_for_selector("text=有错误的行")
    wrong += barriers(page, "checked")
    page.check("input[name=without_faulty]")
    page.click("text=确认导入")
    page.wait_for_selector("text=导入完成")
    wrong += barriers(page, "imported")
    page.goto("/console/imports/")
    wrong += barriers(page, "runs")
    assert wrong == []
    assert Call.objects.count() == 9
