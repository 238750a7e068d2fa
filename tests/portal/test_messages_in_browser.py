"""A citizen's message and rating on a phone, its handling on a desk; no page bars anybody."""

import os
import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from factories import AgencyFactory, OfficerFactory
from gongkai.hotline.models import SiteMessage
from hotline.sent_messages import published, sent
from looking import enter_console, wrong_with
from website_reports.filled_forms import filled
from website_reports.filled_forms import published as published_form

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
_PICTURES = os.environ.get("GONGKAI_TEST_PICTURES", "")
_DIGITS = "零一二三四五六七八九"


@pytest.fixture
def office(settings, tmp_path):
    settings.GONGKAI_FILES = tmp_path / "files"
    settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = True
    agency = AgencyFactory(
        code="gjj", name="某某市住房公积金管理中心", short_name="某某中心", is_default=True
    )
    return {
        "agency": agency,
        "clerk": OfficerFactory(agency=agency, clerk=True, name="王经办"),
        "reviewer": OfficerFactory(agency=agency, reviewer=True, name="李审核"),
        "head": OfficerFactory(agency=agency, head=True, name="张主任"),
    }


@pytest.fixture
def browse(chromium, live_server):
    """Return what opens a window of a width; every complaint fails the test."""
    wrong = []

    def window(width=390, officer=None):
        context = chromium.new_context(
            base_url=live_server.url, locale="zh-CN", viewport={"width": width, "height": 844}
        )
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on(
            "console",
            lambda m: (
                wrong.append(m.text)
                if m.type == "error" and "Failed to load resource" not in m.text
                else None
            ),
        )
        if officer is not None:
            enter_console(page, officer)
        return page

    yield window
    assert wrong == []


def look(page, name):
    """Return what bars anybody on a page; keep a picture if wanted."""
    if _PICTURES:
        width = page.viewport_size["width"]
        page.wait_for_load_state()
        page.screenshot(path=f"{_PICTURES}/{name}-{width}.png", full_page=True)
    return wrong_with(page, name)


def solve(page):
    asked = page.locator("label[for=id_answer]").inner_text()
    first, second = re.match(r"(.)加(.)等于多少", asked).groups()
    page.fill("#id_answer", str(_DIGITS.index(first) + _DIGITS.index(second)))


def test_a_citizen_writes_the_office_answers_and_he_rates_it(browse, office):
    found = []
    phone = browse(390)
    phone.goto("/liuyan/")
    found += look(phone, "box")
    phone.get_by_role("button", name="提交留言").click()
    expect(phone.get_by_role("alert")).to_contain_text("留言类别：未选择")
    found += look(phone, "box-refused")
    phone.get_by_label("咨询", exact=True).check()
    phone.get_by_label("标题").fill("租房提取")
    phone.get_by_label("内容", exact=True).fill("没有合同可以提取吗？")
    phone.get_by_label("同意隐去个人信息后").check()
    solve(phone)
    phone.get_by_role("button", name="提交留言").click()
    phone.wait_for_url("**/huizhi/")
    found += look(phone, "sent")
    phone.get_by_role("link", name="查看办理情况").click()
    expect(phone.get_by_role("heading", name="待答复")).to_be_visible()
    found += look(phone, "tracked-waiting")
    row = SiteMessage.objects.get()

    desk = browse(1280, office["clerk"])
    desk.goto("/console/site-messages/")
    found += look(desk, "console-list")
    desk.get_by_role("link", name=row.register_no).click()
    found += look(desk, "console-message")
    desk.get_by_label("答复", exact=True).fill("可以，按无合同限额提取。")
    desk.get_by_role("button", name="保存，送审核").click()
    expect(desk.get_by_text("由您拟稿")).to_be_visible()

    second = browse(1280, office["reviewer"])
    second.goto(f"/console/site-messages/{row.pk}/")
    second.get_by_role("button", name="审核通过并发出").click()
    expect(second.get_by_text("已答复。")).to_be_visible()
    found += look(second, "console-answered")
    second.goto(f"/console/site-messages/{row.pk}/")
    found += look(second, "console-to-publish")

    phone.reload()
    expect(phone.get_by_text("可以，按无合同限额提取。")).to_be_visible()
    found += look(phone, "tracked-answered")
    phone.get_by_role("button", name="满意", exact=True).click()
    expect(phone.get_by_text("您的评价：满意")).to_be_visible()
    found += look(phone, "tracked-rated")
    assert found == []


def test_public_pages_and_the_form_have_no_barrier(browse, office):
    people = (office["agency"], office["clerk"], office["reviewer"])
    at = timezone.now()
    row = published(*people, on=timezone.localdate(at), at=at)
    published_form(*people, office["head"])
    found = []
    for width in (390, 1280):
        page = browse(width)
        for name, address in (
            ("published", "/liuyan/xuandeng/"),
            ("one-published", f"/liuyan/xuandeng/{row.pk}/"),
            ("track", "/liuyan/chaxun/"),
            ("forms", "/wangzhan-nianbao/"),
            ("form", "/wangzhan-nianbao/gjj/2023/"),
            ("box", "/liuyan/"),
        ):
            page.goto(address)
            found += look(page, name)
    assert found == []


def test_the_yearly_form_at_the_console_has_no_barrier(browse, office):
    filled(office["agency"], office["clerk"])
    sent(office["agency"])
    found = []
    for width in (390, 1280):
        page = browse(width, office["clerk"])
        for name in ("", "fill/", "values/items_total/", "columns/", "sign-off/"):
            page.goto(f"/console/website-reports/2023/{name}")
            found += look(page, f"console-form-{name.strip('/').replace('/', '-') or 'all'}")
        page.goto("/console/website-reports/")
        found += look(page, "console-forms")
        page.goto("/console/site-messages/?scope=all")
        found += look(page, "console-messages")
    assert found == []
