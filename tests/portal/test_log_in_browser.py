"""The public log on a phone and on a desk."""

from datetime import date

import pytest
from playwright.sync_api import expect

from casework.after_reply import again, office_of, replied
from gongkai.casework.models import DisclosureLogEntry

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def site(live_server, settings, tmp_path, at):
    settings.GONGKAI_FILES = tmp_path / "files"
    agency, clerk, reviewer, _head = office_of(
        code="gjj", is_default=True, name="某某市住房公积金管理中心", postcode="100000"
    )
    for number in range(23):
        DisclosureLogEntry.objects.create(
            request=again(replied(agency, clerk)[0]), state="PUBLISHED", prepared_by=clerk,
            checked_by=reviewer, published_at=at, visible_from=date(2024, 3, 1),
            title=f"2023年住房公积金归集、提取和贷款发放情况之{number}",
            summary="已按《政府信息公开条例》第三十六条第（二）项提供。\n\n申请人选择电子文件。",
        )  # fmt: skip
    return live_server.url


def test_a_visitor_searches_and_opens_an_entry_by_keyboard(chromium, site):
    page = chromium.new_page(viewport={"width": 390, "height": 844})
    page.goto(f"{site}/gongshi/")
    page.get_by_label("在公示中查找").fill("之21")
    page.keyboard.press("Enter")
    page.wait_for_url("**/gongshi/?q=*")
    expect(page.get_by_role("status")).to_have_text("共1条")
    page.get_by_role("link", name="之21").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("之21")
    page.close()
