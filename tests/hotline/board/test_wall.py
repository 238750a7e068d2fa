"""The wall against plain counting, after any history of taking over, correcting and working."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factories import AgencyFactory
from gongkai.hotline.models import Call, Ticket, Topic, WaitingCall
from gongkai.hotline.operations import (
    correct_calls,
    correct_tickets,
    register_calls,
    register_tickets,
)
from gongkai.hotline.queries.board.wall import wall_of
from hotline.desk import ON, hotline, registered, topic

AT_NOON = datetime(2026, 3, 31, 4, 0, tzinfo=UTC)
TODAY = date(2026, 3, 31)
# Days around every edge that the wall knows: today, the month, the one before, a year before.
DAYS = st.sampled_from(
    [
        *(TODAY - timedelta(n) for n in (0, 1, 7, 29, 30)),
        *(date(2026, month, day) for month, day in ((3, 1), (2, 28), (2, 1), (1, 31))),
        *(date(2025, month, day) for month, day in ((3, 31), (3, 1), (2, 28), (4, 1))),
    ]
)
CALLS = st.fixed_dictionaries(
    {
        "number": st.integers(1, 8),
        "called_on": DAYS,
        "route": st.sampled_from(["VIA_12345", "DIRECT", "TRANSFERRED"]),
    }
)
TICKETS = st.fixed_dictionaries(
    {
        "number": st.integers(1, 8),
        "accepted_on": DAYS,
        "due": st.integers(0, 40),
        "fed_back": st.none() | st.integers(0, 20),
        "closed": st.none() | st.integers(0, 20),
    }
)
DEEDS = st.lists(st.tuples(st.just("call"), CALLS) | st.tuples(st.just("ticket"), TICKETS),
                 max_size=20)  # fmt: skip


def _call_row(told):
    return {"register_no": f"RX-{told['number']}", "called_on": told["called_on"],
            "route": told["route"]}  # fmt: skip


def _ticket_row(told):
    accepted = told["accepted_on"]
    closed, fed_back = told["closed"], told["fed_back"]
    if closed is not None:
        fed_back = min(closed, fed_back if fed_back is not None else closed)
    return {
        "register_no": f"GD-{told['number']}",
        "matter": "咨询",
        "accepted_on": accepted,
        "due_on": accepted + timedelta(told["due"]),
        "fed_back_on": None if fed_back is None else accepted + timedelta(fed_back),
        "closed_on": None if closed is None else accepted + timedelta(closed),
        "call_back_due": False,
        "called_back_on": None,
        "reached": False,
        "opinion": "",
    }


def _within(day, first, last):
    return day is not None and first <= day <= last


def _plainly(calls, tickets):
    """Return what the wall must say of rows kept in two plain dictionaries."""
    stretches = [(date(2026, 3, 1), TODAY), (date(2026, 2, 1), date(2026, 2, 28)),
                 (date(2025, 3, 1), date(2025, 3, 31))]  # fmt: skip
    days = {
        "来电": [row["called_on"] for row in calls.values()],
        "受理工单": [row["accepted_on"] for row in tickets.values()],
        "办结工单": [row["closed_on"] for row in tickets.values()],
    }
    opened = [row for row in tickets.values() if row["closed_on"] is None]
    unanswered = [row["due_on"] for row in opened if row["fed_back_on"] is None]
    return {
        "today": Counter(r["route"] for r in calls.values() if r["called_on"] == TODAY),
        "compared": [
            (label, *(sum(_within(day, *edge) for day in found) for edge in stretches))
            for label, found in days.items()
        ],
        "trend": sum(_within(day, TODAY - timedelta(29), TODAY) for day in days["来电"]),
        "received": days["受理工单"].count(TODAY),
        "closed": days["办结工单"].count(TODAY),
        "open": len(opened),
        "overdue": sum(day < TODAY for day in unanswered),
        "due today": unanswered.count(TODAY),
        "slow": sorted((r["accepted_on"], r["register_no"]) for r in opened
                       if r["accepted_on"] <= TODAY)[:8],
    }  # fmt: skip


def _said(wall):
    names = {"12345热线接通": "VIA_12345", "电话直呼": "DIRECT", "12345转接": "TRANSFERRED"}
    return {
        "today": Counter({names[each.label]: each.number
                          for each in wall.calls.by_route if each.number}),
        "compared": [tuple(each) for each in wall.compared],
        "trend": sum(count for _day, count in wall.trend),
        "received": wall.received_today,
        "closed": wall.closed_today,
        "open": wall.open.total,
        "overdue": wall.open.overdue,
        "due today": wall.open.today,
        "slow": sorted((each.accepted_on, each.register_no) for each in wall.slow),
    }  # fmt: skip


@settings(max_examples=60, deadline=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(DEEDS)
def test_after_any_history_the_wall_says_what_plain_counting_says(db, deeds):
    agency, other = AgencyFactory(), AgencyFactory()
    calls, tickets = {}, {}
    for kind, told in deeds:
        row = _call_row(told) if kind == "call" else _ticket_row(told)
        kept = calls if kind == "call" else tickets
        number = row["register_no"]
        act = {
            ("call", False): register_calls,
            ("call", True): correct_calls,
            ("ticket", False): register_tickets,
            ("ticket", True): correct_tickets,
        }[kind, number in kept]
        act(agency=agency, rows=[row], at=AT_NOON)
        if number not in kept:
            act(agency=other, rows=[row], at=AT_NOON)  # of another organ: it changes nothing
        kept[number] = row
        # Looked at after every deed, so that nothing of the look before can linger.
        assert _said(wall_of(agency, TODAY)) == _plainly(calls, tickets)
    Ticket.objects.all().delete()
    Call.objects.all().delete()


def test_what_the_desk_does_stands_on_the_wall_at_once(db):
    place = hotline()
    assert wall_of(place.agency, ON).calls.total == 0
    registered(place)
    registered(place, minutes=60, route="VIA_12345", topic=topic(place, "301"))
    kept = registered(place, minutes=120, outcome="ESCALATED", answer="")
    registered(place, minutes=180, outcome="TO_CALL_BACK", answer="")
    wall = wall_of(place.agency, ON)
    assert wall.calls.total == 4
    # Half past ten here, less the three minutes of the call; then an hour later each.
    assert [n for n in wall.calls.by_hour if n] == [1, 1, 1, 1] and wall.calls.by_hour[10] == 1
    tops = {each.label: each.number for each in wall.calls.by_topic}
    assert sum(tops.values()) == 4 and len(tops) == 2
    branch = Topic.objects.get(agency=place.agency, code="202").top.name
    assert tops[branch] == 3
    assert wall.waiting_in_all == WaitingCall.objects.count() == 1
    assert wall.received_today == 1 and wall.open.total == 1
    assert [each.register_no for each in wall.slow] == [kept.ticket.register_no]
    assert wall.slow[0].topic == branch
    assert wall_of(AgencyFactory(), ON).open.total == 0


def test_its_statements_do_not_grow_with_the_records(db, django_assert_num_queries):
    place = hotline()
    with django_assert_num_queries(15) as few:
        wall_of(place.agency, ON)
    for minutes in range(0, 600, 30):
        registered(place, minutes=minutes, outcome="ESCALATED", answer="")
    with django_assert_num_queries(len(few) + 1):  # the names of matters, once there are any
        wall_of(place.agency, ON)


def test_rising_words_come_from_the_week_and_leave_out_what_is_secret(db):
    agency = AgencyFactory()
    row = _ticket_row({"number": 0, "accepted_on": TODAY, "due": 5, "fed_back": 0, "closed": 0})

    def many(count, matter, days):
        start = Ticket.objects.count()
        rows = [
            row | {"register_no": f"W-{start + n}", "matter": matter,
                   "accepted_on": TODAY - timedelta(days), "closed_on": TODAY,
                   "fed_back_on": TODAY}
            for n in range(count)
        ]  # fmt: skip
        register_tickets(agency=agency, rows=rows, at=AT_NOON)

    many(60, "咨询租房提取材料", 12)
    many(20, "咨询租房提取材料", 1)
    many(2, "电梯故障", 1)
    assert wall_of(agency, TODAY).words == ()
    many(10, "电梯故障", 1)
    assert [each.word for each in wall_of(agency, TODAY).words] == ["电梯故障"]
    Ticket.objects.filter(matter="电梯故障").update(is_secret=True)
    assert wall_of(agency, TODAY).words == ()
