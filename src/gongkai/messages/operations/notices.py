"""Notices to officers on screen, that they were read, and who is told elsewhere of them as well."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.conf import settings

from gongkai.agencies.models import Officer
from gongkai.messages.models import Dispatch, DispatchState, Notice, WayPreference
from gongkai.messages.operations.recipients import Recipient, paths_to
from gongkai.messages.operations.sending import send_by
from gongkai.rules.message_events import Way, event_of

_EVENT = "work.notice"


class News(NamedTuple):
    """What some officers are told about a subject."""

    officers: Iterable[Officer]
    text: str
    subject: str


def notify(*, officers: Iterable[Officer], text: str, subject: str, at: datetime) -> None:
    """Put a notice on the screen of each officer.

    Who chose another way as well is told there that something waits, but never what.
    """
    notify_of_all(news=[News(officers, text, subject)], at=at)


def notify_of_all(*, news: Iterable[News], at: datetime) -> None:
    """Put several notices on screens as notify does; as many statements as for one."""
    notices = Notice.objects.bulk_create(
        Notice(officer=officer, text=each.text, subject=each.subject, sent_at=at)
        for each in news
        for officer in each.officers
    )
    if notices:
        _tell_elsewhere(notices, at)


def mark_read(*, officer: Officer, subject: str, at: datetime) -> None:
    """Record that an officer has seen what a subject's notices were about."""
    seen = Notice.objects.filter(officer=officer, subject=subject, read_at=None)
    if seen.update(read_at=at):
        Dispatch.objects.filter(
            notice__officer=officer,
            notice__subject=subject,
            notice__read_at=at,
            state=DispatchState.SENT,
        ).update(state=DispatchState.DELIVERED, delivered_at=at)


def settle_notices(*, subject: str, at: datetime) -> None:
    """Put away everybody's notices about a subject that has moved on since."""
    Notice.objects.filter(subject=subject, read_at=None).update(read_at=at)


def _tell_elsewhere(notices: Sequence[Notice], at: datetime) -> None:
    """Send what was chosen beside the screen; one question where nobody chose anything."""
    event = event_of(_EVENT)
    told = {notice.officer_id for notice in notices}
    wanting = WayPreference.objects.filter(event=_EVENT, officer__in=told)
    people = {
        preference.officer_id: preference.officer
        for preference in wanting.select_related("officer__agency").order_by("pk")
    }
    for notice in notices:
        officer = people.get(notice.officer_id)
        if officer is None:
            continue
        recipient = Recipient(officer=officer)
        outward = [path for path in paths_to(recipient, event) if path.way is not Way.SCREEN]
        send_by(
            outward,
            agency=officer.agency,
            event=event,
            key=f"notice-{notice.pk}",
            recipient=recipient,
            fields={"date": at.astimezone(ZoneInfo(settings.TIME_ZONE)).date().isoformat()},
            at=at,
            subject=notice.subject,
        )
