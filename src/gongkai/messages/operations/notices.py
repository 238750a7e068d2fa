"""Notices to officers on screen, that they were read, and who is told elsewhere of them as well."""

from collections.abc import Iterable, Mapping, Sequence
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
    """What some officers are told about a subject.

    `event` is the one of the catalogue whose ways count, with its fields; without it, those of any
    other work.
    """

    officers: Iterable[Officer]
    text: str
    subject: str
    event: str = _EVENT
    fields: Mapping[str, str] = {}


def notify(
    *,
    officers: Iterable[Officer],
    text: str,
    subject: str,
    at: datetime,
    event: str = _EVENT,
    fields: Mapping[str, str] | None = None,
) -> None:
    """Put a notice on the screen of each officer.

    Who chose another way as well is told there that something waits, but never what.

    :param event: of the catalogue, see News
    """
    notify_of_all(news=[News(officers, text, subject, event, fields or {})], at=at)


def notify_of_all(*, news: Iterable[News], at: datetime) -> None:
    """Put several notices on screens as notify does; as many statements as for one."""
    told = [(officer, each) for each in news for officer in each.officers]
    notices = Notice.objects.bulk_create(
        Notice(officer=officer, text=each.text, subject=each.subject, sent_at=at)
        for officer, each in told
    )
    if notices:
        _tell_elsewhere(list(zip(notices, (each for _, each in told), strict=True)), at)


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


def _tell_elsewhere(told: Sequence[tuple[Notice, News]], at: datetime) -> None:
    """Send what was chosen beside the screen; one question where nobody chose anything."""
    wanting = WayPreference.objects.filter(
        event__in={news.event for _, news in told},
        officer__in={notice.officer_id for notice, _ in told},
    )
    chosen = {
        (preference.officer_id, preference.event): preference.officer
        for preference in wanting.select_related("officer__agency").order_by("pk")
    }
    day = at.astimezone(ZoneInfo(settings.TIME_ZONE)).date().isoformat()
    for notice, news in told:
        officer = chosen.get((notice.officer_id, news.event))
        if officer is None:
            continue
        event = event_of(news.event)
        recipient = Recipient(officer=officer)
        outward = [path for path in paths_to(recipient, event) if path.way is not Way.SCREEN]
        send_by(
            outward,
            agency=officer.agency,
            event=event,
            key=f"notice-{notice.pk}",
            recipient=recipient,
            fields=news.fields or {"date": day},
            at=at,
            subject=notice.subject,
        )
