"""The states of a request and what may happen in each, as a table."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.clock import Entry, Event, read_history
from gongkai.rules.lifecycle import (
    EventNotAllowed,
    State,
    allowed_events,
    next_events,
    require_allowed,
    state_of,
)


def entries(kinds):
    """Put events on consecutive days from 5 January 2026; `:` names a subject."""
    found = []
    for number, kind in enumerate(kinds.split()):
        event, _, subject = kind.partition(":")
        found.append(Entry(date(2026, 1, 5) + timedelta(days=number), Event(event), subject))
    return found


ASK, CONSULT = "CORRECTION_ASKED", "THIRD_PARTY_CONSULTED ORGAN_CONSULTED"
FREE = f"{ASK} {CONSULT} EXTENDED FEE_NOTICED REPLIED"
TABLE = [
    # history, state, what may happen next
    ("", "AWAITING_CONFIRMATION", "RECEIVED"),
    ("RECEIVED", "RECEIVED", FREE),
    ("RECEIVED CORRECTION_ASKED", "WAITING_CORRECTION", "CORRECTED REPLIED"),
    (
        "RECEIVED CORRECTION_ASKED CORRECTED",
        "IN_PROGRESS",
        f"{CONSULT} EXTENDED FEE_NOTICED REPLIED",
    ),
    ("RECEIVED EXTENDED", "IN_PROGRESS", f"{ASK} {CONSULT} FEE_NOTICED REPLIED"),
    ("RECEIVED ORGAN_CONSULTED", "CONSULTING", f"{FREE} ORGAN_ANSWERED"),
    ("RECEIVED THIRD_PARTY_CONSULTED", "CONSULTING", f"{FREE} THIRD_PARTY_ANSWERED"),
    ("RECEIVED ORGAN_CONSULTED ORGAN_ANSWERED", "IN_PROGRESS", FREE),
    (
        "RECEIVED ORGAN_CONSULTED:甲 ORGAN_CONSULTED:乙 ORGAN_ANSWERED:甲",
        "CONSULTING",
        f"{FREE} ORGAN_ANSWERED",
    ),
    (
        "RECEIVED ORGAN_CONSULTED CORRECTION_ASKED",
        "WAITING_CORRECTION",
        "CORRECTED ORGAN_ANSWERED REPLIED",
    ),
    ("RECEIVED FEE_NOTICED", "WAITING_FEE", "FEE_PAID REPLIED"),
    ("RECEIVED FEE_NOTICED FEE_PAID", "IN_PROGRESS", f"{ASK} {CONSULT} EXTENDED REPLIED"),
    ("RECEIVED REPLIED", "CLOSED", ""),
    ("RECEIVED CORRECTION_ASKED REPLIED", "CLOSED", ""),
    ("RECEIVED ORGAN_CONSULTED REPLIED", "CLOSED", ""),
]


@pytest.mark.parametrize("history, state, following", TABLE)
def test_the_state_follows_from_the_history(history, state, following):
    history = entries(history)
    assert state_of(history) is State(state)
    assert next_events(history) == {Event(event) for event in following.split()}
    assert next_events(history) <= allowed_events(State(state))


def test_every_state_is_reached_and_has_a_name():
    assert {state for _, state, _ in TABLE} == set(State)
    assert all(state.label for state in State)


def test_what_may_not_happen_is_refused_with_what_may():
    with pytest.raises(EventNotAllowed) as refused:
        require_allowed(entries("RECEIVED CORRECTION_ASKED"), Event.EXTENDED)
    assert str(refused.value) == (
        "申请当前为“待申请人补正”，不能登记“延长答复期限”。可以登记的事项：收到补正、作出答复。"
    )
    with pytest.raises(EventNotAllowed, match="可以登记的事项：无。"):
        require_allowed(entries("RECEIVED REPLIED"), Event.EXTENDED)
    require_allowed(entries("RECEIVED"), Event.EXTENDED)


@given(st.data())
def test_whoever_keeps_to_the_table_leaves_a_possible_history(data):
    history, on, names = [], date(2026, 1, 5), 0
    for _ in range(data.draw(st.integers(1, 10))):
        following = sorted(next_events(history))
        if not following:
            break
        event = data.draw(st.sampled_from(following))
        subject = ""
        if event in {Event.THIRD_PARTY_CONSULTED, Event.ORGAN_CONSULTED}:
            names, subject = names + 1, str(names + 1)
        elif event in {Event.THIRD_PARTY_ANSWERED, Event.ORGAN_ANSWERED}:
            asked = Event(event.replace("ANSWERED", "CONSULTED"))
            still = [each for each in read_history(history).open_consultations]
            subject = next(each.subject for each in still if each.asked is asked)
        on += timedelta(days=data.draw(st.integers(0, 3)))
        history.append(Entry(on, event, subject))
        assert read_history(history).received_on == history[0].on
