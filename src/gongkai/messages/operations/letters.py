"""Letters on paper: listed to be posted, and what proves that they were."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from gongkai.agencies.models import Agency, Officer
from gongkai.messages.models import Dispatch, DispatchState
from gongkai.messages.operations.acting import DispatchRefused, held, note, required
from gongkai.messages.permissions import insist, may_handle_dispatches
from gongkai.rules.message_events import Way

MOST_LABELS = 140
"""How many labels are printed at once: ten sheets."""

_TRACKING = re.compile(r"[0-9A-Za-z]{8,30}")


class Label(NamedTuple):
    """What stands on the envelope of a letter."""

    postcode: str
    address: str
    addressee: str
    number: str


@transaction.atomic
def labels_of(
    *, agency: Agency, keys: Sequence[int], officer: Officer, on: date, at: datetime
) -> list[Label]:
    """Return the labels of letters that wait to be posted; that they were read is on record.

    :raises NotAllowed: if the officer may not post letters
    :raises DispatchRefused: if none was chosen, or too many
    """
    insist(may_handle_dispatches(officer, agency, on), "打印信函地址")
    if not 0 < len(keys) <= MOST_LABELS:
        raise DispatchRefused(f"请选择1至{MOST_LABELS}封信函，现在选择了{len(keys)}封。")
    rows = Dispatch.objects.select_related("agency").filter(
        pk__in=keys, agency=agency, way=Way.LETTER.value
    )
    labels = []
    for row in rows.order_by("queued_at", "pk"):
        postcode, _line, address = row.address.rpartition("\n")
        labels.append(Label(postcode, address, row.addressee, row.subject or row.key))
        note("dispatch.printed_label", row, officer, at)
    return labels


@transaction.atomic
def record_posting(
    *,
    dispatch: Dispatch,
    posted_on: date,
    tracking_no: str,
    officer: Officer,
    on: date,
    at: datetime,
) -> Dispatch:
    """Record that a letter was posted, with the day and the number of the receipt.

    :raises NotAllowed: if the officer may not post letters
    :raises DispatchRefused: if it is posted already, or day or number cannot be
    """
    row = _letter(dispatch, officer, on)
    number = "".join(tracking_no.split()).upper()
    if row.state != DispatchState.QUEUED:
        raise DispatchRefused(f"此信函为“{row.get_state_display()}”，不能再登记交寄。")
    if posted_on > on or posted_on < _day(row.queued_at):
        raise DispatchRefused(
            f"交寄日期：{posted_on}不在范围内，应不早于登记日期{_day(row.queued_at)}，不晚于今天。"
        )
    if number and not _TRACKING.fullmatch(number):
        raise DispatchRefused("邮件号码：应为8至30个字母和数字，平信没有号码的可以不填。")
    row.state, row.sent_at, row.posted_on, row.tracking_no = (
        DispatchState.SENT,
        at,
        posted_on,
        number,
    )
    row.handled_by = officer
    row.save(update_fields=["state", "sent_at", "posted_on", "tracking_no", "handled_by"])
    note("dispatch.posted", row, officer, at, posted_on=posted_on.isoformat(), tracking_no=number)
    return row


@transaction.atomic
def record_arrival(
    *, dispatch: Dispatch, arrived: bool, reason: str, officer: Officer, on: date, at: datetime
) -> Dispatch:
    """Record that a posted letter was signed for, or that it came back and why.

    :raises NotAllowed: if the officer may not post letters
    :raises DispatchRefused: if it is not posted, or came back without a reason
    """
    row = _letter(dispatch, officer, on)
    if row.state != DispatchState.SENT:
        raise DispatchRefused(f"此信函为“{row.get_state_display()}”，交寄后才能登记结果。")
    if arrived:
        row.state, row.delivered_at = DispatchState.DELIVERED, at
    else:
        row.failure = f"信函被退回：{required(reason, '退回原因', 100)}"
        row.state, row.failed_at = DispatchState.FAILED, at
    row.handled_by = officer
    row.save(update_fields=["state", "delivered_at", "failed_at", "failure", "handled_by"])
    note("dispatch.letter_arrived" if arrived else "dispatch.letter_returned", row, officer, at)
    return row


def _letter(dispatch: Dispatch, officer: Officer, on: date) -> Dispatch:
    row = held(dispatch, officer, on)
    if row.way != Way.LETTER.value:
        raise DispatchRefused("这不是信函，没有交寄信息。")
    return row


def _day(moment: datetime) -> date:
    return moment.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
