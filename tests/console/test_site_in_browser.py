"""A site set up and a topic built in a real browser, then read on a phone."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

from console.publishing.browsing import signed_in
from console.publishing.conftest import at
from gongkai.sites.models import SitePage
from gongkai.sites.queries.hosts import site_of_agency
from looking import beyond, grave
from publications.office import office
from publications.office import published as published_item
from sites.making import SIMPLE, added, document, drafted, picture, published, saved, submitted

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PICTURES = os.environ.get("GONGKAI_TEST_PICTURES", "")


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.GONGKAI_FILES = tmp_path


@pytest.fixture
def place(transactional_db):
    made = office()
    published_item(made)
    return made


def looked_at(page, name):
    """Keep a picture of a page where somebody wants to look at it."""
    if PICTURES:
        # The console scrolls inside itself.
        size = page.viewport_size
        page.set_viewport_size({"width": size["width"], "height": 2600})
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)
        page.set_viewport_size(size)


def all_kinds(place):
    return (
        *SIMPLE,
        {"kind": "PICTURE", "file": added(place).pk, "alt": "正门", "caption": "服务大厅"},
        {"kind": "NEWEST", "title": "最新通知", "column": place.column.code, "count": "3"},
        {"kind": "FILE", "file": document(place).pk, "label": "办事指南"},
    )


def test_a_site_is_set_up_looked_at_and_kept(chromium, live_server, place, tmp_path):
    page = signed_in(chromium, live_server, place.office_head)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(at("site"))
    page.fill("#id_name", "丙市公积金中心网站")
    page.fill("#id_colour", "#7a1f1f")
    logo = tmp_path / "徽标.png"
    logo.write_bytes(picture(size=(96, 96), colour=(122, 31, 31)))
    page.set_input_files("#id_logo_file", logo)
    page.fill("#id_logo_alt", "中心徽标")
    page.fill("[name=menu-label]", "首页")
    page.fill("[name=menu-target]", "/")
    page.click("button[value='add:menu']")
    page.locator("[name=menu-label]").nth(1).fill("年度报告")
    page.locator("[name=menu-target]").nth(1).fill("/nianbao/")
    page.locator(".gk-actions button[value=preview]").click()
    wide = page.frame_locator(".gk-frame.is-wide iframe")
    expect(wide.locator("header").get_by_text("丙市公积金中心网站").first).to_be_visible()
    expect(page.locator("#id_colour")).to_have_value("#7a1f1f")
    looked_at(page, "site_preview")
    page.fill("#id_note", "开通网站")
    page.locator(".gk-actions button[value=save]").click()
    expect(page.get_by_text("已保存为新版本")).to_be_visible()
    looked_at(page, "site")
    hosted = site_of_agency(place.agency)
    assert [entry.label for entry in hosted.content.menu] == ["首页", "年度报告"]
    assert hosted.content.logo is not None
    page.goto("/")
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") != ""
    looked_at(page, "home")


def test_a_topic_is_built_block_by_block_and_read_on_a_phone(
    chromium, live_server, place, tmp_path
):
    page = signed_in(chromium, live_server, place.drafter)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(at("new-site-page"))
    page.fill("#id_title", "提取住房公积金")
    page.fill("#id_slug", "tiqu")
    page.click("button:has-text('开始编辑')")
    page.fill("#id_summary", "怎样提取住房公积金。")
    page.click("button[value='add:HEADING']")
    page.fill("[name=b1-text]", "办理流程")
    page.click("button[value='add:TEXT']")
    page.wait_for_function("() => window.tinymce && tinymce.activeEditor?.initialized")
    page.evaluate("tinymce.activeEditor.setContent('<p>在网上提交申请。</p>')")
    page.click("button[value='add:TABLE']")
    page.fill("[name=b3-caption]", "网点")
    page.fill("[name=b3-cells]", "名称 | 电话\n市直 | 12329")
    page.click("button[value='up:3']")
    expect(page.locator("[name=b2-cells]")).to_have_value("名称 | 电话\n市直 | 12329")
    looked_at(page, "page_edit")
    page.locator(".gk-editor-bar button[value=save]").click()
    expect(page.get_by_text("已保存。")).to_be_visible()
    kept = SitePage.objects.get()
    assert [block["kind"] for block in kept.blocks] == ["HEADING", "TABLE", "TEXT"]
    assert kept.blocks[2]["html"] == "<p>在网上提交申请。</p>"
    published(place, kept)
    phone = chromium.new_context(base_url=live_server.url).new_page()
    phone.set_viewport_size({"width": 390, "height": 844})
    phone.goto("/zhuanti/tiqu/")
    expect(phone.get_by_role("heading", name="提取住房公积金", level=1)).to_be_visible()
    assert beyond(phone) <= 0
    looked_at(phone, "topic_phone")


def test_it_all_works_without_scripts(chromium, live_server, place):
    one = drafted(place)
    page = signed_in(chromium, live_server, place.drafter, java_script_enabled=False)
    page.goto(at("edit-site-page", one.pk))
    page.fill("[name=b1-text]", "改过的小标题")
    page.click("button[value='down:1']")
    expect(page.locator("[name=b2-text]")).to_have_value("改过的小标题")
    page.locator(".gk-editor-bar button[value=save]").click()
    one.refresh_from_db()
    assert one.blocks[1] == {"kind": "HEADING", "text": "改过的小标题"}


def test_no_screen_bars_anybody_or_is_cut_off(chromium, live_server, place):
    saved(place, logo=added(place).pk, note="一")
    saved(place, name="第二版", note="二")
    draft = drafted(place, slug="a", title="草稿", blocks=all_kinds(place))
    waiting = submitted(place, slug="b", title="待审")
    public = published(place, slug="c", title="提取住房公积金专题", blocks=all_kinds(place))
    published(place, slug="d", kind="FREE", title="机构概况")
    page = signed_in(chromium, live_server, place.office_head)
    said = []
    page.on("console", lambda message: message.type == "error" and said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    screens = {
        "console_site": at("site"), "version": at("site-version", 1), "pages": at("site-pages"),
        "new": at("new-site-page"), "edit": at("edit-site-page", draft.pk),
        "waiting": at("site-page", waiting.pk), "public": at("site-page", public.pk),
        "revision": at("site-page-revision", public.pk, 1), "topics": "/zhuanti/",
        "topic": "/zhuanti/c/", "free": "/ye/d/",
    }  # fmt: skip
    for name, path in screens.items():
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(path, wait_until="networkidle")
            looked_at(page, f"{name}_{width}")
            assert beyond(page) <= 0, (path, width)
        assert grave(page) == [], path
    assert said == []
