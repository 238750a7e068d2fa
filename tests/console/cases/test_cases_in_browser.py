"""The queue, a case and its forms in a real browser: nobody barred, nothing cut off, no script."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import expect

from factories import CaseFactory
from gongkai.casework.models import Consultation, Dispute, ProcessingFee, SearchTask
from gongkai.rules.clock import Entry, Event

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def full(bureau):
    """Return a case with something in each of its parts."""
    day = timezone.localdate() - timedelta(days=4)
    case = CaseFactory(agency=bureau.agency, register_no="SQ-页面", handler=bureau.clerk, entries=(
        Entry(day, Event.RECEIVED),
        Entry(day, Event.THIRD_PARTY_CONSULTED, "第三方甲", day),
        Entry(day, Event.SEARCH_ORDERED, "档案科"),
    ))  # fmt: skip
    SearchTask.objects.create(request=case, department=bureau.archive, due_on=day, ordered_on=day,
                              instructions="检索台账", ordered_by=bureau.clerk)  # fmt: skip
    Consultation.objects.create(request=case, kind="THIRD_PARTY", label="第三方甲", name="某公司",
                                asked_about="合同", sent_on=day, reached_on=day)  # fmt: skip
    ProcessingFee.objects.create(agency=bureau.agency, register_no="SF-1", request=case,
                                 method="BY_PAGE", quantity=57, amount="270",
                                 noticed_on=day)  # fmt: skip
    Dispute.objects.create(agency=bureau.agency, register_no="FY-1", request=case, filed_on=day,
                           route="RECONSIDERATION", organ="丁市人民政府")  # fmt: skip
    return case


@pytest.fixture
def paths(full, bureau):
    """Return the addresses of the pages."""
    base, case = "/console/requests/", f"/console/requests/{full.pk}/"
    asked, task = full.consultations.get(), full.searches.get()
    entry = full.history.get(event="RECEIVED")
    return [
        base,
        case,
        f"{case}assign/",
        f"{case}split/",
        f"{case}notes/DELIVERY_CHANGED/",
        f"{case}history/{entry.pk}/correct/",
        f"{case}searches/new/",
        f"{case}files/add/",
        f"{case}consultations/new/",
        f"{case}consultations/{asked.pk}/opinion/",
        f"{case}consultations/{asked.pk}/judge/",
        f"{base}searches/",
        f"{base}searches/{task.pk}/",
        f"{base}disputes/",
        f"{base}disputes/new/",
        f"{base}disputes/{Dispute.objects.get().pk}/",
    ]


def signed_in(chromium, live_server, officer, **options):
    context = chromium.new_context(base_url=live_server.url, locale="zh-CN", **options)
    page = context.new_page()
    page.goto("/console/login/")
    page.fill("input[name=username]", officer.user.username)
    page.fill("input[name=password]", "parola-di-prova")
    page.click("button[type=submit]")
    page.wait_for_url("**/console/")
    return page


@pytest.mark.parametrize("width", [390, 1280])
def test_no_page_bars_anybody_or_is_cut_off(width, chromium, live_server, bureau, paths):
    size = {"viewport": {"width": width, "height": 900}}
    page = signed_in(chromium, live_server, bureau.clerk, **size)
    said = []
    page.on("console", lambda message: message.type == "error" and said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for path in paths:
        assert page.goto(path).status == 200, path
        faults = Axe().run(page).response["violations"]
        assert faults == [], (path, [(each["id"], each["nodes"][0]["html"]) for each in faults])
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    assert said == []


def test_a_search_is_ordered_and_answered_by_keyboard_without_script(
    chromium, live_server, bureau, full
):
    page = signed_in(chromium, live_server, bureau.clerk, java_script_enabled=False)
    page.goto(f"/console/requests/{full.pk}/")
    page.get_by_role("link", name="交办检索", exact=True).press("Enter")
    page.get_by_label("检索科室").press("ArrowDown")
    page.select_option("select[name=department]", label=bureau.archive.name)
    page.get_by_label("检索要求").fill("检索2023年归集台账")
    page.fill("input[name=due_on]", timezone.localdate().isoformat())
    page.get_by_role("button", name="交办检索").press("Enter")
    # The department still has an open task: told so, nothing typed lost.
    expect(page.get_by_role("alert")).to_contain_text("未反馈的检索任务")
    expect(page.get_by_label("检索要求")).to_have_value("检索2023年归集台账")
    searcher = signed_in(chromium, live_server, bureau.searcher, java_script_enabled=False)
    searcher.goto("/console/requests/searches/")
    searcher.get_by_role("link", name=full.register_no).press("Enter")
    searcher.get_by_label("检索到", exact=True).check()
    searcher.get_by_label("检索范围和方法").fill("归档系统")
    searcher.get_by_label("反馈意见").fill("有台账一份")
    searcher.get_by_role("button", name="反馈", exact=True).press("Enter")
    expect(searcher.get_by_role("table")).to_contain_text("检索到")
    page.get_by_role("button", name="交办检索").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("收到检索结果")
    page.get_by_role("button", name="交办检索").press("Enter")
    expect(page.locator("#searches")).to_be_visible()
    assert SearchTask.objects.filter(request=full).count() == 2
