"""Where a ticket stands after any events, what may follow, and what never may."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.ticket_lifecycle import (
    ENDED_STATES,
    OPEN_STATES,
    TicketEntry,
    TicketEventKind,
    TicketEventNotAllowed,
    TicketState,
    after,
    possible_kinds,
    require_possible,
    standing_of,
)

DAY = date(2024, 1, 10)
K = TicketEventKind
BEGUN = TicketEntry(DAY, K.RECEIVED, due_on=date(2024, 1, 17))
EXTRA = {
    K.DISPATCHED: {"department": 1},
    K.SIGNED: {"person": 7},
    K.DRAFTED: {"person": 7},
    K.CO_ASKED: {"department": 2},
    K.CO_ANSWERED: {"department": 2},
    K.EXTENSION_ASKED: {"due_on": date(2024, 1, 24)},
    K.EXTENDED: {"due_on": date(2024, 1, 24)},
    K.REOPENED: {"due_on": date(2024, 2, 2)},
    K.MERGED: {"other": 99},
    K.REPEAT_MARKED: {"other": 98},
    K.REGISTERED: {"due_on": date(2024, 1, 17)},
}


def entry(kind, on=DAY, **changes):
    return TicketEntry(on, kind, **(EXTRA.get(kind, {}) | changes))


def standing(*kinds):
    return standing_of([BEGUN, *map(entry, kinds)])


ANSWERED = (K.DISPATCHED, K.SIGNED, K.DRAFTED, K.REPLIED)
TABLE = [
    ((), TicketState.RECEIVED),
    ((K.DISPATCHED,), TicketState.DISPATCHED),
    ((K.DISPATCHED, K.SIGNED), TicketState.HANDLING),
    ((K.DISPATCHED, K.RETURN_ASKED), TicketState.RETURN_ASKED),
    ((K.DISPATCHED, K.RETURN_ASKED, K.RETURN_REFUSED), TicketState.DISPATCHED),
    ((K.DISPATCHED, K.SIGNED, K.RETURN_ASKED, K.RETURN_REFUSED), TicketState.HANDLING),
    ((K.DISPATCHED, K.SIGNED, K.RETURN_ASKED, K.RETURN_GRANTED), TicketState.RECEIVED),
    (ANSWERED, TicketState.REPLIED),
    ((*ANSWERED, K.CLOSED), TicketState.CLOSED),
    ((*ANSWERED, K.CLOSED, K.REOPENED), TicketState.HANDLING),
    ((K.MERGED,), TicketState.MERGED),
    ((K.MERGED, K.SEPARATED), TicketState.RECEIVED),
    ((K.DISPATCHED, K.MERGED, K.SEPARATED), TicketState.DISPATCHED),
    ((K.MERGED, K.REPLIED), TicketState.MERGED),
    ((K.MERGED, K.REPLIED, K.CLOSED), TicketState.CLOSED),
    ((K.MERGED, K.REPLIED, K.CLOSED, K.REOPENED), TicketState.RECEIVED),
    ((K.SET_ASIDE,), TicketState.SET_ASIDE),
    ((K.REFERRED,), TicketState.CONVERTED),
    ((K.CONVERTED,), TicketState.CONVERTED),
]


@pytest.mark.parametrize(("kinds", "state"), TABLE)
def test_states(kinds, state):
    assert standing(*kinds).state is state


@pytest.mark.parametrize(
    ("kinds", "kind", "why"),
    [
        ((), K.SIGNED, "待派单"),
        ((K.DISPATCHED,), K.DRAFTED, "待签收"),
        ((K.DISPATCHED, K.SIGNED), K.REPLIED, "先拟答复"),
        ((K.DISPATCHED, K.SIGNED), K.CO_ANSWERED, "没有待答复"),
        ((K.DISPATCHED, K.SIGNED), K.EXTENDED, "没有待决定"),
        ((K.DISPATCHED, K.SIGNED, K.DRAFTED), K.RETURN_ASKED, "不能退单"),
        ((K.DISPATCHED, K.SIGNED, K.EXTENSION_ASKED), K.EXTENSION_ASKED, "正在等待"),
        ((K.DISPATCHED, K.SIGNED, K.EXTENSION_ASKED, K.EXTENDED), K.EXTENSION_ASKED, "再次"),
        (ANSWERED, K.DRAFTED, "已反馈"),
        ((*ANSWERED, K.CLOSED), K.CLOSED, "已办结"),
        ((), K.CALLED_BACK, "待派单"),
        ((K.SUPERVISED,), K.SUPERVISED, "已在督办"),
        ((K.MERGED, K.REPLIED), K.SEPARATED, "已答复"),
        ((K.SET_ASIDE,), K.REOPENED, "不予受理"),
    ],
)
def test_what_may_not_follow_says_why(kinds, kind, why):
    with pytest.raises(TicketEventNotAllowed, match=why):
        standing(*kinds, kind)
    with pytest.raises(TicketEventNotAllowed):
        require_possible(standing(*kinds), kind)


def test_the_day_moves_with_extension_and_second_handling_only():
    now = standing(K.DISPATCHED, K.SIGNED, K.EXTENSION_ASKED)
    assert (now.due_on, now.extension_until) == (date(2024, 1, 17), date(2024, 1, 24))
    now = after(now, entry(K.EXTENDED))
    assert (now.due_on, now.first_due_on) == (date(2024, 1, 24), date(2024, 1, 17))
    again = standing(*ANSWERED, K.CLOSED, K.REOPENED)
    assert (again.due_on, again.fed_back_on, again.closed_on) == (date(2024, 2, 2), None, None)


def test_what_is_answered_where_it_came_in_needs_no_dispatch():
    now = standing_of([BEGUN._replace(is_direct=True)])
    assert now.state is TicketState.HANDLING
    for kind in (K.DISPATCHED, K.RETURN_ASKED, K.MERGED, K.CO_ASKED):
        assert kind not in possible_kinds(now)
    now = after(after(now, entry(K.EXTENDED)), entry(K.DRAFTED))
    assert after(now, entry(K.REPLIED)).state is TicketState.REPLIED


def test_a_ledgers_days_stand_in_place_of_those_so_far():
    later = DAY + timedelta(days=2)
    closed = entry(K.REGISTERED, later, accepted_on=DAY, fed_back_on=later, closed_on=later)
    now = after(standing(K.DISPATCHED, K.SIGNED), closed)
    assert (now.state, now.days_taken) == (TicketState.CLOSED, 2)
    assert after(now, entry(K.REGISTERED, later)).state is TicketState.HANDLING
    assert standing_of([closed]).state is TicketState.CLOSED


def test_events_come_in_order_and_begin_with_receipt():
    with pytest.raises(TicketEventNotAllowed, match="早于"):
        after(standing(K.DISPATCHED), entry(K.SIGNED, DAY - timedelta(days=1)))
    with pytest.raises(TicketEventNotAllowed, match="尚未受理"):
        standing_of([entry(K.DISPATCHED)])
    with pytest.raises(TicketEventNotAllowed, match="没有办理记录"):
        standing_of([])
    with pytest.raises(TicketEventNotAllowed, match="主办科室"):
        after(standing(K.DISPATCHED, K.SIGNED), entry(K.CO_ASKED, department=1))


def test_another_department_counts_as_moved_on():
    now = standing(K.DISPATCHED, K.RETURN_ASKED, K.RETURN_GRANTED)
    assert after(now, entry(K.DISPATCHED, department=5)).moved == 1
    assert after(now, entry(K.DISPATCHED)).moved == 0


@given(st.lists(st.sampled_from(list(K)), max_size=40), st.booleans())
def test_whatever_happens_the_standing_is_sound(kinds, is_direct):
    now = standing_of([BEGUN._replace(is_direct=is_direct)])
    for place, kind in enumerate(kinds):
        on = DAY + timedelta(days=place)
        if kind not in possible_kinds(now):
            with pytest.raises(TicketEventNotAllowed):
                after(now, entry(kind, on))
            continue
        try:
            now = after(now, entry(kind, on))
        except TicketEventNotAllowed:
            assert kind is K.CO_ASKED
            continue
        is_open = now.state in OPEN_STATES
        assert now.is_open == is_open and (not is_open or now.closed_on is None)
        assert (now.state is TicketState.MERGED) <= (now.merged_into is not None)
        assert not (now.has_draft and not is_open) and not (now.helping and not is_open)
        assert now.extension_until is None or is_open
        assert (now.state is TicketState.CLOSED) <= (now.closed_on is not None)
        assert (now.state is TicketState.REPLIED) <= (now.fed_back_on is not None)
        assert (now.state is TicketState.DISPATCHED) <= (now.department is not None)
        assert now.closed_on is None or now.closed_on >= now.accepted_on
        assert now.state not in ENDED_STATES or K.DRAFTED not in possible_kinds(now)


def test_every_kind_can_happen_somewhere_and_has_a_name():
    reached = set().union(*(possible_kinds(standing(*kinds)) for kinds, _ in TABLE))
    reached |= possible_kinds(standing(K.DISPATCHED, K.SIGNED, K.EXTENSION_ASKED, K.CO_ASKED,
                                       K.DRAFTED, K.SUPERVISED))  # fmt: skip
    assert set(K) - reached == {K.RECEIVED}
    assert all(kind.label for kind in K) and all(state.label for state in TicketState)
