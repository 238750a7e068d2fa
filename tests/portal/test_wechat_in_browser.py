"""微信通知 on a phone and at a desk: a code is shown and sent, the owner chooses and ends it."""

import os
import re

import pytest
from playwright.sync_api import expect

from api.pushing import OPENID, account_of, send
from factories import AgencyFactory
from fund_services.core_people import DEPOSITING, fill_core, person
from fund_services.signing_in import PASSWORD, an_account
from gongkai.messages.models import WeChatBinding
from portal.barriers import without_barriers

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
_PICTURES = os.environ.get("GONGKAI_TEST_PICTURES", "")


@pytest.fixture
def account(settings, on):
    settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = True
    fill_core(on)
    agency = AgencyFactory(code="gjj", name="某某市住房公积金管理中心", is_default=True)
    return an_account(account_of(agency), person(DEPOSITING))


@pytest.fixture(params=(390, 1280))
def page(request, chromium, live_server, account):
    """Return a window of the owner: the phone without scripts, the desk with them."""
    window = chromium.new_context(
        base_url=live_server.url, viewport={"width": request.param, "height": 844},
        reduced_motion="reduce", java_script_enabled=request.param == 1280,
    )  # fmt: skip
    page = window.new_page()
    page.goto("/zhanghu/denglu/")
    page.get_by_label("证件号码或者手机号码").fill(account.phone)
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.get_by_label("密码", exact=True).press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("我的公积金")
    yield page
    window.close()


def look(page, name):
    """Keep a picture where pictures are wanted; nothing bars anybody or reaches beyond the page."""
    width = page.viewport_size["width"]
    if _PICTURES:
        page.screenshot(path=f"{_PICTURES}/{name}-{width}.png", full_page=True)
    if width == 1280:
        without_barriers(page, name)
        return
    # Without scripts nothing can be measured in the page: its body is as wide as the window.
    assert page.locator("body").bounding_box()["width"] <= width, name


def test_a_depositor_binds_his_wechat_and_ends_it(page, account):
    page.goto("/zhanghu/")
    look(page, "account-with-wechat")
    page.locator(".account-parts").get_by_role("link", name="微信通知").click()
    look(page, "wechat-not-bound")
    tick = page.get_by_label("办件进度、网点预约")
    expect(tick).not_to_be_checked()
    tick.check()
    page.get_by_role("button", name="获取绑定码").press("Enter")
    shown = page.locator(".receipt dd")
    expect(shown).to_have_text(re.compile("绑定 [0-9]{8}"))
    look(page, "wechat-code")
    assert "绑定成功" in send(shown.inner_text())
    page.get_by_role("link", name="已发送，查看是否绑定").click()
    expect(page.locator(".lead")).to_contain_text("已绑定，自")
    expect(tick).to_be_checked()
    look(page, "wechat-bound")
    assert OPENID not in page.content()
    tick.uncheck()
    page.get_by_role("button", name="保存").click()
    expect(page.locator(".saved")).to_have_text("已保存。")
    assert not WeChatBinding.objects.get().takes_messages
    page.get_by_role("button", name="解除绑定").click()
    expect(page.locator(".saved")).to_contain_text("已解除微信绑定")
    assert not WeChatBinding.objects.exists()
