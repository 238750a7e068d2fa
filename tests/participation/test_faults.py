"""找错: limits in working days, late ones told, replies without personal data."""

from datetime import date

import pytest

from gongkai.agencies.permissions import NotAllowed
from gongkai.audit.models import Entry
from gongkai.participation.models import FaultState, SiteFault
from gongkai.participation.operations.acting import ParticipationRefused
from gongkai.participation.operations.faults import (
    FaultContent,
    enter_fault,
    handle_fault,
    read_reporter,
    report_fault,
    set_limits,
    turn_fault,
)
from gongkai.participation.queries.faults import (
    fault_by_receipt,
    fault_year,
    limit_of,
    unhandled,
)
from participation.asked import AT, ON, by

THURSDAY = date(2024, 2, 8)


def report(where, on=ON, token="", **changes):
    values = {"kind": "TYPO", "text": "“缴纳”误为“交纳”。", "address": "/xinxi/gjj/1/"}
    content = FaultContent(**{**values, **changes})
    return report_fault(agency=where.agency, content=content, token=token, on=on, at=AT)


def test_the_limits_are_a_visible_default_until_the_organ_sets_its_own(where):
    limit = limit_of(where.agency)
    assert (limit.turn_days, limit.handle_days, limit.is_settled) == (1, 3, False)
    set_limits(agency=where.agency, turn_days=2, handle_days=5, **by(where.head))
    assert limit_of(where.agency)[:2] == (2, 5)
    with pytest.raises(NotAllowed):
        set_limits(agency=where.agency, turn_days=2, handle_days=5, **by(where.clerk))
    for turn, handle in ((0, 3), (4, 3), (1, 61)):
        with pytest.raises(ParticipationRefused, match="不成立"):
            set_limits(agency=where.agency, turn_days=turn, handle_days=handle, **by(where.head))


def test_working_days_leave_out_the_spring_festival(where):
    report(where, on=THURSDAY)
    (line,) = unhandled(where.agency, THURSDAY)
    # 9 February is a holiday eve that was worked; 10 to 17 February were free, 18 was made up.
    assert line.due == (date(2024, 2, 9), date(2024, 2, 19))
    assert not line.is_late


def test_one_that_was_not_turned_in_time_is_late_and_so_is_one_not_handled(where):
    fault = report(where)
    assert not unhandled(where.agency, date(2024, 1, 11))[0].is_late
    assert unhandled(where.agency, date(2024, 1, 12))[0].is_late
    turn_fault(fault=fault, turned_to="信息科", **by(where.clerk, date(2024, 1, 11), AT))
    assert not unhandled(where.agency, date(2024, 1, 15))[0].is_late
    assert unhandled(where.agency, date(2024, 1, 16))[0].is_late
    assert unhandled(where.agency, date(2024, 1, 16))[0].age == 6


def test_a_calendar_that_is_not_out_yet_gives_no_day(where):
    report(where, on=date(2060, 1, 5))
    (line,) = unhandled(where.agency, date(2060, 3, 1))
    assert line.due == (None, None)
    assert not line.is_late


def test_a_fault_goes_its_way_to_the_reply(where):
    fault = report(where, contact="13800138000")
    fault = turn_fault(fault=fault, turned_to="信息科", **by(where.clerk))
    with pytest.raises(ParticipationRefused, match="不需要再次转办"):
        turn_fault(fault=fault, turned_to="办公室", **by(where.clerk))
    with pytest.raises(ParticipationRefused, match="答复：凭回执号即可查看"):
        handle_fault(
            fault=fault, outcome="MENDED", reply="已电话告知138 0013 8000", **by(where.clerk)
        )
    with pytest.raises(ParticipationRefused, match="办理结果：未选择"):
        handle_fault(fault=fault, outcome="", reply="已改", **by(where.clerk))
    with pytest.raises(ParticipationRefused, match="答复：未填写"):
        handle_fault(fault=fault, outcome="MENDED", reply="", **by(where.clerk))
    fault = handle_fault(fault=fault, outcome="MENDED", reply="已改正。", **by(where.clerk))
    assert (fault.state, fault.handled_on) == (FaultState.HANDLED, ON)
    with pytest.raises(ParticipationRefused, match="不能重复办结"):
        handle_fault(fault=fault, outcome="MENDED", reply="已改正。", **by(where.clerk))
    assert unhandled(where.agency, ON) == []
    year = fault_year(where.agency, 2024, ON)
    assert (year.received, year.handled, year.late) == (1, 1, 0)
    assert year.by_kind == (("错别字", 1),)


def test_one_handled_at_once_counts_as_turned_that_day(where):
    fault = handle_fault(
        fault=report(where), outcome="NOT_A_FAULT", reply="无误。", **by(where.head)
    )
    assert fault.turned_on == ON


@pytest.mark.parametrize(
    ("changes", "told", "field"),
    [
        ({"kind": ""}, "问题类型：未选择", "kind"),
        ({"kind": "SPELLING"}, "问题类型：未选择", "kind"),
        ({"text": "\n "}, "问题描述：未填写", "text"),
        ({"text": "长" * 1001}, "最多1000个字", "text"),
        ({"address": "/" + "x" * 500}, "最多500个字", "address"),
    ],
)
def test_bad_reports_are_refused_by_field(where, changes, told, field):
    with pytest.raises(ParticipationRefused, match=told) as refused:
        report(where, **changes)
    assert refused.value.field == field
    assert not SiteFault.objects.exists()


def test_one_sent_twice_is_one_and_is_found_by_its_number_however_typed(where):
    fault = report(where, token="x")
    assert report(where, token="x").pk == fault.pk
    assert fault.register_no == "ZC2024-00001"
    assert fault_by_receipt(where.agency, " zc2024-00001 ").pk == fault.pk
    assert fault_by_receipt(where.agency, "ZC2024-00002") is None


def entered(where, **changes):
    values = {"source": "NATIONAL", "platform_no": "ZW-1", "received_on": ON}
    return enter_fault(
        agency=where.agency,
        content=FaultContent(kind="LINK", text="首页链接打不开。"),
        **{**values, **changes},
        **by(where.clerk),
    )


def test_what_comes_from_the_national_platform_is_entered_once(where):
    assert entered(where).platform_no == "ZW-1"
    with pytest.raises(ParticipationRefused, match="“ZW-1”已经登记过"):
        entered(where)
    with pytest.raises(ParticipationRefused, match="平台编号：未填写"):
        entered(where, platform_no="")
    with pytest.raises(ParticipationRefused, match="晚于今天"):
        entered(where, platform_no="ZW-2", received_on=date(2024, 1, 11))
    with pytest.raises(ParticipationRefused, match="来源"):
        entered(where, platform_no="ZW-2", source="SITE")
    assert entered(where, source="OTHER", platform_no="").register_no == "ZC2024-00002"


def test_reading_the_contact_is_on_record_and_not_in_it(where):
    fault = report(where, contact="13800138000")
    assert read_reporter(fault=fault, **by(where.clerk)) == "13800138000"
    assert Entry.objects.filter(action="fault.read_reporter").count() == 1
    assert not [entry for entry in Entry.objects.all() if "13800138000" in str(entry.detail)]
