"""Calls on record at the console: listed, found by number, corrected, counted; the tree edited."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from console.conftest import desk, notes
from factories import CallFactory, OfficerFactory
from gongkai.audit.models import Entry
from gongkai.hotline.models import Call, Topic
from hotline.desk import AT, NUMBER, ON, hotline, registered, topic
from portal.reading import text

pytestmark = pytest.mark.django_db
CALLS = "/console/hotline/calls/"
TOPICS = "/console/hotline/topics/"
FIGURES = "/console/hotline/call-figures/"


@pytest.fixture
def place():
    held = hotline()
    held.head = OfficerFactory(agency=held.agency, head=True)
    return held


def numbers(page):
    return [each.register_no for each in page.context["page"]]


def listed(place, query, officer=None):
    return desk(officer or place.head).get(f"{CALLS}?{query}")


def test_calls_are_filtered(place):
    first = registered(place, topic=topic(place, "202")).call
    second = registered(place, minutes=5, officer=place.other, route="VIA_12345", number="",
                        topic=topic(place, "301"), outcome="ESCALATED").call  # fmt: skip
    third = CallFactory(agency=place.agency, called_on=ON - timedelta(days=9))
    both = [second.register_no, first.register_no]
    day = f"first={ON}&last={ON}"
    assert numbers(listed(place, day)) == both
    assert numbers(listed(place, "route=")) == [*both, third.register_no]
    assert numbers(listed(place, "route=VIA_12345")) == [second.register_no]
    assert numbers(listed(place, "outcome=ESCALATED")) == [second.register_no]
    assert numbers(listed(place, f"agent={place.agent.pk}")) == [first.register_no]
    assert numbers(listed(place, f"topic={topic(place, '2')}")) == [first.register_no]
    assert numbers(listed(place, f"topic={topic(place, '301')}")) == [second.register_no]
    assert numbers(listed(place, f"last={ON - timedelta(days=1)}")) == [third.register_no]
    assert numbers(listed(place, "")) == [], "today's, which are none"
    page = text(listed(place, "route="))
    assert "199****1234" in page and NUMBER not in page and "租房提取要" not in page
    wrong = listed(place, "first=gestern&topic=x&agent=9&page=nonsense&caller=zz")
    assert wrong.status_code == 200 and "日期：请填写年-月-日" in text(wrong)


def test_a_number_is_found_by_its_digest_which_alone_stands_in_the_address(place):
    call = registered(place).call
    registered(place, minutes=5, number="19900007777")
    sent = desk(place.agent).post(f"{CALLS}by-number/", {"number": " 199-0000 1234"})
    assert NUMBER not in sent["Location"] and call.number_digest in sent["Location"]
    assert numbers(desk(place.agent).get(sent["Location"])) == [call.register_no]
    refused = desk(place.agent).post(f"{CALLS}by-number/", {"number": "12a"})
    assert "来电号码" in notes(refused)[0]


def test_the_list_asks_no_more_queries_for_more_calls(place):
    client = desk(place.head)

    def counted():
        with CaptureQueriesContext(connection) as captured:
            client.get(f"{CALLS}?first={ON}")
        return len(captured)

    registered(place, outcome="ESCALATED")
    counted()
    before = counted()
    for n in range(1, 9):
        registered(place, minutes=5 * n, officer=(place.other, place.agent)[n % 2],
                   outcome=("ESCALATED", "ANSWERED")[n % 2])  # fmt: skip
    assert counted() == before <= 19


def test_a_call_is_shown_masked_until_read_on_record(place):
    call = registered(place, caller_name="赵小明").call
    page = text(desk(place.other).get(f"{CALLS}{call.pk}/"))
    assert "199****1234" in page and "3分0秒" in page and "租房提取要什么材料" in page
    assert NUMBER not in page and "赵小明" not in page
    read = desk(place.other).post(f"{CALLS}{call.pk}/number/")
    assert NUMBER in text(read) and "赵小明" in text(read)
    assert read["Cache-Control"].startswith("private, no-store")
    assert Entry.objects.filter(action="call.read_number", officer=place.other).count() == 1
    assert desk(place.agent).get(f"{CALLS}999/").status_code == 404


def test_a_correction_is_kept_or_shown_again(place):
    call = registered(place).call
    told = {"version": 0, "route": "TRANSFERRED", "caller_kind": "EMPLOYER", "number": "",
            "topic": topic(place, "301"), "question": "改过的话", "answer": "", "entry_no": "",
            "outcome": "ANSWERED", "reason": ""}  # fmt: skip
    address = f"{CALLS}{call.pk}/correct/"
    assert "当天由登记的坐席更正" in text(desk(place.other).post(address, told))
    lacking = desk(place.dispatcher).post(address, told)
    assert lacking.status_code == 400 and "更正理由：未填写" in text(lacking)
    assert "改过的话" in text(lacking)
    wrong = desk(place.dispatcher).post(address, told | {"reason": "核对", "number": "12a"})
    assert "来电号码" in text(wrong)
    kept = desk(place.dispatcher).post(address, told | {"reason": "听录音核对"})
    assert notes(kept) == ["已更正，并记入审计记录。"]
    call.refresh_from_db()
    assert (call.route, call.question, call.number) == ("TRANSFERRED", "改过的话", NUMBER)
    again = desk(place.dispatcher).post(address, told | {"reason": "核对", "question": "又改"})
    assert "新的变动" in text(again) and 'name="version" value="1"' in text(again)


def test_a_call_on_record_is_made_a_ticket(place):
    call = registered(place).call
    sent = {"version": 0, "ticket_kind": "HELP", "urgency": "ORDINARY"}
    done = desk(place.agent).post(f"{CALLS}{call.pk}/escalate/", sent)
    call.refresh_from_db()
    assert call.ticket.register_no in notes(done)[0] and "前反馈" in notes(done)[0]
    assert "已有变动" in text(desk(place.agent).post(f"{CALLS}{call.pk}/escalate/", sent))
    assert call.ticket.register_no in text(desk(place.agent).get(f"{CALLS}{call.pk}/"))


def test_a_report_is_not_told_at_its_call(place):
    call = registered(place, outcome="ESCALATED", ticket_kind="REPORT", question="某人骗提").call
    page = text(desk(place.head).get(f"{CALLS}{call.pk}/"))
    assert "某人骗提" not in page and "举报内容和举报人只记在工单上" in page


def test_figures_of_a_month_and_a_day(place):
    registered(place, at=AT)
    registered(place, minutes=65, route="VIA_12345", topic=topic(place, "301"),
               outcome="ESCALATED")  # fmt: skip
    CallFactory.create_batch(3, agency=place.agency, called_on=ON + timedelta(days=1), waited=10)
    CallFactory(agency=place.agency, called_on=ON + timedelta(days=40))
    counted = desk(place.head).get(f"{FIGURES}?month=2024-01").context["counted"]
    assert counted.total == 5 and dict(counted.routes)["电话直呼"] == 4
    assert dict(counted.topics) == {"提取": 1, "贷款": 1, "未登记": 3}
    assert dict(counted.outcomes) == {"当场答复": 1, "转诉求工单": 1, "未登记": 3}
    assert (counted.hours[10], counted.hours[11], counted.without_hour) == (1, 1, 3)
    assert (counted.talked, counted.talked_of) == (180, 2)
    assert (counted.waited, counted.waited_of) == (10, 3)
    assert sum(count for _, count in counted.days) == 5 and len(counted.days) == 31
    page = text(desk(place.agent).get(f"{FIGURES}?day=2024-01-10"))
    assert "共来电2次" in page and "平均通话3:00（2次有记录）" in page and "<svg" in page
    assert "没有来电记录" in text(desk(place.head).get(f"{FIGURES}?month=2019-03"))
    for wrong in ("month=2024-13", "month=x", "day=2024-02-30"):
        assert desk(place.head).get(f"{FIGURES}?{wrong}").status_code == 400


def test_the_tree_is_edited(place):
    dispatcher = desk(place.dispatcher)
    told = {"code": "299", "name": "加装电梯提取", "parent": topic(place, "2")}
    assert dispatcher.post(f"{TOPICS}add/", told).status_code == 302
    added = topic(place, "299")
    again = dispatcher.post(f"{TOPICS}add/", told | {"name": "留着这个名称"})
    assert again.status_code == 400 and "已用于" in text(again) and "留着这个名称" in text(again)
    dispatcher.post(f"{TOPICS}{added}/rename/", {"name": "电梯提取"})
    dispatcher.post(f"{TOPICS}{added}/move/", {"parent": topic(place, "3"), "place": 5})
    assert Topic.objects.get(pk=added).path == "贷款 › 电梯提取"
    assert "顺序" in notes(dispatcher.post(f"{TOPICS}{added}/move/", {"place": "x"}))[-1]
    dispatcher.post(f"{TOPICS}{added}/switch-off/")
    assert not Topic.objects.get(pk=added).is_active
    assert notes(dispatcher.post(f"{TOPICS}{added}/switch-on/"))[-1] == "已启用。"
    assert "没有装入" in notes(dispatcher.post(f"{TOPICS}load/"))[-1]
    page = text(desk(place.agent).get(TOPICS))
    assert "电梯提取" in page and "改名" not in page


def test_an_organ_without_a_tree_loads_it(place):
    other = OfficerFactory(role="TICKET_DISPATCHER")
    shown = text(desk(other).get("/console/hotline/desk/"))
    assert "还没有业务类别" in shown
    assert notes(desk(other).post(f"{TOPICS}load/"))[0].startswith("已装入")
    assert Topic.objects.filter(agency=other.agency).count() > 50
    assert not Call.objects.exists()
