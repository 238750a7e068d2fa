"""All that the demonstration publishes: the year's items first, then what is under way."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime
from functools import partial
from pathlib import Path

from django.db import DatabaseError

from gongkai.agencies.models import Agency, Officer
from gongkai.agencies.queries import working_calendar
from gongkai.cli.demonstration.publishing.living import bring_item
from gongkai.cli.demonstration.publishing.office import Clock, Desk
from gongkai.cli.demonstration.publishing.official import (
    bring_document,
    look_through,
    publish_document,
)
from gongkai.cli.demonstration.publishing.setting_up import set_up_columns, set_up_documents
from gongkai.cli.demonstration.publishing.year import entry_titles, without_text, write_items
from gongkai.cli.demonstration.requests.days import Days
from gongkai.cli.demonstration.stored import texts
from gongkai.publications.operations.keeping import paths_of
from gongkai.publications.queries.missing_texts import has_item_titled
from gongkai.rules.calendars import CalendarNotPublished

# What is published counts in the year it is published in; the demonstration's year is over.
EARLIEST = date(2024, 1, 1)
# Before everything that is told by day.
_FIRST = -1000

Act = Callable[[Desk, Days], None]


def publishing_steps(
    agency: Agency,
    people: Mapping[str, Officer],
    *,
    on: date,
    at: datetime,
    written: list[Path],
) -> Iterator[None]:
    """Publish what is not published yet, a step each; where all is there already, none.

    :param people: by role
    :param written: takes the files that were kept, for whoever takes everything back
    """
    publications, acts = without_text(agency), acts_ahead(agency, on)
    if not publications and not acts:
        return
    desk = Desk(agency, people, texts("publishing_prose"), at)
    before = set(paths_of(agency))
    days = Days(on, working_calendar())
    try:
        set_up_columns(desk, Clock(on, at))
        yield from write_items(publications, desk)
        for act in acts:
            act(desk, days)
            yield
    finally:
        # In a transaction that the database gave up, nothing tells what was written.
        with suppress(DatabaseError):
            written += [path for path in paths_of(agency) if path not in before]


def steps_to_publish(agency: Agency, on: date, *, is_new: bool) -> int:
    """Return how many steps there are to take.

    :param is_new: the register's entries are still to be stored
    """
    entries = len(entry_titles()) if is_new else len(without_text(agency))
    return entries + len(acts_ahead(agency, on))


def acts_ahead(agency: Agency, on: date) -> list[Act]:
    """Return what is to be done on the way to the load day; nothing where any of it was done.

    Nor is anything where the calendars of the load day's year and the one before are not known, or
    so soon after the published year that it would count in it.
    """
    titles = [each["title"] for each in texts("publishing_living")["items"]]
    if has_item_titled(agency, titles):
        return []
    acts, days = told_acts(), Days(on, working_calendar())
    first = min(number for number, _act in acts if number > _FIRST)
    try:
        days.calendar.is_working_day(date(on.year - 1, 1, 1))
        if days.working(first) < EARLIEST:
            return []
    except CalendarNotPublished:
        return []
    return [act for _number, act in acts]


def told_acts() -> list[tuple[int, Act]]:
    """Return every act with its working day counted from the load day, in their order."""
    told = texts("publishing_living")
    acts: list[tuple[int, Act]] = [
        (_FIRST, lambda desk, days: set_up_documents(desk, Clock(days.on, desk.at))),
        (told["clean_up"]["on"], partial(look_through, told["clean_up"])),
    ]
    for item in told["items"]:
        acts.append((item.get("published", item["formed"]), partial(bring_item, item)))
    for document in told["documents"]:
        acts.append((document.get("drafted", _FIRST), partial(bring_document, document)))
        if "published" in document:
            acts.append((document["published"], partial(publish_document, document)))
    return sorted(acts, key=lambda act: act[0])
