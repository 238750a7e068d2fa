"""Files go in with and without scripts; a finding and its place are found by keyboard alone."""

import json

import pytest
from playwright.sync_api import expect

from annual_reports import received as sent
from annual_reports.received import FINANCE, WATER, WRONG_TOTAL, sent_report
from gongkai.annual_reports.models import Collection, ReceivedReport

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGE = "/console/submissions/2023/"


@pytest.fixture
def city(on, at, settings, tmp_path):
    settings.GONGKAI_FILES = tmp_path / "files"
    officer = sent.city_officer()
    sent.collection_of(officer, on, at)
    return officer


@pytest.fixture
def folder(tmp_path):
    """Return the paths of two reports and of a file that is none."""
    paths = [tmp_path / name for name in (f"{FINANCE}.json", f"{WATER}.json", "旧.doc")]
    for path, organ in zip(paths, (FINANCE, WATER, "某局"), strict=True):
        told = sent_report(organ, values=WRONG_TOTAL if organ == FINANCE else {})
        path.write_text(json.dumps(told), encoding="utf-8")
    return paths


@pytest.fixture
def enter(chromium, live_server, city):
    def run(**options):
        context = chromium.new_context(base_url=live_server.url, locale="zh-CN", **options)
        page = context.new_page()
        page.goto("/console/login/")
        page.fill("input[name=username]", city.user.username)
        page.fill("input[name=password]", "parola-di-prova")
        page.click("button[type=submit]")
        page.wait_for_url("**/console/")
        return page

    return run


def test_with_scripts_each_file_tells_how_it_fared_and_none_comes_twice(enter, folder):
    page = enter()
    said = []
    page.on("console", lambda message: message.type == "error" and said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(PAGE)
    for told in (
        "共3个文件，已处理3个：新收到2个",
        "共6个文件，已处理6个：新收到2个，以前已收到2个",
    ):
        page.set_input_files("#files", folder)
        page.click("button:has-text('上传并检查')")
        expect(page.locator("[data-sum]")).to_contain_text(told)
    expect(page.locator("[data-files] .is-REFUSED").first).to_contain_text("另存为 .docx")
    page.click("text=刷新本页")
    expect(page.locator(f"tr:has-text('{FINANCE}')")).to_contain_text("有错误")
    assert (ReceivedReport.objects.count(), said) == (2, [])


def test_files_may_be_dropped(enter):
    page = enter()
    page.goto(PAGE)
    page.evaluate(
        """([name, text]) => {
            const moved = new DataTransfer();
            moved.items.add(new File([text], name));
            const told = {dataTransfer: moved, bubbles: true, cancelable: true};
            document.querySelector("[data-receive]").dispatchEvent(new DragEvent("drop", told));
        }""",
        [f"{WATER}.json", json.dumps(sent_report(WATER))],
    )
    expect(page.locator("[data-sum]")).to_contain_text("新收到1个")


def test_without_scripts_all_go_at_once_and_a_report_is_judged(enter, folder):
    page = enter(java_script_enabled=False)
    page.click("nav[aria-label=主菜单] >> text=报送审核")
    page.click("text=2023年度")
    page.set_input_files("#files", folder)
    page.click("button:has-text('上传并检查')")
    expect(page.get_by_text("收到2个文件")).to_be_visible()
    expect(page.get_by_text("文件“旧.doc”不能读取")).to_be_visible()
    page.click(f"tr a:has-text('{FINANCE}')")
    page.click("#finding-1 a >> nth=0")
    expect(page.locator("td:target")).to_be_in_viewport()
    page.locator("td:target a").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("li:target")).to_be_in_viewport()
    page.click("summary:has-text('退回')")
    page.fill("textarea[name=reason] >> visible=true", "合计有误")
    page.click("button:has-text('退回，并生成退回意见')")
    expect(page.get_by_role("link", name="下载退回意见")).to_be_visible()


def test_beside_each_other_on_a_screen_and_below_on_a_telephone(enter, city, on, at):
    collection = Collection.objects.get(agency=city.agency)
    report = sent.received(collection, city, on, at, sent_report(values=WRONG_TOTAL))
    page = enter()
    tops = {}
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 844})
        page.goto(f"/console/submissions/received/{report.pk}/")
        boxes = [
            page.locator(f".gk-beside-{part}").bounding_box() for part in ("findings", "report")
        ]
        tops[width] = boxes[1]["y"] - boxes[0]["y"]
    assert tops[1280] == 0 < tops[390]
