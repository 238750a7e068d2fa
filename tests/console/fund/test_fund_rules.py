"""The page of a city's rules: what is in force, a preview, a new version."""

import os

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import expect

from console.conftest import desk
from factories import AgencyFactory, OfficerFactory
from gongkai.fund_services.models import FundRules
from gongkai.rules.fund import default_city_rules
from portal.reading import text

ADDRESS = "/console/fund-rules/"
_PICTURES = os.environ.get("GONGKAI_TEST_PICTURES", "")


@pytest.fixture
def people(db):
    centre = AgencyFactory(code="gjj", name="某某市住房公积金管理中心", is_default=True)
    return {
        "head": OfficerFactory(agency=centre, head=True, name="张主任"),
        "clerk": OfficerFactory(agency=centre, clerk=True),
        "other": OfficerFactory(agency=AgencyFactory(kind="DEPARTMENT"), head=True),
    }


def typed(**changes):
    return {
        **default_city_rules().texts,
        "basis": "某公管委〔2026〕3号",
        "in_force_from": timezone.localdate().isoformat(),
        **changes,
    }


@pytest.mark.django_db
def test_everybody_reads_the_head_sets(people):
    page = text(desk(people["clerk"]).get(ADDRESS))
    assert (
        "尚未设置" in page
        and "缴存基数上限" in page
        and "<form method" not in page.split("gk-body")[1]
    )
    assert "设置新的规定" in text(desk(people["head"]).get(ADDRESS))
    assert desk(people["clerk"]).post(ADDRESS, typed()).status_code == 403
    assert desk(people["other"]).get(ADDRESS).status_code == 404
    assert not FundRules.objects.exists()


@pytest.mark.django_db
def test_a_preview_shows_what_changes_and_sets_nothing(people):
    given = typed(base_cap="20000", most_single="450000", preview="1")
    page = text(desk(people["head"]).post(ADDRESS, given))
    assert "预览：自" in page and "未设置，不适用" in page and "20,000元" in page
    # 50,000 a month at 12 % each side: 12,000 before, 4,800 with the cap.
    assert "12,000元" in page and "<strong>4,800元</strong>" in page
    assert "<strong>450,000元</strong>" in page and 'value="450000"' in page
    assert not FundRules.objects.exists()


@pytest.mark.django_db
def test_set_it_holds_and_is_listed(people):
    client = desk(people["head"])
    response = client.post(ADDRESS, typed(base_cap="20000", set="1"), follow=True)
    page = text(response)
    assert response.redirect_chain and "已设置" in page
    assert "某公管委〔2026〕3号" in page and "历次规定" in page and "张主任" in page
    again = text(client.post(ADDRESS, typed(set="1")))
    assert "已有设置" in again
    assert FundRules.objects.get().figures["base_cap"] == "20000"
    assert "设置本市公积金规定" in text(client.get("/console/audit/"))


@pytest.mark.django_db
def test_bad_figures_are_told_and_stay(people):
    given = typed(base_cap="两万", ratio_least="4", in_force_from="2020-01-01", set="1")
    response = desk(people["head"]).post(ADDRESS, given)
    page = text(response)
    assert response.status_code == 400
    for told in ("不是阿拉伯数字", "请填写5至12之间的整数", "不能追溯"):
        assert told in page
    assert 'value="两万"' in page and not FundRules.objects.exists()
    page = text(desk(people["head"]).post(ADDRESS, typed(basis="", ratio_least="4", rounding="x")))
    for told in ("依据：未填写", "请填写5至12之间的整数", "缴存额取整：未选择"):
        assert told in page


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", [390, 1280])
def test_the_head_previews_and_sets_in_a_browser(chromium, live_server, people, settings, width):
    settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = True
    context = chromium.new_context(base_url=live_server.url, locale="zh-CN",
                                   viewport={"width": width, "height": 900})  # fmt: skip
    page = context.new_page()
    page.goto("/console/login/")
    page.fill("input[name=username]", people["head"].user.username)
    page.fill("input[name=password]", "parola-di-prova")
    page.click("button[type=submit]")
    page.goto(ADDRESS)
    found = look(page, "rules")
    page.get_by_text("设置新的规定").click()
    page.get_by_label("依据").fill("某公管委〔2026〕3号")
    page.get_by_label("缴存基数上限（元）").fill("２万")
    page.get_by_role("button", name="预览").click()
    expect(page.get_by_role("heading", name="预览：自")).to_be_visible()
    found += look(page, "rules-preview")
    page.get_by_role("button", name="设置", exact=True).click()
    expect(page.get_by_text("已设置，自施行日期起")).to_be_visible()
    assert found == []


def look(page, name):
    page.wait_for_load_state()
    width = page.viewport_size["width"]
    if _PICTURES:
        page.set_viewport_size({"width": width, "height": 4000})
        page.screenshot(path=f"{_PICTURES}/{name}-{width}.png")
        page.set_viewport_size({"width": width, "height": 900})
    beyond = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    found = [(name, width, "scrolls sideways")] if page.evaluate(beyond) > 0 else []
    results = Axe().run(page).response["violations"]
    return found + [
        (name, width, one["id"]) for one in results if one["impact"] in ("serious", "critical")
    ]
