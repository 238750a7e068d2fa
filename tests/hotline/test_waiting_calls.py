"""Numbers that wait to be called: taken by one agent only, tried so often, then given up."""

from datetime import timedelta

import pytest
from django.db import connection

from audit.racing import race, shared_database  # noqa: F401
from factories import OfficerFactory
from gongkai.agencies.permissions import NotAllowed
from gongkai.audit.models import Entry
from gongkai.hotline.models import WaitingCall
from gongkai.hotline.operations.calls.contents import CallRefused
from gongkai.hotline.operations.calls.waiting import (
    add_waiting,
    give_back,
    give_up,
    not_reached,
    take,
    take_next,
)
from gongkai.hotline.queries.calls.desk import waiting_counts, waiting_list
from gongkai.rules.hotline_desk import BETWEEN_ATTEMPTS, KEPT_FOR, MOST_ATTEMPTS
from hotline.desk import AT, NUMBER, ON, hotline, registered


@pytest.fixture
def place(db):
    return hotline()


def waits(place, number=NUMBER, **changes):
    told = {"kind": "MISSED", "number": number, "asked_at": AT - timedelta(hours=1)}
    return add_waiting(agency=place.agency, **told | changes)


def acts(place, officer=None, at=AT):
    return {"agency": place.agency, "officer": officer or place.agent, "on": ON, "at": at}


def test_a_number_waits_once(place):
    first = waits(place)
    assert waits(place, number="199 0000 1234") == first and waits(place, number="") is None
    known = waits(place, number="19900004321", outside_no="HD-1")
    assert waits(place, number="19900009876", outside_no="HD-1") == known
    with pytest.raises(CallRefused, match="来电号码"):
        waits(place, number="1990000123")
    assert WaitingCall.objects.get(pk=first.pk).number == NUMBER
    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM hotline_waitingcall")
        assert NUMBER not in str(cursor.fetchall())


def test_the_longest_wait_is_called_first_and_a_promise_at_its_time(place):
    late = waits(place, "19900000001", kind="PROMISED", call_at=AT + timedelta(hours=1))
    second = waits(place, "19900000002", asked_at=AT - timedelta(minutes=5))
    first = waits(place, "19900000003", asked_at=AT - timedelta(minutes=50))
    assert waiting_counts(place.agency, AT) == (2, 1, 0)
    assert take_next(**acts(place)) == first
    assert take_next(**acts(place)) == first, "one in hand is enough"
    assert take_next(**acts(place, place.other)) == second
    with pytest.raises(CallRefused, match="没有待回拨"):
        take_next(**acts(place, place.dispatcher))
    assert list(waiting_list(place.agency)) == [first, second, late]
    assert waiting_counts(place.agency, AT) == (0, 1, 2)


def test_one_agent_has_one_number_and_a_number_one_agent(place):
    one, two = waits(place, "19900000001"), waits(place, "19900000002")
    assert take(waiting=one.pk, **acts(place)).taken_by == place.agent
    with pytest.raises(CallRefused, match="正在回拨另一个"):
        take(waiting=two.pk, **acts(place))
    with pytest.raises(CallRefused, match="已由周坐席领取"):
        take(waiting=one.pk, **acts(place, place.other))
    with pytest.raises(CallRefused, match="其他坐席"):
        not_reached(waiting=one.pk, **acts(place, place.other))
    with pytest.raises(NotAllowed):
        take(waiting=two.pk, **acts(place, OfficerFactory(agency=place.agency, head=True)))
    assert give_back(waiting=one.pk, **acts(place, place.dispatcher)).state == "WAITING"
    assert take(waiting=one.pk, **acts(place, place.other)).taken_by == place.other
    entry = Entry.objects.filter(action="waiting_call.taken").first()
    assert NUMBER not in entry.subject and NUMBER not in str(entry.detail)


def test_who_does_not_answer_is_tried_again_and_then_given_up(place):
    row, at = waits(place), AT
    for attempt in range(1, MOST_ATTEMPTS + 1):
        take_next(**acts(place, at=at))
        row = not_reached(waiting=row.pk, **acts(place, at=at))
        assert row.attempts == attempt and row.taken_by is None
        if attempt < MOST_ATTEMPTS:
            with pytest.raises(CallRefused):
                take_next(**acts(place, at=at + BETWEEN_ATTEMPTS / 2))
        at += BETWEEN_ATTEMPTS
    assert row.state == "GIVEN_UP"
    with pytest.raises(CallRefused, match="不在回拨中"):
        give_up(waiting=row.pk, **acts(place))


def test_what_lies_too_long_is_offered_to_others(place):
    row = waits(place)
    take_next(**acts(place))
    with pytest.raises(CallRefused):
        take_next(**acts(place, place.other))
    later = AT + KEPT_FOR + timedelta(minutes=1)
    assert waiting_counts(place.agency, later).now == 1
    assert take_next(**acts(place, place.other, later)) == row


def test_a_call_back_that_is_registered_is_done(place):
    row = waits(place)
    other = waits(place, "19900000009")
    take(waiting=row.pk, **acts(place))
    kept = registered(place, waiting=row.pk)
    row.refresh_from_db()
    assert row.state == "DONE" and row.call == kept.call
    registered(place, minutes=5, waiting=other.pk, number="19900000007")
    other.refresh_from_db()
    assert other.state == "WAITING", "what the agent did not take is not his to end"


def test_agents_who_press_at_once_never_get_the_same_number(race):  # noqa: F811
    place = hotline()
    agents = OfficerFactory.create_batch(6, agency=place.agency, role="HOTLINE_AGENT")
    for n in range(4):
        waits(place, f"1990000000{n}")

    def pressing(agent):
        return lambda: take_next(**acts(place, agent))

    got = race(*(pressing(agent) for agent in agents), pressing(agents[0]))
    taken = [each for each in got if isinstance(each, WaitingCall)]
    assert all(isinstance(each, WaitingCall | CallRefused) for each in got), got
    rows = list(WaitingCall.objects.exclude(taken_by=None))
    assert len(rows) == 4 and len({row.taken_by_id for row in rows}) == 4
    assert {each.pk for each in taken} == {row.pk for row in rows}
    for each in taken:
        holder = next(row.taken_by_id for row in rows if row.pk == each.pk)
        assert each.taken_by_id == holder


def test_a_form_sent_twice_at_once_is_one_call(race):  # noqa: F811
    place = hotline()
    got = race(*[lambda: registered(place)] * 4)
    assert len({kept.call.register_no for kept in got}) == 1
    assert sorted(kept.is_new for kept in got) == [False, False, False, True]
