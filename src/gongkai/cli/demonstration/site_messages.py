"""Invented messages of the website's box, each as far as it has come by the day of loading."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any

from gongkai.agencies.models import Agency, Officer
from gongkai.cli.demonstration.stored import texts
from gongkai.hotline.operations.message_answering import (
    close_message,
    draft_answer,
    release_answer,
    set_aside,
)
from gongkai.hotline.operations.message_content import MessageContent
from gongkai.hotline.operations.message_publishing import prepare_public_version, publish_message
from gongkai.hotline.operations.message_rating import rate_answer
from gongkai.hotline.operations.message_receiving import receive_message
from gongkai.hotline.queries.site_messages import messages_of
from gongkai.rules.calendars import CalendarNotPublished, published_calendar

_CONTENT = ("kind", "title", "text", "name", "phone", "email", "answer_way", "may_publish")
# How far each has come, in order: whatever stands behind a step has been taken before it.
_STEPS = ("received", "drafted", "answered", "closed", "prepared", "published")


def send_messages(
    centre: Agency, officers: Mapping[str, Officer], *, on: date, at: datetime
) -> None:
    """Have the messages sent and handled, unless there are any; all in the year of loading.

    What was received the year before would change the report that is published for it. Where the
    calendar of the next year is missing, what would fall due in it is left out.
    """
    if messages_of(centre).exists():
        return
    for told in texts("site_messages")["messages"]:
        with suppress(CalendarNotPublished):
            _one(centre, officers, told, on, at)


def _one(
    centre: Agency, officers: Mapping[str, Officer], told: Mapping[str, Any], on: date, at: datetime
) -> None:
    day = _day_before(on, told["before"])
    content = MessageContent(**{name: told[name] for name in _CONTENT if name in told})
    row = receive_message(agency=centre, content=content, on=day, at=at - (on - day)).message
    then = _working_day(min(on, day + timedelta(days=told["answer_after"])), on)
    when = {"on": then, "at": at - (on - then)}
    clerk, second = officers["CLERK"], officers["REVIEWER"]
    if told["done"] == "set_aside":
        set_aside(message=row, version=0, reason=told["answer"], officer=second, **when)
        return
    reached = _STEPS.index(told["done"])
    if reached >= 1:
        answer = told["answer"].strip()
        row = draft_answer(message=row, version=0, answer=answer, officer=clerk, **when)
    if reached >= 2:
        row = release_answer(message=row, version=row.version, closes=False, officer=second, **when)
    if reached >= 3:
        row = close_message(message=row, version=row.version, officer=clerk, **when)
    if reached >= 4:
        row = prepare_public_version(
            message=row,
            version=row.version,
            title=row.title,
            text=row.text,
            answer=row.answer,
            officer=clerk,
            **when,
        )
    if reached >= 5:
        row = publish_message(message=row, version=row.version, officer=second, **when)
    if told["opinion"]:
        rate_answer(message=row, opinion=told["opinion"], **when)


def _day_before(on: date, count: int) -> date:
    """Return the day so many working days before another, but not in the year before."""
    day, left, calendar = on, count, published_calendar()
    first = date(on.year, 1, 1)
    while left and day > first:
        day -= timedelta(days=1)
        left -= calendar.is_working_day(day)
    return day


def _working_day(day: date, latest: date) -> date:
    """Return the first day from one on which the office is open, but none after `latest`."""
    calendar = published_calendar()
    while day < latest and not calendar.is_working_day(day):
        day += timedelta(days=1)
    return day
