"""Delivery reports as they come: twice, late, out of order, of nothing of ours."""

from datetime import timedelta
from itertools import permutations

import pytest

from gongkai.messages.models import Dispatch, SeenNonce
from gongkai.messages.operations.carrying import carry_due
from gongkai.messages.operations.reporting import take_report, take_reports, use_nonce
from gongkai.messages.outlets.signing import Forged
from gongkai.messages.outlets.sms import Report
from messages.telling import told

pytestmark = pytest.mark.django_db


def report(row, state, at=None, reason=""):
    return Report(row.wire_id, state, at, reason, "G1")


@pytest.fixture
def sent(agency, at, sms):
    row = told(agency, at)
    carry_due(at=at)
    row.refresh_from_db()
    return row


def test_twice_is_once(sent, at):
    later = at + timedelta(minutes=1)
    assert take_reports(reports=[report(sent, "delivered", later)] * 3, at=later) == 1
    sent.refresh_from_db()
    assert (sent.state, sent.delivered_at) == ("DELIVERED", later)


@pytest.mark.parametrize("order", list(permutations(["accepted", "failed", "delivered"])))
def test_in_whatever_order_it_arrived_in_the_end(order, sent, at):
    for number, state in enumerate(order):
        moment = at + timedelta(minutes=number)
        take_report(report=report(sent, state, moment, "关机"), at=moment)
    sent.refresh_from_db()
    assert (sent.state, sent.failure) == ("DELIVERED", "")


def test_what_was_never_sent_here_but_arrived_is_not_sent_again(agency, at, sms):
    # The gateway said it was too busy, and sent it all the same.
    row = told(agency, at)
    take_report(report=report(row, "delivered", at), at=at)
    assert carry_due(at=at + timedelta(days=1)) == 0
    assert not sms.asked


def test_a_report_of_nothing_of_ours_changes_nothing(sent, at):
    for wire_id in ("", "x" * 32, "../etc"):
        assert not take_report(report=Report(wire_id, "failed", at, "", ""), at=at)
    assert Dispatch.objects.get().state == "SENT"


@pytest.mark.parametrize("days", [-900, 900])
def test_a_clock_that_is_wrong_is_not_believed(days, sent, at):
    later = at + timedelta(minutes=1)
    take_report(report=report(sent, "delivered", at + timedelta(days=days)), at=later)
    sent.refresh_from_db()
    assert sent.delivered_at == later


def test_a_call_is_taken_once(db, at):
    use_nonce(nonce="sms:abc", at=at)
    with pytest.raises(Forged, match="已经收到过"):
        use_nonce(nonce="sms:abc", at=at + timedelta(minutes=4))
    use_nonce(nonce="sms:def", at=at + timedelta(hours=1))
    assert SeenNonce.objects.count() == 1
