"""The office is told once of each result that is wanted and each fault that is due or late."""

from datetime import date

from gongkai.messages.models import Notice
from gongkai.participation.models import ParticipationReminder, RatingDay
from gongkai.participation.operations.faults import FaultContent, report_fault, turn_fault
from gongkai.participation.operations.opinions import judge_opinion, show_opinion
from gongkai.participation.operations.rating import rate_page
from gongkai.participation.operations.reminding import remind
from gongkai.participation.queries.results_wanted import results_wanted
from participation.asked import (
    AFTER,
    AFTER_AT,
    AT,
    ON,
    by,
    open_consultation,
    open_survey,
    opinion_on,
    released,
    result_of,
)


def told(officer):
    return list(
        Notice.objects.filter(officer=officer, read_at=None)
        .order_by("pk")
        .values_list("text", flat=True)
    )


def test_a_result_is_asked_for_once_it_is_over(where):
    row = open_consultation(where)
    open_survey(where)
    Notice.objects.all().delete()
    assert remind(on=date(2024, 2, 10), at=AT) == 0
    assert remind(on=date(2024, 2, 11), at=AT) == 2
    assert remind(on=date(2024, 2, 12), at=AT) == 0
    assert "已于2024-02-10截止，请整理并公布结果" in told(where.clerk)[0]
    assert len(told(where.head)) == 2
    assert len(results_wanted(where.agency, date(2024, 2, 11))) == 2
    released(where, result_of(where, row), AFTER, AFTER_AT)
    assert [each.stem for each in results_wanted(where.agency, AFTER)] == ["survey"]


def test_a_fault_is_told_of_on_its_day_and_when_it_is_late(where):
    content = FaultContent(kind="LINK", text="打不开")
    fault = report_fault(agency=where.agency, content=content, token="", on=ON, at=AT)
    Notice.objects.all().delete()
    assert remind(on=ON, at=AT) == 0
    assert remind(on=date(2024, 1, 11), at=AT) == 1
    assert "应于2024-01-11前转办，今日到期" in told(where.head)[0]
    turn_fault(fault=fault, turned_to="信息科", **by(where.clerk, date(2024, 1, 11), AT))
    assert remind(on=date(2024, 1, 15), at=AT) == 1
    assert remind(on=date(2024, 1, 16), at=AT) == 1
    assert remind(on=date(2024, 1, 17), at=AT) == 0
    assert "应于2024-01-15前办结，已经逾期" in told(where.head)[-1]
    assert ParticipationReminder.objects.count() == 3


def test_after_days_of_rest_only_the_last_of_several_is_shown(where):
    content = FaultContent(kind="LINK", text="打不开")
    report_fault(agency=where.agency, content=content, token="", on=ON, at=AT)
    Notice.objects.all().delete()
    assert remind(on=date(2024, 1, 20), at=AT) == 2
    assert len(told(where.head)) == 1


def test_reminding_forgets_who_rated_yesterday(where):
    rate_page(
        agency=where.agency, path="/", column=None, verdict="FAIR", address="10.0.0.1", on=ON, at=AT
    )
    remind(on=date(2024, 1, 11), at=AT)
    assert not RatingDay.objects.exists()


def test_one_notice_tells_of_opinions_until_all_are_looked_at(where):
    row = open_consultation(where)
    first = opinion_on(row, text="意见甲", may_be_shown=True)
    second = opinion_on(row, text="意见乙")
    assert [text for text in told(where.clerk) if "收到意见" in text] == [
        f"《{row.title}》收到意见{second.receipt_no}，待审阅公开的有1条。"
    ]
    judge_opinion(opinion=second, uptake="TAKEN_UP", reason="", **by(where.clerk))
    assert any("收到意见" in text for text in told(where.clerk))
    show_opinion(opinion=first, shown_text="意见甲", **by(where.clerk))
    assert not any("收到意见" in text for text in told(where.clerk))
