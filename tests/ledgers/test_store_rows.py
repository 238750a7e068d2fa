"""Rows of typed values, as programs hand them over, go the same way as those of a workbook."""

from datetime import date
from decimal import Decimal

import pytest

from gongkai.audit.models import Entry
from gongkai.hotline.models import Call, Ticket
from gongkai.ledgers.operations import store_rows
from gongkai.ledgers.operations.storing import UnknownKind
from gongkai.publications.models import AdministrativeFee, Publication

DAY = date(2023, 5, 15)
CALL = {"register_no": "RX-1", "called_on": DAY, "route": "VIA_12345"}


@pytest.fixture
def store(agency, clerk, at):
    def run(update=False, **rows):
        return store_rows(agency=agency, rows=rows, officer=clerk, at=at, update=update)

    return run


def test_typed_rows_are_stored_and_fields_left_out_are_empty(store):
    item = {"register_no": "X", "column": "新闻发布", "title": "标题", "published_on": DAY}
    ticket = {
        "register_no": "G",
        "matter": "咨询",
        "accepted_on": DAY,
        "due_on": DAY,
        "call_back_due": False,
    }
    fee = {"register_no": "S", "item": "某费", "charged_on": DAY, "amount": Decimal("3")}
    result = store(calls=[CALL], items=[item], tickets=[ticket], administrative_fees=[fee])
    assert result.conflicts == ()
    assert set(result.new.values()) == {1}
    assert result.columns_created == ("新闻发布",)
    assert Ticket.objects.get().reached is False
    assert Publication.objects.get().formed_on is None
    assert AdministrativeFee.objects.get().amount == Decimal("3.00")


def test_storing_again_is_counted_and_leaves_no_trace(store):
    store(calls=[CALL])
    again = store(calls=[CALL])
    assert (again.unchanged["calls"], again.new["calls"], again.changes_something) == (1, 0, False)
    assert Entry.objects.count() == 1


def test_conflicts_store_nothing_and_tell_the_place_of_the_row(store):
    store(calls=[CALL])
    other = CALL | {"register_no": "RX-2"}
    result = store(calls=[other, CALL | {"route": "DIRECT"}])
    assert [(bad.sheet, bad.row, bad.column) for bad in result.conflicts] == [
        ("热线来电", 2, "接入方式")
    ]
    assert Call.objects.count() == 1
    assert store(update=True, calls=[other, CALL | {"route": "DIRECT"}]).updated["calls"] == 1


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"route": "LETTER"}, "不在可选范围内"),
        ({"called_on": None}, "未填写"),
        ({"called_on": date(1999, 1, 1)}, "日期1999-01-01不在"),
        ({"register_no": "R" * 41}, "超过40个字的上限"),
    ],
)
def test_values_are_checked_as_cells_are(store, change, reason):
    [conflict] = store(calls=[CALL | change]).conflicts
    assert reason in conflict.reason
    assert Call.objects.count() == 0


def test_rules_between_columns_hold_as_well(store):
    row = {
        "register_no": "G",
        "matter": "咨询",
        "accepted_on": DAY,
        "due_on": DAY,
        "call_back_due": True,
        "opinion": "SATISFIED",
    }
    assert [bad.column for bad in store(tickets=[row]).conflicts] == ["回访评价"]


def test_unknown_kinds_and_fields_are_the_programs_fault(store):
    with pytest.raises(UnknownKind, match="没有“letters”这类记录"):
        store(letters=[CALL])
    with pytest.raises(UnknownKind, match="没有字段“colour”"):
        store(calls=[CALL | {"colour": "blue"}])
