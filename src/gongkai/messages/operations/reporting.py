"""What gateways tell of messages: taken, delivered, failed; twice, late, out of order as well."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from gongkai.agencies.models import Agency
from gongkai.messages.models import Dispatch, DispatchState, SeenNonce
from gongkai.messages.outlets.signing import LATEST, Forged
from gongkai.messages.outlets.sms import Report
from gongkai.messages.outlets.wechat_events import JobFinished
from gongkai.rules.message_events import Way

POLLS = tuple(timedelta(minutes=each) for each in (5, 30, 120, 480, 1440, 2880))
"""How long after it was sent a message is asked about, if no report came by itself."""

_BEFORE_SENT = (DispatchState.QUEUED, DispatchState.SENDING, DispatchState.DOUBTFUL)


class NotYetKnown(LookupError):
    """A report tells of a message whose number is not on record yet: it may come again."""


@transaction.atomic
def use_nonce(*, nonce: str, at: datetime) -> None:
    """Remember that a signed call was taken.

    :raises Forged: if it was taken before
    """
    # Older than any moment that is still believed: whoever plays those again is refused anyway.
    SeenNonce.objects.filter(seen_at__lt=at - timedelta(seconds=3 * LATEST)).delete()
    try:
        with transaction.atomic():
            SeenNonce.objects.create(nonce=nonce, seen_at=at)
    except IntegrityError:
        raise Forged("此请求已经收到过，不重复处理。") from None


def take_reports(*, reports: Iterable[Report], at: datetime) -> int:
    """Take what the SMS gateway tells; return how many dispatches it changed."""
    return sum(take_report(report=report, at=at) for report in reports)


@transaction.atomic
def take_report(*, report: Report, at: datetime) -> bool:
    """Take what the SMS gateway tells of one message; tell whether it changed anything.

    A message of an earlier round, or none of ours, is left alone.
    """
    rows = Dispatch.objects.select_for_update().filter(way=Way.SMS.value, wire_id=report.wire_id)
    row = rows.first()
    if row is None or not report.wire_id:
        return False
    if report.outside_id and not row.outside_id:
        row.outside_id = report.outside_id
    if report.state == "delivered":
        return _delivered(row, report.at, at)
    if report.state == "failed":
        reason = f"短信未送达：{report.reason}" if report.reason else "短信未送达，网关没有说明原因"
        return _failed(row, f"{_without_digits(reason)}。", report.at, at)
    if report.state == "accepted" and row.state in _BEFORE_SENT:
        moment = _sound(row, report.at, at)
        _store(
            row, state=DispatchState.SENT, sent_at=moment, failure="", next_at=next_poll(moment, at)
        )
        return True
    return False


@transaction.atomic
def take_wechat_event(*, agency: Agency, event: JobFinished, at: datetime) -> bool:
    """Take what the WeChat platform tells of a template message; tell whether it changed anything.

    :raises NotYetKnown: if a message is just being sent, whose number may be this one
    """
    rows = Dispatch.objects.select_for_update().filter(agency=agency, way=Way.WECHAT.value)
    row = rows.filter(outside_id=event.message_id).first() if event.message_id else None
    if row is None:
        if rows.filter(state=DispatchState.SENDING).exists():
            raise NotYetKnown("该消息的编号尚未登记，请稍后再次推送。")
        return False
    if event.failure:
        return _failed(row, f"{event.failure}。", at, at)
    return _delivered(row, at, at)


def next_poll(sent_at: datetime, at: datetime) -> datetime | None:
    """Return when a sent message is asked about next, None after the last time."""
    return next((sent_at + each for each in POLLS if sent_at + each > at), None)


def _delivered(row: Dispatch, told: datetime | None, at: datetime) -> bool:
    if row.state == DispatchState.DELIVERED:
        return False
    moment = _sound(row, told, at)
    _store(
        row,
        state=DispatchState.DELIVERED,
        sent_at=row.sent_at or moment,
        delivered_at=moment,
        failure="",
        next_at=None,
    )
    return True


def _failed(row: Dispatch, why: str, told: datetime | None, at: datetime) -> bool:
    """Record a failure, unless it arrived: that a message did is not undone by a later report."""
    if row.state in (DispatchState.DELIVERED, DispatchState.FAILED):
        return False
    moment = _sound(row, told, at)
    _store(row, state=DispatchState.FAILED, failed_at=moment, failure=why[:300], next_at=None)
    return True


def _store(row: Dispatch, **changes: Any) -> None:
    for name, value in changes.items():
        setattr(row, name, value)
    row.save(update_fields=[*changes, "outside_id"])


def _sound(row: Dispatch, told: datetime | None, at: datetime) -> datetime:
    """Return the moment a gateway tells where it can be, else ours: its clock may be wrong."""
    return told if told is not None and row.queued_at <= told <= at else at


def _without_digits(reason: str) -> str:
    return "".join("*" if each.isdigit() else each for each in reason)
