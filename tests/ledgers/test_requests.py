"""Requests bring their history: due days follow from it, and impossible histories are bad rows."""

from datetime import date

import pytest

from factories import AgencyFactory, OfficerFactory
from gongkai.casework.models import CaseEvent, DisclosureRequest
from gongkai.ledgers.operations import import_ledger
from ledgers.conftest import AT, ON
from ledgers.rows import CLOSED, ONE_OF_EACH, REQUEST

MAY = [date(2023, 5, 1 + n) for n in range(31)]
FEE = ONE_OF_EACH["processing_fees"]


def may(day):
    return MAY[day - 1]


def test_the_due_day_follows_from_the_history(load):
    rows = [
        REQUEST,
        REQUEST | {"register_no": "SQ-2", "extended_on": may(30)},
        REQUEST | {"register_no": "SQ-3", "correction_asked_on": may(8)},
        REQUEST | {"register_no": "SQ-4", "correction_asked_on": may(8), "corrected_on": may(15)},
    ]
    assert load(requests=rows).is_good
    due = list(DisclosureRequest.objects.order_by("pk").values_list("due_on", "due_reason"))
    assert due == [
        (date(2023, 5, 31), ""),
        (date(2023, 6, 29), ""),
        (None, "等待申请人补正（2023年5月8日告知），收到补正的申请后重新计算答复期限"),
        (date(2023, 6, 12), ""),
    ]


def test_the_history_is_kept_as_events(load):
    steps = {
        "correction_asked_on": may(8),
        "corrected_on": may(10),
        "third_party_consulted_on": may(11),
        "third_party_answered_on": may(16),
        "extended_on": may(29),
    }
    assert load(requests=[REQUEST | CLOSED | steps]).is_good
    events = CaseEvent.objects.order_by("on", "pk").values_list("event", "on")
    assert list(events) == [
        ("RECEIVED", may(4)),
        ("CORRECTION_ASKED", may(8)),
        ("CORRECTED", may(10)),
        ("THIRD_PARTY_CONSULTED", may(11)),
        ("THIRD_PARTY_ANSWERED", may(16)),
        ("EXTENDED", may(29)),
        ("REPLIED", may(30)),
    ]


@pytest.mark.parametrize(
    ("steps", "column", "reason"),
    [
        ({"corrected_on": may(15)}, "收到补正日期", "之前没有“告知补正”"),
        (
            {"correction_asked_on": may(15), "corrected_on": may(8)},
            "收到补正日期",
            "早于“告知补正”（2023-05-15）",
        ),
        ({"correction_asked_on": may(3)}, "告知补正日期", "早于收到申请之日 2023-05-04"),
        (CLOSED | {"correction_asked_on": may(31)}, "告知补正日期", "晚于作出答复之日 2023-05-30"),
        (
            CLOSED | {"correction_asked_on": may(8), "corrected_on": may(31)},
            "收到补正日期",
            "晚于作出答复之日",
        ),
        ({"third_party_answered_on": may(9)}, "收到第三方意见日期", "之前没有相应的征求意见"),
        (
            {"third_party_consulted_on": may(10), "third_party_answered_on": may(9)},
            "收到第三方意见日期",
            "之前没有相应的征求意见",
        ),
        ({"extended_on": date(2023, 6, 20)}, "延长答复日期", "晚于原答复期限 2023-05-31"),
        (
            {"correction_asked_on": may(8), "extended_on": may(9)},
            "延长答复日期",
            "在等待申请人补正期间",
        ),
    ],
)
def test_an_impossible_history_is_a_bad_row_with_the_rules_own_words(
    load, told, steps, column, reason
):
    [bad] = told(load(requests=[REQUEST | {"register_no": "SQ-0"}, REQUEST | steps]))
    assert bad[:3] == ("公开申请", 3, column)
    assert reason in bad[3]
    assert DisclosureRequest.objects.count() == 0


def test_every_bad_history_has_a_remedy(load):
    [bad] = load(requests=[REQUEST | {"corrected_on": may(15)}]).faults.listed
    assert bad.value == "2023-05-15"
    assert bad.remedy == "请先登记“告知补正”，或删除这一条"


def test_a_limit_beyond_the_published_calendars_has_a_reason_instead(agency, workbook):
    far = REQUEST | {"received_on": date(2029, 12, 20)}
    path = workbook(requests=[far])
    result = import_ledger(path=path, agency=agency, officer=None, on=date(2029, 12, 21), at=AT)
    assert result.is_good
    request = DisclosureRequest.objects.get()
    assert request.due_on is None
    assert "没有2029年的工作日日历" in request.due_reason


def test_a_request_older_than_the_regulation_has_a_reason_instead(load):
    assert load(requests=[REQUEST | {"received_on": date(2018, 3, 1)}]).is_good
    assert "早于" in DisclosureRequest.objects.get().due_reason


@pytest.mark.parametrize(
    ("mode", "due"), [("restart", date(2023, 6, 16)), ("pause", date(2023, 6, 6))]
)
def test_a_fee_enters_the_history_and_the_organ_decides_how_it_counts(db, workbook, mode, due):
    agency = AgencyFactory(fee_clock_mode=mode)
    path = workbook(requests=[REQUEST], processing_fees=[FEE])
    assert import_ledger(path=path, agency=agency, officer=None, on=ON, at=AT).is_good
    assert DisclosureRequest.objects.get().due_on == due
    assert set(CaseEvent.objects.values_list("event", flat=True)) == {
        "RECEIVED",
        "FEE_NOTICED",
        "FEE_PAID",
    }


def test_a_fee_may_name_a_request_of_an_earlier_import(load):
    load(requests=[REQUEST])
    assert load(processing_fees=[FEE]).is_good
    assert DisclosureRequest.objects.get().due_on == date(2023, 6, 16)


@pytest.mark.parametrize("together", [True, False])
@pytest.mark.parametrize(
    ("change", "column", "reason"),
    [
        ({"noticed_on": may(2)}, "通知日期", "早于收到申请之日"),
        ({"paid_on": date(2023, 9, 1)}, "缴费日期", "晚于缴费期限"),
    ],
)
def test_a_fee_that_does_not_fit_its_request_is_the_bad_row(
    load, told, change, column, reason, together
):
    if together:
        result = load(requests=[REQUEST], processing_fees=[FEE | change])
    else:
        load(requests=[REQUEST])
        result = load(processing_fees=[FEE | change])
    [bad] = told(result)
    assert bad[:3] == ("信息处理费", 2, column)
    assert reason in bad[3]


def test_a_second_fee_notice_for_one_request_is_refused(load, told):
    load(requests=[REQUEST], processing_fees=[FEE])
    [bad] = told(load(processing_fees=[FEE | {"register_no": "XF-2"}]))
    assert "一件申请只发出一次收费通知" in bad[3]


def test_a_request_corrected_against_its_fee_is_refused(load, told):
    load(requests=[REQUEST], processing_fees=[FEE])
    result = load(update=True, requests=[REQUEST | {"received_on": may(16)}])
    assert "早于收到申请之日 2023-05-16" in told(result)[0][3]


@pytest.mark.parametrize(
    ("kind", "number", "reason"),
    [
        ("自然人", "110101199003070011", None),
        ("自然人", "11010119900307001x", "身份证号码的校验码不符"),
        ("自然人", "110101199013070015", "身份证号码中的出生日期不存在"),
        ("自然人", "11010119900307", "不是18位身份证号码"),
        ("自然人", "E12345678", None),
        ("自然人", "91110000100000000A", "不是18位身份证号码"),
        ("商业企业", "91350100M000100Y43", None),
        ("商业企业", "91350100M000100Y44", "不是有效的统一社会信用代码"),
        ("其他", "110101199003070011", "不是有效的统一社会信用代码"),
    ],
)
def test_identity_numbers_fit_the_kind_of_applicant(load, told, kind, number, reason):
    result = load(requests=[REQUEST | {"applicant_kind": kind, "identity_number": number}])
    if reason is None:
        assert result.is_good
        return
    [bad] = result.faults.listed
    assert (bad.column, number.upper() in str(bad)) == ("证件号码", False)
    assert reason in bad.reason


def test_an_identity_number_that_became_a_float_is_never_guessed(load):
    [bad] = load(requests=[REQUEST | {"identity_number": 1.1010119900307e17}]).faults.listed
    assert (bad.column, bad.remedy) == ("证件号码", "请将该列设为“文本”格式后重新填写")


def test_organs_do_not_share_requests(load, workbook):
    load(requests=[REQUEST])
    other = OfficerFactory(role="CLERK")
    path = workbook(processing_fees=[FEE])
    result = import_ledger(path=path, agency=other.agency, officer=other, on=ON, at=AT)
    assert result.faults.listed[0].reason == "没有这个登记号的公开申请"
