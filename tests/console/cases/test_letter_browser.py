"""Letters in a browser: on a phone and on a desk, by everybody, without scripts too."""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from casework.office import ON, act, drafted, issued, new_case, new_office, signed
from gongkai.casework.operations.drafting import edit_letter
from gongkai.casework.operations.signing import submit_letter
from gongkai.rules.clock import Entry, Event

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BASE = "/console/requests/"
PICTURES = os.environ.get("GONGKAI_PICTURES")


@pytest.fixture
def office(settings, tmp_path):
    settings.GONGKAI_FILES = tmp_path / "files"
    settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = True
    return new_office(name="丁市住房公积金管理中心", short_name="丁市中心", is_default=True)


@pytest.fixture
def screens(office):
    """Return the addresses of the screens by name, each with something on it."""
    asked = new_case(office, Entry(ON, Event.CORRECTION_ASKED), register_no="SQ2024-00001")
    sent = issued(office, drafted(office, new_case(office, register_no="SQ2024-00002")))
    reasons = {"reasons": "需要逐件检索、核对"}
    lost = drafted(office, asked, outcome="CLOSED_OTHER", terms={"handling": "申请人已另行取得"})
    act(
        edit_letter, lost, office.clerk, title=lost.title, addressee=lost.addressee,
        body=lost.body.replace("行政复议", "复查"), terms={"handling": "申请人已另行取得"},
    )  # fmt: skip
    waiting = drafted(office, new_case(office, register_no="SQ2024-00003"), "EXTENSION_NOTICE",
                      terms=reasons)  # fmt: skip
    act(submit_letter, waiting, office.clerk)
    ready = signed(office, drafted(office, new_case(office, register_no="SQ2024-00004")))
    return {
        "outcomes": f"{asked.pk}/letters/REPLY/",
        "draft": f"{ready.request_id}/letters/FEE_NOTICE/",
        "draft-reply": f"{asked.pk}/letters/REPLY/?outcome=PARTLY_DISCLOSED",
        "letter-lost": f"letters/{lost.pk}/",
        "letter-waiting": f"letters/{waiting.pk}/",
        "letter-ready": f"letters/{ready.pk}/",
        "letter-sent": f"letters/{sent.pk}/",
        "edit": f"letters/{lost.pk}/edit/",
        "letters": "letters/?year=2024",
        "templates": "letters/templates/",
        "template": "letters/templates/REPLY/?outcome=PARTLY_DISCLOSED",
        "case": f"{sent.request_id}/",
    }


def entered(chromium, live_server, officer, **options):
    """Return a page on which an officer has signed in."""
    context = chromium.new_context(base_url=live_server.url, locale="zh-CN", **options)
    page = context.new_page()
    page.goto("/console/login/")
    page.fill("input[name=username]", officer.user.username)
    page.fill("input[name=password]", "parola-di-prova")
    page.click("button[type=submit]")
    page.wait_for_url("**/console/")
    return page


def test_no_screen_bars_anybody_or_is_cut_off(chromium, live_server, office, screens):
    said, found = [], []
    head = {"templates", "template"}
    pages = {name: entered(chromium, live_server, getattr(office, name))
             for name in ("clerk", "head", "reviewer")}  # fmt: skip
    for page in pages.values():
        page.on("console", lambda message: message.type == "error" and said.append(message.text))
    for name, path in screens.items():
        who = "head" if name in head else "reviewer" if name == "letter-waiting" else "clerk"
        page = pages[who]
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 900})
            answer = page.goto(BASE + path, wait_until="load")
            assert answer.status == 200, path
            beyond = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            assert page.evaluate(beyond) <= 0, (path, width)
            if PICTURES:
                page.screenshot(path=Path(PICTURES) / f"{name}-{width}.png", full_page=True)
        found += [
            (path, each["id"], each["nodes"][0]["html"])
            for each in Axe().run(page).response["violations"]
            if each["impact"] in ("serious", "critical")
        ]
    for page in pages.values():
        page.context.close()
    assert (found, said) == ([], [])


def test_a_letter_is_drafted_and_signed_without_scripts(chromium, live_server, office):
    case = new_case(office, register_no="SQ2024-00009")
    page = entered(chromium, live_server, office.clerk, java_script_enabled=False)
    page.goto(f"{BASE}{case.pk}/letters/REPLY/")
    page.click("text=已主动公开")
    page.fill("textarea[name=how]", "登录本机关网站“政府信息公开”专栏查阅")
    page.click("text=生成草稿")
    expect(page.get_by_text("必备内容齐全")).to_be_visible()
    page.click("button:has-text('送审')")
    expect(page.get_by_text("已送审").first).to_be_visible()
    address = page.url
    page.context.close()
    for officer, done in ((office.reviewer, "已签署通过"), (office.head, "已签署通过")):
        page = entered(chromium, live_server, officer, java_script_enabled=False)
        page.goto(address)
        page.click("button:has-text('签署通过')")
        expect(page.get_by_text(done).first).to_be_visible()
        page.context.close()
    page = entered(chromium, live_server, office.clerk, java_script_enabled=False)
    page.goto(address)
    page.click("button:has-text('编号并发出')")
    expect(page.get_by_text("某公积金公开答〔").first).to_be_visible()
    page.context.close()
