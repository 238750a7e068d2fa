"""Items in a real browser: no barrier, nothing cut off, and nothing typed is ever lost."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from console.publishing.browsing import WRITABLE, ready, sign_in, signed_in, text_of, write
from console.publishing.conftest import PNG, at
from gongkai.publications.models import Item
from gongkai.publications.operations.attaching import attach_file
from gongkai.publications.operations.commenting import comment_on
from publications.office import NOW, drafted, passed, published, signed, submitted

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FROM_WORD = (
    "<html xmlns:o='urn:schemas-microsoft-com:office:office'><body><!--StartFragment-->"
    "<p class=MsoNormal style='font-family:宋体;color:red'>粘贴的<b>正文</b><o:p></o:p></p>"
    "<table class=MsoTableGrid border=1><tr><td style='width:99pt'><p class=MsoNormal>单元格</p>"
    "</td><td>二</td></tr><tr><td>三</td><td>四</td></tr></table><!--EndFragment--></body></html>"
)
PASTE = """html => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  const paste = {clipboardData: data, bubbles: true, cancelable: true};
  gongkaiItem.editor.getBody().dispatchEvent(new ClipboardEvent("paste", paste));
}"""


@pytest.fixture
def screens(newsroom):
    """Return the addresses of all screens, with something on each."""
    place, one = newsroom.place, newsroom.item
    body = "<p>电话13800138000。</p><table><tr><th>网点</th></tr><tr><td>市直</td></tr></table>"
    one = drafted(place, title="带附件的信息", body=body)
    attach_file(item=one, version=one.version, use="IMAGE", name="大门.png", content=PNG,
                alt_text="大门", officer=newsroom.drafter, **NOW)  # fmt: skip
    comment_on(item=one, text="请核对", quoted="市直", officer=newsroom.reviewer, **NOW)
    waiting = signed(place, submitted(place, title="审核中的信息"), newsroom.department_head)
    back = submitted(place, title="退回的信息")
    signed(place, back, newsroom.department_head, verdict="RETURN")
    passed(place, title="待发布的信息")
    public = published(place, title="已发布的信息")
    return [
        at("items"), at("new-item"), at("edit-item", one.pk), at("item", one.pk),
        at("item", waiting.pk), at("item", back.pk), at("item", public.pk),
        at("item-revision", one.pk, 1), at("compare-revisions", one.pk),
        f"{at('compare-revisions', one.pk)}?view=side", at("publishing-tasks"),
        f"{at('publishing-calendar')}?month=2024-01", "/console/",
    ]  # fmt: skip


def test_no_screen_breaks_the_policy_bars_anybody_or_is_cut_off(
    chromium, live_server, newsroom, screens
):
    page = signed_in(chromium, live_server, newsroom.reviewer)
    said = []
    page.on("console", lambda message: message.type == "error" and said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    outside = []
    page.on(
        "request", lambda sent: sent.url.startswith(("http", "ws")) and outside.append(sent.url)
    )
    for path in screens:
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(path, wait_until="networkidle")
        grave = [
            (found["id"], found["nodes"][0]["html"])
            for found in Axe().run(page).response["violations"]
            if found["impact"] in ("serious", "critical")
        ]
        assert grave == [], path
        page.set_viewport_size({"width": 390, "height": 844})
        page.goto(path, wait_until="networkidle")
        page.evaluate("document.querySelectorAll('.gk details').forEach(each => each.open = true)")
        beyond = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(beyond) <= 0, path
        wide = page.evaluate(
            "[...document.querySelectorAll('.gk *')].filter(e => e.getClientRects().length"
            " && e.getBoundingClientRect().right > innerWidth + 1"
            " && !e.closest('.gk-scroll, .gk-tabs, .gk-hidden, .tox')).map(e => e.outerHTML)"
        )
        assert wide == [], path
    assert said == []
    assert [url for url in outside if not url.startswith(live_server.url)] == []


def test_what_is_typed_survives_a_session_that_ended(chromium, live_server, newsroom):
    one = newsroom.item
    page = signed_in(chromium, live_server, newsroom.drafter)
    ready(page, at("edit-item", one.pk))
    write(page, "<p>会话结束之前输入的文字。</p>")
    page.context.clear_cookies(name="sessionid")
    page.evaluate("gongkaiItem.keep()")
    expect(page.locator("[data-gk-kept]")).to_contain_text("登录已失效")
    expect(page.locator("[data-gk-kept]")).to_contain_text("内容已暂存在本机")
    page.on("dialog", lambda dialog: dialog.accept())
    sign_in(page, newsroom.drafter)
    ready(page, at("edit-item", one.pk))
    assert "会话结束之前" not in text_of(page)
    expect(page.get_by_text("输入的内容没有保存，已暂存在本机")).to_be_visible()
    page.click("text=恢复本机暂存内容")
    assert "会话结束之前输入的文字。" in text_of(page)
    page.keyboard.press("Control+s")
    page.wait_for_url("**" + at("edit-item", one.pk))
    expect(page.get_by_text("已保存。")).to_be_visible()
    assert "会话结束之前输入的文字。" in Item.objects.get(pk=one.pk).body
    expect(page.locator("#local-copy")).to_be_hidden()


def test_what_is_typed_is_kept_at_the_server_and_offered_at_another_desk(
    chromium, live_server, newsroom
):
    one = newsroom.item
    page = signed_in(chromium, live_server, newsroom.drafter)
    ready(page, at("edit-item", one.pk))
    page.fill("#id_title", "在一台机器上输入的标题")
    page.evaluate("gongkaiItem.keep()")
    expect(page.locator("[data-gk-kept]")).to_contain_text("暂存，尚未保存")
    other = signed_in(chromium, live_server, newsroom.drafter)
    ready(other, at("edit-item", one.pk))
    other.click("text=恢复暂存内容")
    expect(other.locator("#id_title")).to_have_value("在一台机器上输入的标题")


def test_two_browsers_one_pen(chromium, live_server, newsroom):
    one = newsroom.item
    first = signed_in(chromium, live_server, newsroom.drafter)
    ready(first, at("edit-item", one.pk))
    second = signed_in(chromium, live_server, newsroom.reviewer)
    second.goto(at("edit-item", one.pk))
    expect(second.get_by_text("正在由王拟稿编辑")).to_be_visible()
    second.click("button:has-text('接管编辑')")
    second.wait_for_url("**" + at("edit-item", one.pk))
    write(first, "<p>第一个人还在输入。</p>")
    first.evaluate("gongkaiItem.keep()")
    expect(first.locator("[data-gk-kept]")).to_contain_text("正在由赵审核编辑")
    first.keyboard.press("Control+s")
    expect(first.get_by_role("alert").filter(has_text="正在由赵审核编辑")).to_be_visible()
    first.wait_for_function(WRITABLE)
    assert "第一个人还在输入。" in text_of(first)
    assert "第一个人还在输入" not in Item.objects.get(pk=one.pk).body


def test_the_check_follows_the_typing_and_leads_to_the_place(chromium, live_server, newsroom):
    one = newsroom.item
    page = signed_in(chromium, live_server, newsroom.drafter)
    ready(page, at("edit-item", one.pk))
    write(page, "<h2>联系方式</h2><p>有事请拨打 <strong>13800138000</strong>，谢谢。</p>")
    link = page.locator("[data-gk-findings] li:has-text('手机号码') a")
    link.click()
    picked = "() => gongkaiItem.editor.selection.getContent({format: 'text'}) === '13800138000'"
    page.wait_for_function(picked)
    page.fill("#id_title", "关于个人帐户的通知")
    page.locator("[data-gk-findings] li:has-text('帐户') a").click()
    field = "(f => f.value.slice(f.selectionStart, f.selectionEnd))(document.activeElement)"
    assert page.evaluate(field) == "帐户"


def test_a_paste_from_word_keeps_structure_alone(chromium, live_server, newsroom):
    page = signed_in(chromium, live_server, newsroom.drafter)
    ready(page, at("edit-item", newsroom.item.pk))
    page.evaluate(PASTE, FROM_WORD)
    page.wait_for_function("() => gongkaiItem.editor.getContent().includes('单元格')")
    html = page.evaluate("gongkaiItem.editor.getContent()")
    assert "粘贴的<strong>正文</strong>" in html and "<td>" in html
    assert "Mso" not in html and "style" not in html


def test_it_all_works_without_scripts(chromium, live_server, newsroom, tmp_path):
    one = newsroom.item
    page = signed_in(chromium, live_server, newsroom.drafter, java_script_enabled=False)
    page.click("nav[aria-label=主菜单] >> text=信息 >> nth=0")
    page.goto(at("edit-item", one.pk))
    page.fill("#id_body", "<p>直接写的正文。</p>")
    picture = tmp_path / "大门.png"
    picture.write_bytes(PNG)
    page.select_option("select[name=use]", "IMAGE")
    page.set_input_files("input[name=file]", picture)
    page.fill("input[name=alt_text]", "市直网点大门")
    page.click("button:has-text('保存并添加')")
    expect(page.get_by_text("大门.png").first).to_be_visible()
    assert Item.objects.get(pk=one.pk).body == "<p>直接写的正文。</p>"
    page.click("button:has-text('保存并送审')")
    expect(page.get_by_role("alert").first).to_contain_text("图片中的文字无法自动检查")


def test_marks_are_made_from_what_is_selected(chromium, live_server, newsroom):
    one = submitted(newsroom.place)
    page = signed_in(chromium, live_server, newsroom.department_head)
    page.goto(at("item", one.pk))
    page.click("summary:has-text('标注需要改的文字')")
    page.evaluate(
        """() => {
          const node = document.querySelector(".gk-item-text p").firstChild;
          const range = document.createRange();
          range.setStart(node, 1);
          range.setEnd(node, 6);
          document.getSelection().removeAllRanges();
          document.getSelection().addRange(range);
        }"""
    )
    page.wait_for_timeout(50)
    page.click("[data-gk-mark]")
    expect(page.locator("input[name=quoted]").first).to_have_value("2024年")
    page.locator("input[name=wanted]").first.fill("2025年")
    page.fill("#sign-form textarea[name=opinion]", "年份有误")
    page.click("button:has-text('退回')")
    expect(page.get_by_text("已退回起草人。")).to_be_visible()
    assert one.review_round.signatures.get().marks == [{"quoted": "2024年", "wanted": "2025年"}]
