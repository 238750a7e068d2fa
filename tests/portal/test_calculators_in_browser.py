"""The loan calculator by keyboard alone, on a phone and on a desk; no page bars anybody."""

import os
import re
from io import BytesIO

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from factories import AgencyFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
_PICTURES = os.environ.get("GONGKAI_TEST_PICTURES", "")
_SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def browse(chromium, live_server, settings):
    """Return what opens a window of a width; every complaint fails the test."""
    settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = True
    AgencyFactory(code="gjj", name="某某市住房公积金管理中心", short_name="市中心", is_default=True)
    wrong = []

    def window(width, script=True):
        context = chromium.new_context(
            base_url=live_server.url, locale="zh-CN", viewport={"width": width, "height": 844},
            java_script_enabled=script,
        )  # fmt: skip
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda m: wrong.append(m.text) if _counts(m) else None)
        return page

    yield window
    assert wrong == []


def _counts(message):
    return message.type == "error" and "Failed to load resource" not in message.text


def look(page, name):
    """Return what bars anybody on a page; keep a picture if wanted."""
    page.wait_for_load_state()
    width = page.viewport_size["width"]
    if _PICTURES:
        page.screenshot(path=f"{_PICTURES}/{name}-{width}.png", full_page=True)
    found = [(name, width, "scrolls sideways")] if page.evaluate(_SIDEWAYS) > 0 else []
    results = Axe().run(page).response["violations"]
    return found + [
        (name, width, one["id"]) for one in results if one["impact"] in ("serious", "critical")
    ]


def tab_to(page, name):
    """Press Tab until the field of a name has the focus."""
    for _press in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == name:
            return
    raise AssertionError(f"{name} is not reached by keyboard")


@pytest.mark.parametrize("width", [390, 1280])
def test_a_loan_is_reckoned_by_keyboard_alone(browse, width):
    page = browse(width)
    page.goto("/jisuan/daikuan/")
    found = look(page, "loan-empty")
    tab_to(page, "kind")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_label("商业贷款年利率（%）")).to_be_visible()
    tab_to(page, "fund")
    page.keyboard.type("50万")
    tab_to(page, "commercial")
    page.keyboard.type("３０万")
    tab_to(page, "years")
    page.keyboard.type("20")
    tab_to(page, "method")
    page.keyboard.press("ArrowRight")
    tab_to(page, "commercial_rate")
    page.keyboard.type("3.6")
    # Reckoned while it was typed, and the address already holds it.
    expect(page.locator(".outcome .first dd")).to_have_text("5,316.67元")
    expect(page).to_have_url(re.compile("method=linear.*commercial_rate=3.6"))
    found += look(page, "loan-instant")
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    expect(page.locator(".outcome .first dd")).to_have_text("5,316.67元")
    expect(page.get_by_role("radio", name="组合贷款")).to_be_checked()
    expect(page.get_by_label("商业贷款金额（元）")).to_have_value("３０万")
    years = page.locator("details.year")
    expect(years.nth(1)).not_to_have_attribute("open", "")
    years.nth(1).locator("summary").focus()
    page.keyboard.press("Enter")
    expect(years.nth(1).locator("tbody tr").first).to_be_visible()
    found += look(page, "loan-reckoned")
    assert found == []


def test_without_a_script_it_is_the_same(browse):
    page = browse(390, script=False)
    page.goto("/jisuan/daikuan/")
    page.get_by_label("公积金贷款金额（元）").fill("50")
    page.get_by_label("贷款年限（年）").fill("20")
    page.get_by_role("button", name="计算").click()
    expect(page.get_by_role("alert")).to_contain_text("如果是50万元，请填写“50万”")
    page.get_by_label("公积金贷款金额（元）").fill("50万")
    page.get_by_role("button", name="计算").click()
    expect(page.locator(".outcome .first dd")).to_contain_text("2,673.94元")
    with page.expect_download() as downloading:
        page.get_by_role("link", name="下载 Excel 表").click()
    book = openpyxl.load_workbook(BytesIO(downloading.value.path().read_bytes()))
    assert book["还款计划"].cell(3, 4).value == 2673.94
    page.get_by_role("link", name="可贷额度计算").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("可贷额度计算")


def test_half_typed_values_are_not_refused_aloud(browse):
    page = browse(1280)
    page.goto("/jisuan/jiaocun/")
    page.get_by_label("上一年度月平均工资（元）").press_sequentially("23347")
    expect(page.locator(".outcome .first dd")).to_have_text("5,604.00元")
    page.get_by_label("个人缴存比例（%）").fill("50")
    expect(page.locator("#result")).to_have_class("result is-old")
    expect(page.get_by_role("alert")).to_have_count(0)
    page.get_by_label("个人缴存比例（%）").fill("5")
    expect(page.locator(".outcome .first dd")).to_have_text("3,969.00元")


PAGES = {
    "overview": "/jisuan/",
    "quota": "/jisuan/edu/?balance=6万&months_paid=36&income=12000&price=80万&born_on=1990-05-01",
    "quota-none": "/jisuan/edu/?balance=6万&months_paid=3&income=12000&price=80万",
    "deposit": "/jisuan/jiaocun/?wage=23347",
    "withdrawal": "/jisuan/tiqu/?kind=rent&balance=6万&rent=2000",
    "interest": "/jisuan/lixi/?balance=6万&since=2024-07-01&until=2027-01-01&monthly=2000",
    "loan-wrong": "/jisuan/daikuan/?fund=50&years=20&prepay_way=lower",
    "loan-changed": "/jisuan/daikuan/?fund=100万&years=30&issued_on=2024-06-20&prepay_way=shorter"
    "&prepay_after=24&prepay_amount=20万",
}


@pytest.mark.parametrize("width", [390, 1280])
def test_no_calculator_bars_anybody(browse, width):
    page, found = browse(width), []
    for name, address in PAGES.items():
        page.goto(address)
        found += look(page, name)
    assert found == []
