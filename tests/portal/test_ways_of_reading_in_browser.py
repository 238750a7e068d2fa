"""What visitors choose is remembered; keyboards, voices and browsers without scripts are enough."""

import re

import pytest
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from gongkai.portal.view_modes import COOKIE
from portal.asking import PERSON
from portal.barriers import sideways

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
DIGITS = "零一二三四五六七八九"
# A browser that has a Chinese voice; what it is given to say is noted.
VOICE = """
  window.spoken = [];
  class Words { constructor(text) { this.text = text; } }
  const heard = [];
  Object.defineProperty(window, "SpeechSynthesisUtterance", { value: Words });
  Object.defineProperty(window, "speechSynthesis", { value: {
    getVoices: () => [{ lang: "en-US" }, { lang: "zh-CN" }], addEventListener() {},
    speak(words) { window.spoken.push(words.text); heard.push(words); },
    cancel() { heard.length = 0; window.spoken.push("cancel"); },
    pause() { window.spoken.push("pause"); }, resume() { window.spoken.push("resume"); },
  } });
  window.sayOn = () => heard.shift()?.onend?.();
"""


@pytest.fixture(scope="module")
def served(pages):
    """Return the address of a server that shows the pages."""
    server = LiveServer("localhost")
    yield server.url
    server.stop()


@pytest.fixture
def window(chromium, served):
    """Return what opens a window on the site."""

    def opened(address="/wuzhangai/", script="", **context):
        page = chromium.new_context(reduced_motion="reduce", **context).new_page()
        if script:
            page.add_init_script(script)
        page.goto(served + address)
        return page

    return opened


def chosen(page):
    return page.evaluate("({...document.documentElement.dataset})")


def tab_to(page, words, most=60):
    """Press Tab until what has the focus says these words; every stop on the way is seen."""
    for _ in range(most):
        page.keyboard.press("Tab")
        here = page.evaluate(
            """() => { const e = document.activeElement, s = getComputedStyle(e);
              const words = (e.innerText || e.ariaLabel || e.name || "").trim();
              return [words, s.outlineStyle, s.outlineWidth, e.getBoundingClientRect().height > 0];
            }"""
        )
        assert here[1:] == ["solid", "3px", True], here
        if words in here[0]:
            return
    raise AssertionError(f"{words} is not reached")


def test_a_choice_shows_at_once_and_is_remembered_without_a_cookie(window, served):
    page = window()
    assert chosen(page) == {}
    page.get_by_role("button", name="长者版").first.click()
    assert chosen(page) == {"view": "elder"} and page.url.endswith("/wuzhangai/")
    page.get_by_text("浏览方式", exact=True).first.click()
    tools = page.locator(".tools")
    tools.get_by_role("button", name="高对比").click()
    tools.get_by_role("button", name="150%").click()
    page.goto(served + "/xinxi/")
    assert chosen(page) == {"view": "elder", "colours": "contrast", "size": "150"}
    expect(page.locator("[data-elder]")).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(255, 255, 0)"
    assert [each for each in page.context.cookies() if each["name"] == COOKIE] == []
    page.locator("[data-elder]").click()
    assert chosen(page) == {"colours": "contrast", "size": "150"}
    page.get_by_text("浏览方式", exact=True).first.click()
    tools.get_by_role("button", name="恢复默认").click()
    assert chosen(page) == {}


def test_what_a_cookie_holds_is_taken_over_where_a_script_runs(window, served):
    page = window()
    page.context.add_cookies([{"name": COOKIE, "value": "elder.dark", "url": served}])
    page.reload()
    assert chosen(page) == {"view": "elder", "colours": "dark"}
    assert [each for each in page.context.cookies() if each["name"] == COOKIE] == []
    page.reload()
    assert chosen(page) == {"view": "elder", "colours": "dark"}


def test_the_system_s_wish_for_dark_is_followed_until_another_is_chosen(window):
    page = window(color_scheme="dark")
    paper = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(paper) == "rgb(17, 22, 28)"
    page.evaluate("document.documentElement.dataset.colours = 'light'")
    assert page.evaluate(paper) == "rgb(255, 255, 255)"
    page.evaluate("document.documentElement.dataset.colours = 'dark'")
    page.emulate_media(media="print")
    assert page.evaluate(paper) == "rgb(255, 255, 255)"


def test_without_scripts_everything_is_read_found_and_chosen(window, served, pages):
    page = window("/", java_script_enabled=False, viewport={"width": 390, "height": 844})
    expect(page.locator("[data-read]")).to_be_hidden()
    page.get_by_role("button", name="长者版").first.click()
    page.wait_for_url(served + "/")
    expect(page.locator("html")).to_have_attribute("data-view", "elder")
    page.locator("nav.menu summary").click()
    page.locator("nav.menu").get_by_role("link", name="主动公开信息").click()
    page.wait_for_url("**/xinxi/**")
    expect(page.locator("html")).to_have_attribute("data-view", "elder")
    page.goto(served + pages["一条信息"])
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    page.locator(".site-search input").fill("办公时间")
    page.locator(".site-search button").click()
    page.wait_for_url("**/jiansuo/?q=*")
    page.goto(served + "/liulan/")
    page.locator("main").get_by_role("button", name="恢复默认").click()
    page.wait_for_url("**/liulan/")
    assert page.locator("html").get_attribute("data-view") is None


def test_a_page_is_searched_by_keyboard_alone(window):
    page = window("/wuzhangai/", viewport={"width": 1280, "height": 800})
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    tab_to(page, "q")
    page.keyboard.type("办公时间")
    page.keyboard.press("Enter")
    page.wait_for_url("**/jiansuo/?q=*")
    tab_to(page, "调整各营业网点办公时间", 80)
    page.keyboard.press("Enter")
    page.wait_for_url("**/xinxi/gjj/*/")


def test_a_request_is_filed_by_keyboard_alone(window):
    page = window(viewport={"width": 1280, "height": 800})
    tab_to(page, "依申请公开")
    page.keyboard.press("Enter")
    page.wait_for_url("**/shenqing/")
    type_in(page, PERSON, "下一步：核对")
    page.wait_for_url("**/shenqing/queren/")
    first, second = re.match(r"(.)加(.)", page.inner_text("label[for=id_answer]")).groups()
    type_in(page, {"answer": str(DIGITS.index(first) + DIGITS.index(second))}, "提交申请")
    page.wait_for_url("**/shenqing/huizhi/")
    assert "登记号" in page.inner_text("main")


def type_in(page, typed, last):
    """Go through a form by Tab alone, type what each field asks for, and press the last button."""
    for _ in range(120):
        page.keyboard.press("Tab")
        name, kind, words = page.evaluate(
            """() => { const e = document.activeElement;
              return [e.name || "", e.type || "", (e.innerText || "").trim()]; }"""
        )
        if kind == "radio":
            for _each in range(12):
                if page.evaluate("document.activeElement.value") == typed[name]:
                    page.keyboard.press("Space")
                    break
                page.keyboard.press("ArrowDown")
        elif kind in ("text", "textarea", "tel", "email") and typed.get(name):
            page.keyboard.type(typed[name])
        elif kind == "submit" and words == last:
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"{last} is not reached")


def test_the_choices_open_and_close_by_keyboard(window):
    page = window(viewport={"width": 1280, "height": 800})
    tab_to(page, "浏览方式")
    page.keyboard.press("Enter")
    tab_to(page, "深色")
    page.keyboard.press("Space")
    assert chosen(page) == {"colours": "dark"}
    page.keyboard.press("Escape")
    expect(page.locator(".choices-of-view").first).to_be_hidden()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_the_phone_s_menu_opens_and_holds_the_same_as_the_wide_one(window):
    page = window(viewport={"width": 390, "height": 844})
    expect(page.locator("nav.main")).to_be_hidden()
    page.locator("nav.menu summary").click()
    narrow = page.locator("nav.menu a").all_inner_texts()
    page.set_viewport_size({"width": 1280, "height": 844})
    assert page.locator("nav.main a").all_inner_texts() == narrow
    expect(page.locator("nav.menu")).to_be_hidden()
    # Large type makes a desk's window a narrow one.
    page.evaluate("document.documentElement.dataset.size = '200'")
    expect(page.locator("nav.menu")).to_be_visible()
    assert sideways(page) == 0


def test_a_text_is_read_aloud_paused_and_stopped_by_keyboard(window, pages):
    page = window(pages["一条信息"], VOICE)
    button = page.locator("[data-read]")
    expect(button).to_be_visible()
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".reading")).to_be_visible()
    assert page.evaluate("document.activeElement.hasAttribute('data-pause')")
    assert page.evaluate("window.spoken.at(-1)") == page.inner_text("h1").strip()
    expect(page.locator("h1")).to_have_class("is-read")
    page.keyboard.press("Enter")
    assert page.evaluate("window.spoken.at(-1)") == "pause"
    page.keyboard.press("Enter")
    assert page.evaluate("window.spoken.at(-1)") == "resume"
    page.evaluate("window.sayOn()")
    expect(page.locator("h1")).not_to_have_class("is-read")
    expect(page.locator(".is-read")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator(".reading")).to_be_hidden()
    expect(page.locator(".is-read")).to_have_count(0)
    assert page.evaluate("document.activeElement.hasAttribute('data-read')")
    # Menu, foot and forms are not part of the text.
    button.click()
    said = []
    for _ in range(200):
        if page.locator(".reading").is_hidden():
            break
        said.append(page.evaluate("window.spoken.at(-1)"))
        page.evaluate("window.sayOn()")
    assert any("各网点的办公时间" in one for one in said)
    assert not any("主办单位" in one or "首页" in one for one in said)


def test_where_no_chinese_voice_is_there_nothing_is_offered(window):
    for script in ("", VOICE.replace("zh-CN", "fr-FR")):
        expect(window(script=script).locator("[data-read]")).to_be_hidden()


def test_forced_colours_keep_the_focus_and_the_place(window):
    page = window("/xinxi/", forced_colors="active", viewport={"width": 1280, "height": 800})
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineWidth") == "3px"
    here = page.locator("nav.main [aria-current]")
    plain = page.locator("nav.main a:not([aria-current])").first
    colour = "e => getComputedStyle(e).backgroundColor"
    assert here.evaluate(colour) != plain.evaluate(colour)
