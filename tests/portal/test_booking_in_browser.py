"""On a phone and at a desk: from a situation to a list of materials, a slot, an appointment."""

import os
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import expect

from fund_services.appointments.office import WEEK, centre, plan
from gongkai.fund_services.models import AppointmentBooking
from gongkai.fund_services.operations.form_files import make_form_files

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
_PICTURES = os.environ.get("GONGKAI_TEST_PICTURES", "")
_DIGITS = "零一二三四五六七八九"
WIDTHS = (390, 1280)


@pytest.fixture
def place(settings, tmp_path):
    settings.GONGKAI_FILES = tmp_path / "files"
    settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = True
    place = centre()
    at = timezone.now()
    now = {"on": timezone.localdate(at), "at": at}
    # Every day of the week, so that there is something to book whatever day it is.
    plan(place, place.east, "WITHDRAWAL", weekdays=(*WEEK, 6, 7, 8), from_on=now["on"], **now)
    make_form_files(**now)
    return place


@pytest.fixture(params=WIDTHS)
def page(request, chromium, live_server):
    window = chromium.new_context(
        base_url=live_server.url, viewport={"width": request.param, "height": 844},
        reduced_motion="reduce", java_script_enabled=request.param == 1280,
    )  # fmt: skip
    yield window.new_page()
    window.close()


def look(page, name):
    """Keep a picture where pictures are wanted; nothing may reach beyond the page."""
    width = page.viewport_size["width"]
    if _PICTURES:
        page.screenshot(path=f"{_PICTURES}/{name}-{width}.png", full_page=True)
    if width == 1280:
        found = Axe().run(page).response["violations"]
        assert [(each["id"], [n["html"] for n in each["nodes"]]) for each in found] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def answer(page):
    words = page.locator("label[for=id_answer]").inner_text()
    first, second = re.search(r"(.)加(.)等于", words).groups()
    page.fill("#id_answer", str(_DIGITS.index(first) + _DIGITS.index(second)))


def test_from_a_situation_to_a_list_of_materials(place, page):
    page.goto("/banshi/qingjing/")
    look(page, "situation-first")
    for label in ("买了房", "二手房", "在外地", "付首付", "已婚", "一起提取", "本人"):
        page.locator(".answers a").filter(has_text=label).first.click()
        if label == "二手房":
            look(page, "situation-question")
    expect(page.get_by_role("heading", level=1)).to_have_text("您的材料清单")
    expect(page.locator(".materials")).to_contain_text("不动产权证书")
    look(page, "situation-result")
    page.locator(".given a").filter(has_text="婚姻状况").click()
    page.locator(".answers a").filter(has_text="未婚").click()
    expect(page.locator(".materials")).not_to_contain_text("配偶的身份证")
    page.go_back()
    expect(page.locator("h2#question")).to_have_text("您的婚姻状况是？")


def test_booking_changing_and_cancelling(place, page):
    page.goto("/yuyue/")
    look(page, "booking-first")
    page.select_option("#booking-item", label="购买自住住房提取")
    page.get_by_role("radio", name=re.compile("城东服务网点")).check()
    page.get_by_role("button", name="查看可预约的时间").click()
    look(page, "booking-times")
    page.locator(".times a").nth(3).click()
    look(page, "booking-form")
    page.fill("#id_name", "张三")
    page.fill("#id_phone", "139")
    answer(page)
    page.get_by_role("button", name="提交预约").click()
    expect(page.locator(".summary")).to_contain_text("手机号码")
    expect(page.locator("#id_name")).to_have_value("张三")
    look(page, "booking-wrong")
    page.fill("#id_phone", "13900000001")
    answer(page)
    page.get_by_role("button", name="提交预约").click()
    expect(page.locator(".receipt")).to_contain_text("YY20")
    look(page, "booking-receipt")
    page.get_by_role("link", name="查看预约").click()
    look(page, "booking-followed")
    page.get_by_role("link", name="改期").click()
    look(page, "booking-change")
    page.locator(".times button").last.click()
    expect(page.locator(".saved")).to_contain_text("已改期")
    page.locator(".cancelling summary").click()
    page.get_by_role("button", name="确认取消").click()
    expect(page.locator(".standing")).to_contain_text("已取消")
    booking = AppointmentBooking.objects.get()
    assert (booking.state, booking.changes, booking.slot.taken) == ("CANCELLED", 1, 0)


def test_forms_to_take_away(place, page):
    page.goto("/xiazai/")
    look(page, "forms")
    with page.expect_download() as taken:
        page.locator(".files a").first.click()
    assert taken.value.suggested_filename == "购买自住住房提取（空白表格）.docx"


def test_slots_are_reached_by_keyboard(place, page):
    page.goto(f"/yuyue/?step=times&item={place.buying.pk}&counter={place.east.pk}")
    page.locator("#times").evaluate("node => node.focus()") if page.viewport_size[
        "width"
    ] == 1280 else page.locator(".times a").first.focus()
    for _ in range(30):
        if page.locator(".times a:focus").count():
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#id_name")).to_be_visible()
