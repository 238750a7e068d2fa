"""Why a case stands as it does: the steps behind its day, and what may be done next by whom."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from gongkai.casework.models import CaseEvent, DisclosureRequest
from gongkai.rules.calendars import CalendarNotPublished, WorkingCalendar
from gongkai.rules.clock import Due, Entry, Event, reply_due
from gongkai.rules.letters import LetterKind
from gongkai.rules.lifecycle import ACTS, next_events
from gongkai.rules.preconditions import Facts, Unmet, unmet
from gongkai.rules.statutes import StatuteNotInForce


@dataclass(frozen=True)
class NextAct:
    """One thing that may happen next; `letter` names the kind of letter that alone can do it.

    `may` tells if the officer who looks may do it; `missing` what the law still wants before.
    """

    event: Event
    letter: LetterKind | None
    may: bool
    missing: tuple[Unmet, ...] = ()

    @property
    def label(self) -> str:
        """Return what is done, in the official term."""
        return self.event.label

    @property
    def is_barred(self) -> bool:
        """Tell whether the law stops the act until what is missing is there."""
        return any(each.refuses for each in self.missing)


def entries_of(rows: Iterable[CaseEvent]) -> list[Entry]:
    """Return the entries that still count among rows of a history, oldest first."""
    standing = [row for row in rows if row.withdrawn_at is None]
    return [
        Entry(row.on, Event(row.event), row.subject, row.reached_on, row.until_on)
        for row in sorted(standing, key=lambda row: (row.on, row.pk))
    ]


def due_of(
    case: DisclosureRequest, entries: Sequence[Entry], calendar: WorkingCalendar, on: date
) -> Due:
    """Return a case's last day to reply with the steps behind it, as one sees them on a day."""
    if not any(entry.event is Event.RECEIVED for entry in entries):
        return Due(None, "", ())
    try:
        return reply_due(entries, calendar, fee_mode=case.agency.fee_clock_mode, as_of=on)
    except (CalendarNotPublished, StatuteNotInForce) as gap:
        return Due(None, str(gap), ())


def next_acts(entries: Sequence[Entry], roles: Collection[str], facts: Facts) -> list[NextAct]:
    """Return what may happen next in a case, in the order of a case's life.

    What a reply lacks depends on how it ends the case, so that its own page tells it; an extension
    is taken to be approved, since its letter goes to the head of the office anyway.

    :param roles: those of the officer who looks, in the case's organ
    """
    possible = next_events(entries)
    facts = replace(facts, extension_approved_on=facts.on)
    acts = []
    for event in Event:
        if event not in possible:
            continue
        act = ACTS[event]
        letter = LetterKind(act.letter) if act.letter else None
        missing = () if event in _ASKED_LATER else unmet(event, facts)
        acts.append(NextAct(event, letter, not act.who.isdisjoint(roles), missing))
    return acts


_ASKED_LATER = (Event.REPLIED, Event.ARCHIVED)
