"""What was sent to people outside about matters that are theirs."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from gongkai.agencies.models import Agency
from gongkai.messages.models import Dispatch
from gongkai.rules.message_events import Way


class OwnMessage(NamedTuple):
    """A message as its recipient may read it again: without link or code."""

    at: datetime
    way: str
    heading: str
    text: str
    subject: str
    state: str


def messages_about(agency: Agency, subjects: Iterable[str], most: int) -> list[OwnMessage]:
    """Return what an organ sent to those outside about subjects, the latest first.

    Whose the subjects are is for the caller to know.

    :param subjects: as they were given to `send`, numbers of cases for instance
    """
    wanted = sorted({each for each in subjects if each})
    if not wanted:
        return []
    rows = Dispatch.objects.filter(agency=agency, subject__in=wanted, officer=None)
    rows = rows.exclude(way=Way.SCREEN.value).order_by("-queued_at", "-pk")
    return [
        OwnMessage(
            at=row.sent_at or row.queued_at,
            way=row.get_way_display(),
            heading=row.heading,
            text=row.shown_text,
            subject=row.subject,
            state=row.get_state_display(),
        )
        for row in rows[:most]
    ]
