"""Finding a case by its number and code, and what its applicant may see of it."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from gongkai.agencies.models import Agency
from gongkai.agencies.queries import working_calendar
from gongkai.casework.models import CaseFile, DisclosureRequest, Letter, Matter
from gongkai.privacy.digests import same_digest
from gongkai.rules.calendars import CalendarNotPublished
from gongkai.rules.clock import Due, Entry, Event, reply_due
from gongkai.rules.letters import LetterKind
from gongkai.rules.lifecycle import ACTS, next_events
from gongkai.rules.statutes import StatuteNotInForce

# As long as a digest, and no text has it: who asks for a number that is not there waits as long.
_NOBODY = "0" * 64
_LONGEST = 40
# What was done inside the office, or concerns others, is not the applicant's to read.
_SHOWN = frozenset(Event) - {
    Event.SEARCH_ORDERED,
    Event.SEARCH_ANSWERED,
    Event.THIRD_PARTY_INFORMED,
    Event.SERVICE_FAILED,
}
_NAMELESS = {Event.THIRD_PARTY_CONSULTED, Event.THIRD_PARTY_ANSWERED}
TO_APPLICANT = (
    LetterKind.REGISTRATION_RECEIPT,
    LetterKind.CORRECTION_NOTICE,
    LetterKind.REASONS_REQUEST,
    LetterKind.DELAY_NOTICE,
    LetterKind.EXTENSION_NOTICE,
    LetterKind.FEE_NOTICE,
    LetterKind.REPLY,
)
"""The letters that go to the applicant."""


class LetterToApplicant(NamedTuple):
    """An issued letter with the files that its applicant may take away."""

    letter: Letter
    files: tuple[CaseFile, ...]


class Followed(NamedTuple):
    """A case as its applicant sees it.

    `due` is None until the request is received; `entries` are what he may read of the history;
    `acts` what he may do next; `received` the names of the files he handed in.
    """

    case: DisclosureRequest
    entries: list[Entry]
    due: Due | None
    letters: list[LetterToApplicant]
    received: list[str]
    acts: frozenset[Event]


def track(agency: Agency, number: str, code: str) -> DisclosureRequest | Matter | None:
    """Return what a number and its code belong to, or None if they do not fit each other.

    Takes as long for a number that is not there as for a wrong code.
    """
    number = "".join(number.split()).upper()[:_LONGEST]
    plain = _plain_code(code)
    request = DisclosureRequest.objects.filter(agency=agency, register_no=number).first()
    matter = Matter.objects.filter(agency=agency, register_no=number).first()
    found = request or matter
    digest = (found.query_digest if found else "") or _NOBODY
    return found if same_digest("query", plain, digest) and found else None


def followed_row(agency: Agency, number: str) -> DisclosureRequest | Matter | None:
    """Return an organ's request or matter of a number, for who may follow it."""
    requests = DisclosureRequest.objects.filter(agency=agency, register_no=number)
    return (
        requests.select_related("agency").first()
        or Matter.objects.filter(agency=agency, register_no=number).first()
    )


def followed(case: DisclosureRequest) -> Followed:
    """Return what the applicant may see of his case; five queries, however long it is."""
    history = [
        Entry(row.on, Event(row.event), row.subject, row.reached_on, row.until_on)
        for row in case.history.filter(withdrawn_at=None).order_by("on", "pk")
    ]
    shown = [
        entry._replace(subject="") if entry.event in _NAMELESS else entry
        for entry in history
        if entry.event in _SHOWN
    ]
    received = list(
        case.files.filter(officer=None, kind__in=("APPLICATION", "IDENTITY", "CORRECTION"))
        .order_by("pk")
        .values_list("name", flat=True)
    )
    acts = frozenset(act for act in next_events(history) if "APPLICANT" in ACTS[act].who)
    letters = letters_to_applicant(case)
    return Followed(case, shown, _due(case, history), letters, received, acts)


def letters_to_applicant(case: DisclosureRequest) -> list[LetterToApplicant]:
    """Return the issued letters to the applicant, each with what he may take away."""
    letters = (
        case.letters.filter(state="ISSUED", consultation=None, kind__in=TO_APPLICANT)
        .select_related("pdf")
        .prefetch_related("enclosures")
        .order_by("dated_on", "pk")
    )
    return [LetterToApplicant(letter, _files_of(letter, case)) for letter in letters]


def file_for_applicant(case: DisclosureRequest, pk: int) -> CaseFile | None:
    """Return one file if it is part of an issued letter to this case's applicant."""
    letters: Sequence[LetterToApplicant] = letters_to_applicant(case)
    return next((file for each in letters for file in each.files if file.pk == pk), None)


def _files_of(letter: Letter, case: DisclosureRequest) -> tuple[CaseFile, ...]:
    files = [letter.pdf] if letter.pdf else []
    if letter.kind == LetterKind.REPLY:
        files += [file for file in letter.enclosures.all() if file.kind in ("RELEASED", "REDACTED")]
    return tuple(file for file in files if file.request_id == case.pk)


def _due(case: DisclosureRequest, history: Sequence[Entry]) -> Due | None:
    if case.received_on is None:
        return None
    try:
        return reply_due(history, working_calendar(), fee_mode=case.agency.fee_clock_mode)
    except (CalendarNotPublished, StatuteNotInForce) as gap:
        return Due(None, str(gap), ())


def answer_by(case: DisclosureRequest) -> date | None:
    """Return the day until which the applicant is to act, where one is set."""
    return case.correction_until if case.state == "WAITING_CORRECTION" else case.lapses_on


def _plain_code(code: str) -> str:
    return "".join(letter for letter in code.upper()[:_LONGEST] if letter.isalnum())
