"""The living cases in the order of their days, so that numbers and trail run as in an office."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from django.db import DatabaseError

from gongkai.agencies.models import Agency, Officer
from gongkai.agencies.queries import working_calendar
from gongkai.casework.operations.keeping import paths_of
from gongkai.casework.queries.register_numbers import has_register, number_of
from gongkai.cli.demonstration.requests import handling, letters, matters
from gongkai.cli.demonstration.requests.days import Days
from gongkai.cli.demonstration.requests.living import LivingCase, Told, code_of, digest_of
from gongkai.cli.demonstration.requests.office import Office, Sitting
from gongkai.cli.demonstration.stored import texts
from gongkai.rules.calendars import CalendarNotPublished

# The published year counts no request; whatever lives is younger.
EARLIEST = date(2024, 1, 1)
TODAY = "today"
_ACTS: Mapping[str, Callable[[LivingCase, Told, Sitting], None]] = {
    "file": LivingCase.file,
    "confirm": LivingCase.confirm,
    "take_in": LivingCase.take_in,
    "search": handling.search,
    "found": handling.found,
    "add_paper": handling.add_paper,
    "redact": handling.redact,
    "prepare_log": handling.prepare_log,
    "publish_log": handling.publish_log,
    "archive": handling.archive,
    "dispute": handling.dispute,
    "decided": handling.decided,
    "letter": letters.letter,
    "send": letters.send,
    "received": letters.received,
    "opened": letters.opened,
    "failed": letters.failed,
}


class Code(NamedTuple):
    """A case that can be followed on the public site: what it shows, its number and its code."""

    title: str
    register_no: str
    query_code: str


class Step(NamedTuple):
    """One thing done on a day; `case` is None for a matter."""

    on: date
    told: Told
    case: LivingCase | None


def living_cases(
    agency: Agency,
    officers: Mapping[str, Officer],
    *,
    on: date,
    at: datetime,
    written: list[Path],
) -> Iterator[None]:
    """Bring the living cases about, a step each; where there is any request already, none.

    :param officers: by role and by department
    :param written: takes the files that were kept, for whoever takes everything back
    """
    steps = steps_ahead(agency, on)
    if not steps:
        return
    office = Office(agency, officers, Days(on, working_calendar()), at)
    numbers: dict[str, str] = {}
    try:
        for place, step in enumerate(steps):
            _take(step, Sitting(office, step.on, place), numbers)
            yield
    finally:
        # In a transaction that the database gave up, nothing tells what was written.
        with suppress(DatabaseError):
            written += paths_of(agency)


def steps_ahead(agency: Agency, on: date) -> list[Step]:
    """Return the steps to take; none where there is any request or other matter already."""
    return [] if has_register(agency) else steps_of(on)


def steps_of(on: date) -> list[Step]:
    """Return the steps in the order of their days; none where the load day has no room for them.

    That is so without a calendar of its year, and so soon after the published year that requests
    would count in it.
    """
    told = texts("requests")
    days = Days(on, working_calendar())
    try:
        cases = [_steps_of_case(each, told["applicants"], days) for each in told["cases"]]
        others = [Step(_day(each["day"], days), each, None) for each in told["matters"]]
    except CalendarNotPublished:
        return []
    steps = [*(step for case in cases for step in case), *others]
    if min(step.on for step in steps) < EARLIEST:
        return []
    return sorted(steps, key=lambda step: step.on)


def codes_of(agency: Agency) -> list[Code]:
    """Return the cases that an applicant may follow, with their codes."""
    codes = []
    for told in texts("requests")["cases"]:
        if title := told.get("followed", ""):
            key = told["key"]
            number = number_of(agency, digest_of(agency.code, key))
            codes += [Code(title, number, code_of(agency.code, key))] if number else []
    return codes


def _steps_of_case(told: Told, applicants: Mapping[str, Told], days: Days) -> list[Step]:
    case = LivingCase(told, applicants)
    shift = 0
    if "left" in told:
        [received] = [act["day"] for act in told["acts"] if act["do"] in ("confirm", "take_in")]
        shift = days.received_for(told["left"]) - received
    if any(act.get("kind") == "THIRD_PARTY_CONSULTATION" for act in told["acts"]):
        # The last act is that the letter was received, from which the opinion's limit runs.
        shift += days.shift_for_opinion(told["acts"][-1]["day"] + shift)
    return [Step(_day(act["day"], days, shift), act, case) for act in told["acts"]]


def _day(number: int | str, days: Days, shift: int = 0) -> date:
    return days.on if number == TODAY else days.working(min(int(number) + shift, 0))


def _take(step: Step, sitting: Sitting, numbers: dict[str, str]) -> None:
    if step.case is None:
        matters.bring(step.told, sitting, numbers.get(step.told.get("about", ""), ""))
        return
    _ACTS[step.told["do"]](step.case, step.told, sitting)
    numbers[step.case.told["key"]] = step.case.request.register_no
