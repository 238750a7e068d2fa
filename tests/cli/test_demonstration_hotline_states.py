"""The demonstration's hotline has something in every state in which things stay a while."""

from collections import Counter
from datetime import UTC, date, datetime

import pytest

from gongkai.cli.demonstration.hotline_desk import answer_calls
from gongkai.cli.demonstration.known_answers import write_answers
from gongkai.cli.demonstration.living_tickets import handle_tickets
from gongkai.cli.demonstration.stored import texts
from gongkai.cli.demonstration.ticket_turns import turn_tickets
from gongkai.hotline.models import (
    Call,
    CallBack,
    CallBackState,
    CallOutcome,
    Ticket,
    WaitingCall,
    WaitingState,
)
from gongkai.hotline.queries.call_backs import lists
from gongkai.hotline.queries.rates import rates_of
from gongkai.knowledge.models import AnswerVersion, KnowledgeEntry, VersionState
from gongkai.knowledge.queries import answers_for
from gongkai.knowledge.queries.entries import SCOPES, scope_counts
from gongkai.knowledge.queries.in_use import public_answers
from gongkai.rules.ticket_lifecycle import TicketState
from hotline.tickets.opened import ticket_office

ON = date(2026, 11, 25)
PARTS = (answer_calls, handle_tickets, write_answers, turn_tickets)


def loaded(on, times=1):
    office = ticket_office()
    officers = {
        "HOTLINE_AGENT": office.agent,
        "TICKET_DISPATCHER": office.dispatcher,
        "TICKET_HANDLER": office.saver,
        "REVIEWER": office.reviewer,
        "OFFICE_HEAD": office.head,
    }
    at = datetime(on.year, on.month, on.day, 8, tzinfo=UTC)
    for _ in range(times):
        for part in PARTS:
            part(office.agency, officers, on=on, at=at)
    return office


def codes(model, field="state"):
    return set(model.objects.values_list(field, flat=True))


def counted():
    return [
        model.objects.count() for model in (Call, WaitingCall, Ticket, CallBack, KnowledgeEntry)
    ]


@pytest.mark.django_db
def test_everything_stands_somewhere_and_all_states_are_shown():
    office = loaded(ON)
    assert codes(Ticket) == {each.value for each in TicketState}
    assert codes(Call, "outcome") == set(CallOutcome.values)
    # Who is just calling would be gone by the time anybody looks.
    assert codes(WaitingCall) == set(WaitingState.values) - {"TAKEN"}
    assert codes(CallBack) == set(CallBackState.values) - {"CALLING"}
    assert codes(AnswerVersion) >= {"DRAFT", "IN_REVIEW", "RELEASED", "REPLACED"}
    assert set(VersionState.values) == codes(AnswerVersion)
    assert all(lists.scope_counts(office.agency).values())
    assert set(scope_counts(office.agency, office.agent, ON)) == set(SCOPES)
    assert all(scope_counts(office.agency, office.agent, ON).values())
    assert Ticket.objects.filter(is_supervised=True, urged=1).count() == 1
    assert Ticket.objects.filter(reopened=1, state="HANDLING", opinion="DISSATISFIED").exists()
    assert all(each.denominator for each in rates_of(office.agency, date(2026, 1, 1), ON).rates)


@pytest.mark.django_db
def test_loaded_twice_nothing_is_there_twice():
    loaded(ON)
    once = counted()
    loaded(ON, times=2)
    assert counted() == [2 * each for each in once]


@pytest.mark.django_db
@pytest.mark.parametrize("on", [date(2026, 1, 2), date(2026, 12, 30), date(2024, 1, 2)])
def test_nothing_counts_in_the_year_before_wherever_the_day_lies(on):
    loaded(on)
    days = Ticket.objects.values_list("accepted_on", "fed_back_on", "called_back_on")
    for each in days:
        assert all(date(on.year, 1, 1) <= day <= on for day in each if day)


@pytest.mark.django_db
def test_an_agent_finds_answers_and_the_public_reads_those_released():
    office = loaded(ON)
    [first, *_] = answers_for(office.agency, "公司停缴公积金怎么办", "", ON)
    assert "第三十八条" in first.source
    shown = public_answers(office.agency, ON)
    assert shown.count() == 12 and all("演示" in each.answer for each in shown)
    assert KnowledgeEntry.objects.exclude(origin_no="").count() == 1


def test_every_basis_names_an_article_or_says_that_the_centre_settles_it():
    for each in texts("knowledge")["entries"]:
        named = each["basis"].startswith("《住房公积金管理条例》第")
        assert named or each["basis"] == "由本中心规定（演示）"


def test_numbers_belong_to_nobody():
    numbers = [each["phone"] for each in texts("ticket_turns")["tickets"]]
    numbers += [each["number"] for each in texts("hotline_calls")["waiting"]]
    assert max(Counter(numbers).values()) == 1
    assert all(number.startswith("1990000") for number in numbers)
