"""The exchange with the 12345 platform, whatever the platform does."""

from datetime import date, timedelta

import pytest

from gongkai.agencies.permissions import NotAllowed
from gongkai.hotline.models import (
    PlatformFault,
    PlatformLink,
    PlatformTelling,
    Ticket,
    TicketEvent,
)
from gongkai.hotline.operations.outside.configuring import see_to_fault, set_link
from gongkai.hotline.operations.outside.fetching import fetch_tickets
from gongkai.hotline.operations.outside.refusing import OutsideRefused
from gongkai.hotline.operations.outside.telling import decide_telling, tell_platform
from gongkai.hotline.operations.tickets.dispatching import dispatch_ticket, sign_in_ticket
from gongkai.hotline.operations.tickets.replying import draft_reply, release_reply
from gongkai.hotline.queries.outside.platform import exchange_of
from hotline.outside.platform_server import KEY, PlatformServer, ticket
from hotline.tickets.opened import AT, NOW, ON, opened, ticket_office

SECONDS = 0.4


@pytest.fixture
def office(db):
    return ticket_office()


@pytest.fixture
def platform():
    server = PlatformServer()
    yield server
    server.close()


@pytest.fixture
def link(office, platform):
    return set_link(
        agency=office.agency,
        base=platform.address,
        key_number=KEY.number,
        secret=KEY.secret,
        is_on=True,
        officer=office.head,
        **NOW,
    )


def fetch(link, at=AT):
    return fetch_tickets(link=PlatformLink.objects.get(pk=link.pk), seconds=SECONDS, on=ON, at=at)


def tell(link, at=AT):
    return tell_platform(link=PlatformLink.objects.get(pk=link.pk), seconds=SECONDS, at=at)


def handled(office, row):
    """Dispatch, sign for, answer and close a ticket."""
    row = dispatch_ticket(ticket=row, version=row.version, department=office.loans,
                          officer=office.dispatcher, **NOW)  # fmt: skip
    row = sign_in_ticket(ticket=row, version=row.version, officer=office.lender, **NOW)
    row = draft_reply(ticket=row, version=row.version, reply="已责令补缴。",
                      officer=office.lender, **NOW)  # fmt: skip
    return release_reply(ticket=row, version=row.version, closes=True,
                         officer=office.reviewer, **NOW)  # fmt: skip


def test_tickets_are_fetched_with_the_platforms_day_and_confirmed(platform, link):
    platform.batches = [([ticket("P1"), ticket("P2", due_on="", kind="咨询")], [])]
    assert fetch(link) == (2, 0, 0)
    first, second = Ticket.objects.order_by("pk")
    assert first.due_on == date(2024, 1, 17) and first.source == "PLATFORM"
    assert first.outside_no == "P1" and first.phone == "13800138000" and "赵" not in first.matter
    assert second.due_on == date(2024, 1, 11) and platform.confirmed == ["1"]
    assert fetch(link) == (0, 0, 0) and Ticket.objects.count() == 2


def test_a_day_that_is_over_is_no_limit(platform, link):
    platform.batches = [([ticket("P1", due_on="2024-01-09")], [])]
    fetch(link)
    assert Ticket.objects.get().due_on == date(2024, 1, 17)


@pytest.mark.parametrize(
    "fault", ["busy", "error", "cut", "lost", "half", "garbage", "hangs", "not-ok", "slow"]
)
def test_whatever_happens_to_the_answer_each_ticket_is_taken_once(platform, link, fault):
    platform.batches = [([ticket("P1")], []), ([ticket("P2")], [])]
    for place in range(3):
        PlatformLink.objects.update(cursor="", next_at=None)
        platform.faults.extend(["slow" if fault == "slow" else ""] * place + [fault])
        fetch(link)
        PlatformLink.objects.update(next_at=None)
        platform.faults.clear()
        fetch(link)
    assert sorted(Ticket.objects.values_list("outside_no", flat=True)) == ["P1", "P2"]
    assert PlatformLink.objects.get().cursor == "2"


def test_what_does_not_answer_is_left_alone_for_longer_and_longer(platform, link):
    at, waits = AT, []
    for _ in range(5):
        platform.faults.append("error")
        fetch(link, at)
        row = PlatformLink.objects.get()
        waits.append((row.next_at - at).total_seconds() / 60)
        at = row.next_at
    assert waits == [1, 5, 15, 60, 60] and "出错（500）" in row.failure
    asked = len(platform.asked)
    fetch(link, at - timedelta(seconds=1))
    assert len(platform.asked) == asked
    platform.faults.append("patient")
    fetch(link, at)
    assert PlatformLink.objects.get().next_at == at + timedelta(hours=2)
    PlatformLink.objects.update(next_at=None)
    platform.now = at
    fetch(link, at)
    row = PlatformLink.objects.get()
    assert row.failures == 0 and row.failure == "" and row.answered_at == at


def test_what_cannot_be_read_is_told_and_keeps_no_other_from_coming(platform, link, office):
    bad = [
        ticket("B1", kind="表白"),
        ticket("B2", content=""),
        ticket("B3", due_on="明天"),
        ticket("B4", content="字" * 5001),
        ticket("", title="没有号"),
        "not an object",
        ticket("B5", secret="是"),
        ticket("B6", content={"a": 1}),
    ]
    platform.batches = [([*bad, ticket("P1")], [{"id": "O1", "ticket": "X", "kind": "URGED"}])]
    assert fetch(link) == (1, 0, 9)
    reasons = " ".join(PlatformFault.objects.values_list("reason", flat=True))
    for told in ("“表白”不在约定的范围", "诉求内容：为空", "“明天”不是日期", "共5001个字",
                 "工单号：为空", "应为 JSON 对象", "来源保密", "没有这件工单"):  # fmt: skip
        assert told in reasons
    fault = PlatformFault.objects.first()
    see_to_fault(agency=office.agency, fault=fault.pk, officer=office.head, **NOW)
    assert len(exchange_of(office.agency).faults) == 8
    with pytest.raises(OutsideRefused):
        see_to_fault(agency=office.agency, fault=fault.pk, officer=office.head, **NOW)


def test_orders_are_carried_out_once(platform, link, office):
    platform.batches = [([ticket("P1")], [])]
    fetch(link)
    urged = {"id": "O1", "ticket": "P1", "kind": "URGED", "text": "来电人催办"}
    supervised = {"id": "O2", "ticket": "P1", "kind": "SUPERVISED", "text": "限三日内办结"}
    platform.batches.append(([], [urged, urged, supervised]))
    fetch(link)
    row = Ticket.objects.get()
    assert row.urged == 1 and row.is_supervised
    handled(office, row)
    rated = {"id": "O3", "ticket": "P1", "kind": "RATED", "opinion": "不满意", "text": "没有补缴"}
    again = {"id": "O4", "ticket": "P1", "kind": "REOPENED", "text": "回访不满意，退回重办"}
    platform.batches.append(([], [rated, again]))
    assert fetch(link) == (0, 2, 0)
    row.refresh_from_db()
    assert row.opinion == "DISSATISFIED" and row.state == "HANDLING" and row.reopened == 1
    assert not row.awaits_call_back


def test_an_order_that_cannot_be_followed_is_told(platform, link):
    early = {"id": "O1", "ticket": "P1", "kind": "REOPENED", "text": "退回"}
    platform.batches = [([ticket("P1")], [early])]
    assert fetch(link) == (1, 0, 1)
    assert "工单GD2024-00001" in PlatformFault.objects.get().reason


def test_the_platform_hears_what_was_done_in_order_and_once(platform, link, office):
    platform.batches = [([ticket("P1")], [])]
    fetch(link)
    handled(office, Ticket.objects.get())
    assert tell(link) == 3 and tell(link) == 0
    told = list(platform.events.values())
    assert [each["kind"] for each in told] == ["SIGNED", "REPLIED", "CLOSED"]
    assert told[1]["text"] == "已责令补缴。" and told[1]["ticket"] == "P1"
    assert told[0]["on"] == "2024-01-10" and set(platform.times.values()) == {1}
    assert exchange_of(office.agency).sent == 3


@pytest.mark.parametrize("fault", ["lost", "half", "hangs", "garbage", "not-ok", "error", "cut"])
def test_what_the_platform_heard_without_saying_so_is_no_second_event(
    platform, link, office, fault
):
    platform.batches = [([ticket("P1")], [])]
    fetch(link)
    handled(office, Ticket.objects.get())
    platform.faults.extend(["", fault])
    assert tell(link) == 1
    PlatformLink.objects.update(next_at=None)
    assert tell(link) == 2
    assert [each["kind"] for each in platform.events.values()] == ["SIGNED", "REPLIED", "CLOSED"]
    assert PlatformTelling.objects.filter(state="SENT").count() == 3


def test_what_it_refuses_waits_for_a_decision_with_all_that_follows(platform, link, office):
    platform.batches = [([ticket("P1"), ticket("P2")], [])]
    fetch(link)
    first, second = Ticket.objects.order_by("pk")
    handled(office, first)
    handled(office, second)
    platform.refuses = {"REPLIED"}
    assert tell(link) == 2
    refused = exchange_of(office.agency).refused
    assert len(refused) == 2 and "没有接受（422）" in refused[0].failure
    decide = {"agency": office.agency, "telling": refused[0].pk, **NOW}
    with pytest.raises(NotAllowed):
        decide_telling(again=True, reason="", officer=office.agent, **decide)
    with pytest.raises(OutsideRefused, match="理由：未填写"):
        decide_telling(again=False, reason=" ", officer=office.head, **decide)
    decide_telling(again=False, reason="已电话告知平台", officer=office.head, **decide)
    platform.refuses = set()
    assert tell(link) == 1
    decide_telling(again=True, reason="", officer=office.head,
                   **decide | {"telling": refused[1].pk})  # fmt: skip
    assert tell(link) == 2
    with pytest.raises(OutsideRefused, match="请刷新页面"):
        decide_telling(again=True, reason="", officer=office.head, **decide)


def test_tickets_of_others_are_nobodys_business(platform, link, office):
    handled(office, opened(office))
    assert tell(link) == 0 and TicketEvent.objects.exists()


def test_only_one_process_speaks_and_who_died_is_replaced(platform, link):
    platform.batches = [([ticket("P1")], [])]
    PlatformLink.objects.update(busy_until=AT + timedelta(minutes=15))
    assert fetch(link) == (0, 0, 0) and platform.asked == []
    platform.now = AT + timedelta(minutes=16)
    assert fetch(link, platform.now) == (1, 0, 0)


def test_a_link_switched_off_is_silent(platform, link, office):
    PlatformLink.objects.update(is_on=False)
    platform.batches = [([ticket("P1")], [])]
    assert fetch(link) == (0, 0, 0) and tell(link) == 0 and platform.asked == []


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"base": "12345.gov.cn"}, "接口地址：无法识别"),
        ({"base": "https://a:b@host/"}, "接口地址：无法识别"),
        ({"key_number": ""}, "密钥编号"),
        ({"secret": "short"}, "密钥：至少16个字符"),
    ],
)
def test_a_link_that_cannot_work_is_refused(office, changes, message):
    told = {"base": "https://host/api", "key_number": "k", "secret": "s" * 16, "is_on": True}
    with pytest.raises(OutsideRefused, match=message):
        set_link(agency=office.agency, officer=office.head, **told | changes, **NOW)
    assert not PlatformLink.objects.exists()


def test_the_secret_stays_where_none_is_typed_and_is_kept_encrypted(link, office):
    again = set_link(
        agency=office.agency, base=link.base, key_number="k2", secret="", is_on=True,
        officer=office.head, **NOW,
    )  # fmt: skip
    assert again.secret == KEY.secret
    with pytest.raises(NotAllowed):
        set_link(
            agency=office.agency, base=link.base, key_number="k2", secret="", is_on=True,
            officer=office.agent, **NOW,
        )  # fmt: skip
