"""A worker withdraws on his telephone, an employer adjusts bases at a desk; nobody is barred."""

import io
import os
import re

import openpyxl
import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import expect

from factories import AgencyFactory
from fund_services.centre import RENT, an_employers_agent, make_centre
from fund_services.signing_in import token_for
from gongkai.fund_services.models import Application, ApplicationFile, FormVersion
from gongkai.fund_services.queries.applications.receipts import code_of
from gongkai.portal.signed_in import COOKIE
from portal.barriers import LOOKS, arm, barriers, read_as, sideways, too_small

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
_PICTURES = os.environ.get("GONGKAI_TEST_PICTURES", "")


@pytest.fixture
def centre(settings, tmp_path):
    settings.GONGKAI_FILES = tmp_path / "files"
    settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = True
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    agency = AgencyFactory(is_default=True, name="某某市住房公积金管理中心")
    told = make_centre(agency)
    told.on = timezone.localdate()
    return told


@pytest.fixture
def browse(chromium, live_server):
    """Return what opens a window of a width; every complaint fails the test."""
    wrong = []

    def window(width, token="", *, script=True):
        context = chromium.new_context(
            base_url=live_server.url,
            locale="zh-CN",
            viewport={"width": width, "height": 844},
            has_touch=width < 500,
            is_mobile=width < 500,
            java_script_enabled=script,
            accept_downloads=True,
            reduced_motion="reduce",
        )
        if token:
            context.add_cookies([{"name": COOKIE, "value": token, "url": live_server.url}])
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        return page

    yield window
    assert wrong == []


@pytest.fixture
def barred():
    """Return what looks at a page and remembers what bars anybody; nothing may at the end."""
    found = []

    def look(page, name):
        page.wait_for_load_state()
        width = page.viewport_size["width"]
        if _PICTURES:
            page.screenshot(path=f"{_PICTURES}/{name}-{width}.png", full_page=True)
        arm(page)
        bars = barriers(page) if page.url.count("/console/") == 0 else barriers(page, LOOKS)
        if sideways(page) > 0:
            bars.append(("scrolls sideways",))
        found.extend((name, width, *one) for one in bars)
        if "/console/" in page.url:
            return
        for view, colours in (("elder", ""), ("", "dark"), ("", "contrast")):
            read_as(page, view=view, colours=colours)
            found.extend((name, view or colours, *one) for one in barriers(page, LOOKS))
            small = too_small(page) if view else []
            found.extend((name, "elder", *one) for one in small)
            if sideways(page) > 0:
                found.append((name, view or colours, "scrolls sideways"))
        read_as(page)

    yield look
    assert found == [], "\n".join(map(str, found))


def photograph():
    held = io.BytesIO()
    Image.new("RGB", (1200, 800), (205, 214, 222)).save(held, "JPEG")
    return {"name": "IMG_2031.jpg", "mimeType": "image/jpeg", "buffer": held.getvalue()}


def on_with(page):
    page.click("button[name=next]")


def test_a_worker_withdraws_on_his_telephone(browse, centre, barred):
    page = browse(390, token_for(centre.account))
    page.goto("/banli/")
    barred(page, "filing-items")
    page.get_by_role("link", name="租赁住房提取").click()
    barred(page, "filing-start")
    page.get_by_role("button", name="开始填写").click()
    barred(page, "filing-worker")
    page.fill("[name=phone]", "13800001234")
    on_with(page)
    page.get_by_text("市场租赁住房").click()
    page.locator("[name=has_no_home][value=YES]").check()
    page.fill("[name=home_address]", "八号")
    page.fill("[name=rent_from]", RENT["rent_from"])
    page.fill("[name=rent_to]", RENT["rent_to"])
    on_with(page)
    expect(page.get_by_role("alert")).to_contain_text("过短")
    barred(page, "filing-wrong")
    page.get_by_role("alert").get_by_role("link").first.click()
    expect(page.locator("[name=home_address]")).to_have_value("八号")
    page.fill("[name=home_address]", RENT["home_address"])
    on_with(page)
    page.fill("[name=amount]", "3,600")
    on_with(page)
    for name in ("bank", "bank_card", "bank_card_again"):
        page.fill(f"[name={name}]", RENT[name])
    on_with(page)
    camera = page.locator("[name=camera-identity_card]")
    expect(camera).to_have_attribute("capture", "environment")
    camera.set_input_files(photograph())
    page.click("button[name=upload]")
    expect(page.locator(".held")).to_contain_text("IMG_2031.jpg")
    barred(page, "filing-materials")
    on_with(page)
    expect(page.get_by_role("status")).to_contain_text("齐全")
    expect(page.locator("main")).to_contain_text("3,600.00元")
    barred(page, "filing-check")
    on_with(page)
    # By keyboard alone.
    page.locator("[name=agrees]").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    expect(page.locator("[name=signature]")).to_be_focused()
    page.keyboard.type(str(centre.account.name))
    page.locator("canvas").scroll_into_view_if_needed()
    box = page.locator("canvas").bounding_box()
    page.mouse.move(box["x"] + 30, box["y"] + 30)
    page.mouse.down()
    page.mouse.move(box["x"] + 120, box["y"] + 60, steps=5)
    page.mouse.up()
    barred(page, "filing-sign")
    second = page.context.new_page()
    second.goto(page.url)
    on_with(page)
    page.wait_for_url("**/banli/huizhi/**")
    row = Application.objects.get()
    expect(page.locator(".receipt")).to_contain_text(row.receipt_no)
    expect(page.locator(".receipt")).to_contain_text(code_of(row))
    expect(page.locator(".receipt svg")).to_be_visible()
    barred(page, "filing-receipt")
    assert set(ApplicationFile.objects.values_list("material", flat=True)) == {
        "identity_card", "signature",
    }  # fmt: skip
    second.get_by_text("我已阅读并同意").click()
    second.fill("[name=signature]", str(centre.account.name))
    on_with(second)
    second.wait_for_url(page.url)
    assert Application.objects.count() == 1
    stranger = browse(390)
    stranger.goto(f"/jindu/?number={row.receipt_no}")
    barred(stranger, "progress-ask")
    stranger.fill("[name=code]", code_of(row))
    stranger.keyboard.press("Enter")
    stranger.wait_for_url("**/jindu/BJ*/")
    expect(stranger.locator(".standing")).to_contain_text("待受理")
    barred(stranger, "progress-stranger")
    page.goto(f"/jindu/{row.receipt_no}/")
    page.get_by_text("撤回申请").click()
    barred(page, "progress-own")
    page.get_by_text("我确认撤回本件").click()
    page.get_by_role("button", name="撤回").click()
    expect(page.locator(".standing")).to_contain_text("已撤回")


def test_an_employer_adjusts_bases_at_a_desk_without_any_script(browse, centre, barred, tmp_path):
    told = an_employers_agent(centre)
    token = token_for(told.account, told.agent)
    looking = browse(1280, token)
    page = browse(1280, token, script=False)
    page.goto("/banli/base-adjustment/")
    page.get_by_role("button", name="开始填写").click()
    page.fill("[name=phone]", "13800001234")
    on_with(page)
    page.fill("[name=from_month]", "2026年7月")
    page.fill("[name=count]", "3")
    page.locator("[name=posted][value=YES]").check()
    looking.goto(page.url)
    barred(looking, "batch-form")
    on_with(page)
    looking.goto(page.url)
    barred(looking, "batch-empty")
    with page.expect_download() as download:
        page.get_by_role("link", name="下载模板").click()
    path = tmp_path / "基数.xlsx"
    download.value.save_as(path)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    sheet.delete_rows(5, 100)
    sheet["E2"], sheet["E3"] = 8000, "六千"
    book.save(path)
    page.set_input_files("[name=sheet]", path)
    page.get_by_role("button", name="上传并校验").click()
    expect(page.locator(".standing")).to_contain_text("有1处不符合要求")
    expect(page.locator("table")).to_contain_text("第3行")
    looking.goto(page.url)
    barred(looking, "batch-bad")
    with page.expect_download() as download:
        page.get_by_role("link", name="下载标注问题的表格").click()
    marked = tmp_path / "问题.xlsx"
    download.value.save_as(marked)
    assert "不是金额" in str(openpyxl.load_workbook(marked).worksheets[0]["F3"].value)
    sheet["E3"] = 6000
    book.save(path)
    page.set_input_files("[name=sheet]", path)
    page.get_by_role("button", name="上传并校验").click()
    expect(page.locator(".standing")).to_contain_text("全部符合要求")
    looking.goto(page.url)
    barred(looking, "batch-good")
    on_with(page)
    on_with(page)
    looking.goto(page.url)
    barred(looking, "batch-check")
    on_with(page)
    page.locator("[name=agrees]").check()
    page.fill("[name=signature]", str(told.account.name))
    on_with(page)
    page.wait_for_url("**/banli/huizhi/**")
    row = Application.objects.get()
    assert (row.row_count, row.employer_no) == (3, told.agent.employer_no)
    assert re.search(r"BJ\d{4}-000001", page.locator(".receipt").inner_text())
    looking.goto(page.url)
    barred(looking, "batch-receipt")


def test_an_officer_brings_a_form_and_another_releases_it(browse, centre, barred):
    form = FormVersion.objects.get(item__code="RENT_WITHDRAWAL")
    for officer, width in ((centre.handler, 1280), (centre.reviewer, 390)):
        page = browse(width)
        page.goto("/console/login/")
        page.fill("input[name=username]", officer.user.username)
        page.fill("input[name=password]", "parola-di-prova")
        page.click("button[type=submit]")
        page.wait_for_url("**/console/")
        page.goto("/console/service-forms/")
        barred(page, "console-forms")
        page.goto(f"/console/service-forms/{form.item_id}/")
        barred(page, "console-form-item")
        if officer == centre.handler:
            text = page.locator("textarea").input_value()
            page.fill("textarea", text.replace('label = "租住房屋坐落"', 'label = "租住地址"'))
            page.get_by_role("button", name="导入").click()
            expect(page.locator("main")).to_contain_text("“租住房屋坐落”改为“租住地址”")
        else:
            page.get_by_role("link", name="第2版").click()
            barred(page, "console-form-version")
            page.get_by_role("button", name="核对无误，发布").click()
            expect(page.locator("main")).to_contain_text("正在使用")
