"""The states of a disclosure request and what may happen in each, as one table."""

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from gongkai.rules.bundled import bundled_table
from gongkai.rules.clock.events import Entry, Event
from gongkai.rules.clock.histories import read_history
from gongkai.rules.ordering import Order, refuse_disorder

_TABLE = bundled_table("lifecycle.toml")


class EventNotAllowed(ValueError):
    """The request's state does not let this event happen."""


class State(StrEnum):
    """Where a request stands; derived from its history, never stored as a fact."""

    AWAITING_CONFIRMATION = "AWAITING_CONFIRMATION"
    DROPPED = "DROPPED"
    RECEIVED = "RECEIVED"
    IN_PROGRESS = "IN_PROGRESS"
    WAITING_CORRECTION = "WAITING_CORRECTION"
    WAITING_REASONS = "WAITING_REASONS"
    CONSULTING = "CONSULTING"
    WAITING_FEE = "WAITING_FEE"
    CLOSED = "CLOSED"
    ARCHIVED = "ARCHIVED"

    @property
    def label(self) -> str:
        """Return the state's name on screens."""
        return str(_TABLE["states"][self.value]["label"])


_ALLOWED = {
    State(name): frozenset(Event(event) for event in row["events"])
    for name, row in _TABLE["states"].items()
}
_ONCE = frozenset(Event(event) for event in _TABLE["once"])
# What is answered from outside the clock: 第三十五条 and the search in the organ's own departments.
_ANSWERED_BY = {
    Event.REASONS_ASKED: Event.REASONS_GIVEN,
    Event.SEARCH_ORDERED: Event.SEARCH_ANSWERED,
}


class Act(NamedTuple):
    """Who may do something, and the kind of letter with which alone it can be done ("" for none).

    `who` holds roles of officers, APPLICANT for the applicant himself, and DEPARTMENT for any
    officer of the department asked.
    """

    who: frozenset[str]
    letter: str


ACTS: Mapping[Event, Act] = MappingProxyType(
    {
        Event(name): Act(frozenset(row["who"]), row.get("letter", ""))
        for name, row in _TABLE["events"].items()
    }
)

_LETTERS = frozenset({Event.LETTER_SENT, *(event for event, act in ACTS.items() if act.letter)})
_ORDER = Order(
    after={
        Event(event): _LETTERS if names == ["LETTERS"] else frozenset(map(Event, names))
        for event, names in _TABLE["after"].items()
    },
    not_before={Event(event): Event(name) for event, name in _TABLE["not_before"].items()},
    not_after={Event(event): Event(name) for event, name in _TABLE["not_after"].items()},
)


def state_of(entries: Iterable[Entry]) -> State:
    """Return where a request stands after its history.

    Without a receipt it awaits confirmation (条例第三十一条). A question to the applicant
    (第三十条, 第三十五条, 国办函〔2020〕109号) outweighs one to others (第三十二条、第三十四条).

    :raises ImpossibleHistory: if the entries contradict each other or come in an impossible order
    """
    entries = tuple(entries)
    refuse_disorder(entries, _ORDER)
    happened = {entry.event for entry in entries}
    if Event.RECEIVED not in happened and not any(event.moves_clock for event in happened):
        dropped = Event.DROPPED in happened
        return State.DROPPED if dropped else State.AWAITING_CONFIRMATION
    history = read_history(entries)
    if history.replied_on:
        return State.ARCHIVED if Event.ARCHIVED in happened else State.CLOSED
    if history.waits_for_correction:
        return State.WAITING_CORRECTION
    if history.waits_for_fee:
        return State.WAITING_FEE
    if Event.REASONS_ASKED in happened and not happened & {Event.REASONS_GIVEN, Event.DELAYED}:
        return State.WAITING_REASONS
    if history.open_consultations:
        return State.CONSULTING
    return State.IN_PROGRESS if happened - _BEFORE_WORK else State.RECEIVED


_BEFORE_WORK = {
    Event.ARRIVED,
    Event.DROPPED,
    Event.RECEIVED,
    Event.LETTER_SENT,
    Event.SERVED,
    Event.SERVICE_FAILED,
    Event.WITHDRAWAL_ASKED,
    Event.DELIVERY_CHANGED,
}


def allowed_events(state: State) -> frozenset[Event]:
    """Return the events that a state lets happen, whatever the history behind it."""
    return _ALLOWED[state]


def next_events(entries: Iterable[Entry]) -> frozenset[Event]:
    """Return the events that may happen next: allowed, not used up, with their question open."""
    entries = tuple(entries)
    allowed = allowed_events(state_of(entries))
    happened = Counter(entry.event for entry in entries)
    answers = _open_answers(entries, happened)
    return frozenset(
        event
        for event in allowed
        if not (event in _ONCE and event in happened)
        and not (event in _EVERY_ANSWER and event not in answers)
        and _ORDER.lets_follow(event, happened)
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
_EVERY_ANSWER = frozenset({*_ANSWERS.values(), *_ANSWERED_BY.values()})


def _open_answers(entries: tuple[Entry, ...], happened: Mapping[Event, int]) -> frozenset[Event]:
    asked = {
        answer
        for ask, answer in _ANSWERED_BY.items()
        if happened.get(ask, 0) > happened.get(answer, 0)
    }
    if Event.RECEIVED in happened:
        asked |= {_ANSWERS[each.asked] for each in read_history(entries).open_consultations}
    return frozenset(asked)
