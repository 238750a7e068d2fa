"""A call at the desk: numbered, sealed, kept once, made a ticket, corrected on record."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection

from factories import CallFactory, OfficerFactory
from gongkai.agencies.permissions import NotAllowed
from gongkai.annual_reports.queries.compiling import compile_year
from gongkai.audit.models import Entry
from gongkai.hotline.models import Call, Ticket, WaitingCall
from gongkai.hotline.operations import correct_calls
from gongkai.hotline.operations.calls.contents import CallRefused
from gongkai.hotline.operations.calls.correcting import correct_call, read_number
from gongkai.hotline.operations.calls.registering import escalate_call, register_call
from gongkai.hotline.queries.calls.desk import known_caller, last_calls, own_day
from gongkai.rules.calendars import CalendarNotPublished
from hotline.desk import AT, NUMBER, ON, content, hotline, registered


@pytest.fixture
def place(db):
    return hotline()


def correct(place, call, officer=None, reason="", on=ON, version=0, **changes):
    return correct_call(
        call=call,
        version=version,
        content=content(place, **changes),
        reason=reason,
        officer=officer or place.agent,
        on=on,
        at=AT,
    )


def test_a_call_is_numbered_timed_and_sealed(place):
    kept = registered(place, caller_name="赵小明")
    call = Call.objects.get()
    assert kept.is_new and kept.ticket is None
    assert (call.register_no, call.seconds, call.origin) == ("RX2024-00001", 180, "DESK")
    assert call.number == NUMBER and len(call.number_digest) == 64
    with connection.cursor() as cursor:
        cursor.execute("SELECT number, question, answer, caller_name FROM hotline_call")
        stored = " ".join(cursor.fetchone())
    assert NUMBER not in stored and "租房" not in stored and "赵" not in stored
    entry = Entry.objects.get(action="call.registered")
    assert NUMBER not in str(entry.detail) and entry.officer == place.agent


def test_the_same_form_sent_twice_is_one_call(place):
    first, second = registered(place), registered(place)
    assert first.call == second.call and not second.is_new
    assert Call.objects.count() == 1 and registered(place, minutes=5).call.register_no[-1] == "2"
    with pytest.raises(CallRefused, match="已登记为RX2024-00001"):
        registered(place, question="另一件事")


def test_numbers_go_on_after_those_of_a_ledger(place):
    CallFactory(agency=place.agency, register_no="RX2024-00001")
    CallFactory(agency=place.agency, register_no="RX2024-00740")
    CallFactory(agency=place.agency, register_no="RX2024-甲9999")
    assert registered(place).call.register_no == "RX2024-00741"
    assert registered(place, minutes=5).call.register_no == "RX2024-00742"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"route": "X"}, "接入方式"),
        ({"outcome": ""}, "处理结果"),
        ({"topic": None}, "业务类别：未选择"),
        ({"topic": 0}, "业务类别：所选类别已停用"),
        ({"number": "1380"}, ""),
        ({"number": "138001"}, ""),
        ({"number": "1380013800"}, "应为11位"),
        ({"number": "abc"}, "来电号码：含有数字以外"),
        ({"caller_kind": "X"}, "来电人类别"),
        ({"question": "长" * 4001}, "来电内容：共4001个字"),
        ({"outcome": "ESCALATED", "question": " "}, "来电内容：未填写"),
        ({"outcome": "TO_CALL_BACK", "number": ""}, "约定回拨的请填写号码"),
        ({"outcome": "ESCALATED", "ticket_kind": "X"}, "诉求类别"),
        ({"outcome": "BROKEN_OFF", "topic": None, "question": "", "answer": ""}, ""),
    ],
)
def test_what_is_missing_or_wrong_is_named(place, changes, told):
    if not told:
        assert registered(place, **changes).is_new
        return
    with pytest.raises(CallRefused, match=told):
        registered(place, **changes)
    assert not Call.objects.exists() and not Entry.objects.filter(action="call.registered")


@pytest.mark.parametrize("away", [timedelta(hours=13), timedelta(minutes=-9)])
def test_a_call_cannot_begin_at_an_impossible_moment(place, away):
    with pytest.raises(CallRefused, match="接通时间"):
        begun(place, AT - away)
    # A browser's clock may be a little ahead.
    assert begun(place, AT + timedelta(seconds=30)).call.seconds == 0


def begun(place, began_at):
    return register_call(agency=place.agency, content=content(place), began_at=began_at,
                         called_on=ON, officer=place.agent, on=ON, at=AT)  # fmt: skip


def test_only_who_sits_at_the_desk_registers(place):
    for officer in (OfficerFactory(agency=place.agency, clerk=True), OfficerFactory(head=True)):
        with pytest.raises(NotAllowed, match="热线坐席"):
            registered(place, officer=officer)
    assert registered(place, officer=place.dispatcher).is_new


def test_an_escalated_call_opens_a_ticket_with_what_was_told(place):
    kept = registered(place, outcome="ESCALATED", ticket_kind="COMPLAINT", caller_name="赵小明",
                      question="赵小明反映窗口排队，电话19900001234")  # fmt: skip
    ticket = Ticket.objects.get()
    assert kept.call.ticket == kept.ticket == ticket
    assert (ticket.source, ticket.kind, ticket.due_on) == ("CALL", "COMPLAINT", date(2024, 1, 17))
    assert ticket.phone == NUMBER and ticket.phone_digest == kept.call.number_digest
    assert "排队" in ticket.content and "身份证" in ticket.content
    assert "赵小明" not in ticket.matter and "19900001234" not in ticket.matter


def test_a_report_leaves_its_caller_on_the_ticket_alone(place):
    kept = registered(place, outcome="ESCALATED", ticket_kind="REPORT", caller_name="赵小明")
    call = Call.objects.get()
    assert not (call.number or call.number_digest or call.caller_name or call.question)
    assert kept.ticket.is_secret and kept.ticket.phone == NUMBER
    assert known_caller(place.agency, NUMBER).tickets == []
    assert not registered(place, outcome="ESCALATED", ticket_kind="REPORT").is_new


def test_where_no_due_day_can_be_told_nothing_is_kept(place):
    with pytest.raises(CalendarNotPublished):
        registered(place, outcome="ESCALATED", on=date(2031, 1, 1))
    assert not Call.objects.exists() and not Ticket.objects.exists()


def test_a_promised_call_waits_and_ends_with_the_callers_own(place):
    registered(place, outcome="TO_CALL_BACK", call_at=AT + timedelta(hours=1))
    waiting = WaitingCall.objects.get()
    assert (waiting.kind, waiting.number, waiting.state) == ("PROMISED", NUMBER, "WAITING")
    again = registered(place, minutes=9)
    waiting.refresh_from_db()
    assert waiting.state == "DONE" and waiting.call == again.call


def test_a_call_on_record_is_made_a_ticket_once(place):
    call = registered(place).call
    told = {"ticket_kind": "HELP", "urgency": "ORDINARY", "officer": place.other, "on": ON}
    ticket = escalate_call(call=call, version=0, **told, at=AT)
    call.refresh_from_db()
    assert call.ticket == ticket and call.outcome == "ESCALATED" and call.version == 1
    with pytest.raises(CallRefused, match="已有变动"):
        escalate_call(call=call, version=1, **told, at=AT)


def test_what_is_known_of_a_caller_is_found_by_his_number(place):
    registered(place)
    registered(place, minutes=5, outcome="ESCALATED")
    registered(place, minutes=9, number="")
    known = known_caller(place.agency, " 199-0000 1234")
    assert known.calls == 2 and len(known.earlier) == 2 and len(known.tickets) == 1
    assert known_caller(place.agency, "") is None
    assert known_caller(place.agency, "19900009999").calls == 0
    assert [each.register_no for each in last_calls(place.agent, ON)][0] == "RX2024-00003"
    assert own_day(place.agent, ON) == (3, 1, 180)


def test_its_agent_corrects_a_call_on_the_day_itself(place):
    call = registered(place).call
    row = correct(place, call, route="TRANSFERRED", number="")
    assert (row.route, row.version, row.number) == ("TRANSFERRED", 1, NUMBER)
    entry = Entry.objects.get(action="call.corrected")
    assert entry.detail["fields"] == ["route"]
    with pytest.raises(CallRefused, match="新的变动"):
        correct(place, call, question="另")
    with pytest.raises(CallRefused, match="没有改动"):
        correct(place, call, version=1, route="TRANSFERRED")


def test_later_or_by_others_it_takes_a_dispatcher_and_a_reason(place):
    call = registered(place).call
    for officer, on in ((place.other, ON), (place.agent, ON + timedelta(days=1))):
        with pytest.raises(NotAllowed, match="写明理由"):
            correct(place, call, officer, "理由", on, question="另")
    with pytest.raises(CallRefused, match="更正理由：未填写"):
        correct(place, call, place.dispatcher, question="另")
    correct(place, call, place.dispatcher, "听录音核对", ON + timedelta(days=9), question="另")
    assert Entry.objects.get(action="call.corrected").detail["reason"] == "听录音核对"


def test_a_correction_neither_makes_nor_unmakes_a_ticket(place):
    call = registered(place).call
    with pytest.raises(CallRefused, match="处理结果"):
        correct(place, call, outcome="ESCALATED")
    made = registered(place, minutes=5, outcome="ESCALATED").call
    with pytest.raises(CallRefused, match="处理结果"):
        correct(place, made, outcome="ANSWERED")
    assert correct(place, made, outcome="ESCALATED", question="").question == ""


def test_a_number_read_in_full_is_on_record(place):
    call = registered(place, caller_name="赵小明").call
    read = read_number(call=call, officer=place.other, on=ON, at=AT)
    assert read == (NUMBER, "赵小明") and Entry.objects.filter(action="call.read_number").exists()
    with pytest.raises(NotAllowed):
        read_number(call=call, officer=OfficerFactory(head=True), on=ON, at=AT)


def test_calls_of_the_desk_count_in_the_report_as_those_of_ledgers(place):
    CallFactory.create_batch(2, agency=place.agency, called_on=ON, route="VIA_12345")
    registered(place, route="VIA_12345")
    registered(place, minutes=5, route="TRANSFERRED", outcome="BROKEN_OFF")
    CallFactory(agency=place.agency, called_on=ON, route="DIRECT")
    live = compile_year(place.agency, 2024).live
    names = ("total", "via_12345", "direct", "transferred", "direct_and_transferred")
    assert [str(live[f"calls.{name}"]) for name in names] == ["5", "3", "1", "1", "2"]


def test_a_ledger_corrects_a_call_of_the_desk(place):
    call = registered(place).call
    rows = [{"register_no": call.register_no, "called_on": ON, "route": "VIA_12345"}]
    correct_calls(agency=place.agency, rows=rows, at=AT)
    call.refresh_from_db()
    assert call.route == "VIA_12345" and call.question == "租房提取要什么材料"
    with pytest.raises(CallRefused, match="新的变动"):
        correct(place, call, question="另")


def test_content_is_a_value_with_plain_columns(place):
    told = replace(content(place), number="１９９ 0000 1234", caller_name=" 赵\n 小明 ")
    assert told.fields()["number"] == NUMBER and told.fields()["caller_name"] == "赵 小明"
