"""Sending a letter's mail, and what becomes of the case when it cannot be sent."""

from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.agencies.permissions import NotAllowed
from gongkai.casework.models import DisclosureRequest, Service
from gongkai.casework.operations.acting import CaseRefused, enter, lock, touch
from gongkai.casework.operations.history import standing_entries
from gongkai.casework.operations.letter_mail import enclosures_of, mail_key
from gongkai.casework.operations.serving import fail
from gongkai.casework.permissions import require_actor
from gongkai.messages.operations.mailing import deliver
from gongkai.messages.queries import mails_by_key
from gongkai.privacy.encryption import Undecipherable
from gongkai.rules.clock import Entry, Event
from gongkai.rules.lifecycle import next_events


def send_by_mail(*, service: Service, on: date, at: datetime) -> datetime | None:
    """Send a service's mail once; return when to try again, None where that is not needed.

    Not one transaction on purpose: none may be open while a mail server is spoken to. Broken off
    anywhere, the next call goes on from what is on record.
    """
    service = Service.objects.select_related("letter__pdf", "letter__request").get(pk=service.pk)
    mail = mails_by_key([mail_key(service)]).get(mail_key(service))
    if mail is None or mail.is_sent or service.served_on or service.failed_on:
        return None
    try:
        enclosures = enclosures_of(service.letter)
    except (CaseRefused, FileNotFoundError, Undecipherable):
        _give_up(service, "文书或附件的文件无法读出，请系统管理员检查文件目录", on, at)
        return None
    mail = deliver(mail=mail, enclosures=enclosures, at=at)
    if mail.has_failed:
        _give_up(service, mail.failure, on, at)
    return mail.next_at


@transaction.atomic
def _give_up(service: Service, failure: str, on: date, at: datetime) -> None:
    case = lock(service.letter.request)
    service = (
        Service.objects.select_for_update(of=("self",))
        .select_related("letter", "officer__agency")
        .get(pk=service.pk)
    )
    if service.served_on or service.failed_on:
        return
    officer = service.officer
    act = enter if _may_enter(case, officer, on) else _note
    fail(case, service, on, failure, officer=officer, on=on, at=at, act=act)


def _may_enter(case: DisclosureRequest, officer: Officer | None, on: date) -> bool:
    """Tell whether the sender may still enter it: he may have left, the case may be archived."""
    try:
        require_actor(officer, case.agency, Event.SERVICE_FAILED, on)
    except NotAllowed:
        return False
    return Event.SERVICE_FAILED in next_events(standing_entries([case.pk])[case.pk])


def _note(
    case: DisclosureRequest,
    entry: Entry,
    *,
    officer: Officer | None,
    on: date,
    at: datetime,
    note: str,
) -> None:
    """Record a failure that can no longer be entered in the history."""
    touch(case, action="mail_failed", officer=officer, at=at, letter=entry.subject, failure=note)
