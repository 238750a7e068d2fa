"""Call-backs, rates, the platform and the knowledge base in a browser; a rating on a phone."""

import os

import pytest

from factories import AgencyFactory
from gongkai.agencies.models import Appointment
from gongkai.hotline.models import CallBack, PlatformFault
from gongkai.hotline.operations.outside.configuring import set_link
from gongkai.messages.models import Dispatch
from hotline.tickets.opened import AT, NOW, opened, replied, ticket_office
from knowledge.answers import CONTENT, Writers, released, submitted
from looking import enter_console, wrong_with

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
_PICTURES = os.environ.get("GONGKAI_TEST_PICTURES", "")


@pytest.fixture
def office(settings, live_server):
    settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = True
    settings.WAGTAILADMIN_BASE_URL = live_server.url
    agency = AgencyFactory(
        code="gjj", name="某某市住房公积金管理中心", short_name="市公积金中心", is_default=True
    )
    place = ticket_office(agency)
    Appointment.objects.create(
        officer=place.agent, role="OFFICE_HEAD", from_on=place.agent.appointments.get().from_on
    )
    return place


@pytest.fixture
def page(chromium, live_server, office):
    """Return a page on which an agent has signed in who runs the desk as well."""
    context = chromium.new_context(base_url=live_server.url, locale="zh-CN")
    page = context.new_page()
    page.set_viewport_size({"width": 1280, "height": 900})
    enter_console(page, office.agent)
    return page


def barriers(page, name):
    """Return what bars anybody at both widths; keep pictures if wanted."""
    wrong = []
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_load_state("networkidle")
        if _PICTURES:
            page.screenshot(path=f"{_PICTURES}/{name}-{width}.png", full_page=True)
        wrong += wrong_with(page, name)
    page.set_viewport_size({"width": 1280, "height": 900})
    return wrong


def test_no_screen_bars_anybody_or_is_cut_off(page, office):
    people = Writers(office.agency, office.clerk, office.reviewer)
    used = released(people)
    waiting = submitted(people, question="异地贷款需要哪些材料", also_asked="")
    row = replied(office)
    replied(office, matter="咨询异地转移接续", kind="CONSULTATION")
    set_link(
        agency=office.agency, base="https://12345.example.cn/api", key_number="gjj",
        secret="s" * 20, is_on=True, officer=office.head, **NOW,
    )  # fmt: skip
    PlatformFault.objects.create(
        agency=office.agency,
        number="P2024-9",
        reason="诉求内容：为空，请平台补齐后重新推送。",
        at=AT,
    )
    wrong = []
    for name, address in {
        "knowledge": "knowledge/",
        "knowledge-new": "knowledge/new/",
        "knowledge-used": f"knowledge/{used.pk}/",
        "knowledge-waits": f"knowledge/{waiting.pk}/",
        "call-backs": "call-backs/",
        "call-back": f"call-backs/{row.pk}/",
        "call-back-plan": "call-backs/plan/",
        "rates": "call-backs/rates/?first=2024-01-01&last=2024-12-31&by=DEPARTMENT",
        "rate-claim": "call-backs/rates/?printed=99.07%25&denominator=633",
        "platform": "platform/",
    }.items():
        page.goto(f"/console/{address}")
        wrong += barriers(page, name)
    page.goto(f"/console/call-backs/{row.pk}/")
    page.click("text=领取并显示电话")
    wrong += barriers(page, "call-back-taken")
    assert wrong == []


def test_a_caller_rates_on_his_phone_and_is_handled_again(page, office, chromium, live_server):
    row = replied(office)
    page.goto("/console/call-backs/")
    page.check("input[name=ticket]")
    page.click("text=向所选诉求人发送评价链接")
    page.wait_for_selector("text=已向1位诉求人发送评价链接")
    code = _code(row)
    phone = chromium.new_context(
        base_url=live_server.url, locale="zh-CN", java_script_enabled=False,
        viewport={"width": 390, "height": 844},
    ).new_page()  # fmt: skip
    phone.goto(f"/huifang/{code}/")
    if _PICTURES:
        phone.screenshot(path=f"{_PICTURES}/opinion-390.png", full_page=True)
    phone.check("label:has-text('不满意') >> nth=0")
    phone.fill("textarea[name=remark]", "单位还没有补缴")
    phone.click("button:has-text('提交评价')")
    assert "您的评价：不满意" in phone.inner_text("main")
    if _PICTURES:
        phone.screenshot(path=f"{_PICTURES}/opinion-done-390.png", full_page=True)
    row.refresh_from_db()
    assert row.reopened == 1 and CallBack.objects.get().remark == "单位还没有补缴"


def _code(ticket):
    """Return the code that stands in the SMS that went out for a ticket."""
    text = Dispatch.objects.get(subject=ticket.register_no, way="SMS").text
    return text.partition("/huifang/")[2].partition("/")[0]


def test_the_public_page_of_answers_bars_nobody(page, office):
    people = Writers(office.agency, office.clerk, office.reviewer)
    entry = released(people)
    released(people, question="异地贷款需要哪些材料", also_asked="")
    opened(office)
    wrong = []
    for name, address in (("wenda", "/wenda/"), ("wenda-one", f"/wenda/{entry.pk}/")):
        page.goto(address)
        wrong += barriers(page, name)
    assert wrong == [] and CONTENT.question in page.inner_text("h1")
