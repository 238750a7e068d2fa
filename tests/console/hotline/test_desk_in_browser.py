"""An hour at the hotline's desk by keyboard alone; nothing bars anybody, at any width."""

import os
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import expect

from console.publishing.browsing import sign_in, signed_in
from factories import CallFactory, OfficerFactory
from gongkai.hotline.models import Call, WaitingCall
from gongkai.hotline.operations.calls.waiting import add_waiting
from hotline.desk import NUMBER, hotline, registered
from knowledge.answers import released

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DESK = "/console/hotline/desk/"


@pytest.fixture
def place(live_server):
    held = hotline()
    held.reviewer = OfficerFactory(agency=held.agency, reviewer=True)
    held.head = OfficerFactory(agency=held.agency, head=True)
    released(held, question="租房提取需要哪些材料", topic_code="202",
             answer="请带身份证和无房证明。")  # fmt: skip
    now = timezone.now()
    add_waiting(agency=held.agency, kind="MISSED", number="19900005678",
                asked_at=now - timedelta(minutes=9))  # fmt: skip
    return held


def choose(page, typed):
    page.get_by_role("combobox", name="业务类别").focus()
    page.keyboard.type(typed)
    page.keyboard.press("Enter")


def to(page, name):
    page.locator(f"[name={name}], #id_{name}").last.focus()


def saved(page, key="F9"):
    """Press the key that saves and wait for the next empty form."""
    count = Call.objects.count()
    page.keyboard.press(key)
    expect(page.get_by_text("已登记RX").first).to_be_visible()
    expect(page.locator("#id_question")).to_have_value("")
    assert Call.objects.count() == count + 1
    return Call.objects.order_by("-pk")[0]


def test_an_hour_at_the_desk_by_keyboard(chromium, live_server, place):
    page = signed_in(chromium, live_server, place.agent)
    wrong = []
    page.on("console", lambda said: said.type == "error" and wrong.append(said.text))
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(DESK)
    # The first caller: everything typed, Tab from field to field.
    page.keyboard.press("F2")
    expect(page.locator("[data-timer]")).to_contain_text("通话 0:")
    page.keyboard.type(NUMBER)
    page.keyboard.press("Tab")
    expect(page.locator("#id_number")).to_have_value("199****1234")
    expect(page.get_by_text("此号码第一次来电")).to_be_visible()
    page.keyboard.type("赵女士")
    page.keyboard.press("Tab")
    page.keyboard.type("zftq")
    expect(page.get_by_role("option", name="202 提取 › 租房提取")).to_be_visible()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("在本市租房怎么提取")
    # The answer of the knowledge base is taken over with one key.
    expect(page.get_by_text("租房提取需要哪些材料").first).to_be_visible()
    shots(page, "typed")
    page.keyboard.press("F4")
    expect(page.locator("#id_answer")).to_have_value("请带身份证和无房证明。")
    first = saved(page)
    assert first.entry_no and first.topic.code == "202" and first.number == NUMBER
    assert first.caller_name == "赵女士"
    # The same caller again: who he is stands beside; his complaint becomes a ticket.
    page.keyboard.type(NUMBER)
    page.keyboard.press("Enter")
    expect(page.get_by_text("此号码以前来电1次")).to_be_visible()
    choose(page, "702")
    page.keyboard.press("Tab")
    page.keyboard.type("窗口排队两个小时")
    to(page, "ticket_kind")
    page.keyboard.press("ArrowDown")
    second = saved(page, "F8")
    assert second.ticket.kind == "COMPLAINT" and second.outcome == "ESCALATED"
    expect(page.get_by_text(f"工单{second.ticket.register_no}已转出，应于")).to_be_visible()
    # A missed call is called back; what was begun before it waits until it is done.
    page.locator("#id_question").fill("还没问完")
    page.keyboard.press("Shift+F2")
    expect(page.get_by_text("19900005678")).to_be_visible()
    assert WaitingCall.objects.get().taken_by == place.agent
    page.keyboard.press("F2")
    choose(page, "查询")
    page.keyboard.press("Tab")
    page.keyboard.type("余额多少")
    page.keyboard.press("F9")
    expect(page.locator("#id_question")).to_have_value("还没问完")
    third = Call.objects.order_by("-pk")[0]
    page.locator("#id_question").fill("")
    page.locator("#id_number").focus()
    assert WaitingCall.objects.get().call == third and third.number == "19900005678"
    # A slip is told, nothing typed is lost, and the pen stands where it went wrong.
    page.keyboard.type("1990000")
    to(page, "question")
    page.keyboard.type("说了一半")
    page.keyboard.press("F9")
    expect(page.get_by_text("业务类别：未选择").first).to_be_visible()
    expect(page.locator("#id_question")).to_have_value("说了一半")
    choose(page, "tq")
    page.keyboard.press("F9")
    expect(page.get_by_text("已登记RX").first).to_be_visible()
    for n in range(3):
        page.keyboard.press("F2")
        page.keyboard.type(f"1990000777{n}")
        choose(page, "501")
        saved(page)
    # The one slip was answered as one.
    assert Call.objects.count() == 7 and len(wrong) == 1 and "400" in wrong[0]
    # What still fades in has another colour at every look.
    page.evaluate(
        """Promise.all(document.getAnimations()
            .filter((one) => one.effect.getComputedTiming().iterations !== Infinity)
            .map((one) => one.finished.catch(() => null)))"""
    )
    told = Axe().run(page).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in told] == []


def test_a_draft_comes_back_after_a_reload_and_a_new_login(chromium, live_server, place):
    page = signed_in(chromium, live_server, place.agent)
    page.goto(DESK)
    page.keyboard.type(NUMBER)
    choose(page, "202")
    page.locator("#id_question").fill("说了很久的事")
    page.reload()
    expect(page.locator("#id_question")).to_have_value("说了很久的事")
    expect(page.get_by_text("已恢复上次没有保存的内容")).to_be_visible()
    expect(page.get_by_role("combobox", name="业务类别")).to_have_value("202 提取 › 租房提取")
    # The session ends while he speaks: signed in again, he goes on.
    page.context.clear_cookies(name="sessionid")
    page.keyboard.press("F9")
    page.wait_for_url("**/console/login/**")
    sign_in(page, place.agent)
    page.goto(DESK)
    expect(page.locator("#id_question")).to_have_value("说了很久的事")
    saved(page)
    assert Call.objects.get().number == NUMBER
    page.reload()
    expect(page.locator("#id_question")).to_have_value("")
    # What another typed in this window is nobody else's to read.
    page.locator("#id_question").fill("别人的事")
    page.context.clear_cookies()
    sign_in(page, place.other)
    page.goto(DESK)
    expect(page.locator("#id_question")).to_have_value("")


def test_the_desk_works_without_scripts(chromium, live_server, place):
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, place.agent)
    page.goto(DESK)
    page.click("button[value=begin]")
    page.fill("#id_number", NUMBER)
    page.select_option("#id_topic", label="202 提取 › 租房提取")
    page.fill("#id_question", "租房提取")
    page.click("text=查来电人和答复")
    expect(page.get_by_text("此号码第一次来电")).to_be_visible()
    page.click("button[name=use]")
    expect(page.locator("#id_answer")).to_have_value("请带身份证和无房证明。")
    page.click("button[value=save]")
    expect(page.get_by_text("已登记RX").first).to_be_visible()
    assert Call.objects.get().entry_no
    context.close()


def test_no_screen_bars_anybody_or_is_cut_off(chromium, live_server, place):
    today = timezone.localdate()
    for n, outcome in enumerate(("ANSWERED", "ESCALATED", "BROKEN_OFF", "ANSWERED")):
        registered(place, minutes=10 * n, outcome=outcome, number=f"1990000{n:04}",
                   on=today, at=timezone.now() - timedelta(hours=3))  # fmt: skip
    CallFactory.create_batch(5, agency=place.agency, called_on=today)
    page = signed_in(chromium, live_server, place.dispatcher)
    key = Call.objects.order_by("pk")[1].pk
    screens = ("desk/", "waiting/", "calls/", "calls/mine/", f"calls/{key}/", "call-figures/",
               f"call-figures/?day={today}", "topics/")  # fmt: skip
    wrong = []
    for number, path in enumerate(screens):
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(f"/console/hotline/{path}", wait_until="load")
            for fold in page.locator(".gk-body details > summary").all()[:3]:
                fold.click()
            shots(page, f"{number}-{width}")
            wrong += [
                (path, width, one["id"], one["nodes"][0]["html"])
                for one in Axe().run(page).response["violations"]
                if one["impact"] in ("serious", "critical")
            ]
            beyond = page.evaluate(
                "[...document.querySelectorAll('.gk *')].filter(e => e.getClientRects().length"
                " && e.getBoundingClientRect().right > innerWidth + 1"
                " && !e.closest('.gk-scroll, .gk-tabs, .gk-hidden, .gk-chart'))"
                ".map(e => `${e.tagName} ${e.className} ${e.getBoundingClientRect().right}`)"
            )
            wrong += [(path, width, each) for each in beyond[:3]]
    assert wrong == [], wrong


def shots(page, name):
    if os.environ.get("SHOTS"):
        page.screenshot(path=f"{os.environ['SHOTS']}/{name}.png", full_page=True)
