"""What is known of a case before an act, as plain values."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from gongkai.rules.calendars import CalendarNotPublished, WorkingCalendar
from gongkai.rules.clock import (
    Consultation,
    Entry,
    Event,
    correction_notice_by,
    fee_payment_by,
    read_history,
    reply_due,
)
from gongkai.rules.clock.consultations import waited_for
from gongkai.rules.statutes import FigureNotInForce, Statute, StatuteNotInForce, statute_in_force


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the law asks about before an act; `facts_of` fills in what the history tells.

    Days are None where unknown or where there is none. Counts are of what stands on record.

    :param on: the day of the act
    :param due_on: the last day to reply by the history so far; none while the applicant has to act
    :param is_due_unknown: a calendar or statute is missing, so that `due_on` cannot be told
    :param correction_until: the last day to correct, as the notice sets it (第三十条)
    :param lapses_on: the last day to pay the fee
    :param fee_notice_served: the day on which the fee notice reached the applicant is on record
    :param open_consultations: opinions outstanding whose own limit still runs
    :param third_party_awaited: third parties not heard yet whose 15 working days still run
    :param third_party_unjudged: refusals of which nobody has said yet whether their reasons hold
    :param overrides: reasonable refusals set aside for the public interest (第三十二条)
    :param third_party_informed: written notices to third parties that were overridden
    :param redactions_confirmed: severed files that a second person has confirmed (第三十七条)
    :param earlier_cases: cases that this one repeats, and how many of them were replied to
    :param has_reply_letter: the reply went out as a letter that must be served
    :param extension_approved_on: the day the head of the disclosure office agreed (第三十三条)
    :param delay_until: the day a delay is to set (第三十五条)
    :param fee_amount: the fee to be noticed, in yuan; None where not worked out
    :param requests_in_month: of the same applicant, this one included; None where not counted
    """

    on: date
    history: tuple[Entry, ...] = ()
    due_on: date | None = None
    is_due_unknown: bool = False
    correction_notice_by: date | None = None
    correction_until: date | None = None
    lapses_on: date | None = None
    fee_notice_served: bool = False
    outcome: str = ""
    reasons_given_text: str = ""
    article_given: str = ""
    open_consultations: int = 0
    open_searches: int = 0
    searches_answered: int = 0
    search_not_found: int = 0
    third_party_consulted: int = 0
    third_party_awaited: int = 0
    third_party_agreed: int = 0
    third_party_silent: int = 0
    third_party_refused_reasonably: int = 0
    third_party_unjudged: int = 0
    overrides: int = 0
    third_party_informed: int = 0
    redactions_confirmed: int = 0
    open_redactions: int = 0
    earlier_cases: int = 0
    earlier_cases_replied: int = 0
    has_reply_letter: bool = True
    replies_served: int = 0
    open_disputes: int = 0
    extension_approved_on: date | None = None
    delay_until: date | None = None
    fee_amount: Decimal | None = None
    requests_in_month: int | None = None

    def happened(self, event: Event) -> bool:
        """Test if an event is in the history."""
        return any(entry.event is event for entry in self.history)

    @property
    def waits_for_correction(self) -> bool:
        """Test if the applicant was asked to correct and has not."""
        return self.happened(Event.CORRECTION_ASKED) and not self.happened(Event.CORRECTED)

    @property
    def waits_for_fee(self) -> bool:
        """Test if the applicant was asked to pay and has not."""
        return self.happened(Event.FEE_NOTICED) and not self.happened(Event.FEE_PAID)


def facts_of(
    entries: Iterable[Entry],
    *,
    on: date,
    calendar: WorkingCalendar,
    fee_mode: str | None = None,
) -> Facts:
    """Return what a history tells on a day; the caller adds the rest with `dataclasses.replace`.

    :param fee_mode: as in `reply_due`
    :raises ImpossibleHistory: if the entries contradict each other or the law
    """
    entries = tuple(entries)
    count = {event: sum(entry.event is event for entry in entries) for event in Event}
    facts = Facts(
        on=on,
        history=entries,
        searches_answered=count[Event.SEARCH_ANSWERED],
        open_searches=max(0, count[Event.SEARCH_ORDERED] - count[Event.SEARCH_ANSWERED]),
        third_party_consulted=count[Event.THIRD_PARTY_CONSULTED],
        third_party_informed=count[Event.THIRD_PARTY_INFORMED],
    )
    if not count[Event.RECEIVED]:
        return facts
    return _with_days(facts, calendar, fee_mode)


def _with_days(facts: Facts, calendar: WorkingCalendar, fee_mode: str | None) -> Facts:
    history = read_history(facts.history)
    due_on, is_due_unknown, notice_by, lapses_on = None, False, None, None
    running = list(history.open_consultations)
    try:
        due_on = reply_due(facts.history, calendar, fee_mode=fee_mode, as_of=facts.on).on
    except (CalendarNotPublished, StatuteNotInForce, FigureNotInForce):
        is_due_unknown = True
    try:
        statute = statute_in_force(history.received_on)
        notice_by = correction_notice_by(history.received_on, calendar, statute).on
        running = [
            each
            for each in history.open_consultations
            if _still_runs(each, calendar, statute, facts.on)
        ]
    except (CalendarNotPublished, StatuteNotInForce):
        pass
    if history.fee_reached_on:
        try:
            lapses_on = fee_payment_by(history.fee_reached_on, calendar).on
        except (CalendarNotPublished, StatuteNotInForce, FigureNotInForce):
            lapses_on = None
    return replace(
        facts,
        due_on=due_on,
        is_due_unknown=is_due_unknown,
        correction_notice_by=notice_by,
        correction_until=history.correction_until,
        lapses_on=lapses_on,
        fee_notice_served=any(
            entry.event is Event.FEE_NOTICED and entry.reached_on for entry in facts.history
        ),
        open_consultations=len(running),
        third_party_awaited=sum(each.asked is Event.THIRD_PARTY_CONSULTED for each in running),
    )


def _still_runs(
    consultation: Consultation, calendar: WorkingCalendar, statute: Statute, on: date
) -> bool:
    return waited_for(consultation, calendar, statute, on).open
