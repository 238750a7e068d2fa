"""A message of the site on its way: ticket, answer by two people, days, what is refused."""

from dataclasses import replace
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.db import connection

from factories import AgencyFactory, OfficerFactory
from gongkai.agencies.permissions import NotAllowed
from gongkai.annual_reports.queries.explaining import explain
from gongkai.audit.models import Entry
from gongkai.hotline.models import SiteMessage, Ticket
from gongkai.hotline.operations.message_acting import MessageChanged, MessageRefused
from gongkai.hotline.operations.message_answering import (
    close_message,
    draft_answer,
    extend_answer,
    release_answer,
    return_answer,
    set_aside,
)
from gongkai.hotline.operations.message_content import MessageContent, problems_of
from gongkai.hotline.operations.message_rating import rate_answer
from gongkai.hotline.operations.message_reading import read_sender
from gongkai.hotline.operations.message_receiving import receive_message
from gongkai.hotline.queries import tickets_accepted_in, tickets_due_in
from gongkai.hotline.queries.site_messages import unanswered, year_of_messages
from gongkai.hotline.queries.tracking import track_message
from gongkai.messages.models import Notice
from gongkai.outbox.models import Change
from gongkai.rules.calendars import CalendarNotPublished

ASKED = MessageContent(
    kind="CONSULTATION",
    title="赵小明咨询租房提取，电话13800138000",
    text="我在本市租房，可以提取住房公积金吗？",
    name="赵小明",
    phone="138 0013 8000",
)
LATER = date(2024, 1, 12)


@pytest.fixture
def office(db):
    agency = AgencyFactory(phone="0400-1234567")
    return SimpleNamespace(
        agency=agency,
        clerk=OfficerFactory(agency=agency, clerk=True),
        reviewer=OfficerFactory(agency=agency, reviewer=True),
        head=OfficerFactory(agency=agency, head=True),
    )


@pytest.fixture
def send(office, on, at):
    def sent(token="", **changes):
        content = replace(ASKED, **changes)
        return receive_message(agency=office.agency, content=content, on=on, at=at, token=token)

    return sent


def answered(message, office, on, at, *, closes=False):
    drafted = draft_answer(
        message=message,
        version=message.version,
        answer="可以提取。",
        officer=office.clerk,
        on=on,
        at=at,
    )
    return release_answer(
        message=drafted,
        version=drafted.version,
        closes=closes,
        officer=office.reviewer,
        on=on,
        at=at,
    )


def test_a_message_becomes_a_ticket_that_is_due_after_five_working_days(send, office, on):
    message, code = send()
    ticket = Ticket.objects.get()
    assert message.register_no == ticket.register_no == "LY2024-00001"
    assert (ticket.source, ticket.kind) == ("SITE_MESSAGE", "CONSULTATION")
    assert (ticket.accepted_on, ticket.due_on) == (on, date(2024, 1, 17))
    assert list(tickets_accepted_in(2024)) == list(tickets_due_in(2024)) == [ticket]
    assert track_message(office.agency, " ly2024-00001", code.lower()) == message
    assert track_message(office.agency, "LY2024-00001", "AAAAA-AAAAA") is None
    assert track_message(office.agency, "LY2024-00002", code) is None
    assert Notice.objects.get().officer == office.clerk


def test_nothing_of_the_sender_stands_in_the_open(send):
    send()
    with connection.cursor() as cursor:
        cursor.execute("SELECT title, text, name, phone FROM hotline_sitemessage")
        assert all(value.startswith("aes:") for value in cursor.fetchone())
    matter = Ticket.objects.get().matter
    assert "赵小明" not in matter and "13800138000" not in matter and "租房提取" in matter
    told = str([(e.subject, e.detail) for e in Entry.objects.all()])
    assert "赵小明" not in told and "138" not in told


def test_of_a_report_the_ticket_says_nothing(send):
    send(kind="REPORT")
    assert Ticket.objects.get().matter == "网站留言（举报）"


def test_a_form_sent_twice_is_one_message(send):
    first, second = send("token-1"), send("token-1")
    assert first == second
    assert SiteMessage.objects.count() == Ticket.objects.count() == 1
    assert send("token-2").message.register_no == "LY2024-00002"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": ""}, "kind"),
        ({"kind": "OTHER"}, "kind"),
        ({"title": " "}, "title"),
        ({"title": "长" * 61}, "title"),
        ({"text": "\x00"}, "text"),
        ({"text": "长" * 2001}, "text"),
        ({"phone": "12345"}, "phone"),
        ({"phone": "", "answer_way": "PHONE"}, "phone"),
        ({"email": "", "answer_way": "EMAIL"}, "email"),
        ({"email": "not-a-mail"}, "email"),
        ({"name": "", "answer_way": "PHONE"}, "name"),
        ({"answer_way": "PIGEON"}, "answer_way"),
        ({"name": "长" * 51}, "name"),
    ],
)
def test_what_is_wrong_is_told_by_field_and_leaves_no_trace(send, changes, field):
    assert [name for name, _ in problems_of(replace(ASKED, **changes))] == [field]
    with pytest.raises(MessageRefused):
        send(**changes)
    assert not Ticket.objects.exists() and not Entry.objects.exists()


def test_a_year_without_a_calendar_is_refused_with_nothing_kept(office):
    with pytest.raises(CalendarNotPublished, match="2027年"):
        receive_message(
            agency=office.agency,
            content=ASKED,
            on=date(2026, 12, 29),
            at=datetime(2026, 12, 29, 3, tzinfo=UTC),
        )
    assert not SiteMessage.objects.exists() and not Ticket.objects.exists()


def test_one_drafts_and_another_releases(send, office, on, at):
    message, _ = send()
    row = draft_answer(
        message=message, version=0, answer="可以提取。", officer=office.reviewer, on=on, at=at
    )
    with pytest.raises(NotAllowed, match="本人"):
        release_answer(message=row, version=1, closes=True, officer=office.reviewer, on=on, at=at)
    with pytest.raises(NotAllowed, match="审核人"):
        release_answer(message=row, version=1, closes=True, officer=office.clerk, on=on, at=at)
    with pytest.raises(MessageChanged):
        release_answer(message=row, version=0, closes=True, officer=office.head, on=on, at=at)
    row = return_answer(
        message=row, version=1, opinion="请补充材料清单", officer=office.head, on=on, at=at
    )
    assert (row.state, row.return_opinion) == ("RECEIVED", "请补充材料清单")
    row = answered(row, office, LATER, at)
    assert (row.state, row.ticket.fed_back_on, row.ticket.closed_on) == ("ANSWERED", LATER, None)
    row = close_message(
        message=row, version=row.version, officer=office.clerk, on=date(2024, 1, 15), at=at
    )
    assert (row.state, row.ticket.closed_on, row.ticket.days_taken) == (
        "CLOSED", date(2024, 1, 15), 5,
    )  # fmt: skip
    with pytest.raises(MessageRefused, match="已办结"):
        draft_answer(
            message=row, version=row.version, answer="再", officer=office.clerk, on=on, at=at
        )


def test_outsiders_do_nothing(send, on, at):
    message, _ = send()
    outsider = OfficerFactory(head=True)
    for act in (read_sender,):
        with pytest.raises(NotAllowed):
            act(message=message, officer=outsider, on=on, at=at)
    with pytest.raises(NotAllowed):
        draft_answer(message=message, version=0, answer="答", officer=outsider, on=on, at=at)


def test_reading_the_sender_is_on_record(send, office, on, at):
    message, _ = send()
    assert read_sender(message=message, officer=office.clerk, on=on, at=at).name == "赵小明"
    entry = Entry.objects.order_by("-sequence").first()
    assert (entry.action, entry.officer) == ("site_message.read_sender", office.clerk)


def test_an_extension_is_given_once_within_the_longest_limit(send, office, on, at):
    message, _ = send()
    extend = {"reason": "须向银行核实", "officer": office.clerk, "at": at}
    for until in (date(2024, 1, 17), date(2024, 2, 1)):
        with pytest.raises(MessageRefused, match="延期至"):
            extend_answer(message=message, version=0, until=until, on=on, **extend)
    with pytest.raises(MessageRefused, match="届满"):
        extend_answer(
            message=message, version=0, until=date(2024, 1, 31), on=date(2024, 1, 18), **extend
        )
    row = extend_answer(message=message, version=0, until=date(2024, 1, 31), on=on, **extend)
    assert (row.ticket.due_on, row.first_due_on) == (date(2024, 1, 31), date(2024, 1, 17))
    with pytest.raises(MessageRefused, match="再次"):
        extend_answer(message=row, version=1, until=date(2024, 1, 31), on=on, **extend)


def test_what_is_set_aside_is_told_and_closed(send, office, on, at):
    message, _ = send()
    with pytest.raises(NotAllowed):
        set_aside(message=message, version=0, reason="广告", officer=office.clerk, on=on, at=at)
    with pytest.raises(MessageRefused, match="未填写"):
        set_aside(message=message, version=0, reason=" ", officer=office.head, on=on, at=at)
    row = set_aside(message=message, version=0, reason="广告", officer=office.head, on=on, at=at)
    assert (row.state, row.ticket.fed_back_on, row.ticket.closed_on) == ("SET_ASIDE", on, on)
    assert unanswered(office.agency, on) == []


def test_the_sender_rates_once_after_the_answer(send, office, on, at):
    message, _ = send()
    with pytest.raises(MessageRefused, match="还没有答复"):
        rate_answer(message=message, opinion="SATISFIED", on=on, at=at)
    row = answered(message, office, on, at, closes=True)
    with pytest.raises(MessageRefused, match="没有这个选项"):
        rate_answer(message=row, opinion="FINE", on=on, at=at)
    rate_answer(message=row, opinion="DISSATISFIED", on=LATER, at=at)
    ticket = Ticket.objects.get()
    assert (ticket.opinion, ticket.reached, ticket.called_back_on) == ("DISSATISFIED", True, LATER)
    assert Notice.objects.filter(text__contains="不满意").count() == 1
    with pytest.raises(MessageRefused, match="已经评价"):
        rate_answer(message=row, opinion="SATISFIED", on=LATER, at=at)


def test_unanswered_ones_are_told_with_their_age(send, office, on, at):
    send()
    answered(send("b").message, office, LATER, datetime(2024, 1, 12, 3, tzinfo=UTC))
    first, second = unanswered(office.agency, on)
    assert (first.days, first.is_late, first.due_on) == (0, False, date(2024, 1, 17))
    assert second.register_no == "LY2024-00002"
    [left] = unanswered(office.agency, date(2024, 4, 10))
    assert (left.days, left.is_late, left.register_no) == (91, True, "LY2024-00001")
    assert unanswered(AgencyFactory(), on) == []


def test_a_year_is_counted_from_its_messages(send, office, on, at):
    answered(send("a").message, office, on, at, closes=True)
    answered(send("b").message, office, LATER, at, closes=True)
    send("c")
    assert tuple(map(str, year_of_messages(office.agency, 2024))) == ("3", "2", "1.0", "0")
    assert year_of_messages(office.agency, 2023) == (0, 0, None, 0)


def test_followers_are_told_what_changed(send, office, on, at):
    answered(send().message, office, on, at, closes=True)
    kinds = list(Change.objects.order_by("pk").values_list("kind", "detail"))
    touches = {"touches": [f"messages:{office.agency.pk}"]}
    assert kinds == [("message.received", touches), ("message.closed", touches)]


def test_a_message_counts_in_the_annual_report_like_any_ticket(send, office, on, at):
    row = answered(send("a").message, office, on, at, closes=True)
    rate_answer(message=row, opinion="SATISFIED", on=on, at=at)
    send("b")
    counted = {
        path: str(explain(office.agency, 2024, f"tickets.{path}").value)
        for path in ("accepted", "closed", "fed_back", "due", "rated", "satisfied", "to_call_back")
    }
    assert counted == {
        "accepted": "2", "closed": "1", "fed_back": "1", "due": "2", "rated": "1",
        "satisfied": "1", "to_call_back": "0",
    }  # fmt: skip
