"""The self-inspection in a real browser: no barrier, nothing cut off, all of it without scripts."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from console.inspecting.test_pages import PAGE, fault, inspected
from console.publishing.browsing import signed_in
from gongkai.rules.site_inspection.faults import NotChecked
from gongkai.self_inspection.models import Inspection
from gongkai.self_inspection.operations.beginning import begin_inspection
from publications.office import AT, ON, office

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def place(live_server, settings, tmp_path):
    """Return an office with two months of results, an inspection at work, and long words."""
    settings.GONGKAI_FILES = tmp_path / "files"
    made = office()
    made.agency.is_default = True
    made.agency.save()
    found = [
        fault("HOME_STALE"),
        fault("PERSONAL_DATA", "/xinxi/a/5/", place=f"《{'很长的标题' * 12}》", subject="item:5",
              found="110*************2X", expected="删去，或只保留前3位和后2位"),
        fault("LINK_DEAD", "/xinxi/a/6/", found="https://example.org.cn/" + "a" * 200,
              expected="能够打开的链接"),
    ]  # fmt: skip
    earlier = {"on": ON - timedelta(days=31), "at": AT - timedelta(days=31)}
    inspected(made, [*found, fault("STATISTICS")], is_invented=True, **earlier)
    inspected(made, found, gaps=[NotChecked("GUIDES_USELESS", "办事指南尚未接入")])
    begun = begin_inspection(agency=made.agency, origin="MONTHLY", on=ON, at=AT)
    Inspection.objects.filter(pk=begun.pk).update(
        phase="PAGES", cursor={"done": 40, "total": 120}, moved_at="2999-01-01T00:00:00Z"
    )
    return made


def test_no_page_has_a_barrier_or_is_cut_off(chromium, live_server, place):
    said, wrong = [], []
    page = signed_in(chromium, live_server, place.office_head)
    page.on("console", lambda message: message.type == "error" and said.append(message.text))
    done = Inspection.objects.filter(state="DONE").latest("began_at")
    for path in (PAGE, f"{PAGE}?show=mended", f"{PAGE}{done.pk}/", f"{PAGE}settings/"):
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(path, wait_until="load")
            found = Axe().run(page).response["violations"]
            wrong += [
                (path, width, one["id"], one["nodes"][0]["html"])
                for one in found
                if one["impact"] in ("serious", "critical")
            ]
            beyond = page.evaluate(
                "[...document.querySelectorAll('.gk *')].filter(e => e.getClientRects().length"
                " && e.getBoundingClientRect().right > innerWidth + 1"
                " && !e.closest('.gk-scroll, .gk-trend, .gk-hidden')).map(e => e.className)"
            )
            wrong += [(path, width, each) for each in beyond]
    assert wrong == [] and said == []


def test_a_finding_is_set_aside_without_scripts(chromium, live_server, place):
    page = signed_in(chromium, live_server, place.office_head, java_script_enabled=False)
    page.goto(PAGE)
    expect(page.get_by_text("已完成40，共120")).to_be_visible()
    line = page.locator("li.gk-found", has_text="HOME_STALE")
    line.locator("summary").click()
    line.get_by_label("理由").fill("网站改版期间")
    line.get_by_role("button", name="记名搁置").click()
    expect(page.get_by_text("问题已搁置")).to_be_visible()
    page.get_by_role("link", name="已搁置 1").click()
    expect(page.get_by_text("搁置：网站改版期间")).to_be_visible()


def test_paper_gets_the_findings_and_not_the_forms(chromium, live_server, place):
    page = signed_in(chromium, live_server, place.office_head)
    page.goto(f"{PAGE}?all=1")
    page.emulate_media(media="print")
    assert page.locator(".gk-found").first.is_visible()
    for name in (".gk-result-acts", ".gk-narrow", ".gk-found .gk-fold", ".gk-found-links"):
        assert not page.locator(name).first.is_visible(), name
