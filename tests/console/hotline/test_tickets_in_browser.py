"""Tickets in a real browser: a ticket's way from letter to reply by keyboard, no barrier."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

from console.publishing.browsing import signed_in
from factories import AgencyFactory
from gongkai.hotline.models import Ticket, Topic
from gongkai.hotline.operations.tickets.publishing import prepare_public_reply, publish_reply
from hotline.tickets.opened import (
    dispatched,
    drafted,
    now_with_calendars,
    opened,
    replied,
    signed,
    ticket_office,
)
from looking import beyond, grave

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PICTURES = os.environ.get("GONGKAI_TEST_PICTURES", "")
LIST = "/console/tickets/"


@pytest.fixture
def today(transactional_db):
    """Return when officers at the console act."""
    return now_with_calendars()


@pytest.fixture
def place(transactional_db):
    agency = AgencyFactory(name="丙市住房公积金管理中心", short_name="丙市中心", is_default=True)
    return ticket_office(agency)


def looked_at(page, name):
    """Keep a picture of a page where somebody wants to look at it."""
    if PICTURES:
        size = page.viewport_size
        page.set_viewport_size({"width": size["width"], "height": 2200})
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)
        page.set_viewport_size(size)


def test_nothing_bars_anybody_on_a_desk_and_on_a_phone(chromium, live_server, place, today):
    topic = Topic.objects.create(agency=place.agency, code="1", name="欠缴", path="缴存 › 欠缴")
    opened(place, topic=topic, urgency="URGENT", **today)
    waiting = opened(place, topic=topic, matter="单位四个月没有缴存，要求催缴", **today)
    handled = signed(place, topic=topic, matter="贷款审批一个月没有结果", **today)
    dispatched(place, matter="网点排队时间太长，希望增加窗口", kind="SUGGESTION", **today)
    signed(place, kind="REPORT", **today)
    draft = drafted(place, matter="提取材料退回三次", **today)
    ended = replied(place, closes=True, **today)
    prepare_public_reply(ticket=ended, version=ended.version, title="单位不缴存怎么办",
                         text="单位不缴存。", answer="已责令补缴。", officer=place.lender,
                         **today)  # fmt: skip
    public = publish_reply(ticket=ended, version=ended.version, officer=place.reviewer, **today)
    for officer, paths in [
        (place.dispatcher, ["?scope=all", "new/", "limits/", f"{waiting.pk}/"]),
        (place.lender, [f"{handled.pk}/"]),
        (place.reviewer, [f"{draft.pk}/", f"{ended.pk}/"]),
    ]:
        page = signed_in(chromium, live_server, officer)
        said = []
        page.on("console", lambda told, said=said: told.type == "error" and said.append(told.text))
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 900})
            for path in paths:
                page.goto(f"{live_server.url}{LIST}{path}")
                name = path.strip("/?").replace("=", "-")
                looked_at(page, f"ticket-{officer.name}-{name}-{width}")
                assert grave(page) == [] and beyond(page) <= 0, (path, width)
        assert said == []
    page = chromium.new_context(base_url=live_server.url, locale="zh-CN").new_page()
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        for path in ("/liuyan/rexian/", f"/liuyan/rexian/{public.pk}/"):
            page.goto(path)
            looked_at(page, f"reply-{path.strip('/').replace('/', '-')}-{width}")
            assert grave(page) == [] and beyond(page) <= 0


def test_a_letter_is_taken_in_and_dispatched_by_keyboard(chromium, live_server, place, today):
    page = signed_in(chromium, live_server, place.dispatcher)
    page.goto(f"{live_server.url}{LIST}new/")
    page.get_by_label("来信").focus()
    page.keyboard.press("Space")
    page.get_by_label("投诉").focus()
    page.keyboard.press("Space")
    page.get_by_label("诉求原文").focus()
    page.keyboard.type("单位三个月没有缴存。")
    page.get_by_role("button", name="登记").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("已登记工单")).to_be_visible()
    page.get_by_label("主办科室").focus()
    page.get_by_label("主办科室").select_option(label="信贷科")
    page.get_by_role("button", name="派单", exact=True).press("Enter")
    expect(page.get_by_text("已派单。")).to_be_visible()
    assert Ticket.objects.get().state == "DISPATCHED"
