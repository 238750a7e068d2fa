"""Invented tickets by letter, visit and WeChat, each as far as it has come when it is loaded."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any

from gongkai.agencies.models import Agency, Officer
from gongkai.cli.demonstration.stored import texts
from gongkai.hotline.operations.tickets.dispatching import dispatch_ticket, sign_in_ticket
from gongkai.hotline.operations.tickets.extending import ask_extension
from gongkai.hotline.operations.tickets.publishing import prepare_public_reply, publish_reply
from gongkai.hotline.operations.tickets.replying import close_ticket, draft_reply, release_reply
from gongkai.hotline.operations.tickets.taking_in import TakenIn, take_in_ticket
from gongkai.hotline.queries.tickets.listing import has_tickets_by_letter
from gongkai.hotline.queries.topics.tree import branches
from gongkai.rules.calendars import CalendarNotPublished, published_calendar

_STEPS = ("received", "dispatched", "signed", "asked", "drafted", "replied", "closed", "public")


def handle_tickets(
    centre: Agency, officers: Mapping[str, Officer], *, on: date, at: datetime
) -> None:
    """Have the tickets taken in and handled, unless there are any; all in the year of loading.

    What was accepted the year before would change the report that is published for it. Where the
    calendar of the next year is missing, what would fall due in it is left out.
    """
    if has_tickets_by_letter(centre):
        return
    topics = {path: key for key, path in branches(centre)}
    for told in texts("living_tickets")["tickets"]:
        with suppress(CalendarNotPublished):
            take_so_far(officers, topics, told, on, at)


def take_so_far(
    officers: Mapping[str, Officer],
    topics: Mapping[str, int],
    told: Mapping[str, Any],
    on: date,
    at: datetime,
) -> Any:
    """Take a ticket in on its day and bring it as far as it is told; return it.

    :raises CalendarNotPublished: if it would fall due in a year without a calendar
    """
    day = _day_before(on, told["before"])
    when: dict[str, Any] = {"on": day, "at": at - (on - day)}
    dispatcher, handler = officers["TICKET_DISPATCHER"], officers["TICKET_HANDLER"]
    row = take_in_ticket(
        told=TakenIn(
            source=told["source"],
            kind=told["kind"],
            content=told["content"],
            arrived_on=day,
            matter=told["matter"],
            urgency=told.get("urgency", "ORDINARY"),
            topic=topics.get(told["topic"]),
            person_name=told["name"],
            phone=told["phone"],
        ),
        officer=officers["HOTLINE_AGENT"],
        **when,
    )
    reached = _STEPS.index(told["done"])
    unit = handler.department
    if reached >= 1 and unit is not None:
        row = dispatch_ticket(
            ticket=row, version=row.version, department=unit, officer=dispatcher, **when
        )
    if reached >= 2:
        row = sign_in_ticket(ticket=row, version=row.version, officer=handler, **when)
    if told["done"] == "asked":
        until = published_calendar().add_working_days(row.due_on, 3)
        ask_extension(
            ticket=row,
            version=row.version,
            until=until,
            reason="须调取单位三年的工资表核对。",
            officer=handler,
            **when,
        )
        return row
    then = _next_day(day, on)
    when = {"on": then, "at": at - (on - then)}
    if reached >= 4:
        row = draft_reply(
            ticket=row, version=row.version, reply=told["reply"], officer=handler, **when
        )
    if reached >= 5:
        row = release_reply(
            ticket=row,
            version=row.version,
            closes=False,
            officer=officers["REVIEWER"],
            **when,
        )
    if reached >= 6:
        row = close_ticket(ticket=row, version=row.version, officer=dispatcher, **when)
    if reached >= 7:
        texts_of = {name: told[f"public_{name}"] for name in ("title", "text", "answer")}
        prepare_public_reply(ticket=row, version=row.version, officer=handler, **texts_of, **when)
        publish_reply(ticket=row, version=row.version, officer=officers["REVIEWER"], **when)
    return row


def _day_before(on: date, count: int) -> date:
    """Return the day so many working days before another, but not in the year before."""
    day, left, calendar = on, count, published_calendar()
    first = date(on.year, 1, 1)
    while left and day > first:
        day -= timedelta(days=1)
        left -= calendar.is_working_day(day)
    return day


def _next_day(day: date, latest: date) -> date:
    """Return the second working day after one, but none after `latest`."""
    return min(published_calendar().add_working_days(day, 2), latest)
