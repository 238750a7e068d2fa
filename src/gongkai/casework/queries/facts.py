"""What is known of a case before an act, from its rows: what the law's preconditions ask about."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from gongkai.agencies.queries import working_calendar
from gongkai.casework.models import (
    CaseEvent,
    CaseLink,
    Consultation,
    ConsultationKind,
    DisclosureRequest,
    Dispute,
    Letter,
    LetterState,
    LinkKind,
    Opinion,
    Redaction,
    RedactionState,
    SearchResult,
    SearchTask,
    Service,
)
from gongkai.casework.queries.applicants import month_count
from gongkai.rules import preconditions
from gongkai.rules.calendars import WorkingCalendar
from gongkai.rules.clock import Entry, Event
from gongkai.rules.letters import LetterKind
from gongkai.rules.outcomes import OUTCOMES
from gongkai.rules.preconditions import Facts

_REFUSED = (Opinion.REFUSES, Opinion.PARTLY)


@dataclass(frozen=True)
class Rows:
    """What stands on record in a case."""

    searches: Sequence[SearchTask] = ()
    consultations: Sequence[Consultation] = ()
    redactions: Sequence[Redaction] = ()
    links: Sequence[CaseLink] = ()
    disputes: Sequence[Dispute] = ()
    letters: Sequence[Letter] = ()
    services: Sequence[Service] = field(default=())


def facts_of(
    case: DisclosureRequest,
    on: date,
    *,
    outcome: str = "",
    reasons: str = "",
    article: str = "",
    approved_on: date | None = None,
    until: date | None = None,
    fee_amount: Decimal | None = None,
) -> Facts:
    """Return what is known of a case on the day of an act, and what a letter would add to it.

    :param outcome: how a reply would end the case
    :param reasons: the reasons that the letter gives
    :param article: the article it names; the outcome's own where not given
    :param approved_on: the day the head of the disclosure office agreed to an extension; today,
        while it is sent to him to be signed
    :param until: the day a delay would set
    :param fee_amount: what a fee notice would charge, in yuan
    :raises ImpossibleHistory: if the history contradicts itself or the law
    """
    history = CaseEvent.objects.filter(request=case, withdrawn_at=None).order_by("on", "pk")
    facts = facts_from(
        case,
        [
            Entry(row.on, Event(row.event), row.subject, row.reached_on, row.until_on)
            for row in history
        ],
        Rows(
            searches=list(case.searches.all()),
            consultations=list(case.consultations.all()),
            redactions=list(case.redactions.all()),
            links=list(case.links.select_related("other")),
            disputes=list(Dispute.objects.filter(request=case)),
            letters=list(case.letters.all()),
            services=list(Service.objects.filter(letter__request=case)),
        ),
        on=on,
        calendar=working_calendar(),
    )
    return replace(
        facts,
        outcome=outcome,
        reasons_given_text=reasons,
        article_given=article or (OUTCOMES[outcome].article if outcome in OUTCOMES else ""),
        extension_approved_on=approved_on,
        delay_until=until,
        fee_amount=fee_amount,
        requests_in_month=_requests_in_month(case),
    )


def facts_from(
    case: DisclosureRequest,
    entries: Sequence[Entry],
    rows: Rows,
    *,
    on: date,
    calendar: WorkingCalendar,
) -> Facts:
    """Return what a history and the rows at hand tell, without asking the database."""
    facts = preconditions.facts_of(
        entries, on=on, calendar=calendar, fee_mode=case.agency.fee_clock_mode
    )
    third = [
        row
        for row in rows.consultations
        if row.kind == ConsultationKind.THIRD_PARTY and row.sent_on is not None
    ]
    replies = {
        letter.pk
        for letter in rows.letters
        if letter.kind == LetterKind.REPLY and letter.state == LetterState.ISSUED
    }
    searched = [row for row in rows.searches if row.result not in ("", SearchResult.NOT_OURS)]
    return replace(
        facts,
        # A department that is not responsible has not searched.
        searches_answered=len(searched) if rows.searches else facts.searches_answered,
        search_not_found=_count(row.result == SearchResult.NOT_FOUND for row in searched),
        third_party_agreed=_count(row.opinion == Opinion.AGREES for row in third),
        third_party_silent=_count(_is_silent(row, on) for row in third),
        third_party_refused_reasonably=_count(
            row.opinion in _REFUSED and row.is_reasonable is True for row in third
        ),
        third_party_unjudged=_count(
            row.opinion in _REFUSED and row.is_reasonable is None for row in third
        ),
        overrides=_count(row.overrides for row in third),
        redactions_confirmed=_count(
            row.state == RedactionState.CONFIRMED for row in rows.redactions
        ),
        open_redactions=_count(row.state != RedactionState.CONFIRMED for row in rows.redactions),
        earlier_cases=_count(link.kind == LinkKind.REPEATS for link in rows.links),
        earlier_cases_replied=_count(
            link.kind == LinkKind.REPEATS and link.other.closed_on is not None
            for link in rows.links
        ),
        has_reply_letter=bool(replies),
        replies_served=_count(
            row.letter_id in replies and row.served_on is not None for row in rows.services
        ),
        open_disputes=_count(row.closed_on is None for row in rows.disputes),
    )


def _is_silent(row: Consultation, on: date) -> bool:
    overdue = not row.opinion and row.due_on is not None and row.due_on < on
    return row.opinion == Opinion.SILENT or overdue


def _requests_in_month(case: DisclosureRequest) -> int | None:
    if not case.applicant_digest or case.received_on is None:
        return None
    return month_count(case.agency, case.applicant_digest, case.received_on)


def _count(conditions: Iterable[bool]) -> int:
    return sum(conditions)
