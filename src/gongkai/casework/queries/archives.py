"""What a case still lacks before it can be archived: 条例第四十五条."""

from dataclasses import replace
from datetime import date

from django.db.models import QuerySet

from gongkai.agencies.models import Agency
from gongkai.agencies.queries import working_calendar
from gongkai.casework.models import (
    Archive,
    CaseEvent,
    DisclosureRequest,
    Dispute,
    Letter,
    Service,
)
from gongkai.casework.queries.serving import waiting_services
from gongkai.rules.clock import Entry, Event
from gongkai.rules.letters import LetterKind
from gongkai.rules.lifecycle import State
from gongkai.rules.preconditions import Unmet, facts_of, unmet


def missing_for_archive(case: DisclosureRequest, on: date) -> tuple[Unmet, ...]:
    """Return what the law asks before a closed case is archived and it lacks, refusals first."""
    rows = CaseEvent.objects.filter(request=case, withdrawn_at=None).order_by("on", "pk")
    entries = [
        Entry(row.on, Event(row.event), row.subject, row.reached_on, row.until_on) for row in rows
    ]
    replies = _replies(case)
    facts = facts_of(
        entries, on=on, calendar=working_calendar(), fee_mode=case.agency.fee_clock_mode
    )
    return unmet(
        Event.ARCHIVED,
        replace(
            facts,
            outcome=case.outcome,
            has_reply_letter=bool(replies),
            replies_served=Service.objects.filter(letter__in=replies)
            .exclude(served_on=None)
            .count(),
            open_disputes=Dispute.objects.filter(request=case, closed_on=None).count(),
        ),
    )


def open_for_archive(case: DisclosureRequest) -> list[str]:
    """Return in Chinese which services of the case wait for their result or another attempt."""
    told = []
    waiting = waiting_services().filter(letter__request=case, letter__state="ISSUED")
    for service in waiting.order_by("pk"):
        stand = "未成，尚未另行送达" if service.failed_on else "尚在途中"
        told.append(f"文书{service.letter.number}的送达{stand}。")
    return told


def is_ready(case: DisclosureRequest, on: date) -> bool:
    """Tell whether nothing stops a case from being archived."""
    return (
        case.state == State.CLOSED
        and not open_for_archive(case)
        and not any(each.refuses for each in missing_for_archive(case, on))
    )


def _replies(case: DisclosureRequest) -> list[int]:
    """Return the replies that closed a case: its own, or the one of the case it was joined to."""
    issued = Letter.objects.filter(kind=LetterKind.REPLY, state="ISSUED")
    own = list(issued.filter(request=case).values_list("pk", flat=True))
    if own:
        return own
    joined = issued.filter(request__linked_from__request=case, request__linked_from__kind="JOINED")
    return [letter.pk for letter in joined.distinct() if case.pk in _closes(letter)]


def _closes(letter: Letter) -> set[int]:
    return {int(key) for key in letter.terms.get("closes", [])}


def archive_of(case: DisclosureRequest) -> Archive | None:
    """Return a case's archive, or None."""
    return _archives().filter(request=case).order_by("-pk").first()


def find_archive(agency: Agency, pk: int) -> Archive | None:
    """Return an archive of the organ, or None."""
    return _archives().filter(request__agency=agency, pk=pk).first()


def _archives() -> QuerySet[Archive]:
    return Archive.objects.select_related("request__agency", "bundle", "pdf", "officer")
