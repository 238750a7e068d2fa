"""Call-backs at the console: taken, put down, sent as links; and the rates made of them."""

import re

import pytest
from django.test import Client

from console.conftest import desk, notes
from gongkai.hotline.models import CallBack
from gongkai.messages.models import Dispatch
from hotline.tickets.opened import replied, signed, ticket_office
from portal.reading import text

pytestmark = pytest.mark.django_db
LIST = "/console/call-backs/"


@pytest.fixture
def people(office):
    return ticket_office(office.agency)


def act(officer, row, deed, **data):
    return desk(officer).post(f"{LIST}{row.pk}/{deed}/", data)


def test_a_caller_is_called_and_his_opinion_put_down(people):
    row = replied(people)
    page = text(desk(people.agent).get(LIST))
    assert row.register_no in page and "13800138000" not in page
    assert "13800138000" not in text(desk(people.agent).get(f"{LIST}{row.pk}/"))
    assert act(people.agent, row, "take").status_code == 302
    page = text(desk(people.agent).get(f"{LIST}{row.pk}/"))
    assert "13800138000" in page and "赵小明" in page
    assert "13800138000" not in text(desk(people.dispatcher).get(f"{LIST}{row.pk}/"))
    wrong = act(people.agent, row, "opinion", remark="说了一半的话")
    assert wrong.status_code == 400
    assert "对办理结果：未选择" in text(wrong) and "说了一半的话" in text(wrong)
    done = act(people.agent, row, "opinion", opinion="SATISFIED", attitude="SATISFIED", again="on")
    assert notes(done) == ["已登记评价。"]
    assert "满意" in text(desk(people.agent).get(f"{LIST}?scope=done"))


def test_calling_before_the_answer_or_without_taking_is_refused(people):
    row = signed(people)
    assert "还没有答复" in text(act(people.agent, row, "take"))
    answered = replied(people)
    refused = act(people.agent, answered, "opinion", opinion="SATISFIED")
    assert refused.status_code == 400 and "请先领取" in text(refused)
    assert act(people.agent, answered, "nonsense").status_code == 404
    assert act(people.agent, answered, "take").status_code == 302
    assert "不在您手上" in text(act(people.dispatcher, answered, "not-reached"))
    assert notes(act(people.agent, answered, "not-reached")) == ["已登记未接通。"]


def test_links_are_sent_to_those_chosen(people):
    row = replied(people)
    assert "没有选择工单" in notes(desk(people.agent).post(f"{LIST}links/"))[0]
    sent = desk(people.agent).post(f"{LIST}links/", {"ticket": [row.pk, "x", "9" * 40]})
    assert "已向1位诉求人发送评价链接。" in notes(sent)
    link = re.search(r"/huifang/[\w-]+/", Dispatch.objects.get(way="SMS").text).group()
    visitor = Client()
    page = text(visitor.get(link))
    assert row.register_no in page and "赵小明" not in page and "13800138000" not in page
    wrong = visitor.post(link, {"remark": "留下的话"})
    assert wrong.status_code == 400 and "请选择一项" in text(wrong) and "留下的话" in text(wrong)
    given = {"opinion": "DISSATISFIED", "reason": "办理时限", "remark": "还没有补缴"}
    assert visitor.post(link, given).status_code == 302
    page = text(visitor.get(link))
    assert "您的评价：不满意" in page and "再次办理" in page
    assert visitor.post(link, given).status_code == 409
    row.refresh_from_db()
    assert row.state == "HANDLING" and CallBack.objects.get().reason == "办理时限"
    assert "评价链接不正确" in text(visitor.get("/huifang/nothing/"))
    assert visitor.get("/huifang/nothing/").status_code == 404


def test_the_plan_is_set_by_who_runs_the_desk(office, people):
    assert desk(people.agent).get(f"{LIST}plan/").status_code == 403
    assert "系统默认值" in text(desk(office.head).get(f"{LIST}plan/"))
    wrong = desk(office.head).post(f"{LIST}plan/", {"share": 0, "attempts": 2, "link_days": 7})
    assert wrong.status_code == 400 and "回访比例：0不在1至100" in text(wrong)
    wrong = desk(office.head).post(f"{LIST}plan/", {"share": "多", "attempts": "", "link_days": 7})
    assert "回访比例：请填写1至100的整数" in text(wrong) and "拨打次数：未填写" in text(wrong)
    saved = desk(office.head).post(f"{LIST}plan/", {"share": 50, "attempts": 2, "link_days": 7})
    assert saved.status_code == 302 and "回访50%" in text(desk(people.agent).get(LIST))


def test_rates_stand_with_what_they_count(office, people):
    page = text(desk(people.agent).get(f"{LIST}rates/?first=2023-01-01&last=2023-12-31&by=SOURCE"))
    for name in ("反馈率", "办结率", "满意率", "平均办件天数", "有效回访率", "台账导入"):
        assert name in page
    assert "国家未统一规定" in page
    late = desk(people.agent).get(f"{LIST}rates/?first=2023-02-01&last=2023-01-01")
    assert late.status_code == 400 and "不能早于开始日期" in text(late)
    assert "请填写年-月-日" in text(desk(people.agent).get(f"{LIST}rates/?first=x&last=%00"))
    assert desk(office.retired).get(f"{LIST}rates/").status_code == 403


@pytest.mark.parametrize(
    ("printed", "denominator", "told"),
    [
        ("99.07%", "633", "不可能由分母633得出"),
        ("99.07", "540", "分子为535时得出99.07%"),
        ("约99", "540", "不是0到100之间的百分数"),
        ("99.07", "", "分母：未填写"),
        ("99.07", "0", "分母为0"),
        ("99.07", "abc", "分母：请填写整数"),
    ],
)
def test_a_printed_rate_is_checked_against_its_denominator(people, printed, denominator, told):
    query = {"printed": printed, "denominator": denominator}
    assert told in text(desk(people.agent).get(f"{LIST}rates/", query))


def test_others_see_nothing_of_it(office, people):
    row = replied(people)
    assert desk(office.outsider).get(f"{LIST}{row.pk}/").status_code in (403, 404)
    assert desk(office.retired).get(LIST).status_code == 403
    assert desk(people.agent).get(f"{LIST}999/").status_code == 404
