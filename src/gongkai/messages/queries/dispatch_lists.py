"""The lists of what an organ sent: all of it, what did not arrive, the letters to be posted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count, Q, QuerySet

from gongkai.agencies.models import Agency
from gongkai.messages.models import Dispatch, DispatchState
from gongkai.messages.queries.wechat import follower_label, openid_digest
from gongkai.privacy.masking import mask_name, mask_phone
from gongkai.rules.message_events import Way, event_catalogue

STATES: tuple[tuple[str, Any], ...] = tuple(DispatchState.choices)
WAYS: tuple[tuple[str, str], ...] = tuple((way.value, way.label) for way in Way)
EVENTS: tuple[tuple[str, str], ...] = tuple(
    (event.code, event.name) for event in event_catalogue().values()
)
_ENDED = (DispatchState.FAILED, DispatchState.DOUBTFUL)
_LATE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class DispatchesWanted:
    """What a list is asked for; "" and None ask for nothing."""

    state: str = ""
    way: str = ""
    event: str = ""
    subject: str = ""
    from_on: date | None = None
    until_on: date | None = None


def dispatches_of(agency: Agency, wanted: DispatchesWanted) -> QuerySet[Dispatch, Any]:
    """Return what an organ sent, the latest first."""
    asked: dict[str, Any] = {
        "state": wanted.state,
        "way": wanted.way,
        "event": wanted.event,
        "subject": wanted.subject.strip(),
        "queued_at__gte": _morning(wanted.from_on),
        "queued_at__lt": _morning(wanted.until_on, days=1),
    }
    rows = Dispatch.objects.filter(
        agency=agency, **{name: value for name, value in asked.items() if value}
    )
    return rows.select_related("officer").order_by("-queued_at", "-pk")


def dead_letters(agency: Agency) -> QuerySet[Dispatch, Any]:
    """Return what ended without arriving and waits for somebody's decision, the oldest first."""
    rows = Dispatch.objects.filter(agency=agency, state__in=_ENDED, given_up_at=None)
    # What is still asked about is nobody's yet.
    return rows.filter(next_at=None).select_related("officer").order_by("queued_at", "pk")


def letters_to_post(agency: Agency) -> QuerySet[Dispatch, Any]:
    """Return the letters that wait to be posted, the oldest first."""
    return Dispatch.objects.filter(
        agency=agency, way=Way.LETTER.value, state=DispatchState.QUEUED
    ).order_by("queued_at", "pk")


def letters_under_way(agency: Agency) -> QuerySet[Dispatch, Any]:
    """Return the posted letters nobody has told of yet, the oldest first."""
    return Dispatch.objects.filter(
        agency=agency, way=Way.LETTER.value, state=DispatchState.SENT
    ).order_by("posted_on", "pk")


def dispatch_of(agency: Agency, key: int) -> Dispatch | None:
    """Return one dispatch of an organ."""
    rows = Dispatch.objects.filter(agency=agency, pk=key)
    return rows.select_related("officer", "handled_by", "agency").first()


def counts_by_state(agency: Agency, since: date) -> Mapping[str, int]:
    """Return how many dispatches an organ has in each state since a day."""
    rows = Dispatch.objects.filter(agency=agency, queued_at__gte=_morning(since))
    return dict(rows.values_list("state").annotate(number=Count("pk")))


def masked_recipient(row: Dispatch) -> str:
    """Return to whom a message goes as it may be shown."""
    if row.officer is not None and row.way == Way.SCREEN.value:
        return row.officer.name
    if row.way == Way.SMS.value:
        return mask_phone(row.address)
    if row.way == Way.EMAIL.value:
        name, _at, host = row.address.rpartition("@")
        return f"{name[:1]}***@{host}" if name else ""
    if row.way == Way.LETTER.value:
        return mask_name(row.addressee) if row.addressee else "收件人未登记"
    return follower_label(openid_digest(row.agency_id, row.address)) if row.address else ""


def _morning(day: date | None, days: int = 0) -> datetime | None:
    """Return when a day, or one so many days after it, begins here."""
    if day is None:
        return None
    return datetime.combine(day, time(), ZoneInfo(settings.TIME_ZONE)) + timedelta(days=days)


def waiting_too_long(at: datetime) -> int:
    """Return how many dispatches should have been worked on more than an hour ago."""
    return Dispatch.objects.filter(next_at__lt=at - _LATE).count()


def undecided() -> int:
    """Return how many dispatches ended without arriving, in all organs."""
    ended = Q(state__in=_ENDED, given_up_at=None, next_at=None)
    return Dispatch.objects.filter(ended).count()
