"""A citizen takes part: an opinion, a verdict, a fault; on a telephone, by keyboard, unscripted."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from gongkai.participation.models import PageRating, PublicOpinion, SiteFault
from participation import asked
from portal.asking import answer_to

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def where(live_server):
    """Return an organ that asks, its site running."""
    return asked.place(name="某某市住房公积金管理中心", is_demonstration=True)


@pytest.fixture
def asking(where):
    """Return what is open and what is over, with results."""
    today = timezone.localdate()
    days = {"from_on": today - timedelta(days=5), "until_on": today + timedelta(days=5)}
    row = asked.open_consultation(where, **days)
    survey = asked.open_survey(where, shows_live=True, **days)
    asked.answered(survey, "a", on=today)
    over = asked.open_survey(where, title="已经结束的调查" + "很长的标题" * 10)
    asked.answered(over, "b")
    asked.survey_result(where, over)
    heard = asked.open_consultation(where, title="已经结束的征集")
    asked.released(where, asked.result_of(where, heard), asked.AFTER, asked.AFTER_AT)
    interview = asked.open_interview(where)
    asked.released(where, asked.record_of(where, interview), asked.AFTER, asked.AFTER_AT)
    return {
        "consultation": row.pk, "survey": survey.pk, "over": over.pk, "heard": heard.pk,
        "interview": interview.pk,
    }  # fmt: skip


def addresses(asking):
    form = "/hudong/zhengji/{consultation}/yijian/ /hudong/diaocha/{survey}/tianxie/"
    pages = (
        "/hudong/ /hudong/zhengji/ /hudong/zhengji/{consultation}/ /hudong/zhengji/{heard}/ "
        "/hudong/diaocha/ /hudong/diaocha/{over}/ /hudong/diaocha/{survey}/jieguo/ "
        "/hudong/fangtan/ /hudong/fangtan/{interview}/ /zhaocuo/ /zhaocuo/chaxun/ "
    )
    return (pages + form).format(**asking).split()


def test_no_page_bars_anybody_or_scrolls_sideways(chromium, live_server, asking):
    wrong = []
    page = chromium.new_page()
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "request", lambda r: wrong.append(r.url) if not r.url.startswith(live_server.url) else None
    )
    for address in addresses(asking):
        for width in (320, 390, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(live_server.url + address, wait_until="load")
            beyond = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            if page.evaluate(beyond) > 0:
                wrong.append((address, width, "scrolls sideways"))
        found = Axe().run(page).response["violations"]
        wrong += [
            (address, each["id"], each["nodes"][0]["html"])
            for each in found
            if each["impact"] in ("serious", "critical")
        ]
    assert wrong == []


def test_an_opinion_and_a_verdict_on_a_telephone_without_scripts(chromium, live_server, asking):
    context = chromium.new_context(
        base_url=live_server.url,
        java_script_enabled=False,
        viewport={"width": 390, "height": 844},
    )
    page = context.new_page()
    page.goto("/hudong/")
    page.click("text=关于征求住房公积金提取办法意见的公告 >> nth=0")
    page.click("a:has-text('我要提意见') >> nth=0")
    page.click("button:has-text('提交')")
    assert "还不能提交，请改正" in page.inner_text("main")
    page.fill("textarea[name=text]", "建议增加网上提取渠道。")
    page.fill("input[name=answer]", answer_to(page.content())["answer"])
    page.click("button:has-text('提交')")
    assert PublicOpinion.objects.get().receipt_no in page.inner_text("main")
    page.click("text=返回征集页面")
    page.click(".page-rating button:has-text('基本满意')")
    assert "评价已收到" in page.inner_text("main")
    page.fill("textarea[name=remark]", "写得很清楚")
    page.click("button:has-text('提交补充说明')")
    rating = PageRating.objects.get()
    assert (rating.verdict, rating.remark) == ("FAIR", "写得很清楚")
    assert rating.path == f"/hudong/zhengji/{asking['consultation']}/"
    page.click("text=返回刚才的网页")
    assert "我要提意见" in page.inner_text("main")


def test_a_fault_is_reported_from_its_page_by_keyboard(chromium, live_server, asking):
    page = chromium.new_page()
    page.goto(f"{live_server.url}/hudong/zhengji/")
    page.focus(".page-rating a")
    page.keyboard.press("Enter")
    page.wait_for_selector("input[name=address]")
    assert page.input_value("input[name=address]") == f"{live_server.url}/hudong/zhengji/"
    page.focus("input[name=kind] >> nth=0")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("标题有错字")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type(answer_to(page.content())["answer"])
    page.keyboard.press("Enter")
    page.wait_for_selector(".receipt")
    assert SiteFault.objects.get().register_no in page.inner_text("main")
