"""The pages that take requests in, in a real browser: no barrier, nothing cut off."""

import os
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from casework.asking import filed
from gongkai.casework.models import DisclosureRequest
from gongkai.casework.operations.matters import Submission, file_matter
from looking import grave

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BASE = "/console/requests/"
_PICTURES = os.environ.get("GONGKAI_TEST_PICTURES", "")


@pytest.fixture
def screens(bureau, settings, tmp_path):
    """Return the addresses of all pages, with something on each of them."""
    settings.GONGKAI_FILES = tmp_path / "files"
    at, on = timezone.now(), timezone.localdate()
    late = filed(bureau.agency, on=on - timedelta(days=20), at=at).request
    told = Submission(text="没有按期答复", name="王小明", phone="13800138000")
    matter = file_matter(
        agency=bureau.agency, kind="COMPLAINT", submission=told, on=on, at=at
    ).matter
    return [
        f"{BASE}intake/",
        f"{BASE}unconfirmed/",
        f"{BASE}{late.pk}/confirm/",
        f"{BASE}{late.pk}/check/",
        f"{BASE}matters/",
        f"{BASE}matters/{matter.pk}/",
    ]


@pytest.fixture
def page(chromium, live_server, bureau):
    """Return a page on which the clerk has signed in."""
    context = chromium.new_context(base_url=live_server.url, locale="zh-CN")
    page = context.new_page()
    page.goto("/console/login/")
    page.fill("input[name=username]", bureau.clerk.user.username)
    page.fill("input[name=password]", "parola-di-prova")
    page.click("button[type=submit]")
    page.wait_for_url("**/console/")
    yield page
    context.close()


def test_no_page_bars_anybody_or_is_cut_off(page, screens):
    said = []
    page.on("console", lambda message: message.type == "error" and said.append(message.text))
    for number, path in enumerate(screens):
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 844})
            page.goto(path, wait_until="networkidle")
            if _PICTURES:
                page.screenshot(path=f"{_PICTURES}/console-{number}-{width}.png", full_page=True)
            beyond = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            assert page.evaluate(beyond) <= 0, (path, width)
            assert grave(page) == [], (path, width)
    assert said == []


def test_a_letter_is_checked_and_registered_on_a_telephone(page, screens):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(screens[0])
    page.get_by_label("邮寄（签收）").check()
    page.get_by_label("自然人").check()
    page.get_by_label("申请人（可不填）").fill("李四")
    page.get_by_label("所需信息（可不填）").fill("2023年住房公积金归集情况")
    page.get_by_role("button", name="核对").click()
    expect(page.locator(".gk-points")).to_contain_text("缺")
    if _PICTURES:
        page.screenshot(path=f"{_PICTURES}/console-checked-390.png", full_page=True)
    assert grave(page) == []
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.locator(".gk-notice[role=status]")).to_contain_text("查询码")
    if _PICTURES:
        page.screenshot(path=f"{_PICTURES}/console-taken-in-390.png", full_page=True)
    page.get_by_role("link", name="打开案件").click()
    number = DisclosureRequest.objects.latest("pk").register_no
    expect(page.get_by_role("heading", level=1)).to_have_text(number)
