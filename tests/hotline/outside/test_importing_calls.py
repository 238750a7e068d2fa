"""The exchange's calls, taken over once however often and in whatever pieces their files come."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.hotline.models import Call, ImportMapping, ImportRun, MissedCall, WaitingCall
from gongkai.hotline.operations.outside.importing import confirm_run, import_run
from gongkai.hotline.operations.outside.refusing import OutsideRefused
from gongkai.hotline.queries.outside.import_runs import path_of
from gongkai.privacy.digests import keyed_digest
from hotline import desk
from hotline.outside.import_files import (
    AT,
    ON,
    call_row,
    csv_of,
    matched,
    received,
    taken,
)
from hotline.tickets.opened import ticket_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(settings, tmp_path):
    settings.GONGKAI_FILES = tmp_path
    return ticket_office()


def test_a_file_is_matched_once_and_the_next_goes_straight_to_the_preview(office):
    run = received(office, csv_of([call_row("A1")]))
    assert run.state == "UNMAPPED" and "19900001234" not in str(run.result)
    assert path_of(run).exists() and b"19900001234" not in path_of(run).read_bytes()
    run = matched(office, run)
    assert run.state == "CHECKED" and run.result["counts"]["made"] == 1, run.result
    second = received(office, csv_of([call_row("A2")]))
    assert second.state == "CHECKED" and ImportMapping.objects.count() == 1


@pytest.mark.parametrize(
    ("separator", "encoding"), [(",", "utf-8-sig"), ("\t", "gb18030"), (";", "utf-8")]
)
def test_every_call_is_on_record_with_its_times_and_its_number_sealed(
    office, separator, encoding, django_capture_on_commit_callbacks
):
    rows = [call_row("A1", 坐席="郑\n工单"), call_row("A2", 通话时长="1:02:03", 接入方式="12345")]
    with django_capture_on_commit_callbacks(execute=True):
        run = taken(office, csv_of(rows, separator=separator, encoding=encoding))
    assert run.state == "IMPORTED" and not path_of(run).exists() and run.sample == ""
    first, second = Call.objects.order_by("outside_no")
    assert first.register_no == "HD2024-000001" and str(first.called_on) == "2024-01-09"
    assert first.began_at.isoformat() == "2024-01-09T00:03:07+00:00" and first.seconds == 125
    assert first.waited == 12 and first.number == "19900001234" and first.agent is None
    assert first.number_digest == keyed_digest("phone", "19900001234")
    assert second.route == "VIA_12345" and second.seconds == 3723 and second.agent == office.agent
    assert "没有这名工作人员" in run.result["hints"][0]["text"]


def test_the_same_or_an_overlapping_file_makes_nothing_new(office):
    taken(office, csv_of([call_row("A1"), call_row("A2")]))
    again = taken(office, csv_of([call_row("A2"), call_row("A3"), call_row("A3")]))
    assert again.result["counts"] | {"made": 1, "known": 2} == again.result["counts"]
    assert Call.objects.count() == 3
    other = taken(office, csv_of([call_row("A1", 通话时长="300")]))
    assert other.result["counts"]["changed"] == 1
    assert Call.objects.get(outside_no="A1").seconds == 125


def test_a_call_of_the_desk_gets_its_number_at_the_exchange(office):
    place = desk.hotline(office.agency)
    row = desk.registered(place, number="19900001234").call
    began = row.began_at + timedelta(minutes=2)
    told = call_row(
        "A1", 来电时间=(began + timedelta(hours=8)).strftime("%Y%m%d%H%M%S"), 坐席="周坐席"
    )
    run = taken(office, csv_of([told, call_row("A2")]))
    assert run.result["counts"] | {"joined": 1, "made": 1} == run.result["counts"]
    row.refresh_from_db()
    assert (row.outside_no, row.waited, row.began_at) == ("A1", 12, began)
    assert row.question == "租房提取要什么材料" and row.version == 1
    assert taken(office, csv_of([told])).result["counts"]["known"] == 1


def test_a_call_of_the_desk_whose_caller_is_secret_stays_without_a_number(office):
    place = desk.hotline(office.agency)
    row = desk.registered(place, outcome="ESCALATED", ticket_kind="REPORT").call
    assert row.number == ""
    local = row.began_at + timedelta(hours=8)
    told = call_row("A1", 来电时间=local.isoformat()[:19], 坐席="周坐席")
    taken(office, csv_of([told]))
    row.refresh_from_db()
    assert (row.outside_no, row.number, Call.objects.count()) == ("A1", "", 1)


def test_who_was_missed_waits_to_be_called_unless_he_was_answered_since(office):
    missed = {"接通与否": "未接", "通话时长": "", "坐席": ""}
    rows = [
        call_row("M1", **missed),
        call_row("M2", 来电时间="2024-01-09 09:00:00", **missed),
        call_row("M3", 主叫号码="19900005678", **missed),
        call_row("M4", 主叫号码="19900007777", 来电时间="2023-12-01 09:00:00", **missed),
    ]
    run = taken(office, csv_of(rows), lists_missed=True)
    assert run.result["waiting"] == 2 and MissedCall.objects.count() == 4
    assert {each.outside_no for each in WaitingCall.objects.all()} == {"M2", "M3"}
    assert not Call.objects.exists()
    WaitingCall.objects.filter(outside_no="M3").update(state="GIVEN_UP")
    assert taken(office, csv_of(rows)).result["waiting"] == 0
    taken(office, csv_of([call_row("A1", 来电时间="2024-01-09 09:05:00")]))
    assert WaitingCall.objects.get(outside_no="M2").state == "DONE"


FAULTS = [
    ({"来电时间": "01/02/26"}, "来电时间", "年份只有两位"),
    ({"来电时间": "2024-01-09"}, "来电时间", "没有时间"),
    ({"来电时间": "2024-01-11 08:00"}, "来电时间", "现在以后"),
    ({"来电时间": "2024-02-30 08:00"}, "来电时间", "没有这一天"),
    ({"接入方式": "量子"}, "接入方式", "没有对应"),
    ({"接入方式": ""}, "接入方式", "未填写"),
    ({"主叫号码": "138O0138000"}, "主叫号码", "数字以外"),
    ({"主叫号码": "1.38E+10"}, "主叫号码", "科学计数法"),
    ({"通话时长": "很久"}, "通话时长", "不是时长"),
    ({"通话时长": "80000"}, "通话时长", "超过12小时"),
    ({"话单号": " "}, "话单号", "未填写"),
    ({"话单号": "9" * 61}, "话单号", "最多60个字"),
    ({"接通与否": "也许"}, "接通与否", "没有对应"),
]


@pytest.mark.parametrize(("changes", "column", "reason"), FAULTS)
def test_what_is_wrong_is_told_by_line_and_column_and_nothing_is_taken(
    office, changes, column, reason
):
    rows = [call_row("A1"), call_row(**{"number": "A2"} | {}, **changes)]
    run = received(office, csv_of(rows))
    run = matched(office, run)
    (fault,) = run.result["faults"]
    assert (fault["line"], fault["column"]) == (3, column) and reason in fault["reason"]
    assert fault["remedy"] and "138O0138000" not in str(run.result)
    with pytest.raises(OutsideRefused, match="1处错误"):
        confirm_run(run=run, without_faulty=False, officer=office.dispatcher, on=ON)
    assert not Call.objects.exists()


def test_faulty_lines_are_left_out_only_where_that_was_said(office):
    content = csv_of([call_row("A1"), call_row("A2", 来电时间="昨天")])
    run = taken(office, content, without_faulty=True)
    assert run.result["refused"] == 1 and Call.objects.get().outside_no == "A1"


def test_a_mapping_with_a_mistake_is_refused_field_by_field(office):
    run = received(office, csv_of([call_row("A1")]))
    with pytest.raises(OutsideRefused, match="接入方式：未选择.*固定值"):
        matched(office, run, fields={"outside_no": "话单号", "began_at": "来电时间"})
    with pytest.raises(OutsideRefused, match="已用于"):
        matched(office, run, fields={"outside_no": "话单号", "began_at": "话单号"})
    with pytest.raises(OutsideRefused, match="没有“天气”这一列"):
        matched(office, run, fields={"outside_no": "天气"})
    fields = {"outside_no": "话单号", "began_at": "来电时间"}
    run = matched(office, run, fields=fields, fixed={"route": "DIRECT"})
    assert run.result["counts"]["made"] == 1


LINES = [
    call_row("A1", 来电时间="2024-01-09 08:00"),
    call_row("A2", 来电时间="2024-01-09 09:00", 主叫号码="19900005678"),
    call_row("A3", 来电时间="2024-01-09 09:30"),
    call_row("M1", 来电时间="2024-01-09 08:30", 接通与否="未接", 通话时长=""),
    call_row("M2", 来电时间="2024-01-09 10:30", 主叫号码="19900005678", 接通与否="未接"),
    call_row("M3", 来电时间="2024-01-09 11:30", 主叫号码="19900009999", 接通与否="未接"),
]  # fmt: skip
PARTS = st.lists(
    st.lists(st.integers(0, len(LINES) - 1), min_size=1, max_size=8), min_size=1, max_size=4
)


def records(agency):
    calls = Call.objects.filter(agency=agency)
    waiting = WaitingCall.objects.filter(agency=agency, state="WAITING")
    return (
        sorted(calls.values_list("outside_no", "began_at", "ended_at", "number_digest")),
        sorted(MissedCall.objects.filter(agency=agency).values_list("outside_no", flat=True)),
        sorted(waiting.values_list("number_digest", flat=True)),
    )


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(parts=PARTS)
def test_any_split_overlap_and_order_of_files_gives_the_same_records(office, parts):
    one, other = ticket_office(), ticket_office()
    parts = [*parts, list(range(len(LINES)))]
    for part in parts:
        taken(one, csv_of([LINES[place] for place in part]), lists_missed=True)
    taken(other, csv_of(LINES), lists_missed=True)
    assert records(one.agency) == records(other.agency)
    for part in reversed(parts):
        run = taken(one, csv_of([LINES[place] for place in part]))
        assert run.result["counts"]["known"] == len(part)
    assert records(one.agency) == records(other.agency)


def test_statements_grow_with_batches_and_not_with_rows(office, django_assert_max_num_queries):
    rows = [call_row(f"A{place}", 接通与否="接通") for place in range(1500)]
    run = matched(office, received(office, csv_of(rows)))
    confirm_run(run=run, without_faulty=False, officer=office.dispatcher, on=ON)
    with django_assert_max_num_queries(60):
        import_run(run=ImportRun.objects.get(pk=run.pk), on=ON, at=AT)
    assert Call.objects.count() == 1500
