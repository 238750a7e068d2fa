"""Sending to the business system exactly once, whatever goes wrong on the way."""

from datetime import timedelta

import pytest

from fund_services.centre import file_rent
from fund_services.handling.test_a_day import accepted, approved, proposed
from gongkai.fund_services.core.facts import BusinessState, BusinessStatus
from gongkai.fund_services.core.port import CoreAway, CoreRefused
from gongkai.fund_services.models import Application, CoreBusiness, CoreSending
from gongkai.fund_services.operations.applications.history import standing_now
from gongkai.fund_services.operations.applications.sending import (
    LEASE,
    PAUSES,
    exchange_with_core,
)
from gongkai.fund_services.queries.applications.progress import progress_of
from gongkai.messages.models import Notice


class Faulty:
    """A line to the embedded system on which chosen calls go wrong, before or after they arrive."""

    def __init__(self, core, *faults):
        self._core, self.faults, self.calls = core, list(faults), []

    def submit(self, business, *, once, at):
        return self._call("submit", lambda: self._core.submit(business, once=once, at=at), once)

    def status(self, core_no):
        return self._call("status", lambda: self._core.status(core_no), core_no)

    def _call(self, name, call, told):
        self.calls.append((name, told))
        fault = self.faults.pop(0) if self.faults else None
        if fault == "before":
            raise CoreAway("业务系统连接不上，稍后再试。")
        answer = call()
        if fault == "after":
            raise CoreAway("业务系统没有应答，不能确定是否收到。")
        if fault == "dead":
            raise KeyboardInterrupt
        return answer


@pytest.fixture
def ready(centre, filed):
    return approved(centre, proposed(centre, accepted(centre, filed)))


def exchange(centre, core=None):
    return exchange_with_core(on=centre.on, at=centre.at, core=core or centre.core)


def run_out(centre, core=None):
    while exchange(centre, core):
        pass


@pytest.mark.parametrize("fault", ["before", "after"])
def test_an_answer_that_never_came_is_asked_for_again_under_the_same_key(centre, ready, fault):
    line = Faulty(centre.core, fault)
    exchange(centre, line)
    row = Application.objects.get(pk=ready.pk)
    sending = CoreSending.objects.get()
    assert (row.state, sending.state, sending.tries) == ("ACCEPTED", "SENDING", 1)
    assert sending.next_at == centre.at + PAUSES[0]
    told = progress_of(row)
    assert "无需重新提交" in told.away and not told.may_withdraw
    centre.pass_by(minutes=1)
    run_out(centre, line)
    row.refresh_from_db()
    assert row.state == "GRANTED" and CoreBusiness.objects.count() == 1
    assert [each for each in line.calls if each[0] == "submit"] == [("submit", row.receipt_no)] * 2


def test_a_worker_that_dies_after_the_system_took_it_sends_nothing_twice(centre, ready):
    with pytest.raises(KeyboardInterrupt):
        exchange(centre, Faulty(centre.core, "dead"))
    assert CoreBusiness.objects.count() == 1
    assert Application.objects.get(pk=ready.pk).state == "ACCEPTED"
    # Until the dead worker's lease is over nobody touches it.
    assert exchange(centre) == 0
    centre.pass_by(minutes=int(LEASE / timedelta(minutes=1)))
    run_out(centre)
    row = Application.objects.get(pk=ready.pk)
    assert (row.state, CoreBusiness.objects.count()) == ("GRANTED", 1)


def test_a_system_that_stays_away_is_tried_at_growing_distances(centre, ready):
    line = Faulty(centre.core, *["before"] * 9)
    waits = []
    for _ in range(9):
        exchange(centre, line)
        sending = CoreSending.objects.get()
        waits.append(sending.next_at - centre.at)
        centre.at = sending.next_at
    assert waits == [*PAUSES, *[PAUSES[-1]] * 3]
    run_out(centre, line)
    assert Application.objects.get(pk=ready.pk).state == "GRANTED"


def test_ten_days_without_a_worker_are_caught_up_once(centre, ready):
    exchange(centre)
    assert Application.objects.get(pk=ready.pk).state == "SENT"
    centre.pass_by(days=10)
    line = Faulty(centre.core)
    run_out(centre, line)
    row = Application.objects.get(pk=ready.pk)
    assert row.state == "GRANTED" and str(row.closed_on) == "2024-03-14"
    assert [name for name, _ in line.calls] == ["status"]
    # It was decided in time, whatever the business system took.
    assert str(row.decided_on) == "2024-03-04"


class Refusing:
    """A business system that refuses at once, or after a while."""

    def __init__(self, at_once):
        self._at_once = at_once

    def submit(self, business, *, once, at):
        if self._at_once:
            raise CoreRefused("账户余额不足。")
        return f"HX-{once}"

    def status(self, core_no):
        return BusinessStatus(core_no, BusinessState.REFUSED, None, "账户余额不足。")


@pytest.mark.parametrize("at_once", [True, False])
def test_what_the_system_refuses_comes_back_to_its_handler_and_is_decided_anew(
    centre, ready, at_once
):
    run_out(centre, Refusing(at_once))
    row = Application.objects.get(pk=ready.pk)
    assert (row.state, row.decided_on, row.core_no) == ("ACCEPTED", None, "")
    assert Notice.objects.filter(officer=centre.handler, text__contains="业务系统退回").exists()
    approved(centre, proposed(centre, row))
    run_out(centre)
    assert Application.objects.get(pk=row.pk).state == "GRANTED"
    keys = CoreSending.objects.order_by("pk").values_list("once", flat=True)
    assert list(keys) == [row.receipt_no, f"{row.receipt_no}-2"]


def test_one_that_cannot_be_worked_on_holds_up_no_other(centre, ready):
    other = file_rent(centre, token="表单二")
    approved(centre, proposed(centre, accepted(centre, other)))
    Application.objects.filter(pk=ready.pk).update(rows="{不是JSON")
    assert exchange(centre) == 2
    run_out(centre)
    assert Application.objects.get(pk=other.pk).state == "GRANTED"
    assert standing_now(Application.objects.get(pk=ready.pk)).is_sending
