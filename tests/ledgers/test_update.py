"""A row that differs from its record is refused, or with `update` corrects it, on record."""

from datetime import date

import pytest

from gongkai.audit.models import Entry
from gongkai.audit.queries import broken_links
from gongkai.casework.models import CaseEvent, DisclosureRequest, Dispute, ProcessingFee
from gongkai.hotline.models import Call, Ticket
from gongkai.ledgers.queries.stored import MODELS
from gongkai.publications.models import Column, Publication
from ledgers.rows import CALL, CLOSED, ITEM, ONE_OF_EACH, REQUEST, TICKET

# For each kind a change that leaves the row possible.
CHANGES = {
    "items": {"column": "通知公告"},
    "posts": {"origin": "转发"},
    "followers": {"followers": 6},
    "city_reports": {"adopted": None},
    "documents": {"repealed_on": date(2023, 12, 1)},
    "decisions": {"kind": "行政许可"},
    "administrative_fees": {"amount": 1},
    "calls": {"route": "12345转接"},
    "tickets": {"closed_on": date(2023, 5, 19)},
    "requests": {"outcome": "部分公开（区分处理）"},
    "processing_fees": {"amount": "410.00"},
    "disputes": {"result": "结果纠正"},
    "institutions": {"title": "保密审查办法"},
    "activities": {"participants": 4},
    "services": {"online_from": None},
}


def everything(*changed):
    return {
        kind: [row | (CHANGES[kind] if kind in changed else {})]
        for kind, row in ONE_OF_EACH.items()
    }


def corrections():
    entries = Entry.objects.filter(action="ledger.correct").order_by("sequence")
    return [(entry.detail["kind"], entry.detail["corrections"]) for entry in entries]


@pytest.mark.parametrize("kind", CHANGES)
def test_a_different_row_is_refused_and_changes_nothing(load, kind):
    load(**everything())
    before = list(MODELS[kind].objects.values())
    result = load(**everything(kind))
    assert result.faults.count == 1
    bad = result.faults.listed[0]
    assert bad.reason.startswith("与已登记的同号记录不同：")
    assert "“更正已登记的记录”（命令行加 --update）" in bad.remedy
    assert list(MODELS[kind].objects.values()) == before


@pytest.mark.parametrize("kind", CHANGES)
def test_with_update_it_corrects_exactly_that_record(load, kind):
    load(**everything())
    result = load(update=True, **everything(kind))
    assert result.is_good
    assert {each: n for each, n in result.stored.updated.items() if n} == {kind: 1}
    assert [corrected for corrected, _ in corrections()] == [kind]
    assert load(**everything(kind)).is_good
    assert MODELS[kind].objects.count() == 1
    assert broken_links() == []


def test_the_refusal_names_old_and_new(load):
    load(tickets=[TICKET])
    result = load(tickets=[TICKET | {"opinion": "不满意", "closed_on": date(2023, 5, 19)}])
    assert [str(bad) for bad in result.faults.listed] == [
        "工作表“诉求工单”第2行“办结日期、回访评价”的值“GD-1”：与已登记的同号记录不同："
        "办结日期“2023-05-17”→“2023-05-19”；回访评价“满意”→“不满意”。"
        "请核对；确需更正已登记内容的，请选择“更正已登记的记录”（命令行加 --update）后重新导入。"
    ]


def test_a_correction_reworks_what_follows_from_it(load):
    load(tickets=[TICKET])
    load(update=True, tickets=[TICKET | {"closed_on": date(2023, 5, 25)}])
    assert Ticket.objects.get().days_taken == 10


def test_a_correction_may_name_a_new_column(load):
    load(items=[ITEM])
    result = load(update=True, items=[ITEM | {"column": "政策法规"}])
    assert result.stored.columns_created == ("政策法规",)
    assert Publication.objects.get().column == Column.objects.get(name="政策法规")


def test_the_trail_keeps_both_values_and_masks_personal_data(load):
    load(requests=[REQUEST])
    changed = REQUEST | {
        "applicant_name": "李某某",
        "identity_number": "E12345678",
        "phone": "13911112222",
        "wanted": "张某13800000000的缴存情况",
    }
    refused = str(load(requests=[changed]).faults.listed[0])
    load(update=True, requests=[changed])
    [(kind, [correction])] = corrections()
    assert (kind, correction["register_no"]) == ("requests", "SQ-1")
    assert correction["fields"]["applicant_name"] == ["张*", "李**"]
    assert correction["fields"]["phone"] == ["138****0000", "139****2222"]
    trail = str([entry.detail for entry in Entry.objects.all()])
    for secret in ("110101199003070011", "E12345678", "13911112222", "13800000000", "李某某"):
        assert secret not in trail
        assert secret not in refused


def test_a_new_row_and_a_correction_go_together(load):
    load(calls=[CALL])
    changed = CALL | {"route": "12345转接"}
    result = load(update=True, calls=[changed, CALL | {"register_no": "RX-2"}])
    assert (result.stored.new["calls"], result.stored.updated["calls"]) == (1, 1)
    assert set(Call.objects.values_list("register_no", "route")) == {
        ("RX-1", "TRANSFERRED"),
        ("RX-2", "DIRECT"),
    }


def test_a_request_that_went_on_since_the_last_ledger(load):
    load(requests=[REQUEST])
    assert not load(requests=[REQUEST | CLOSED]).is_good
    load(update=True, requests=[REQUEST | CLOSED])
    request = DisclosureRequest.objects.get()
    assert (request.closed_on, request.outcome) == (date(2023, 5, 30), "DISCLOSED")
    events = CaseEvent.objects.order_by("pk").values_list("event", flat=True)
    assert list(events) == ["RECEIVED", "REPLIED"]


def test_a_corrected_day_is_withdrawn_from_the_history_and_entered_anew(load, at):
    load(requests=[REQUEST | CLOSED])
    load(update=True, requests=[REQUEST | CLOSED | {"received_on": date(2023, 5, 8)}])
    events = CaseEvent.objects.order_by("pk").values_list("event", "on", "withdrawn_at")
    assert list(events) == [
        ("RECEIVED", date(2023, 5, 4), at),
        ("REPLIED", date(2023, 5, 30), None),
        ("RECEIVED", date(2023, 5, 8), None),
    ]
    request = DisclosureRequest.objects.get()
    assert (request.received_on, request.due_on) == (date(2023, 5, 8), date(2023, 6, 5))


def test_a_fee_that_names_another_request_moves_between_the_histories(load):
    fee, other = ONE_OF_EACH["processing_fees"], REQUEST | {"register_no": "SQ-2"}
    load(requests=[REQUEST, other], processing_fees=[fee])
    load(update=True, processing_fees=[fee | {"request_no": "SQ-2"}])
    standing = CaseEvent.objects.filter(withdrawn_at=None).exclude(event="RECEIVED")
    assert set(standing.values_list("request__register_no", "event")) == {
        ("SQ-2", "FEE_NOTICED"),
        ("SQ-2", "FEE_PAID"),
    }
    assert ProcessingFee.objects.get().request.register_no == "SQ-2"
    due = dict(DisclosureRequest.objects.values_list("register_no", "due_on"))
    assert due == {"SQ-1": date(2023, 5, 31), "SQ-2": date(2023, 6, 16)}


def test_a_dispute_may_let_go_of_its_request(load):
    load(**everything())
    load(update=True, disputes=[ONE_OF_EACH["disputes"] | {"request_no": None}])
    assert Dispute.objects.get().request is None
