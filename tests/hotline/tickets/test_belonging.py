"""Tickets that belong together: merged, separated, repeated; and those that go elsewhere."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from factories import CaseFactory
from gongkai.agencies.models import Appointment
from gongkai.agencies.permissions import NotAllowed
from gongkai.casework.models import DisclosureRequest
from gongkai.hotline.models import Ticket, Topic
from gongkai.hotline.operations.tickets.acting import TicketRefused
from gongkai.hotline.operations.tickets.converting import convert_to_request, open_from_request
from gongkai.hotline.operations.tickets.leaving import refer_to_petitions, set_aside_ticket
from gongkai.hotline.operations.tickets.merging import (
    dismiss_repeat,
    mark_repeat,
    merge_ticket,
    separate_ticket,
)
from gongkai.hotline.operations.tickets.replying import (
    close_ticket,
    draft_reply,
    release_reply,
)
from gongkai.hotline.permissions import ticket_rights
from gongkai.hotline.queries.rates import rates_of
from gongkai.hotline.queries.tickets.alike import alike
from gongkai.rules.service_rates import RateCode
from hotline.tickets.opened import AT, NOW, ON, opened, replied, signed, ticket_office


@pytest.fixture
def office(db):
    return ticket_office()


@pytest.fixture
def topic(office):
    return Topic.objects.create(agency=office.agency, code="101", name="缴存", path="缴存")


def merged(office, row, into, **changes):
    told = {"version": row.version, "into": into.register_no, "reason": "同一单位同一事项",
            "officer": office.dispatcher, **NOW} | changes  # fmt: skip
    return merge_ticket(ticket=row, **told)


def beside(office, row, on=ON):
    return alike(row, ticket_rights(office.dispatcher, office.agency, on), on)


def test_one_reply_reaches_all_that_were_merged(office):
    main = signed(office)
    first, second = opened(office, phone="13900139000"), opened(office)
    first, second = merged(office, first, main), merged(office, second, main)
    assert first.state == "MERGED" and first.merged_into == main
    assert {each.pk for each in beside(office, main).merged} == {first.pk, second.pk}
    main = draft_reply(ticket=main, version=main.version, reply="已补缴。",
                       officer=office.lender, **NOW)  # fmt: skip
    main = release_reply(ticket=main, version=main.version, closes=False,
                         officer=office.reviewer, **NOW)  # fmt: skip
    for row in (first, second):
        row.refresh_from_db()
        assert (row.state, row.reply, row.fed_back_on) == ("MERGED", "已补缴。", ON)
    with pytest.raises(TicketRefused, match="随主单"):
        close_ticket(ticket=first, version=first.version, officer=office.dispatcher, **NOW)
    close_ticket(ticket=main, version=main.version, officer=office.dispatcher, **NOW)
    assert set(Ticket.objects.values_list("state", "closed_on")) == {("CLOSED", ON)}


def test_a_merge_that_was_a_mistake_is_taken_back(office):
    main, row = signed(office), signed(office)
    row = merged(office, row, main)
    row = separate_ticket(ticket=row, version=row.version, reason="不是同一单位",
                          officer=office.dispatcher, **NOW)  # fmt: skip
    assert (row.state, row.merged_into) == ("HANDLING", None)


def test_what_cannot_be_merged(office):
    main, row, secret = signed(office), opened(office), opened(office, kind="REPORT")
    with pytest.raises(TicketRefused, match="没有登记号"):
        merged(office, row, SimpleNamespace(register_no="GD2024-99999"))
    with pytest.raises(TicketRefused, match="不能填写本单"):
        merged(office, row, row)
    with pytest.raises(TicketRefused, match="未填写"):
        merged(office, row, SimpleNamespace(register_no=" "))
    with pytest.raises(TicketRefused, match="保密"):
        merged(office, row, secret)
    with pytest.raises(NotAllowed):
        merged(office, row, main, officer=office.lender)
    with pytest.raises(TicketRefused, match="已反馈"):
        merged(office, row, replied(office))
    row = merged(office, row, main)
    with pytest.raises(TicketRefused, match="已有其他工单并入"):
        merged(office, main, opened(office))


def test_the_same_caller_with_the_same_topic_is_suggested_as_repeated(office, topic):
    first = opened(office, topic=topic)
    later = {"on": ON + timedelta(days=20), "at": AT + timedelta(days=20)}
    row = opened(office, topic=topic, phone="138 0013 8000", **later)
    assert beside(office, row).repeats == [first] and beside(office, first).repeats == []
    row = mark_repeat(ticket=row, version=row.version, of=first.register_no.lower(),
                      officer=office.agent, **later)  # fmt: skip
    assert row.repeats == first and beside(office, row).repeats == []
    with pytest.raises(TicketRefused, match="不早于"):
        mark_repeat(ticket=first, version=first.version, of=row.register_no,
                    officer=office.agent, **later)  # fmt: skip


def test_a_suggestion_that_was_dismissed_comes_no_more(office, topic):
    opened(office, topic=topic)
    row = opened(office, topic=topic)
    row = dismiss_repeat(ticket=row, version=row.version, officer=office.dispatcher, **NOW)
    assert beside(office, row).repeats == [] and len(beside(office, row).of_caller) == 1


@pytest.mark.parametrize(
    ("days", "changes"),
    [(31, {}), (3, {"phone": "13900139000"}), (3, {"topic": None}), (3, {"phone": ""})],
)
def test_others_are_not_suggested(office, topic, days, changes):
    opened(office, topic=topic)
    when = {"on": ON + timedelta(days=days), "at": AT + timedelta(days=days)}
    assert beside(office, opened(office, **({"topic": topic} | changes), **when)).repeats == []


def test_a_ticket_is_set_aside_with_the_reason(office):
    row = opened(office)
    give = {"ticket": row, "version": row.version, "officer": office.dispatcher, **NOW}
    with pytest.raises(TicketRefused, match="未填写"):
        set_aside_ticket(reason="", **give)
    row = set_aside_ticket(reason="属于诉讼事项", **give)
    assert (row.state, row.fed_back_on, row.closed_on) == ("SET_ASIDE", ON, ON)
    assert row.reply == "属于诉讼事项"


def test_a_referral_to_petitions_names_its_basis(office):
    row = signed(office)
    give = {"ticket": row, "version": row.version, "officer": office.dispatcher,
            "organ": "某某市信访局", "reason": "反映历史遗留问题", **NOW}  # fmt: skip
    with pytest.raises(TicketRefused, match="依据：未填写"):
        refer_to_petitions(basis=" ", **give)
    row = refer_to_petitions(basis="《信访工作条例》", **give)
    assert row.state == "CONVERTED" and "某某市信访局" in row.reply
    assert row.events.last().detail["basis"] == "《信访工作条例》"


@pytest.mark.parametrize("leave", ["set aside", "refer", "convert"])
def test_nobody_is_to_be_called_back_about_what_was_not_handled_here(office, leave):
    row = opened(office)
    assert row.call_back_due and to_call_back(office) == 1
    give = {"ticket": row, "version": row.version, "officer": office.dispatcher, **NOW}
    if leave == "set aside":
        set_aside_ticket(reason="属于诉讼事项", **give)
    elif leave == "refer":
        refer_to_petitions(organ="某某市信访局", basis="《信访工作条例》", reason="历史", **give)
    else:
        clerk = {"officer": office.dispatcher, "role": "CLERK", "from_on": date(2022, 1, 1)}
        Appointment.objects.create(**clerk)
        convert(office, row)
    assert to_call_back(office) == 0


def to_call_back(office):
    return rates_of(office.agency, ON, ON).rate(RateCode.CALL_BACK).denominator


def test_what_others_wait_for_does_not_leave(office):
    main = signed(office)
    merged(office, opened(office), main)
    with pytest.raises(TicketRefused, match="并入本单"):
        set_aside_ticket(ticket=main, version=main.version, reason="x", officer=office.dispatcher,
                         **NOW)  # fmt: skip


def convert(office, row, **changes):
    told = {"version": row.version, "wanted": "2023年归集情况", "channel": "IN_PERSON",
            "confirmed_on": None, "officer": office.dispatcher, **NOW} | changes  # fmt: skip
    return convert_to_request(ticket=row, **told)


def test_a_ticket_becomes_a_request_once(office):
    row = opened(office)
    with pytest.raises(NotAllowed):
        convert(office, row)
    assert not DisclosureRequest.objects.exists() and Ticket.objects.get().state == "RECEIVED"
    Appointment.objects.create(officer=office.dispatcher, role="CLERK", from_on=date(2022, 1, 1))
    with pytest.raises(TicketRefused, match="所需信息"):
        convert(office, row, wanted="")
    done = convert(office, row)
    case = DisclosureRequest.objects.get()
    assert (case.applicant_name, case.wanted) == ("赵小明", "2023年归集情况")
    assert done.ticket.state == "CONVERTED" and case.register_no in done.ticket.reply
    with pytest.raises(TicketRefused, match="已转出"):
        convert(office, done.ticket)


def test_a_request_that_is_a_complaint_becomes_a_ticket_once(office):
    case = CaseFactory(agency=office.agency, wanted="举报某单位不缴存")
    give = {"request_no": case.register_no, "kind": "COMPLAINT", "content": "", **NOW}
    with pytest.raises(NotAllowed):
        open_from_request(officer=office.agent, **give)
    row = open_from_request(officer=office.clerk, **give)
    assert (row.source, row.content, row.person_name) == ("REQUEST", case.wanted, "赵小明")
    assert row.events.last().detail == {"request_no": case.register_no}
    with pytest.raises(TicketRefused, match="已转为工单"):
        open_from_request(officer=office.clerk, **give)
    with pytest.raises(TicketRefused, match="没有登记号"):
        open_from_request(officer=office.clerk, **(give | {"request_no": "SQ2024-99999"}))
    with pytest.raises(TicketRefused, match="诉求类别"):
        open_from_request(officer=office.clerk, **(give | {"kind": "X"}))
