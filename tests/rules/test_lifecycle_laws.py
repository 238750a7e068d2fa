"""What holds of every history that keeps to the lifecycle table: shown by Hypothesis."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.calendars import published_calendar
from gongkai.rules.clock import Entry, Event, ImpossibleHistory, read_history, reply_due
from gongkai.rules.lifecycle import State, next_events, state_of

CALENDAR = published_calendar()
ANSWERS = {
    Event.THIRD_PARTY_ANSWERED: Event.THIRD_PARTY_CONSULTED,
    Event.ORGAN_ANSWERED: Event.ORGAN_CONSULTED,
}


@st.composite
def lives(draw):
    """Draw a history that takes at each step one of the events the table offers."""
    history, on = [], date(2025, 1, 6)
    for number in range(draw(st.integers(1, 14))):
        following = sorted(next_events(history))
        if not following:
            break
        event = draw(st.sampled_from(following))
        on += timedelta(days=draw(st.integers(0, 3)))
        subject, until = "", None
        if event in ANSWERS.values():
            subject = str(number)
        elif event in ANSWERS:
            still = read_history(history).open_consultations
            subject = next(each.subject for each in still if each.asked is ANSWERS[event])
        elif event is Event.DELAYED:
            until = on + timedelta(days=draw(st.integers(1, 90)))
        history.append(Entry(on, event, subject, None, until))
    return history


@given(lives())
def test_whoever_keeps_to_the_table_leaves_a_possible_history(history):
    assert state_of(history) in State
    if any(entry.event is Event.RECEIVED for entry in history):
        assert read_history(history).received_on == next(
            entry.on for entry in history if entry.event is Event.RECEIVED
        )


@given(lives())
def test_what_does_not_move_the_clock_never_changes_the_due_day(history):
    clock = [entry for entry in history if entry.event.moves_clock]
    if not any(entry.event is Event.RECEIVED for entry in clock):
        return
    try:
        due = reply_due(clock, CALENDAR)
    except ImpossibleHistory:
        return
    assert reply_due(history, CALENDAR) == due


@given(lives(), st.randoms(use_true_random=False))
def test_the_order_in_which_entries_are_given_does_not_matter(history, random):
    shuffled = list(history)
    random.shuffle(shuffled)
    assert state_of(shuffled) is state_of(history)
    assert next_events(shuffled) == next_events(history)


@given(lives())
def test_a_closed_request_stays_closed_whatever_is_filed_later(history):
    closed = [number for number, entry in enumerate(history) if entry.event is Event.REPLIED]
    for number in closed:
        for end in range(number + 1, len(history) + 1):
            assert state_of(history[:end]) in {State.CLOSED, State.ARCHIVED}
