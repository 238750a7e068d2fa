"""Sending approved business to the business system once, and asking there how far it has come.

A lease holds a sending while the business system is spoken to, for no transaction may be open
then: it is the moment in `next_at`. That sending was begun is on record before the first word goes
out, so whoever takes over a broken-off one sends it again under the same idempotency key, which
there is the same business.
"""

import json
import logging
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from time import monotonic
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from gongkai.fund_services.core.choosing import fund_core
from gongkai.fund_services.core.facts import Business, BusinessState, BusinessStatus
from gongkai.fund_services.core.port import CoreAway, CoreRefused, FundCore
from gongkai.fund_services.models import Application, CoreSending, SendingState
from gongkai.fund_services.operations.applications.acting import held
from gongkai.fund_services.operations.applications.history import add_event, standing_now
from gongkai.fund_services.operations.applications.telling import tell_applicant
from gongkai.messages.operations import notify
from gongkai.rules.service_lifecycle import ApplicationEventKind

LEASE = timedelta(minutes=10)
"""How long a worker may be at one sending; a dead one's is taken over after that."""

MOST_AT_ONCE = 200
SECONDS_OF_A_RUN = 20.0
"""After how long a run begins no further sending, so that a slow system keeps nobody waiting."""

PAUSES = tuple(timedelta(minutes=each) for each in (1, 2, 5, 15, 30, 60))
"""How long to wait after the first, second … time that the system was away; then the last."""

ASKED_EVERY = timedelta(minutes=5)
"""How often it is asked how far business has come."""

_log = logging.getLogger(__name__)


@dataclass
class _Work:
    """A sending that one worker has until its lease runs out."""

    sending: CoreSending
    lease: datetime
    on: date
    at: datetime


def exchange_with_core(*, on: date, at: datetime, core: FundCore | None = None) -> int:
    """Send what is approved and ask after what was sent, the longest due first; return how many.

    Each is worked on by itself, none holds up another; a second run at once does nothing twice.

    :param core: the business system, None for the installation's own
    """
    line = core or fund_core()
    started = monotonic()
    due = CoreSending.objects.filter(next_at__lte=at).order_by("next_at", "pk")
    done = 0
    for key in list(due.values_list("pk", flat=True)[:MOST_AT_ONCE]):
        spent = monotonic() - started
        if spent > SECONDS_OF_A_RUN:
            break
        work = _claim(key, on, at + timedelta(seconds=int(spent)))
        if work is None:
            continue
        done += 1
        try:
            _send(work, line) if work.sending.state == SendingState.SENDING else _ask(work, line)
        except Exception as error:
            # One that cannot be worked on holds up no other; after its lease it is tried again.
            _log.error("core sending %s: %s", work.sending.pk, type(error).__name__)
    return done


def cancel_sending(application: Application) -> None:
    """Take away what was approved and not sent yet, in the caller's transaction."""
    waiting = CoreSending.objects.filter(application=application, state=SendingState.WAITING)
    waiting.update(state=SendingState.CANCELLED, next_at=None)


@transaction.atomic
def _claim(key: int, on: date, at: datetime) -> _Work | None:
    """Return a sending for whoever is first to take it, None for all others."""
    found = CoreSending.objects.filter(pk=key, next_at__lte=at)
    pk = found.values_list("application", flat=True).first()
    if pk is None:
        return None
    # The application first, as all acts on it do.
    application = held(pk)
    row = found.select_for_update(of=("self",)).first()
    if row is None:
        return None
    row.application = application
    if row.state == SendingState.WAITING:
        if not standing_now(application).is_approved:
            row.state, row.next_at = SendingState.CANCELLED, None
            row.save()
            return None
        add_event(application, ApplicationEventKind.SEND_BEGUN, on=on, at=at, once=row.once)
        row.state = SendingState.SENDING
    row.next_at = lease = at + LEASE
    row.save()
    return _Work(row, lease, on, at)


def _send(work: _Work, core: FundCore) -> None:
    try:
        business = business_of(work.sending.application)
        number = core.submit(business, once=work.sending.once, at=work.at)
    except CoreAway as away:
        _put_off(work, str(away))
    except CoreRefused as refused:
        _refused(work, str(refused))
    else:
        _sent(work, number)


def _ask(work: _Work, core: FundCore) -> None:
    try:
        status = core.status(work.sending.core_no)
    except CoreAway as away:
        _put_off(work, str(away))
        return
    if status is None:
        _put_off(work, "业务系统查不到这笔业务，请与业务系统管理人员核对。")
    elif status.state is BusinessState.DONE:
        _done(work, status)
    elif status.state is BusinessState.REFUSED:
        _refused(work, status.reason)
    else:
        _mine(work).update(
            core_state=status.state.value,
            asked_at=work.at,
            tries=0,
            problem="",
            next_at=work.at + ASKED_EVERY,
        )


def business_of(application: Application) -> Business:
    """Return what is sent to the business system of an application."""
    return Business(
        item=application.item.code,
        receipt_no=application.receipt_no,
        account_no=application.account_no,
        employer_no=application.employer_no,
        fields=_texts(json.loads(application.fields or "{}")),
        rows=tuple(_texts(row) for row in json.loads(application.rows or "[]")),
    )


def _texts(values: dict[str, Any]) -> dict[str, str]:
    return {
        name: "、".join(map(str, value)) if isinstance(value, list) else str(value)
        for name, value in values.items()
        if value is not None
    }


def _mine(work: _Work) -> QuerySet[CoreSending]:
    return CoreSending.objects.filter(pk=work.sending.pk, next_at=work.lease)


def _put_off(work: _Work, problem: str) -> None:
    tries = work.sending.tries + 1
    pause = PAUSES[min(tries, len(PAUSES)) - 1]
    _mine(work).update(
        tries=tries, problem=problem[:300], next_at=work.at + pause, asked_at=work.at
    )
    _log.warning("core sending %s: put off, try %s", work.sending.pk, tries)


@transaction.atomic
def _sent(work: _Work, number: str) -> None:
    application = held(work.sending.application_id)
    if not _mine(work).update(
        state=SendingState.SENT,
        core_no=number,
        core_state=BusinessState.RECEIVED.value,
        asked_at=work.at,
        tries=0,
        problem="",
        # It is asked at once whether it is done already.
        next_at=work.at,
    ):
        return
    add_event(application, ApplicationEventKind.SENT, on=work.on, at=work.at, core_no=number)


@transaction.atomic
def _done(work: _Work, status: BusinessStatus) -> None:
    application = held(work.sending.application_id)
    if not _mine(work).update(
        state=SendingState.DONE,
        core_state=status.state.value,
        asked_at=work.at,
        tries=0,
        problem="",
        next_at=None,
    ):
        return
    told = {"on": work.on, "at": work.at, "amount": status.amount}
    add_event(application, ApplicationEventKind.CORE_DONE, **told)
    add_event(application, ApplicationEventKind.GRANTED, note=status.reason, **told)
    tell_applicant(application, "application.granted", at=work.at)
    if application.handler is not None:
        name = application.item.name
        text = f"办件{application.receipt_no}（{name}）业务系统已办结，请送达结果。"
        notify(
            officers=[application.handler],
            text=text,
            subject=application.receipt_no,
            at=work.at,
        )


@transaction.atomic
def _refused(work: _Work, reason: str) -> None:
    application = held(work.sending.application_id)
    if not _mine(work).update(
        state=SendingState.REFUSED,
        core_state=BusinessState.REFUSED.value,
        problem=reason[:300],
        asked_at=work.at,
        next_at=None,
    ):
        return
    add_event(application, ApplicationEventKind.CORE_REFUSED, on=work.on, at=work.at, note=reason)
    if application.handler is not None:
        text = f"办件{application.receipt_no}被业务系统退回，请核实后重新提出办理意见。"
        notify(
            officers=[application.handler],
            text=text,
            subject=application.receipt_no,
            at=work.at,
        )
