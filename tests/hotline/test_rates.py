"""The rates of a period against plain counting, and the five of 2023 from their records."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factories import AgencyFactory
from gongkai.agencies.models import Department
from gongkai.cli.demonstration.tickets import tickets as invented
from gongkai.hotline.models import Ticket, Topic
from gongkai.hotline.operations import register_tickets
from gongkai.hotline.queries.rates import Grouping, rates_by, rates_of
from gongkai.rules.service_rates import RateCode

FIRST, LAST = date(2023, 3, 1), date(2023, 3, 31)
_OPINIONS = ("", "SATISFIED", "FAIRLY_SATISFIED", "DISSATISFIED")


def test_the_five_rates_of_2023_come_from_their_records(db, at):
    agency = AgencyFactory()
    register_tickets(agency=agency, rows=invented(), at=at)
    year = rates_of(agency, date(2023, 1, 1), date(2023, 12, 31))
    printed = {each.definition.name: each.printed for each in year.rates}
    assert printed["反馈率"] == "100%"
    assert printed["办结率"] == "100%"
    assert printed["满意率"] == "99.07%"
    assert printed["平均办件天数"] == "1天"
    assert printed["有效回访率"] == "100%"
    satisfied = year.rate(RateCode.SATISFACTION)
    assert (satisfied.numerator, satisfied.denominator) == (535, 540)
    assert year.rate(RateCode.CLOSING).denominator == 633


def test_a_period_without_tickets_has_no_rate(db):
    found = rates_of(AgencyFactory(), FIRST, LAST)
    assert [each.printed for each in found.rates] == ["—"] * len(RateCode)
    assert rates_by(AgencyFactory(), FIRST, LAST, Grouping.TOPIC) == []


def _ticket(number, accepted, due, fed_back, closed, opinion, attitude, reached, moved, topic):
    accepted_on = FIRST + timedelta(accepted)
    closed_on = accepted_on + timedelta(closed) if closed is not None else None
    rated = bool(opinion or attitude)
    return {
        "register_no": f"GD-{number}",
        "matter": "咨询",
        "accepted_on": accepted_on,
        "due_on": accepted_on + timedelta(due),
        "fed_back_on": accepted_on + timedelta(fed_back) if fed_back is not None else None,
        "closed_on": closed_on,
        "days_taken": closed,
        "call_back_due": reached is not None,
        "called_back_on": accepted_on if reached or rated else None,
        "reached": bool(reached) or rated,
        "opinion": opinion,
        "attitude": attitude,
        "moved": moved,
        "topic": topic,
    }


_DAYS = st.none() | st.integers(0, 40)
_TICKETS = st.lists(
    st.tuples(
        st.integers(-35, 35),
        st.integers(0, 20),
        _DAYS,
        _DAYS,
        st.sampled_from(_OPINIONS),
        st.sampled_from(_OPINIONS),
        st.sampled_from([None, False, True]),
        st.integers(0, 1),
        st.integers(0, 2),
    ),
    max_size=25,
)


@pytest.mark.django_db
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=_TICKETS)
def test_every_rate_is_what_plain_counting_gives(drawn):
    agency = AgencyFactory()
    top = Topic.objects.create(agency=agency, code="1", name="提取", path="提取")
    leaf = Topic.objects.create(
        agency=agency, code="11", name="租房", path="提取 › 租房", parent=top, top=top
    )
    Topic.objects.filter(pk=top.pk).update(top=top)
    topics = (None, top, leaf)
    rows = [_ticket(n, *each[:-1], topics[each[-1]]) for n, each in enumerate(drawn)]
    Ticket.objects.bulk_create(Ticket(agency=agency, **row) for row in rows)
    Ticket.objects.create(
        agency=AgencyFactory(), register_no="X", matter="他人", accepted_on=FIRST, due_on=FIRST
    )
    found = rates_of(agency, FIRST, LAST)
    assert {each.definition.code: _pair(each) for each in found.rates} == _counted(rows)
    groups = {each.label: each for each in rates_by(agency, FIRST, LAST, Grouping.TOPIC)}
    for label, members in (("提取", topics[1:]), ("未分类", (None,))):
        mine = [row for row in rows if row["topic"] in members]
        if label in groups:
            pairs = {each.definition.code: _pair(each) for each in groups[label].rates}
            assert pairs == _counted(mine)
        else:
            assert set(_counted(mine).values()) == {(0, 0)}


def _pair(rate):
    return rate.numerator, rate.denominator


def _counted(rows):
    accepted = [row for row in rows if FIRST <= row["accepted_on"] <= LAST]
    due = [row for row in rows if FIRST <= row["due_on"] <= LAST]
    closed = [row for row in accepted if row["closed_on"] and row["closed_on"] <= LAST]
    to_call = [row for row in accepted if row["call_back_due"]]
    rated = [row for row in accepted if row["opinion"]]
    civil = [row for row in accepted if row["attitude"]]
    good = ("SATISFIED", "FAIRLY_SATISFIED")

    def in_time(field):
        return sum(1 for row in due if row[field] and row[field] <= row["due_on"])

    return {
        RateCode.FEEDBACK: (in_time("fed_back_on"), len(due)),
        RateCode.ON_TIME: (in_time("closed_on"), len(due)),
        RateCode.CLOSING: (len(closed), len(accepted)),
        RateCode.CALL_BACK: (
            sum(1 for row in to_call if row["reached"] and row["opinion"]),
            len(to_call),
        ),
        RateCode.SATISFACTION: (sum(row["opinion"] in good for row in rated), len(rated)),
        RateCode.ATTITUDE: (sum(row["attitude"] in good for row in civil), len(civil)),
        RateCode.MEAN_DAYS: (sum(row["days_taken"] for row in closed), len(closed)),
        RateCode.FIRST_TIME: (sum(not row["moved"] for row in closed), len(closed)),
        RateCode.REPEAT: (0, len(accepted)),
    }


def test_groups_add_up_to_all_and_are_told_by_name(db):
    agency = AgencyFactory()
    one = Department.objects.create(agency=agency, name="信贷管理科")
    for number, (department, source) in enumerate([(one, "CALL"), (None, ""), (one, "PLATFORM")]):
        Ticket.objects.create(
            agency=agency,
            register_no=f"GD-{number}",
            matter="咨询",
            accepted_on=FIRST,
            due_on=LAST,
            department=department,
            source=source,
        )
    labels = {each: [row.label for row in rates_by(agency, FIRST, LAST, each)] for each in Grouping}
    assert labels[Grouping.DEPARTMENT] == ["信贷管理科", "未派到科室"]
    assert labels[Grouping.SOURCE] == ["12345派单", "热线来电", "台账导入"]
    assert labels[Grouping.KIND] == ["未分类"]
    for each in Grouping:
        rows = rates_by(agency, FIRST, LAST, each)
        assert sum(row.rate(RateCode.CLOSING).denominator for row in rows) == 3


def test_grouped_rates_take_two_statements(db, django_assert_num_queries):
    agency = AgencyFactory()
    with django_assert_num_queries(2):
        rates_by(agency, FIRST, LAST, Grouping.DEPARTMENT)
    with django_assert_num_queries(2):
        assert rates_of(agency, FIRST, LAST).rate(RateCode.CLOSING).value is None
