"""Histories written in one line, for tables that a lawyer can read."""

from datetime import date, timedelta

from gongkai.rules.clock import Entry, Event


def in_turn(kinds):
    """Put events on consecutive days from 5 January 2026; `:` names a subject.

    A delay sets 30 April 2026.
    """
    found = []
    for number, kind in enumerate(kinds.split()):
        name, _, subject = kind.partition(":")
        on, event = date(2026, 1, 5) + timedelta(days=number), Event(name)
        until = date(2026, 4, 30) if event is Event.DELAYED else None
        found.append(Entry(on, event, subject, None, until))
    return found


def dated(text):
    """Read `01-05 received / 01-20 third_party_consulted:甲 / 01-21 delayed>03-31` of 2026."""
    found = []
    for part in filter(None, text.split(" / ")):
        day, _, kind = part.partition(" ")
        kind, _, until = kind.partition(">")
        kind, _, subject = kind.partition(":")
        found.append(
            Entry(
                date.fromisoformat(f"2026-{day}"),
                Event(kind.upper()),
                subject,
                None,
                date.fromisoformat(f"2026-{until}") if until else None,
            )
        )
    return found
