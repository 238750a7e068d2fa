"""Invented calls of the hotline's last days, as an agent registers them, and missed ones."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from gongkai.agencies.models import Agency, Officer
from gongkai.cli.demonstration.stored import texts
from gongkai.hotline.operations.calls.contents import CallContent
from gongkai.hotline.operations.calls.registering import register_call
from gongkai.hotline.operations.calls.waiting import add_waiting, not_reached, take
from gongkai.hotline.operations.topics.growing import begin_topics
from gongkai.hotline.queries.calls.lists import CallsWanted, listed_calls
from gongkai.hotline.queries.topics.tree import topics_offered
from gongkai.rules.calendars import CalendarNotPublished


def answer_calls(
    centre: Agency, officers: Mapping[str, Officer], *, on: date, at: datetime
) -> None:
    """Have the calls answered, unless there are any; all in the year of loading.

    What was answered the year before would change the report that is published for it. Where the
    calendar of the next year is missing, calls whose ticket would fall due in it are left out.
    """
    begin_topics(agency=centre, at=at)
    if listed_calls(centre, CallsWanted(origin="DESK")).exists():
        return
    told = texts("hotline_calls")
    topics = {each.code: each.key for each in topics_offered(centre)}
    for call in sorted(told["calls"], key=lambda each: (-each["days"], -each["minutes"])):
        ended = at - timedelta(days=call["days"], minutes=call["minutes"])
        day = timezone.localdate(ended)
        if day.year == on.year:
            with suppress(CalendarNotPublished):
                _answer(centre, officers["HOTLINE_AGENT"], topics, call, day, ended)
    for number in told["waiting"]:
        asked_at = at - timedelta(minutes=number["minutes"])
        row = add_waiting(agency=centre, kind="MISSED", number=number["number"], asked_at=asked_at)
        for after in number.get("tried", ()):
            tried: dict[str, Any] = {"officer": officers["HOTLINE_AGENT"], "on": on}
            tried["at"] = asked_at + timedelta(minutes=after)
            if row is not None:
                take(waiting=row.pk, agency=centre, **tried)
                not_reached(waiting=row.pk, agency=centre, **tried)


def _answer(
    centre: Agency,
    agent: Officer,
    topics: Mapping[str, int],
    told: Mapping[str, Any],
    day: date,
    ended: datetime,
) -> None:
    register_call(
        agency=centre,
        content=CallContent(
            route=told["route"],
            outcome=told["outcome"],
            caller_kind=told.get("kind", "WORKER"),
            number=told["number"],
            caller_name=told.get("name", ""),
            topic=topics.get(told.get("topic", "")),
            question=told.get("question", ""),
            answer=told.get("answer", ""),
            ticket_kind=told.get("ticket_kind", "CONSULTATION"),
        ),
        began_at=ended - timedelta(seconds=told["seconds"]),
        called_on=day,
        officer=agent,
        on=day,
        at=ended,
    )
