"""Who reports somebody is known to few; what the public reads names nobody."""

import pytest

from gongkai.agencies.permissions import NotAllowed
from gongkai.audit.models import Entry
from gongkai.hotline.models import PublicReply
from gongkai.hotline.operations.tickets.acting import TicketRefused
from gongkai.hotline.operations.tickets.co_handling import ask_co_handling
from gongkai.hotline.operations.tickets.publishing import (
    first_public_texts,
    prepare_public_reply,
    publish_reply,
    withdraw_public_reply,
)
from gongkai.hotline.operations.tickets.reading import read_ticket
from gongkai.hotline.operations.tickets.replying import draft_reply
from gongkai.hotline.permissions import ticket_rights
from gongkai.hotline.queries.tickets.alike import alike
from gongkai.hotline.queries.tickets.published import published_replies
from gongkai.hotline.queries.tickets.visible import tickets_seen
from gongkai.messages.models import Notice
from gongkai.outbox.models import Change
from hotline.tickets.opened import NOW, ON, drafted, opened, replied, signed, ticket_office


@pytest.fixture
def office(db):
    return ticket_office()


def sees(office, officer):
    return list(tickets_seen(office.agency, ticket_rights(officer, office.agency, ON)))


def test_a_report_is_seen_by_who_handles_it_and_read_by_fewer(office):
    row = signed(office, kind="REPORT", content="赵小明举报某单位骗提", matter="赵小明举报")
    assert row.is_secret and row.matter == "举报（内容保密）"
    for officer in (office.dispatcher, office.lender, office.reviewer, office.loans_head):
        assert sees(office, officer) == [row]
    for officer in (office.second_lender, office.saver, office.agent, office.clerk):
        assert sees(office, officer) == []
    read = {"ticket": row, **NOW}
    for officer in (office.dispatcher, office.lender):
        assert read_ticket(officer=officer, **read).content == "赵小明举报某单位骗提"
    for officer in (office.reviewer, office.loans_head, office.second_lender, office.agent):
        with pytest.raises(NotAllowed):
            read_ticket(officer=officer, **read)
    assert Entry.objects.filter(action="ticket.read_person").count() == 2
    told = str(list(Notice.objects.values_list("text", flat=True)))
    told += str([(each.subject, each.detail) for each in Entry.objects.all()])
    assert "骗提" not in told and "赵小明" not in told and "13800138000" not in told


def test_a_secret_ticket_is_no_ones_neighbour_and_nobody_else_helps(office):
    secret = signed(office, is_secret=True)
    other = opened(office)
    rights = ticket_rights(office.dispatcher, office.agency, ON)
    assert alike(other, rights, ON).of_caller == [] == alike(secret, rights, ON).of_caller
    with pytest.raises(TicketRefused, match="保密"):
        ask_co_handling(ticket=secret, version=secret.version, department=office.savings,
                        request="x", officer=office.lender, **NOW)  # fmt: skip
    with pytest.raises(NotAllowed):
        draft_reply(ticket=secret, version=secret.version, reply="x",
                    officer=office.second_lender, **NOW)  # fmt: skip


def prepare(office, row, **changes):
    texts = {"title": "单位不缴存", "text": "单位三个月没有缴存。", "answer": "已责令补缴。"}
    return prepare_public_reply(ticket=row, version=row.version, officer=office.lender,
                                **(texts | changes), **NOW)  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"text": "我叫赵小明"}, "诉求人姓名"),
        ({"answer": "请致电13900139000"}, "手机号码"),
        ({"text": "身份证号码11010519491231002X"}, "身份证"),
        ({"title": "找 138 0013 8000"}, "电话"),
        ({"title": " "}, "未填写"),
        ({"answer": "长" * 5001}, "最多5000"),
    ],
)
def test_what_names_a_person_is_not_kept(office, changes, why):
    with pytest.raises(TicketRefused, match=why):
        prepare(office, replied(office), **changes)
    assert not PublicReply.objects.exists()


def test_the_first_version_has_no_numbers_and_no_name(office):
    told = str(first_public_texts(replied(office)))
    assert "赵小明" not in told and "13800138000" not in told


def test_another_person_publishes_and_one_withdraws(office):
    row = replied(office)
    prepare(office, row)
    assert list(published_replies(office.agency)) == []
    act = {"ticket": row, "version": row.version, **NOW}
    for officer in (office.lender, office.dispatcher, office.loans_head):
        with pytest.raises(NotAllowed):
            publish_reply(officer=officer, **act)
    reply = publish_reply(officer=office.reviewer, **act)
    assert list(published_replies(office.agency)) == [reply]
    change = Change.objects.order_by("pk").last()
    touches = [f"replies:{office.agency.pk}", f"reply:{reply.pk}"]
    assert (change.kind, change.detail) == ("ticket_reply.published", {"touches": touches})
    with pytest.raises(TicketRefused, match="先撤回"):
        prepare(office, row)
    with pytest.raises(TicketRefused, match="撤回理由"):
        withdraw_public_reply(reason="", officer=office.head, **act)
    withdraw_public_reply(reason="内容过时", officer=office.head, **act)
    assert list(published_replies(None)) == []
    assert prepare(office, row).state == "PREPARED"


def test_who_prepared_it_does_not_publish_it(office):
    row = replied(office)
    prepare_public_reply(ticket=row, version=row.version, title="题", text="文", answer="答",
                         officer=office.reviewer, **NOW)  # fmt: skip
    with pytest.raises(NotAllowed, match="本人"):
        publish_reply(ticket=row, version=row.version, officer=office.reviewer, **NOW)


def test_only_what_is_answered_and_never_a_report(office):
    with pytest.raises(TicketRefused, match="答复以后"):
        prepare(office, drafted(office))
    with pytest.raises(TicketRefused, match="不选登"):
        prepare(office, replied(office, kind="REPORT"))
