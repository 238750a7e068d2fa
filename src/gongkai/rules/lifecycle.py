"""The states of a disclosure request and what may happen in each, as one table."""

from collections.abc import Iterable
from enum import StrEnum

from gongkai.rules.bundled import bundled_table
from gongkai.rules.clock.events import Entry, Event
from gongkai.rules.clock.histories import History, read_history

_TABLE = bundled_table("lifecycle.toml")


class EventNotAllowed(ValueError):
    """The request's state does not let this event happen."""


class State(StrEnum):
    """Where a request stands; derived from its history, never stored as a fact."""

    AWAITING_CONFIRMATION = "AWAITING_CONFIRMATION"
    RECEIVED = "RECEIVED"
    IN_PROGRESS = "IN_PROGRESS"
    WAITING_CORRECTION = "WAITING_CORRECTION"
    CONSULTING = "CONSULTING"
    WAITING_FEE = "WAITING_FEE"
    CLOSED = "CLOSED"

    @property
    def label(self) -> str:
        """Return the state's name on screens."""
        return str(_TABLE["states"][self.value]["label"])


_ALLOWED = {
    State(name): frozenset(Event(event) for event in row["events"])
    for name, row in _TABLE["states"].items()
}
_ONCE = frozenset(Event(event) for event in _TABLE["once"])


def state_of(entries: Iterable[Entry]) -> State:
    """Return where a request stands after its history.

    Without a receipt it awaits confirmation (条例第三十一条). A question to the applicant
    (第三十条, 国办函〔2020〕109号) outweighs one to others (第三十二条、第三十四条).

    :raises ImpossibleHistory: if the entries contradict each other
    """
    entries = tuple(entries)
    if not entries:
        return State.AWAITING_CONFIRMATION
    history = read_history(entries)
    if history.replied_on:
        return State.CLOSED
    if history.waits_for_correction:
        return State.WAITING_CORRECTION
    if history.waits_for_fee:
        return State.WAITING_FEE
    if history.open_consultations:
        return State.CONSULTING
    return State.RECEIVED if len(entries) == 1 else State.IN_PROGRESS


def allowed_events(state: State) -> frozenset[Event]:
    """Return the events that a state lets happen, whatever the history behind it."""
    return _ALLOWED[state]


def next_events(entries: Iterable[Entry]) -> frozenset[Event]:
    """Return the events that may happen next: allowed, not used up, with their question open."""
    entries = tuple(entries)
    allowed = allowed_events(state_of(entries))
    happened = {entry.event for entry in entries}
    answers = _open_answers(read_history(entries)) if entries else frozenset()
    return frozenset(
        event
        for event in allowed
        if not (event in _ONCE and event in happened)
        and not (event in _ANSWERS.values() and event not in answers)
    )


def require_allowed(entries: Iterable[Entry], event: Event) -> None:
    """Refuse an event that may not happen next.

    :raises EventNotAllowed: naming state, event and what is possible instead
    """
    entries = tuple(entries)
    possible = next_events(entries)
    if event in possible:
        return
    names = "、".join(each.label for each in Event if each in possible) or "无"
    raise EventNotAllowed(
        f"申请当前为“{state_of(entries).label}”，不能登记“{event.label}”。可以登记的事项：{names}。"
    )


_ANSWERS = {
    Event.THIRD_PARTY_CONSULTED: Event.THIRD_PARTY_ANSWERED,
    Event.ORGAN_CONSULTED: Event.ORGAN_ANSWERED,
}


def _open_answers(history: History) -> frozenset[Event]:
    return frozenset(_ANSWERS[each.asked] for each in history.open_consultations)
