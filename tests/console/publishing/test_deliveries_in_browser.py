"""Outlets at the console in a browser: at any width, without barriers, by keyboard."""

import os
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import expect

from console.publishing.browsing import signed_in
from gongkai.publications.models import FollowerCount, ItemDelivery, Outlet, PostReads
from gongkai.publications.operations.distribution.delivering import deliver_due
from publications.conftest import platform as platform
from publications.conftest import wechat as wechat
from publications.delivering import account_of, asked, passing
from publications.office import AT, office, published

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BASE = "/console/publishing/"


@pytest.fixture
def place(live_server, wechat):
    """Return an office with a delivery in every state."""
    place = office()
    account_of(place)
    first, second, third, fourth = (
        published(place, title=title)
        for title in (
            "关于调整网点办公时间的通知",
            "关于年度结息的公告",
            "关于缴存基数的通知",
            "政策解读：怎样提取住房公积金",
        )  # fmt: skip
    )
    done = passing(asked(place, first), wechat, place)
    PostReads.objects.create(post=done.post, counted_on=AT.date(), reads=1234, shares=56)
    asked(place, first, outlet=Outlet.CITY_SITE)
    wechat.codes["/cgi-bin/draft/add"] = 45166
    asked(place, second, is_reposted=True)
    deliver_due(at=AT)
    wechat.codes.clear()
    wechat.faults.append("error")
    asked(place, third)
    deliver_due(at=AT)
    asked(place, fourth)
    deliver_due(at=AT)
    today = timezone.localdate()
    for n in range(1, 5):
        FollowerCount.objects.create(agency=place.agency, register_no=str(n), followers=31860 - n,
                                     counted_on=today - timedelta(days=n))  # fmt: skip
    return place


def test_no_screen_bars_anybody_or_is_cut_off(chromium, live_server, place):
    page = signed_in(chromium, live_server, place.office_head)
    wrong = []
    page.on("console", lambda said: said.type == "error" and wrong.append(said.text))
    keys = ItemDelivery.objects.order_by("pk")
    done, hand, failed = keys[0], keys[1], keys[2]
    screens = ("deliveries/", f"items/{done.item_id}/deliveries/", f"deliveries/{done.pk}/",
               f"deliveries/{hand.pk}/", f"deliveries/{failed.pk}/", "wechat/",
               "city/")  # fmt: skip
    for number, path in enumerate(screens):
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(BASE + path, wait_until="load")
            for fold in page.locator(".gk-body details > summary").all():
                fold.click()
            if os.environ.get("SHOTS"):
                page.screenshot(path=f"{os.environ['SHOTS']}/{number}-{width}.png", full_page=True)
            wrong += [
                (path, width, one["id"], one["nodes"][0]["html"])
                for one in Axe().run(page).response["violations"]
                if one["impact"] in ("serious", "critical")
            ]
            beyond = page.evaluate(
                "[...document.querySelectorAll('.gk *')].filter(e => e.getClientRects().length"
                " && e.getBoundingClientRect().right > innerWidth + 1"
                " && !e.closest('.gk-scroll, .gk-tabs, .gk-hidden'))"
                ".map(e => e.outerHTML.slice(0, 120))"
            )
            wrong += [(path, width, each) for each in beyond[:3]]
    assert wrong == []


def test_an_item_is_sent_to_the_city_by_keyboard(chromium, live_server, place):
    page = signed_in(chromium, live_server, place.office_head)
    item = ItemDelivery.objects.order_by("pk")[2].item
    page.goto(f"{BASE}items/{item.pk}/deliveries/")
    page.get_by_role("radio", name="微信公众号").focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="市政府网站")).to_be_checked()
    page.get_by_role("button", name="推送", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("已安排推送")).to_be_visible()
    expect(page.get_by_text("待人工报送")).to_be_visible()
