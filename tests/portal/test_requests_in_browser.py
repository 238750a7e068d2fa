"""Asking and following in a browser: on a phone and a desk, by keyboard, without scripts."""

import os
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import expect

from factories import IssuedLetterFactory, OfficerFactory
from gongkai.casework.models import DisclosureRequest
from gongkai.casework.operations.confirming import confirm_receipt
from portal.asking import PERSON
from portal.office import office, published_report

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
_DIGITS = "零一二三四五六七八九"
_PICTURES = os.environ.get("GONGKAI_TEST_PICTURES", "")


@pytest.fixture
def site(live_server, settings, tmp_path):
    """Return the address of a site whose organ takes requests."""
    settings.GONGKAI_FILES = tmp_path / "files"
    organ = office(
        name="某某市住房公积金管理中心", is_default=True, postcode="100000", email="gjj@example.cn"
    )
    published_report(organ)
    return live_server.url


@pytest.fixture
def visit(chromium, site):
    """Return what opens a page; every complaint fails the test."""
    wrong = []

    def open_page(address, width=390):
        context = chromium.new_context(viewport={"width": width, "height": 844})
        page = context.new_page()
        page.on(
            "console",
            lambda m: (
                wrong.append(m.text)
                if m.type in ("error", "warning") and "Failed to load resource" not in m.text
                else None
            ),
        )
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(site + address)
        return page

    yield open_page
    assert wrong == []


def look(page, name):
    """Insist that a page has no barrier and does not scroll sideways; keep a picture if wanted."""
    page.wait_for_load_state()
    width = page.viewport_size["width"]
    if _PICTURES:
        page.screenshot(path=f"{_PICTURES}/{name}-{width}.png", full_page=True)
    beyond = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    found = [(name, width, "scrolls sideways")] if page.evaluate(beyond) > 0 else []
    results = Axe().run(page).response["violations"]
    return found + [
        (name, width, one["id"], one["nodes"][0]["html"])
        for one in results
        if one["impact"] in ("serious", "critical")
    ]


def fill(page, **changes):
    """Fill in the form as a person does."""
    for name, value in (PERSON | changes).items():
        radio = page.locator(f"input[type=radio][name={name}][value='{value}']")
        if radio.count():
            radio.check()
        elif value:
            page.locator(f"[name={name}]:not([type=hidden])").fill(value)


def answer(page):
    """Answer the small sum."""
    text = page.locator("label[for=id_answer]").inner_text()
    first, second = re.match(r"(.)加(.)", text).groups()
    total = _DIGITS.index(first) + _DIGITS.index(second)
    page.locator("#id_answer").fill(str(total))


@pytest.mark.parametrize("width", [390, 1280])
def test_a_request_is_filed_followed_corrected_and_answered(visit, width, tmp_path):
    found = []
    page = visit("/shenqing/", width)
    fill(page, identity_number="110105194912310021", phone="")
    note = tmp_path / "身份证.txt"
    note.write_text("身份证复印件", encoding="utf-8")
    lie = tmp_path / "照片.png"
    lie.write_bytes(b"%PDF-1.4\nstartxref\n9\n%%EOF")
    page.get_by_label("其他材料").set_input_files([note, lie])
    page.get_by_role("button", name="下一步：核对").click()
    expect(page.get_by_role("alert")).to_contain_text("校验位不符")
    expect(page.get_by_role("alert")).to_contain_text("两者不符")
    found += look(page, "apply-wrong")
    # What was right stays, the file that was taken in too.
    expect(page.get_by_label("申请人", exact=True)).to_have_value("王小明")
    expect(page.locator(".held")).to_contain_text("身份证.txt")
    page.get_by_label("证件号码").fill("11010519491231002X")
    page.get_by_label("联系电话").fill("138 0013 8000")
    page.get_by_role("button", name="下一步：核对").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("核对并提交")
    expect(page.locator(".facts")).to_contain_text("1101**********002X")
    found += look(page, "apply-confirm")
    answer(page)
    page.get_by_role("button", name="提交申请").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("申请已提交")
    found += look(page, "applied")
    number, code = page.locator(".receipt dd").all_inner_texts()
    page.context.close()

    ask_for_correction(number)
    page = visit("/chaxun/", width)
    page.get_by_label("登记号").fill(number)
    page.get_by_label("查询码").fill("AAAAA-AAAAA")
    page.get_by_role("button", name="查询").click()
    expect(page.get_by_role("alert")).to_contain_text("不相符")
    found += look(page, "track-wrong")
    page.get_by_label("查询码").fill(code.lower())
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/chaxun/{number}/")
    assert code not in page.url
    expect(page.locator(".standing")).to_contain_text("待申请人补正")
    found += look(page, "tracked-correction")
    page.get_by_label("补正内容").fill("指2022年度的年度报告")
    page.get_by_role("button", name="提交补正").click()
    expect(page.get_by_role("status")).to_contain_text("补正已提交")
    expect(page.locator(".course")).to_contain_text("收到补正")
    page.locator("#deed-withdrawal summary").click()
    page.get_by_role("button", name="撤回申请").click()
    expect(page.get_by_role("alert")).to_contain_text("请勾选")
    found += look(page, "tracked-refused")

    give_reply(number)
    page.goto(page.url.rpartition("chaxun")[0] + f"chaxun/{number}/")
    expect(page.locator(".standing")).to_contain_text("已办结")
    found += look(page, "tracked-closed")
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("下载")).first.click()
    assert download.value.suggested_filename.endswith(".pdf")
    page.get_by_role("button", name="退出查询").click()
    page.wait_for_url("**/chaxun/")
    page.goto(page.url + f"{number}/")
    page.wait_for_url("**/chaxun/")
    assert found == []


def ask_for_correction(number):
    """Confirm the request and ask for correction, as the office does."""
    case = DisclosureRequest.objects.get(register_no=number)
    clerk = OfficerFactory(agency=case.agency, clerk=True)
    at, on = timezone.now(), timezone.localdate()
    confirm_receipt(request=case, version=1, confirmed_on=on, officer=clerk, on=on, at=at)
    case.refresh_from_db()
    IssuedLetterFactory(
        request=case, drafter=clerk, officer=clerk, kind="CORRECTION_NOTICE", dated_on=on,
        drafted_at=at,
    )  # fmt: skip


def give_reply(number):
    """Answer the request, as the office does."""
    case = DisclosureRequest.objects.get(register_no=number)
    clerk = OfficerFactory(agency=case.agency, clerk=True)
    IssuedLetterFactory(
        request=case, drafter=clerk, officer=clerk, dated_on=timezone.localdate(),
        drafted_at=timezone.now(),
    )  # fmt: skip


def test_a_matter_is_brought_without_scripts(chromium, site):
    context = chromium.new_context(java_script_enabled=False, base_url=site)
    page = context.new_page()
    page.goto("/shixiang/tousu/")
    page.get_by_label("投诉举报的内容").fill("没有按期答复")
    answer(page)
    page.get_by_role("button", name="提交").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("“投诉举报”已提交")
    page.get_by_role("link", name="查看办理情况").click()
    expect(page.locator(".standing")).to_contain_text("已提交")
    context.close()


def test_the_whole_form_is_filled_in_by_keyboard(visit):
    page = visit("/shenqing/")
    page.get_by_label("信息名称").focus()
    page.keyboard.type("2022年年度报告")
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert page.evaluate("document.activeElement.name") == "applicant_kind"
    assert page.evaluate("document.activeElement.checked")
    page.keyboard.press("Tab")
    page.keyboard.type("王小明")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("申请人", exact=True)).to_have_value("王小明")
    page.get_by_role("link", name=re.compile("证件号码：未填写")).click()
    assert page.evaluate("document.activeElement.name") == "identity_number"


def test_the_blank_form_fits_one_sheet_of_paper(visit):
    page = visit("/shenqing/biaoge/", 1280)
    page.emulate_media(media="print")
    assert page.locator(".paper table").is_visible()
    for name in ("nav.main", ".not-printed"):
        assert not page.locator(name).first.is_visible()
    pages = page.pdf(format="A4").count(b"/Type /Page\n") or 1
    assert pages == 1
