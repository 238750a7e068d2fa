"""A document in a browser: drafted, passed by three people, signed, issued, its PDF opened."""

import io

import pdfplumber
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from console.publishing.browsing import signed_in
from console.publishing.conftest import at
from gongkai.publications.models import Item, OfficialDocument
from publications.documents.papers import ON_REQUEST, WITHHELD, drafted, issued, submitted
from publications.documents.test_normative import entered
from publications.office import ON

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TITLE = "关于调整2024年度住房公积金缴存基数的通知"


def sign(page, address, button="签署通过"):
    page.goto(address)
    for box in page.locator("#sign-form input[name=checked]").all():
        box.check()
    page.fill("#sign-form textarea[name=opinion]", "同意")
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.locator("body")).to_contain_text("已签署通过")


def test_from_the_draft_to_the_printed_paper(chromium, live_server, newsroom):
    place = newsroom.place
    clerk = signed_in(chromium, live_server, place.drafter, java_script_enabled=False)
    clerk.goto(at("documents"))
    clerk.get_by_role("link", name="起草公文").click()
    clerk.get_by_label("标题", exact=True).fill(TITLE)
    clerk.get_by_label("发文机关代字").fill("某公积金发")
    clerk.get_by_label("主送机关").fill("各缴存单位")
    clerk.get_by_label("正文", exact=True).fill(
        "现将有关事项通知如下：\n一、调整时间\n自2024年7月1日起执行。\n二、办理方式\n网上办理。"
    )
    clerk.get_by_label("公开栏目").select_option(label="通知公告")
    clerk.get_by_role("button", name="保存并送审").click()
    expect(clerk.locator("h1")).to_have_text(TITLE)
    expect(clerk.locator("#document-state").locator("xpath=..")).not_to_contain_text("印发")
    one = OfficialDocument.objects.get()
    address = at("document", one.pk)
    # The drafter finds nothing to approve with.
    expect(clerk.locator("#sign-form")).to_have_count(0)
    for officer in (place.department_head, place.office_head):
        sign(signed_in(chromium, live_server, officer), address)
    secrecy = signed_in(chromium, live_server, place.secrecy)
    secrecy.goto(address)
    secrecy.get_by_label("可以公开").check()
    secrecy.get_by_label("依据", exact=True).fill("不涉及国家秘密、商业秘密和个人隐私")
    secrecy.get_by_role("button", name="登记结论").click()
    expect(secrecy.locator("body")).to_contain_text("已登记保密审查结论")
    sign(signed_in(chromium, live_server, place.leader), address, "签发")
    clerk.goto(address)
    clerk.get_by_role("button", name="印发").click()
    expect(clerk.locator("body")).to_contain_text("已印发，PDF和Word文件已保存")
    with clerk.expect_download() as download:
        clerk.get_by_role("link", name="PDF", exact=True).click()
    with open(download.value.path(), "rb") as file:
        content = file.read()
    one.refresh_from_db()
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        text = "".join(page.extract_text() for page in pdf.pages).replace(" ", "")
    assert one.document_no in text and "（此件公开发布）" in text and "印发" in text
    assert f"{one.formed_on.year}年{one.formed_on.month}月{one.formed_on.day}日" in text
    clerk.get_by_role("link", name="格式核对").click()
    expect(clerk.locator("body")).to_contain_text("量得的各项都符合GB/T 9704-2012")
    clerk.goto(address)
    clerk.get_by_role("link", name="打开自动起草的信息").click()
    expect(clerk.locator("h1")).to_have_text(TITLE)
    assert Item.objects.get(document=one).files.count() == 2


@pytest.fixture
def screens(newsroom):
    """Return the address of every screen, with something in each."""
    place = newsroom.place
    entered(place, 1, ON.replace(year=2019))
    held_back = issued(place, **WITHHELD)
    one = submitted(place, joint_with=["某市财政局"], **ON_REQUEST)
    general = ("documents", "document-numbers", "new-document", "reassessments",
               "normative-documents")  # fmt: skip
    return [
        *map(at, general),
        at("document", one.pk),
        at("document", held_back.pk),
        at("document", issued(place, is_normative=True).pk),
        at("edit-document", drafted(place).pk),
        at("document-conformity", held_back.pk),
        at("normative-document", held_back.agency_id and entered(place, 2, ON).pk),
    ]


@pytest.mark.parametrize("width", [390, 1280])
def test_no_screen_bars_anybody_or_is_cut_off(chromium, live_server, newsroom, screens, width):
    size = {"width": width, "height": 900}
    page = signed_in(chromium, live_server, newsroom.office_head, viewport=size)
    said = []
    page.on("console", lambda message: message.type == "error" and said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for path in screens:
        page.goto(path)
        found = Axe().run(page, context="main", options={"resultTypes": ["violations"]})
        assert found.violations_count == 0, (path, found.generate_report())
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, (path, wide)
    assert said == []
