"""Notices to officers on screen, that they were read, and who is told elsewhere of them as well."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings

from gongkai.agencies.models import Officer
from gongkai.messages.models import Dispatch, DispatchState, Notice, WayPreference
from gongkai.messages.operations.recipients import Recipient, paths_to
from gongkai.messages.operations.sending import send_by
from gongkai.rules.message_events import Way, event_of

_EVENT = "work.notice"


def notify(*, officers: Iterable[Officer], text: str, subject: str, at: datetime) -> None:
    """Put a notice on the screen of each officer.

    Who chose another way as well is told there that something waits, but never what.
    """
    notices = Notice.objects.bulk_create(
        Notice(officer=officer, text=text, subject=subject, sent_at=at) for officer in officers
    )
    if notices:
        _tell_elsewhere({notice.officer_id: notice for notice in notices}, subject, at)


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


def _tell_elsewhere(notices: dict[int, Notice], subject: str, at: datetime) -> None:
    """Send what was chosen beside the screen; one question where nobody chose anything."""
    event = event_of(_EVENT)
    wanting = WayPreference.objects.filter(event=_EVENT, officer__in=list(notices))
    for preference in wanting.select_related("officer__agency").order_by("pk"):
        officer = preference.officer
        recipient = Recipient(officer=officer)
        outward = [path for path in paths_to(recipient, event) if path.way is not Way.SCREEN]
        send_by(
            outward,
            agency=officer.agency,
            event=event,
            key=f"notice-{notices[officer.pk].pk}",
            recipient=recipient,
            fields={"date": at.astimezone(ZoneInfo(settings.TIME_ZONE)).date().isoformat()},
            at=at,
            subject=subject,
        )
