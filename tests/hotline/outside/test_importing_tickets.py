"""The platform's tickets from its exports: open ones wait to be dispatched, others are kept."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.hotline.models import Ticket, TicketEvent
from gongkai.messages.models import Notice
from hotline.outside.import_files import (
    finished_row,
    matched,
    received,
    taken,
    ticket_row,
    xlsx_of,
)
from hotline.tickets.opened import ticket_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(settings, tmp_path):
    settings.GONGKAI_FILES = tmp_path
    return ticket_office()


def take(office, *rows, **options):
    return taken(office, xlsx_of(rows), "TICKETS", **options)


def test_an_open_ticket_waits_to_be_dispatched_by_the_platforms_day(office):
    run = take(office, ticket_row("P1"), ticket_row("P2", 办理期限="", 受理时间="2024/1/8"))
    assert run.result["counts"] | {"open": 2, "finished": 0} == run.result["counts"]
    first, second = Ticket.objects.order_by("outside_no")
    assert (first.source, first.kind, first.state) == ("PLATFORM", "COMPLAINT", "RECEIVED")
    assert (first.accepted_on, first.due_on) == (date(2024, 1, 8), date(2024, 1, 22))
    assert first.accepted_at.isoformat() == "2024-01-08T01:30:00+00:00"
    assert first.phone == "13800138000" and second.due_on > date(2024, 1, 8)
    assert [each.kind for each in TicketEvent.objects.filter(ticket=first)] == ["RECEIVED"]
    assert [each.text for each in Notice.objects.all()] == [
        "由12345平台导出表导入待办工单2件，请派单。"
    ]


def test_a_finished_ticket_is_on_record_with_its_days_and_opinion(office):
    take(office, finished_row("P1"), finished_row("P2", 诉求类别="举报", 满意度="", 回访日期=""))
    first, second = Ticket.objects.order_by("outside_no")
    assert (first.state, first.days_taken, first.opinion) == ("CLOSED", 7, "SATISFIED")
    assert first.reached and first.called_back_on == date(2023, 11, 15)
    assert first.register_no.startswith("GD2023-") and not first.events.exists()
    assert second.is_secret and second.matter == "举报（内容保密）" and not second.call_back_due


def test_the_same_file_makes_nothing_new_and_an_older_one_takes_nothing_back(office):
    take(office, ticket_row("P1"))
    assert take(office, ticket_row("P1")).result["counts"]["known"] == 1
    later = ticket_row("P1", 办理期限="2024-01-26", 催办次数="2")
    run = take(office, later)
    assert [each["is_applied"] for each in run.result["changes"]] == [True, True]
    row = Ticket.objects.get()
    assert (row.due_on, row.urged, row.first_due_on) == (date(2024, 1, 26), 2, date(2024, 1, 22))
    assert take(office, later).result["counts"]["known"] == 1
    run = take(office, ticket_row("P1"))
    assert "早于现在" in run.result["changes"][0]["text"]
    row.refresh_from_db()
    assert (row.due_on, row.urged, row.version) == (date(2024, 1, 26), 2, 4)


def test_what_was_done_here_is_never_overwritten(office):
    take(office, ticket_row("P1"), finished_row("P2"))
    run = take(office, finished_row("P1"), finished_row("P2", 满意度="不满意"))
    texts = [each["text"] for each in run.result["changes"]]
    assert "本系统仍在办理" in texts[0] and "保留已登记的评价" in texts[1]
    assert not any(each["is_applied"] for each in run.result["changes"])
    assert Ticket.objects.get(outside_no="P1").state == "RECEIVED"
    assert Ticket.objects.get(outside_no="P2").opinion == "SATISFIED"


FAULTS = [
    ({"受理时间": "2024-02-01 08:00"}, "受理时间", "现在以后"),
    ({"办理期限": "2024-01-01"}, "办理期限", "早于受理时间"),
    ({"诉求类别": "闲聊"}, "诉求类别", "没有对应"),
    ({"内容": ""}, "内容", "未填写"),
    ({"电话": "abc"}, "电话", "数字以外"),
    ({"反馈时间": "2024-01-12"}, "反馈时间", "今天以后"),
    ({"回访日期": "2024-01-09"}, "回访日期", "没有反馈日期"),
    ({"反馈时间": "2024-01-09", "满意度": "满意"}, "满意度", "没有回访日期"),
    ({"催办次数": "多"}, "催办次数", "整数"),
    ({"平台工单号": 12345678901234567}, "平台工单号", "超过15位"),
    ({"受理时间": "2011-01-04 08:00", "办理期限": ""}, "受理时间", "没有"),
]


@pytest.mark.parametrize(("changes", "column", "reason"), FAULTS)
def test_what_is_wrong_is_told_by_row_and_column(office, changes, column, reason):
    rows = [ticket_row("P1"), ticket_row(**{"number": "P2"}, **changes)]
    run = matched(office, received(office, xlsx_of(rows), "TICKETS"))
    (fault,) = run.result["faults"]
    assert (fault["line"], fault["column"]) == (3, column) and reason in fault["reason"]
    assert not Ticket.objects.exists()


def test_markup_and_formulas_are_texts_like_others(office):
    told = '=HYPERLINK("http://x")<script>alert(1)</script>'
    row = ticket_row("P1", 内容="<script>alert(1)</script>", 标题="<b>粗</b>")
    take(office, row)
    assert Ticket.objects.get().content == "<script>alert(1)</script>"
    run = received(office, xlsx_of([ticket_row("P2", 内容=told)]), "TICKETS")
    assert "公式" in run.result["faults"][0]["reason"]


LINES = [ticket_row("P1"), ticket_row("P2", 催办次数="1"), finished_row("P3"),
         finished_row("P4", 满意度="未评价"), ticket_row("P5", 诉求类别="举报")]  # fmt: skip


def records(agency):
    names = (
        "outside_no",
        "state",
        "due_on",
        "closed_on",
        "opinion",
        "is_secret",
        "urged",
        "matter",
    )
    return sorted(Ticket.objects.filter(agency=agency).values_list(*names))


@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(parts=st.lists(st.lists(st.integers(0, 4), min_size=1, max_size=5), max_size=3))
def test_any_split_overlap_and_order_of_files_gives_the_same_records(office, parts):
    one, other = ticket_office(), ticket_office()
    parts = [*parts, [0, 1, 2, 3, 4]]
    for part in parts:
        take(one, *(LINES[place] for place in part))
    take(other, *LINES)
    assert records(one.agency) == records(other.agency)
    events = TicketEvent.objects.filter(ticket__agency=one.agency).count()
    assert take(one, *LINES).result["counts"]["known"] == 5
    assert TicketEvent.objects.filter(ticket__agency=one.agency).count() == events
