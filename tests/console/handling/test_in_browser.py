"""Online business in a real browser: from filing to the delivered result, no barrier on the way."""

import os
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from console.publishing.browsing import signed_in
from factories import AgencyFactory
from fund_services.centre import file_rent, make_centre, sealed
from fund_services.handling.test_a_day import MISSING, accepted, approved, handled, proposed
from gongkai.fund_services.core.port import CoreAway
from gongkai.fund_services.models import Application
from gongkai.fund_services.operations.applications.correcting import (
    ask_correction,
    correct_application,
)
from gongkai.fund_services.operations.applications.sending import exchange_with_core
from gongkai.fund_services.operations.applications.withdrawing import rate_application
from gongkai.rules.service_opinions import ServiceOpinion
from hotline.tickets.opened import now_with_calendars
from looking import beyond, grave

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PICTURES = os.environ.get("GONGKAI_TEST_PICTURES", "")
LIST = "/console/applications/"


@pytest.fixture
def centre(transactional_db, settings, tmp_path):
    settings.GONGKAI_FILES = tmp_path / "files"
    agency = AgencyFactory(name="丙市住房公积金管理中心", short_name="丙市中心", is_default=True)
    made = make_centre(agency)
    now = now_with_calendars()
    made.on, made.at = now["on"], now["at"]
    return made


def dated(centre):
    """Return what a form of today says of its days."""
    return {"rent_from": "2026-01-01", "rent_to": f"{centre.on.year + 1}-12-31"}


def looked_at(page, name):
    """Keep a picture of a page where somebody wants to look at it."""
    if PICTURES:
        size = page.viewport_size
        page.set_viewport_size({"width": size["width"], "height": 2200})
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)
        page.set_viewport_size(size)


def do(page, button, said):
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.get_by_text(said)).to_be_visible()


def test_a_day_of_handling(chromium, live_server, centre):
    row = file_rent(centre, **dated(centre))
    handler = signed_in(chromium, live_server, centre.handler)
    handler.set_viewport_size({"width": 1280, "height": 900})
    handler.goto(f"{live_server.url}{LIST}")
    handler.get_by_role("link", name=row.receipt_no).click()
    handler.get_by_text("告知补正", exact=True).click()
    handler.get_by_label("本人居民身份证").fill("缺少反面")
    handler.get_by_text("填写内容", exact=True).click()
    handler.get_by_label("租期结束").fill("与合同不一致")
    looked_at(handler, "handling-correction-1280")
    do(handler, "一次性告知补正", "已告知申请人补正。")
    expect(handler.get_by_text("补正期限（申请人）")).to_be_visible()
    correct_application(
        application=row, account=centre.account, values={"rent_to": "2026-12-31"},
        files=[sealed("identity_card", "身份证正反面.png")], on=centre.on, at=centre.at,
    )  # fmt: skip
    handler.reload()
    expect(handler.get_by_text("补正时被替换")).to_be_visible()
    do(handler, "受理", "已受理，办理期限开始计算。")
    handler.get_by_label("准予办理").check()
    do(handler, "提交复核", "已提交，请复核人复核。")
    reviewer = signed_in(chromium, live_server, centre.reviewer)
    reviewer.set_viewport_size({"width": 1280, "height": 900})
    reviewer.goto(f"{live_server.url}{LIST}")
    reviewer.get_by_role("link", name=row.receipt_no).click()
    expect(reviewer.get_by_text("待复核的意见")).to_be_visible()
    looked_at(reviewer, "handling-review-1280")
    do(reviewer, "同意办理，提交业务系统", "已同意，正在提交业务系统。")
    centre.at = timezone.now()
    while exchange_with_core(on=centre.on, at=centre.at, core=centre.core):
        pass
    handler.reload()
    handler.get_by_label("送达方式").select_option("ONLINE")
    handler.get_by_label("结果文件").set_input_files(
        {"name": "提取决定书.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 made up"}
    )
    do(handler, "登记送达", "已登记送达，并通知申请人。")
    looked_at(handler, "handling-delivered-1280")
    done = Application.objects.get(pk=row.pk)
    assert (done.state, done.delivered_on) == ("GRANTED", centre.on)


class Away:
    def submit(self, business, *, once, at):
        raise CoreAway("业务系统连接不上。")


def test_nothing_bars_anybody_on_a_desk_and_on_a_phone(chromium, live_server, centre):
    days = dated(centre)
    waiting = file_rent(centre, token="一", **days)
    asked = file_rent(centre, token="二", **days)
    ask_correction(application=asked, version=None, missing=MISSING, **centre.now(centre.handler))
    review = proposed(centre, accepted(centre, file_rent(centre, token="三", **days)))
    away = approved(
        centre, proposed(centre, accepted(centre, file_rent(centre, token="四", **days)))
    )
    exchange_with_core(on=centre.on, at=centre.at, core=Away())
    done = handled(centre, file_rent(centre, token="五", **days))
    rate_application(
        application=done, account=centre.account, opinion=ServiceOpinion.VERY_GOOD,
        on=centre.on, at=centre.at,
    )  # fmt: skip
    for officer, paths in [
        (centre.handler, ["?scope=all", f"{waiting.pk}/", f"{asked.pk}/", f"{away.pk}/"]),
        (centre.reviewer, [f"{review.pk}/"]),
        (centre.head, ["office/", "limits/", f"{done.pk}/"]),
    ]:
        page = signed_in(chromium, live_server, officer)
        said = []
        page.on("console", lambda told, said=said: told.type == "error" and said.append(told.text))
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 900})
            for path in paths:
                page.goto(f"{live_server.url}{LIST}{path}")
                name = path.strip("/?").replace("=", "-").replace("/", "-")
                looked_at(page, f"handling-{officer.name}-{name}-{width}")
                assert grave(page) == [], (path, width)
                assert beyond(page) <= 0, (path, width)
        assert said == []


def test_the_queue_is_worked_by_keyboard(chromium, live_server, centre):
    row = file_rent(centre, **dated(centre))
    page = signed_in(chromium, live_server, centre.handler)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{live_server.url}{LIST}")
    page.get_by_label("受理号或账号").focus()
    page.keyboard.type(row.receipt_no)
    page.keyboard.press("Enter")
    link = page.get_by_role("link", name=row.receipt_no)
    link.focus()
    page.keyboard.press("Enter")
    button = page.get_by_role("button", name="受理", exact=True)
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("已受理，办理期限开始计算。")).to_be_visible()
