"""A day in the duty room, through the pages alone; what the wall shows is what was done."""

import io
from datetime import date

import docx
import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from documents.readers import pdf_text, squeezed
from factories import AgencyFactory
from gongkai.hotline.models import Call, CallBack, Ticket, WaitingCall
from journeys.days import Days
from journeys.duty_room import (
    CallDesk,
    DutyRoom,
    act,
    answer,
    barriers,
    call_back,
    download,
    leave_message,
    shown_rates,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TODAY = date(2025, 3, 12)
QUESTION = "租房提取需要哪些材料"
ANSWER = "请带身份证，在任一管理部办理。"
UNPAID = "单位三个月没有缴存住房公积金怎么办"
FIRST_REPLY = "已通知单位补缴。"
SECOND_REPLY = "单位已补缴三个月，款项已记入个人账户。"
# Of the day, over the whole month: numerator and denominator.
RATES = {
    "反馈率": (2, 3), "按时办结率": (2, 3), "办结率": (2, 3), "有效回访率": (2, 2),
    "满意率": (2, 2), "态度满意率": (2, 2), "平均办件天数": (0, 2), "一次办结率": (1, 2),
    "重复诉求率": (0, 3),
}  # fmt: skip


@pytest.fixture
def room(chromium, live_server, monkeypatch, settings, tmp_path):
    settings.SESSION_COOKIE_AGE = 3 * 365 * 24 * 3600
    settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = True
    settings.GONGKAI_FILES = tmp_path / "files"
    settings.WAGTAILADMIN_BASE_URL = live_server.url
    cache.clear()
    agency = AgencyFactory(
        code="gjj", name="某某市住房公积金管理中心", short_name="某某市公积金中心", is_default=True
    )
    return DutyRoom(chromium, live_server.url, Days(monkeypatch, TODAY), agency)


def test_a_day_in_the_duty_room(room):
    grave = []
    known = room.knows(
        question=QUESTION, answer=ANSWER, topic_code="202",
        basis="《住房公积金管理条例》第二十四条",
    )  # fmt: skip
    complaint, question = calls_taken(room, known)

    phone = room.phone()
    message = leave_message(phone, {
        "kind": "SUGGESTION", "title": "周末也开窗口", "text": "工作日请不了假，建议周六办理。",
    })  # fmt: skip
    assert message.source == "SITE_MESSAGE" and message.state == "HANDLING"

    handled_by_departments(room, complaint, question)
    grave += asked_again(room, complaint)
    grave += rated_by_link(room, phone, question)
    grave += learned(room, phone, complaint)

    agent = room.desk("agent")
    grave += wall_shows_the_day(agent)
    assert shown_rates_of_the_month(agent) == {
        name: tuple(map(str, both)) for name, both in RATES.items()
    }
    bulletins_hold_the_same(agent)
    assert grave == [] and room.said == []


def calls_taken(room, known):
    """Five calls at the desk: answered, promised, two made tickets, and the promise kept."""
    desk = CallDesk(room.desk("agent"))
    desk.begin("19900001001", "202", "在本市租房提取要什么材料", "赵女士")
    expect(desk.page.get_by_text(QUESTION).first).to_be_visible()
    desk.keys.press("F4")
    expect(desk.page.locator("#id_answer")).to_have_value(ANSWER)
    answered = desk.save()
    assert (answered.entry_no, answered.outcome) == (known, "ANSWERED")

    desk.begin("19900001002", "303", "贷款递交三周没有消息")
    desk.next_choice("outcome", 2)
    promised = desk.save()
    assert promised.outcome == "TO_CALL_BACK"

    desk.begin("19900001003", "110", UNPAID, "钱先生")
    desk.next_choice("route")
    desk.next_choice("ticket_kind")
    complaint = desk.save("F8").ticket
    assert complaint.kind == "COMPLAINT"
    desk.begin("19900001004", "301", "二手房能贷多少", "孙女士")
    question = desk.save("F8").ticket

    desk.keys.press("Shift+F2")
    desk.desk.sees("19900001002", "aside")
    desk.keys.press("F2")
    desk.keys.press("Tab")
    desk.keys.press("Tab")
    desk.matter("303")
    kept = desk.save()
    assert WaitingCall.objects.get().call == kept and kept.number == "19900001002"
    return complaint, question


def handled_by_departments(room, complaint, question):
    """Dispatched, signed for, helped with, answered by one and released by another."""
    dispatcher = room.desk("dispatcher")
    for ticket, unit in ((complaint, "归集科"), (question, "信贷科")):
        dispatcher.open("/console/tickets/")
        dispatcher.follow(ticket.register_no)
        act(dispatcher, ticket, "dispatch", "派单", {"department": unit}, "已派单。")
    saver, lender, reviewer = (room.desk(who) for who in ("saver", "lender", "reviewer"))
    act(saver, complaint, "sign", "签收", (), "已签收。")
    asked = {"department": "信贷科", "request": "请核对本人有无未结清贷款。"}
    act(saver, complaint, "ask-help", "请会办", asked, "已请会办。")
    act(lender, complaint, "answer-help", "答复会办", {"answer": "没有贷款。"}, "已答复会办。")
    answer(saver, reviewer, complaint, FIRST_REPLY)
    act(lender, question, "sign", "签收", (), "已签收。")
    answer(lender, room.desk("loans_head"), question, "按可贷额度计算，详见网站说明。")
    assert (complaint.state, question.state) == ("CLOSED", "CLOSED")


def asked_again(room, complaint):
    """The caller is not content; his matter is handled again, and then he is."""
    agent = room.desk("agent")
    call_back(agent, complaint, {
        "opinion": "DISSATISFIED", "attitude": "SATISFIED", "remark": "单位还没有补缴",
    })  # fmt: skip
    assert (complaint.state, complaint.reopened) == ("HANDLING", 1)
    agent.open(f"/console/tickets/{complaint.pk}/")
    agent.sees("二次办理")
    grave = barriers(agent)
    answer(room.desk("saver"), room.desk("reviewer"), complaint, SECOND_REPLY)
    call_back(agent, complaint, {"opinion": "SATISFIED", "attitude": "SATISFIED"})
    assert (complaint.state, complaint.opinion) == ("CLOSED", "SATISFIED")
    rounds = CallBack.objects.order_by("pk").values_list("round", "opinion")
    assert list(rounds) == [(0, "DISSATISFIED"), (1, "SATISFIED")]
    agent.open(f"/console/call-backs/{complaint.pk}/")
    agent.sees("单位还没有补缴")
    return grave + barriers(agent)


def rated_by_link(room, phone, question):
    """Another caller gets a link by SMS and rates without a script."""
    agent = room.desk("agent")
    agent.open("/console/call-backs/")
    agent.page.get_by_label(f"选择{question.register_no}").check()
    agent.press("向所选诉求人发送评价链接", "main")
    agent.sees("已向1位诉求人发送评价链接", "body")
    address = room.link_of(question.register_no)
    looking = room.phone(scripts=True)
    looking.open(address)
    grave = barriers(looking)
    phone.open(address)
    phone.fill({"opinion": "FAIRLY_SATISFIED", "attitude": "SATISFIED"}, "form.asking")
    phone.press("提交评价")
    phone.sees("您的评价：基本满意")
    question.refresh_from_db()
    assert (question.opinion, question.state) == ("FAIRLY_SATISFIED", "CLOSED")
    return grave


def learned(room, phone, complaint):
    """What was answered becomes an answer for everybody, once another has looked at it."""
    saver, reviewer = room.desk("saver"), room.desk("reviewer")
    saver.open(f"/console/tickets/{complaint.pk}/")
    saver.follow("写成知识条目")
    expect(saver.page.locator("[name=question]")).to_have_value(UNPAID)
    expect(saver.page.locator("[name=answer]")).to_have_value(SECOND_REPLY)
    saver.fill({
        "answer": "中心核查后责令单位限期缴存；逾期仍不缴存的，可以申请人民法院强制执行。",
        "basis": "《住房公积金管理条例》第三十八条",
    })  # fmt: skip
    saver.page.locator("[name=is_public]").check()
    saver.press("保存草稿", "main")
    saver.press("提交审核", "main")
    saver.sees("已提交，并通知审核人员。", "body")
    expect(saver.page.locator("form[action$='/release/']")).to_have_count(0)
    reviewer.open(saver.page.url)
    grave = barriers(reviewer)
    reviewer.press("审核通过，开始使用", "main")
    reviewer.sees("已审核通过，即日起使用。", "body")
    phone.open("/wenda/")
    phone.follow(UNPAID)
    phone.sees("责令单位限期缴存")
    phone.sees("《住房公积金管理条例》第三十八条")
    return grave


def wall_shows_the_day(agent):
    """Compare the wall with what was done and with what is on record."""
    assert (Call.objects.count(), Ticket.objects.count()) == (5, 3)
    assert Ticket.objects.filter(closed_on=TODAY).count() == 2
    agent.open("/console/board/")
    counts = agent.page.locator(".gk-wall-counts > div")
    shown = dict(
        zip(
            counts.locator("dt").all_inner_texts(),
            counts.locator("dt + dd").all_inner_texts(),
            strict=True,
        )
    )
    assert shown == {
        "今日来电": "5", "待回拨号码": "0", "今日受理工单": "3", "未办结工单": "1", "今日到期": "0",
        "已逾期": "0",
    }  # fmt: skip
    assert shares(agent, "wall-topics") == {"贷款": "3", "提取": "1", "缴存": "1"}
    assert shares(agent, "wall-routes") == {"12345热线接通": "2", "电话直呼": "3", "12345转接": "0"}
    closing = agent.page.locator(".gk-wall-rates tr", has_text="办结率").nth(1)
    expect(closing).to_contain_text("办结工单2 ÷ 受理工单3")
    return barriers(agent)


def shares(agent, heading):
    """Return what the table below a heading of the wall counts."""
    rows = agent.page.locator(f"#{heading} + table tbody tr")
    return dict(row.locator("th, td").all_inner_texts()[:2] for row in rows.all())


def shown_rates_of_the_month(agent):
    """Return each rate's numerator and denominator as the page of rates shows them."""
    agent.open("/console/call-backs/rates/?first=2025-03-01&last=2025-03-31")
    told = shown_rates(agent.page, "[aria-labelledby=all] tbody tr")
    assert told["满意率"][0].strip() == "100%" and told["办结率"][0].strip() == "66.67%"
    return {
        name: (cells[1].splitlines()[0], cells[2].splitlines()[0]) for name, cells in told.items()
    }


def bulletins_hold_the_same(agent):
    """Open the week's bulletin again, as Word and as PDF."""
    agent.open("/console/board/bulletins/")
    agent.page.locator("#period").fill("2025-W11")
    agent.page.locator("form.gk-filter").get_by_role("button", name="生成").click()
    name, word = download(agent, "/2025-W11/docx/")
    assert name.endswith(".docx")
    opened = docx.Document(io.BytesIO(word))
    said = squeezed("".join(each.text for each in opened.paragraphs))
    cells = {
        tuple(squeezed(cell.text) for cell in row.cells[:3])
        for table in opened.tables
        for row in table.rows
    }
    assert {("接听来电", "5", "0"), ("受理工单", "3", "0"), ("办结工单", "2", "0")} <= cells
    assert {("办结率", "66.67%", "2/3"), ("满意率", "100%", "2/2")} <= cells
    _name, pdf = download(agent, "/2025-W11/pdf/")
    printed = pdf_text(pdf)
    for told in (
        "接听来电5件",
        "受理诉求工单3件、办结2件",
        "未办结工单1件",
        "办结率66.67%",
        "满意率100%",
    ):
        assert told in said and told in printed, told
    for personal in ("19900001003", "钱先生", "单位还没有补缴"):
        assert personal not in said and personal not in printed
