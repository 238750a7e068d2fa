"""The fee paid, the notice taken back, and what either does to the limit."""

from datetime import date

import pytest

from factories import CaseFactory, OfficerFactory
from gongkai.agencies.permissions import NotAllowed
from gongkai.casework.models import CaseEvent, Letter, ProcessingFee
from gongkai.casework.operations.acting import CaseRefused
from gongkai.casework.operations.paying import record_payment, withdraw_fee_notice
from gongkai.casework.queries.reporting import fees_paid_in
from gongkai.rules.clock import Entry, Event, ImpossibleHistory

RECEIVED = Entry(date(2024, 1, 2), Event.RECEIVED)
NOTICED = Entry(date(2024, 1, 4), Event.FEE_NOTICED)
DISPUTED = Entry(date(2024, 1, 8), Event.FEE_DISPUTED)


@pytest.fixture
def case(db):
    case = CaseFactory(entries=(RECEIVED, NOTICED, DISPUTED))
    ProcessingFee.objects.create(agency=case.agency, register_no="SF-1", request=case, quantity=57,
                                 method="BY_PAGE", amount="270", noticed_on=NOTICED.on)  # fmt: skip
    return case


@pytest.fixture
def clerk(case):
    return OfficerFactory(agency=case.agency, clerk=True)


@pytest.fixture
def head(case):
    return OfficerFactory(agency=case.agency, head=True)


@pytest.fixture
def letter(case, clerk, at):
    """Return the fee notice as a letter that left."""
    return Letter.objects.create(request=case, kind="FEE_NOTICE", title="收费通知书", body="…",
                                 addressee="赵小明", state="ISSUED", number="丁公开费〔2024〕1号",
                                 drafter=clerk, drafted_at=at,
                                 event=CaseEvent.objects.get(event="FEE_NOTICED"))  # fmt: skip


def test_payment_starts_the_limit_anew(case, clerk, on, at):
    fee = record_payment(request=case, version=0, paid_on=date(2024, 1, 9), officer=clerk,
                         on=on, at=at)  # fmt: skip
    assert fee.paid_on == date(2024, 1, 9)
    case.refresh_from_db()
    assert (case.state, case.due_on, case.lapses_on) == ("IN_PROGRESS", date(2024, 2, 5), None)
    assert list(fees_paid_in(2024)) == [fee]


@pytest.mark.parametrize(
    ("paid_on", "today", "error", "named"),
    [
        (date(2024, 1, 3), date(2024, 1, 10), CaseRefused, "早于收费通知"),
        (date(2024, 1, 11), date(2024, 1, 10), CaseRefused, "晚于今天"),
        (date(2024, 2, 5), date(2024, 2, 5), ImpossibleHistory, "缴费"),
    ],
)
def test_a_payment_on_an_impossible_day_changes_nothing(
    paid_on, today, error, named, case, clerk, at
):
    with pytest.raises(error, match=named):
        record_payment(request=case, version=0, paid_on=paid_on, officer=clerk, on=today, at=at)
    assert ProcessingFee.objects.get().paid_on is None
    assert case.history.count() == 3


def test_what_was_paid_is_not_paid_again(case, clerk, on, at):
    given = {"request": case, "paid_on": on, "officer": clerk, "on": on, "at": at}
    record_payment(version=0, **given)
    with pytest.raises(CaseRefused, match="没有待缴"):
        record_payment(version=1, **given)


def test_a_notice_taken_back_leaves_no_debt_and_the_first_limit(case, letter, head, on, at):
    withdraw_fee_notice(request=case, version=0, reason="页数有误", officer=head, on=on, at=at)
    case.refresh_from_db()
    assert (case.state, case.due_on) == ("RECEIVED", date(2024, 1, 30))
    letter.refresh_from_db()
    assert (letter.state, letter.number) == ("VOID", "丁公开费〔2024〕1号")
    fee = ProcessingFee.objects.get()
    assert (fee.withdrawn_on, fee.paid_on) == (on, None)
    withdrawn = case.history.exclude(withdrawn_at=None).order_by("on")
    assert [row.event for row in withdrawn] == ["FEE_NOTICED", "FEE_DISPUTED"]
    assert withdrawn[0].counter_entry.reason == "撤回收费通知：页数有误"


def test_only_the_head_takes_back_what_left_signed(case, letter, clerk, on, at):
    with pytest.raises(NotAllowed, match="公开工作机构负责人"):
        withdraw_fee_notice(request=case, version=0, reason="有误", officer=clerk, on=on, at=at)
    letter.refresh_from_db()
    assert letter.state == "ISSUED"
    assert ProcessingFee.objects.get().withdrawn_on is None
    assert not case.history.exclude(withdrawn_at=None).exists()


def test_a_notice_is_taken_back_with_a_reason_only(case, letter, head, on, at):
    with pytest.raises(CaseRefused, match="撤回理由"):
        withdraw_fee_notice(request=case, version=0, reason=" ", officer=head, on=on, at=at)
