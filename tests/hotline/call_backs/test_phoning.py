"""Calling back by phone: who is called by whom, what an opinion does, and what rates come of it."""

from datetime import timedelta

import pytest

from audit.racing import race as race
from audit.racing import shared_database as shared_database
from gongkai.agencies.permissions import NotAllowed
from gongkai.audit.models import Entry
from gongkai.hotline.models import CallBack, Ticket
from gongkai.hotline.operations.call_backs import (
    CallBackRefused,
    OpinionGiven,
    put_back,
    put_down_not_reached,
    put_down_opinion,
    put_down_refusal,
    set_plan,
    take_call_back,
)
from gongkai.hotline.operations.tickets.replying import draft_reply, release_reply
from gongkai.hotline.queries.call_backs.lists import SCOPES, call_back_list, scope_counts
from gongkai.hotline.queries.rates import rates_of
from gongkai.rules.call_backs import CallBackPlanRefused, default_plan, plan_of
from gongkai.rules.service_rates import RateCode
from hotline.tickets.opened import AT, NOW, ON, opened, replied, signed, ticket_office

SATISFIED = OpinionGiven("SATISFIED", "FAIRLY_SATISFIED")
DISSATISFIED = OpinionGiven("DISSATISFIED", "SATISFIED", "办理时限", "等了太久")


@pytest.fixture
def office(db):
    return ticket_office()


def asked(office, row, given, **changes):
    take_call_back(ticket=row, officer=office.agent, **NOW)
    return put_down_opinion(ticket=row, given=given, officer=office.agent, **NOW | changes)


def test_an_answered_ticket_waits_to_be_called_back_and_no_other_does(office):
    row = replied(office)
    signed(office)
    waiting = call_back_list(office.agency, "waiting")
    assert [each.pk for each in waiting] == [row.pk] and row.awaits_call_back


def test_an_opinion_is_kept_with_the_ticket_and_counts(office):
    row = asked(office, replied(office), SATISFIED)
    assert (row.opinion, row.attitude, row.reached) == ("SATISFIED", "FAIRLY_SATISFIED", True)
    assert row.called_back_on == ON and not row.awaits_call_back
    rates = rates_of(office.agency, ON, ON)
    assert rates.rate(RateCode.CALL_BACK).printed == "100%"
    assert rates.rate(RateCode.SATISFACTION).denominator == 1
    assert rates.rate(RateCode.ATTITUDE).numerator == 1
    assert scope_counts(office.agency)["done"] == 1
    with pytest.raises(CallBackRefused, match="已有回访结果"):
        take_call_back(ticket=row, officer=office.agent, **NOW)


def test_who_is_not_content_has_his_matter_handled_again(office):
    row = asked(office, replied(office, closes=True), DISSATISFIED)
    assert row.state == "HANDLING" and row.reopened == 1 and row.closed_on is None
    assert row.opinion == "DISSATISFIED" and not row.awaits_call_back
    again = draft_reply(ticket=row, version=row.version, reply="已补缴到账。",
                        officer=office.lender, **NOW)  # fmt: skip
    again = release_reply(ticket=again, version=again.version, closes=True,
                          officer=office.reviewer, **NOW)  # fmt: skip
    assert again.awaits_call_back
    # Until he says something of the new answer, what he said of the old one counts.
    take_call_back(ticket=again, officer=office.agent, **NOW)
    again = put_down_not_reached(ticket=again, officer=office.agent, **NOW)
    assert again.opinion == "DISSATISFIED" and again.reached
    content = asked(office, again, SATISFIED)
    assert content.opinion == "SATISFIED" and content.state == "CLOSED"
    rounds = CallBack.objects.order_by("pk").values_list("round", flat=True)
    assert list(rounds) == [0, 1, 1]


def test_a_caller_who_wants_no_more_is_left_alone(office):
    row = asked(office, replied(office), DISSATISFIED, again=False)
    assert row.state == "REPLIED" and row.reopened == 0 and row.opinion == "DISSATISFIED"


def test_nobody_is_asked_before_the_answer(office):
    with pytest.raises(CallBackRefused, match="还没有答复，答复以后才能回访"):
        take_call_back(ticket=signed(office), officer=office.agent, **NOW)
    assert not CallBack.objects.exists()


def test_after_the_attempts_of_the_plan_nobody_calls_any_more(office):
    row = replied(office)
    for number in range(1, 4):
        take_call_back(ticket=row, officer=office.agent, **NOW)
        row = put_down_not_reached(ticket=row, officer=office.agent, **NOW)
        assert row.awaits_call_back == (number < 3)
    assert not row.reached and scope_counts(office.agency)["not_reached"] == 1
    rate = rates_of(office.agency, ON, ON).rate(RateCode.CALL_BACK)
    assert (rate.numerator, rate.denominator) == (0, 1)


def test_who_gives_no_opinion_was_reached_but_counts_in_no_rate(office):
    row = replied(office)
    take_call_back(ticket=row, officer=office.agent, **NOW)
    row = put_down_refusal(ticket=row, officer=office.agent, **NOW)
    assert row.reached and row.opinion == "" and scope_counts(office.agency)["refused"] == 1
    rates = rates_of(office.agency, ON, ON)
    assert rates.rate(RateCode.SATISFACTION).printed == "—"
    assert rates.rate(RateCode.CALL_BACK).printed == "0%"


def test_one_agent_has_a_ticket_until_he_is_done_or_half_an_hour_has_passed(office):
    row = replied(office)
    first = take_call_back(ticket=row, officer=office.agent, **NOW)
    assert take_call_back(ticket=row, officer=office.agent, **NOW).pk == first.pk
    with pytest.raises(CallBackRefused, match="正由林坐席回访"):
        take_call_back(ticket=row, officer=office.dispatcher, **NOW)
    with pytest.raises(CallBackRefused, match="不在您手上"):
        put_down_opinion(ticket=row, given=SATISFIED, officer=office.dispatcher, **NOW)
    later = AT + timedelta(minutes=31)
    taken = take_call_back(ticket=row, officer=office.dispatcher, on=ON, at=later)
    assert taken.officer == office.dispatcher and CallBack.objects.count() == 1
    put_back(ticket=row, officer=office.dispatcher, **NOW)
    assert not CallBack.objects.exists()
    taken = Entry.objects.filter(action="call_back.taken", subject=row.register_no)
    assert taken.count() == 2


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (OpinionGiven(""), "对办理结果的评价"),
        (OpinionGiven("<b>"), "对办理结果的评价"),
        (OpinionGiven("SATISFIED", "很好"), "对服务态度的评价"),
        (OpinionGiven("SATISFIED", reason="别的"), "不满意之处"),
        (OpinionGiven("SATISFIED", remark="字" * 1001), "意见：共1001个字，最多1000个字"),
    ],
)
def test_what_is_no_opinion_is_refused_and_nothing_is_kept(office, given, message):
    row = replied(office)
    take_call_back(ticket=row, officer=office.agent, **NOW)
    with pytest.raises(CallBackRefused, match=message):
        put_down_opinion(ticket=row, given=given, officer=office.agent, **NOW)
    row.refresh_from_db()
    assert row.awaits_call_back and row.opinion == ""


def test_secret_tickets_and_those_without_a_number_are_not_called(office):
    report = opened(office, kind="REPORT")
    nameless = opened(office, phone="", person_name="")
    assert not report.call_back_due and not nameless.call_back_due


def test_who_does_not_sit_at_the_desk_calls_nobody(office):
    with pytest.raises(NotAllowed, match="热线坐席"):
        take_call_back(ticket=replied(office), officer=office.lender, **NOW)


def test_a_plan_chooses_by_the_number_alone(office):
    plan = set_plan(
        agency=office.agency, share=30, attempts=2, link_days=7, officer=office.head, **NOW
    )
    numbers = [f"GD2024-{number:05}" for number in range(2000)]
    chosen = [number for number in numbers if plan.chooses(number)]
    assert 500 < len(chosen) < 700 and chosen == [n for n in numbers if plan.chooses(n)]
    due = {opened(office).register_no: None for _ in range(20)}
    stored = Ticket.objects.filter(register_no__in=due)
    assert {row.register_no for row in stored if row.call_back_due} == {
        number for number in due if plan.chooses(number)
    }
    with pytest.raises(NotAllowed):
        set_plan(
            agency=office.agency, share=1, attempts=1, link_days=1, officer=office.agent, **NOW
        )


@pytest.mark.parametrize(
    ("share", "attempts", "days", "message"),
    [(0, 1, 1, "回访比例：0不在1至100"), (1, 11, 1, "拨打次数"), (1, 1, 91, "评价链接有效天数")],
)
def test_a_plan_out_of_range_is_refused(share, attempts, days, message):
    with pytest.raises(CallBackPlanRefused, match=message):
        plan_of(share, attempts, days)
    assert default_plan().chooses("GD2024-00001") and not default_plan().is_settled


def test_lists_take_two_statements(office, django_assert_num_queries):
    for _ in range(3):
        replied(office)
    with django_assert_num_queries(1):
        scope_counts(office.agency)
    for scope in SCOPES:
        with django_assert_num_queries(1):
            [(row.department, row.handler) for row in call_back_list(office.agency, scope)]


@pytest.mark.postgresql
def test_of_two_agents_one_gets_the_ticket(race):
    office = ticket_office()
    row = replied(office)

    def racer(officer):
        return lambda: take_call_back(ticket=row, officer=officer, **NOW).officer_id

    results = race(racer(office.agent), racer(office.dispatcher))
    won = [each for each in results if isinstance(each, int)]
    refused = [each for each in results if isinstance(each, CallBackRefused)]
    assert len(won) == 1 and len(refused) == 1
