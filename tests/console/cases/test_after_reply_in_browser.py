"""Service, archive, log and proposals in a browser, on a phone and on a desk."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from casework.after_reply import again, replied, sent, served
from gongkai.casework.models import ProactiveProposal, Service
from gongkai.casework.operations.archiving import archive_case
from gongkai.casework.operations.publishing_log import begin_log_entry, prepare_entry

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BASE = "/console/requests/"


@pytest.fixture
def screens(bureau, on, at, settings, tmp_path):
    """Return the addresses of the screens, each with something on it."""
    settings.GONGKAI_FILES = tmp_path / "files"
    agency, clerk = bureau.agency, bureau.clerk
    first, reply = replied(agency, clerk)
    failed = sent(reply, clerk, on, at)
    Service.objects.filter(pk=failed.pk).update(failed_on=on, failure="原址查无此人，邮局退回")
    sent(reply, clerk, on, at, method="PORTAL", tracking_no="")
    entry = begin_log_entry(case=again(first), on=on, at=at)
    prepare_entry(entry=entry, version=again(first).version, title="2023年归集情况",
                  summary="已提供。", officer=clerk, on=on, at=at)  # fmt: skip
    second, other = replied(agency, clerk)
    served(other, clerk, on, at)
    case = again(second)
    archive_case(request=case, version=case.version, officer=clerk, on=on, at=at)
    third, ready = replied(agency, clerk)
    served(ready, clerk, on, at)
    proposal = ProactiveProposal.objects.create(agency=agency, title="2023年归集情况",
                                                source="DETECTED", proposed_at=at)  # fmt: skip
    proposal.requests.add(first, second)
    return [
        BASE + path
        for path in (
            f"letters/{reply.pk}/serve/", f"letters/{other.pk}/serve/", "services/",
            f"{first.pk}/archive/", f"{second.pk}/archive/?verify=1", f"{third.pk}/archive/",
            "log/", f"log/{entry.pk}/", "proposals/", f"{second.pk}/",
        )
    ]  # fmt: skip


@pytest.fixture
def page(chromium, live_server, bureau):
    context = chromium.new_context(base_url=live_server.url, locale="zh-CN")
    page = context.new_page()
    page.goto("/console/login/")
    page.fill("input[name=username]", bureau.head.user.username)
    page.fill("input[name=password]", "parola-di-prova")
    page.click("button[type=submit]")
    page.wait_for_url("**/console/")
    yield page
    context.close()


def test_no_screen_bars_anybody_or_is_cut_off(page, screens, tmp_path):
    said, found = [], []
    page.on("console", lambda message: message.type == "error" and said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        for number, path in enumerate(screens):
            page.goto(path, wait_until="load")
            beyond = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            if page.evaluate(beyond) > 0:
                found.append((path, width, "scrolls sideways"))
            found += [
                (path, width, one["id"], one["nodes"][0]["html"])
                for one in Axe().run(page).response["violations"]
                if one["impact"] in ("serious", "critical")
            ]
            page.screenshot(path=tmp_path / f"{width}-{number}.png", full_page=True)
    assert (found, said) == ([], [])


def test_a_letter_is_handed_over_by_keyboard_without_scripts(
    chromium, live_server, bureau, settings, tmp_path
):
    settings.GONGKAI_FILES = tmp_path / "files"
    reply = replied(bureau.agency, bureau.clerk)[1]
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/console/login/")
    page.fill("input[name=username]", bureau.clerk.user.username)
    page.fill("input[name=password]", "parola-di-prova")
    page.keyboard.press("Enter")
    page.wait_for_url("**/console/")
    page.goto(f"{BASE}letters/{reply.pk}/serve/")
    section = page.locator("section", has=page.locator("#serve-counter"))
    section.get_by_label("签收人").fill("赵小明")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=已送达")
    assert Service.objects.get().recipient == "赵小明"
    context.close()
