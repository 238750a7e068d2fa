"""The hotline's desk without scripts: a call from the first ring to the next empty form."""

import re
from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from console.conftest import desk, notes
from factories import OfficerFactory
from gongkai.audit.models import Entry
from gongkai.hotline.models import Call, Ticket, WaitingCall
from gongkai.hotline.operations.calls.waiting import add_waiting
from hotline.desk import NUMBER, hotline, topic
from knowledge.answers import released
from portal.reading import text

pytestmark = pytest.mark.django_db
DESK = "/console/hotline/desk/"


@pytest.fixture
def place():
    held = hotline()
    held.head = OfficerFactory(agency=held.agency, head=True)
    held.reviewer = OfficerFactory(agency=held.agency, reviewer=True)
    return held


def typed(place, act="save", **changes):
    told = {
        "act": act,
        "shown_at": timezone.now().isoformat(),
        "route": "DIRECT",
        "caller_kind": "WORKER",
        "number": NUMBER,
        "topic": topic(place),
        "question": "租房提取要什么材料",
        "answer": "身份证。",
        "outcome": "ANSWERED",
        "ticket_kind": "CONSULTATION",
        "urgency": "ORDINARY",
    }
    return told | changes


def post(place, act="save", officer=None, **changes):
    return desk(officer or place.agent).post(DESK, typed(place, act, **changes))


def test_a_call_is_saved_and_the_next_form_is_empty(place):
    answer = post(place)
    assert answer.status_code == 302 and answer["Location"] == f"{DESK}?saved=1"
    assert notes(answer)[0].startswith(f"已登记RX{timezone.localdate().year}-00001，通话0分")
    page = desk(place.agent).get(DESK)
    shown = page.content.decode()
    assert "今日已接1个" in shown and "199****1234" in shown and NUMBER not in shown
    assert re.search('value="DIRECT"[^>]*checked', shown), "as the call before"
    assert page["Cache-Control"].startswith("max-age=0, no-cache, no-store")


def test_the_time_runs_from_the_press_of_begin(place):
    page = post(place, "begin", question="刚说到一半").content.decode()
    began = re.search(r'name="began_at" value="([^"]+)"', page)[1]
    assert "刚说到一半" in page and "起</p>" in page
    again = post(place, "begin", question="说到一半", began_at=began).content.decode()
    assert f'name="began_at" value="{began}"' in again
    post(place, began_at=began)
    assert Call.objects.get().began_at == datetime.fromisoformat(began)


def test_nothing_typed_is_lost_where_it_is_refused(place):
    answer = post(place, topic="", question="话说了很久", answer="写了很多")
    page = text(answer)
    assert answer.status_code == 400 and "业务类别：未选择" in page
    assert "话说了很久" in page and "写了很多" in page and NUMBER in page
    assert "来电号码：应为11位" in text(post(place, number="1990000123")).replace("手机号码", "")
    assert "接通时间：无法识别" in text(post(place, began_at="昨天"))
    assert "本页不完整" in text(post(place, shown_at=""))
    assert "来电内容：共5000个字，最多4000个字" in text(post(place, question="长" * 5000))
    assert "称呼：共500个字" in text(post(place, caller_name="长" * 500))
    assert not Call.objects.exists()


def test_ten_megabytes_and_markup_are_refused_or_shown_as_text(place):
    assert post(place, question="长" * 3_000_000).status_code in (400, 413)
    assert not Call.objects.exists()
    post(place, question="<script>alert(1)</script>")
    page = desk(place.agent).get(f"/console/hotline/calls/{Call.objects.get().pk}/")
    assert "<script>alert" not in page.content.decode()


def test_one_key_makes_a_ticket_and_tells_its_number_and_day(place):
    answer = post(place, "escalate", ticket_kind="COMPLAINT", urgency="URGENT")
    ticket = Ticket.objects.get()
    assert f"工单{ticket.register_no}已转出，应于{ticket.due_on}前反馈" in notes(answer)[0]
    assert (ticket.kind, ticket.urgency) == ("COMPLAINT", "URGENT")
    assert ticket.register_no in text(desk(place.agent).get(DESK))


def test_the_caller_is_known_by_his_number(place):
    post(place, "escalate")
    shown = text(post(place, "lookup", question="还没说完"))
    assert "此号码以前来电1次" in shown and "GD" in shown and "还没说完" in shown
    fragment = desk(place.agent).post(f"{DESK}caller/", {"number": "199-0000-1234"})
    assert "此号码以前来电1次" in text(fragment) and NUMBER not in text(fragment)
    assert "第一次来电" in text(desk(place.agent).post(f"{DESK}caller/", {"number": "19900009999"}))


def test_an_answer_is_taken_over_from_the_knowledge_base(place):
    number = released(place, question="租房提取需要哪些材料", topic_code="202").entry_no
    page = post(place, "lookup", answer="").content.decode()
    assert "租房提取需要哪些材料" in page and f'value="{number}"' in page
    taken = post(place, "", use=number, answer="您好。").content.decode()
    assert f'name="entry_no" value="{number}"' in taken and "您好。\n" in taken
    post(place, entry_no=number)
    assert Call.objects.get().entry_no == number
    found = desk(place.agent).post(f"{DESK}answers/", {"question": "", "topic": topic(place)})
    assert "租房提取需要哪些材料" in text(found)


def test_a_number_is_called_back_from_the_list(place):
    now = timezone.now()
    row = add_waiting(agency=place.agency, kind="MISSED", number=NUMBER, asked_at=now)
    listed = desk(place.agent).get("/console/hotline/waiting/").content.decode()
    assert "199****1234" in listed and NUMBER not in listed
    assert "现在可拨1" in text(desk(place.agent).get(DESK))
    assert desk(place.agent).post("/console/hotline/waiting/next/").status_code == 302
    shown = desk(place.agent).get(DESK).content.decode()
    assert NUMBER in shown and f'name="waiting" value="{row.pk}"' in shown
    assert "没有待回拨" in notes(desk(place.other).post("/console/hotline/waiting/next/"))[0]
    act = f"/console/hotline/waiting/{row.pk}"
    assert "其他坐席" in notes(desk(place.other).post(f"{act}/not-reached/"))[0]
    assert notes(desk(place.agent).post(f"{act}/not-reached/")) == ["已记未接通。"]
    row.refresh_from_db()
    assert (row.state, row.attempts) == ("WAITING", 1)
    desk(place.agent).post(f"{act}/take/")
    post(place, waiting=row.pk)
    row.refresh_from_db()
    assert row.state == "DONE" and row.call == Call.objects.get()
    ended = desk(place.head).get("/console/hotline/waiting/?scope=ended")
    assert row.call.register_no in text(ended)


def test_a_promised_call_is_put_on_the_list(place):
    post(place, outcome="TO_CALL_BACK", call_at="2099-03-01T09:00")
    row = WaitingCall.objects.get()
    assert timezone.localtime(row.call_at).isoformat() == "2099-03-01T09:00:00+08:00"
    assert "约定时间：请填写" in text(post(place, outcome="TO_CALL_BACK", call_at="明天"))


def test_only_who_sits_at_the_desk_works_there(place):
    for officer in (place.head, place.reviewer):
        assert desk(officer).get(DESK).status_code == 403
    assert desk(place.dispatcher).get(DESK).status_code == 200
    assert not Entry.objects.filter(action="call.registered").exists()


def test_a_call_is_saved_in_few_queries_however_many_there_are(place):
    client = desk(place.agent)

    def counted():
        with CaptureQueriesContext(connection) as saved:
            assert client.post(DESK, typed(place)).status_code == 302
        with CaptureQueriesContext(connection) as shown:
            client.get(DESK)
        return len(saved), len(shown)

    counted()
    first = counted()
    for n in range(15):
        post(place, number=f"1990000{n:04}", act="escalate" if n % 3 else "save")
    assert counted() == first
    assert first[0] <= 21 and first[1] <= 16
