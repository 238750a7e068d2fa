"""What holds of every due date, whatever the history: shown by Hypothesis."""

from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from gongkai.rules.calendars import published_calendar
from gongkai.rules.clock import Entry, Event, ImpossibleHistory, reply_due
from gongkai.rules.clock.pauses import Pause, last_day, paused_days, union

CALENDAR = published_calendar()
RECEIVED = st.dates(date(2021, 1, 1), date(2025, 6, 30))
SPANS = st.tuples(st.integers(0, 40), st.integers(0, 40))


@st.composite
def histories(draw):
    """Draw a possible history: a receipt and any of correction, consultations, extension, fee."""
    received = draw(RECEIVED)

    def day(after):
        return received + timedelta(days=after)

    found = [Entry(received, Event.RECEIVED)]
    for asked, answered in (
        (Event.CORRECTION_ASKED, Event.CORRECTED),
        (Event.FEE_NOTICED, Event.FEE_PAID),
    ):
        if draw(st.booleans()):
            first, more = draw(st.tuples(st.integers(0, 20), st.integers(0, 20)))
            found += [Entry(day(first), asked), Entry(day(first + more), answered)]
    found += draw(consultations(received))
    if draw(st.booleans()):
        first, more = draw(st.tuples(st.integers(0, 60), st.integers(1, 120)))
        until = day(first + more)
        assume(CALENDAR.is_working_day(until))
        found.append(Entry(day(first), Event.DELAYED, "", None, until))
    if draw(st.booleans()):
        found.append(Entry(day(draw(st.integers(0, 60))), Event.EXTENDED))
    return found


@st.composite
def consultations(draw, received):
    """Draw up to four consultations by name, some of them open."""
    found = []
    for number, (first, more) in enumerate(draw(st.lists(SPANS, max_size=4))):
        third_party = draw(st.booleans())
        asked = Event.THIRD_PARTY_CONSULTED if third_party else Event.ORGAN_CONSULTED
        answered = Event.THIRD_PARTY_ANSWERED if third_party else Event.ORGAN_ANSWERED
        sent_on = received + timedelta(days=first)
        found.append(Entry(sent_on, asked, str(number)))
        if draw(st.booleans()):
            found.append(Entry(sent_on + timedelta(days=more), answered, str(number)))
    return found


MODES = st.sampled_from(["restart", "pause"])


def due(history, mode):
    try:
        return reply_due(history, CALENDAR, fee_mode=mode)
    except ImpossibleHistory:
        assume(False)


def without(history, *kinds):
    return [entry for entry in history if not entry.event.startswith(kinds)]


@given(histories(), MODES)
def test_a_due_day_is_a_working_day_after_all_that_started_it(history, mode):
    on = due(history, mode).on
    assert CALENDAR.is_working_day(on)
    starts = {Event.RECEIVED, Event.CORRECTED} | ({Event.FEE_PAID} if mode == "restart" else set())
    assert on > max(entry.on for entry in history if entry.event in starts)


@given(histories(), MODES)
def test_never_earlier_than_without_a_consultation(history, mode):
    plain = without(history, "THIRD_PARTY", "ORGAN")
    assert due(history, mode).on >= due(plain, mode).on


@given(histories(), MODES)
def test_never_earlier_than_without_a_correction(history, mode):
    assert due(history, mode).on >= due(without(history, "CORRECT"), mode).on


@given(histories(), MODES)
def test_never_earlier_than_without_a_fee(history, mode):
    assert due(history, mode).on >= due(without(history, "FEE"), mode).on


@given(histories(), MODES)
def test_never_earlier_than_without_an_extension(history, mode):
    assert due(history, mode).on >= due(without(history, "EXTENDED"), mode).on


@given(histories(), MODES)
def test_never_earlier_than_without_a_delay_nor_than_the_day_it_set(history, mode):
    on = due(history, mode).on
    assert on >= due(without(history, "DELAYED"), mode).on
    assert all(on >= entry.until_on for entry in history if entry.event is Event.DELAYED)


@given(histories(), MODES)
def test_a_restart_is_never_earlier_than_a_pause(history, mode):
    assert due(history, "restart").on >= due(history, "pause").on


@given(histories(), MODES, st.randoms(use_true_random=False))
def test_the_order_in_which_entries_are_given_does_not_matter(history, mode, random):
    shuffled = list(history)
    random.shuffle(shuffled)
    assert due(shuffled, mode) == due(history, mode)


@given(histories(), MODES)
def test_recomputation_is_idempotent(history, mode):
    first = due(history, mode)
    assert due(tuple(history), mode) == first
    answered = due([*history, Entry(date(2026, 12, 31), Event.REPLIED)], mode)
    assert answered.on == first.on


@given(histories(), MODES)
def test_an_answer_never_makes_an_open_consultation_longer(history, mode):
    provisional = due(history, mode)
    is_open = [
        entry
        for entry in history
        if entry.event in {Event.THIRD_PARTY_CONSULTED, Event.ORGAN_CONSULTED}
        and len([other for other in history if other.subject == entry.subject]) == 1
    ]
    assume(is_open)
    answer = {
        Event.THIRD_PARTY_CONSULTED: Event.THIRD_PARTY_ANSWERED,
        Event.ORGAN_CONSULTED: Event.ORGAN_ANSWERED,
    }[is_open[0].event]
    for days in (0, 5, 60):
        entry = Entry(is_open[0].on + timedelta(days=days), answer, is_open[0].subject)
        assert due([*history, entry], mode).on <= provisional.on


@given(RECEIVED, st.integers(1, 60), st.lists(SPANS, max_size=6))
def test_the_last_day_agrees_with_counting_day_by_day(after, limit, spans):
    pauses = [
        Pause(after + timedelta(days=first), after + timedelta(days=first + more))
        for first, more in spans
    ]
    day, left = after, limit
    while left:
        day += timedelta(days=1)
        paused = any(pause.after < day <= pause.until for pause in pauses)
        left -= CALENDAR.is_working_day(day) and not paused
    assert last_day(after, limit, pauses, CALENDAR) == day
    out = paused_days(after, day, pauses, CALENDAR)
    assert CALENDAR.working_days_between(after, day) - out == limit


@given(RECEIVED, st.lists(SPANS, max_size=6))
def test_a_union_neither_overlaps_nor_loses_a_day(start, spans):
    pauses = [
        Pause(start + timedelta(days=first), start + timedelta(days=first + more))
        for first, more in spans
    ]
    merged = union(pauses)
    assert all(one.until < two.after for one, two in zip(merged, merged[1:], strict=False))
    for offset in range(82):
        day = start + timedelta(days=offset)
        apart = any(pause.after < day <= pause.until for pause in pauses)
        assert any(pause.after < day <= pause.until for pause in merged) is apart
