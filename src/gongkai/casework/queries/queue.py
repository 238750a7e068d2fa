"""The cases officers work on, the most urgent first, a page at a time."""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from gongkai.agencies.models import Agency, Officer
from gongkai.casework.models import DisclosureRequest
from gongkai.casework.queries.urgency import at_level, urgency_of
from gongkai.privacy.digests import keyed_digest
from gongkai.rules.calendars import WorkingCalendar
from gongkai.rules.lifecycle import State
from gongkai.rules.typing_slips import tidy
from gongkai.rules.urgency import Urgency, UrgencyLevel

PAGE = 50
"""Cases on one page."""

OPEN, CLOSED = "open", "closed"
_IDENTITY = re.compile(r"[0-9A-Z]{8,20}")
_SHOWN = (
    "register_no", "state", "channel", "applicant_kind", "applicant_name", "wanted",
    "document_title", "received_on", "arrived_on", "due_on", "due_reason", "is_provisional",
    "lapses_on", "correction_until", "closed_on", "outcome", "department__name", "handler__name",
)  # fmt: skip


@dataclass(frozen=True)
class Wanted:
    """Which cases an officer asks for; empty fields ask for nothing."""

    scope: str = OPEN
    state: str = ""
    channel: str = ""
    handler: int | None = None
    department: int | None = None
    text: str = ""
    mine: bool = False
    level: str = ""


class Line(NamedTuple):
    """A case in the queue and how pressing it is; None once it has ended."""

    case: DisclosureRequest
    urgency: Urgency | None


@dataclass(frozen=True)
class QueuePage:
    """One page of the queue; `next_after` is where the next one begins, "" at the end."""

    lines: list[Line] = field(default_factory=list)
    next_after: str = ""


class PageUnknown(ValueError):
    """The place to begin at is none that a page gave out."""


def queue_page(
    agency: Agency,
    officer: Officer,
    wanted: Wanted,
    *,
    on: date,
    calendar: WorkingCalendar,
    after: str = "",
) -> QueuePage:
    """Return a page of an organ's cases: open ones by their day, those without one last.

    :param after: where the page before ended
    :raises PageUnknown: if `after` is none that a page gave out
    """
    day, pk = _place(after)
    cases = _filtered(agency, officer, wanted)
    if wanted.level in list(UrgencyLevel) and wanted.scope != CLOSED:
        cases = cases.filter(at_level(agency, UrgencyLevel(wanted.level), on, calendar))
    rows = _closed(cases, day, pk) if wanted.scope == CLOSED else _open(cases, day, pk)
    page = rows[:PAGE]
    more = len(rows) > PAGE
    lines = [Line(case, urgency_of(case, on, calendar)) for case in page]
    return QueuePage(lines, _name_of(page[-1], wanted.scope) if more else "")


def _filtered(agency: Agency, officer: Officer, wanted: Wanted) -> QuerySet[DisclosureRequest]:
    cases = DisclosureRequest.objects.filter(agency=agency)
    cases = cases.select_related("department", "handler").only(*_SHOWN)
    exact: dict[str, Any] = {
        "state": wanted.state,
        "channel": wanted.channel,
        "handler": officer.pk if wanted.mine else wanted.handler,
        "department": wanted.department,
    }
    cases = cases.filter(**{name: value for name, value in exact.items() if value})
    return cases.filter(_matching(wanted.text.strip())) if wanted.text.strip() else cases


def _matching(text: str) -> Q:
    """Return the condition for a text typed: a number, an applicant's number, or words."""
    found = Q(register_no__istartswith=text)
    number = tidy(text).upper()
    if _IDENTITY.fullmatch(number):
        # A number finds its applicant without any number being opened.
        return found | Q(applicant_digest=keyed_digest("applicant", number))
    return found | Q(wanted__contains=text) | Q(document_title__contains=text)


def _open(cases: QuerySet[DisclosureRequest], day: date | None, pk: int) -> list[DisclosureRequest]:
    """Return open cases after a place: first those with a day, then those without.

    Two questions, each answered from one index, since databases do not agree where "none" sorts.
    """
    cases = cases.filter(closed_on=None).exclude(state=State.DROPPED)
    rows: list[DisclosureRequest] = []
    if day or not pk:
        dated = cases.exclude(due_on=None).order_by("due_on", "pk")
        if day:
            dated = dated.filter(due_on__gte=day).exclude(due_on=day, pk__lte=pk)
        rows = list(dated[: PAGE + 1])
        pk = 0
    if len(rows) <= PAGE:
        undated = cases.filter(due_on=None, pk__gt=pk).order_by("pk")
        rows += undated[: PAGE + 1 - len(rows)]
    return rows


def _closed(
    cases: QuerySet[DisclosureRequest], day: date | None, pk: int
) -> list[DisclosureRequest]:
    cases = cases.exclude(closed_on=None).order_by("-closed_on", "-pk")
    if day:
        cases = cases.filter(closed_on__lte=day).exclude(closed_on=day, pk__gte=pk)
    return list(cases[: PAGE + 1])


def _name_of(case: DisclosureRequest, scope: str) -> str:
    day = case.closed_on if scope == CLOSED else case.due_on
    return f"{day.isoformat() if day else 'none'}.{case.pk}"


def _place(after: str) -> tuple[date | None, int]:
    if not after:
        return None, 0
    day, _, pk = after.partition(".")
    try:
        return (None if day == "none" else date.fromisoformat(day)), int(pk)
    except ValueError:
        raise PageUnknown("没有这一页，请从案件列表首页重新打开。") from None
