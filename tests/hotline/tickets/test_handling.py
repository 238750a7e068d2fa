"""A ticket on its way: opened, dispatched, signed for, answered by two, closed, opened again."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from factories import DepartmentFactory
from gongkai.agencies.permissions import NotAllowed
from gongkai.audit.models import Entry
from gongkai.hotline.models import CoHandling, Ticket, TicketEvent
from gongkai.hotline.operations.tickets.acting import TicketChanged, TicketRefused
from gongkai.hotline.operations.tickets.co_handling import (
    answer_co_handling,
    ask_co_handling,
    note_progress,
)
from gongkai.hotline.operations.tickets.dispatching import (
    dispatch_ticket,
    reclassify_ticket,
    sign_in_ticket,
)
from gongkai.hotline.operations.tickets.pressing import (
    end_supervision,
    supervise_ticket,
    urge_ticket,
)
from gongkai.hotline.operations.tickets.reopening import reopen_ticket
from gongkai.hotline.operations.tickets.replying import (
    close_ticket,
    draft_reply,
    release_reply,
    return_draft,
)
from gongkai.messages.models import Notice
from hotline.tickets.opened import (
    AT,
    NOW,
    ON,
    dispatched,
    drafted,
    opened,
    replied,
    signed,
    ticket_office,
    with_role,
)


@pytest.fixture
def office(db):
    return ticket_office()


def told(officer):
    return list(Notice.objects.filter(officer=officer, read_at=None).values_list("text", flat=True))


@pytest.mark.parametrize(
    ("kind", "urgency", "due"),
    [
        ("CONSULTATION", "ORDINARY", date(2024, 1, 11)),
        ("COMPLAINT", "ORDINARY", date(2024, 1, 17)),
        ("COMPLAINT", "COMPLEX", date(2024, 1, 24)),
        ("HELP", "URGENT", date(2024, 1, 11)),
    ],
)
def test_a_ticket_is_due_by_its_kind_and_urgency(office, kind, urgency, due):
    row = opened(office, kind=kind, urgency=urgency)
    assert (row.register_no, row.state, row.due_on) == ("GD2024-00001", "RECEIVED", due)
    assert row.due_at == (AT + timedelta(hours=24) if urgency == "URGENT" else None)
    assert "赵小明" not in row.matter and told(office.dispatcher)


def test_nothing_of_the_caller_stands_in_the_open(office):
    drafted(office)
    with connection.cursor() as cursor:
        cursor.execute("SELECT content, person_name, phone FROM hotline_ticket")
        assert all(value.startswith("aes:") for value in cursor.fetchone())
        cursor.execute("SELECT text, detail FROM hotline_ticketevent")
        assert not any("补缴" in str(row) for row in cursor.fetchall())
    kept = str([(each.subject, each.detail) for each in Entry.objects.all()])
    kept += str(list(Notice.objects.values_list("text", flat=True)))
    assert "赵小明" not in kept and "138001" not in kept and "补缴" not in kept


def test_only_the_department_signs_for_what_was_dispatched_to_it(office):
    row = dispatched(office)
    assert (row.state, row.department, row.handler) == ("DISPATCHED", office.loans, None)
    assert told(office.lender) and told(office.second_lender) and not told(office.saver)
    for stranger in (office.saver, office.loans_head, office.dispatcher):
        with pytest.raises(NotAllowed):
            sign_in_ticket(ticket=row, version=row.version, officer=stranger, **NOW)
    row = sign_in_ticket(ticket=row, version=row.version, officer=office.lender, **NOW)
    assert (row.state, row.handler) == ("HANDLING", office.lender)


def test_a_named_handler_alone_signs(office):
    row = dispatched(office, handler=office.second_lender)
    with pytest.raises(NotAllowed, match="指定"):
        sign_in_ticket(ticket=row, version=row.version, officer=office.lender, **NOW)
    row = sign_in_ticket(ticket=row, version=row.version, officer=office.second_lender, **NOW)
    assert row.handler == office.second_lender


def test_dispatch_needs_somebody_who_can_sign(office):
    row = opened(office)
    empty = DepartmentFactory(agency=office.agency, name="空科室")
    give = {"ticket": row, "version": row.version, "officer": office.dispatcher, **NOW}
    with pytest.raises(TicketRefused, match="承办人"):
        dispatch_ticket(department=empty, **give)
    with pytest.raises(TicketRefused, match="没有这个科室"):
        dispatch_ticket(department=DepartmentFactory(), **give)
    with pytest.raises(TicketRefused, match="不是归集科"):
        dispatch_ticket(department=office.savings, handler=office.lender, **give)
    with pytest.raises(NotAllowed):
        dispatch_ticket(department=office.loans, **(give | {"officer": office.agent}))
    row.refresh_from_db()
    assert row.version == 1 and row.state == "RECEIVED"


def test_who_saw_an_older_version_is_told_and_changes_nothing(office):
    row = opened(office)
    give = {"ticket": row, "version": 1, "officer": office.dispatcher, **NOW}
    dispatch_ticket(department=office.loans, **give)
    with pytest.raises(TicketChanged, match="新的办理情况"):
        dispatch_ticket(department=office.savings, **give)
    assert Ticket.objects.get().department == office.loans


def test_a_wrong_dispatch_is_mended_before_it_is_signed_for(office):
    row = dispatched(office)
    row = dispatch_ticket(ticket=row, version=row.version, department=office.savings,
                          officer=office.dispatcher, **NOW)  # fmt: skip
    assert (row.department, row.moved) == (office.savings, 1)


def test_a_reply_is_released_by_another_and_closes(office):
    row = drafted(office)
    assert row.drafted_by == office.lender and row.reply == ""
    assert told(office.reviewer) and told(office.loans_head) and told(office.head)
    release = {"ticket": row, "version": row.version, "closes": True, **NOW}
    with pytest.raises(NotAllowed):
        release_reply(officer=office.saver, **release)
    row = release_reply(officer=office.loans_head, **release)
    assert (row.state, row.reply, row.fed_back_on, row.closed_on, row.days_taken) == (
        "CLOSED", "已责令单位补缴。", ON, ON, 0,
    )  # fmt: skip
    assert row.drafted_by is None and not told(office.reviewer)


def test_nobody_releases_his_own_reply(office):
    both = with_role(office.agency, "TICKET_HANDLER", "REVIEWER", department=office.loans)
    row = signed(office)
    row = draft_reply(ticket=row, version=row.version, reply="可以。", officer=both, **NOW)
    with pytest.raises(NotAllowed, match="本人"):
        release_reply(ticket=row, version=row.version, closes=False, officer=both, **NOW)


def test_a_draft_goes_back_with_the_reason(office):
    row = drafted(office)
    send = {"ticket": row, "version": row.version, "officer": office.reviewer, **NOW}
    with pytest.raises(TicketRefused, match="退回意见：未填写"):
        return_draft(opinion=" ", **send)
    row = return_draft(opinion="请写明依据", **send)
    assert row.drafted_by is None and row.state == "HANDLING" and told(office.lender)
    with pytest.raises(TicketRefused, match="没有待审核"):
        release_reply(ticket=row, version=row.version, closes=True, officer=office.reviewer, **NOW)


@pytest.mark.parametrize("reply", ["", "\x00", "长" * 5001, "长" * 3_000_000])
def test_a_reply_that_cannot_be_kept_leaves_no_trace(office, reply):
    row = signed(office)
    with pytest.raises(TicketRefused, match="^答复：(未填写|共[0-9]+个字)"):
        draft_reply(ticket=row, version=row.version, reply=reply, officer=office.lender, **NOW)
    assert TicketEvent.objects.filter(kind="DRAFTED").count() == 0


def test_after_the_reply_nothing_is_drafted_and_closing_comes_once(office):
    row = replied(office)
    assert row.state == "REPLIED" and row.closed_on is None
    with pytest.raises(TicketRefused, match="已反馈"):
        draft_reply(ticket=row, version=row.version, reply="又", officer=office.lender, **NOW)
    later = {"on": ON + timedelta(days=3), "at": AT + timedelta(days=3)}
    row = close_ticket(ticket=row, version=row.version, officer=office.lender, **later)
    assert (row.state, row.days_taken) == ("CLOSED", 3)
    with pytest.raises(TicketRefused, match="已办结"):
        close_ticket(ticket=row, version=row.version, officer=office.lender, **later)


def test_a_ticket_is_not_closed_before_its_reply(office):
    row = signed(office)
    with pytest.raises(TicketRefused):
        close_ticket(ticket=row, version=row.version, officer=office.lender, **NOW)


def test_other_departments_help_before_the_reply(office):
    row = signed(office)
    ask = {"ticket": row, "version": row.version, "request": "请核对缴存记录",
           "officer": office.lender, **NOW}  # fmt: skip
    with pytest.raises(TicketRefused, match="主办科室"):
        ask_co_handling(department=office.loans, **ask)
    row = ask_co_handling(department=office.savings, **ask)
    assert CoHandling.objects.get().department == office.savings and told(office.saver)
    with pytest.raises(TicketRefused, match="会办科室尚未答复"):
        draft_reply(ticket=row, version=row.version, reply="x", officer=office.lender, **NOW)
    with pytest.raises(NotAllowed):
        answer_co_handling(ticket=row, version=row.version, answer="x", officer=office.lender,
                           **NOW)  # fmt: skip
    row = note_progress(ticket=row, version=row.version, note="正在核对", officer=office.saver,
                        **NOW)  # fmt: skip
    row = answer_co_handling(ticket=row, version=row.version, answer="确未缴存",
                             officer=office.saver, **NOW)  # fmt: skip
    assert not CoHandling.objects.exists() and told(office.lender)


def test_urging_and_supervision(office):
    row = signed(office)
    Notice.objects.all().delete()
    row = urge_ticket(ticket=row, version=row.version, officer=office.agent, **NOW)
    row = urge_ticket(ticket=row, version=row.version, officer=office.agent, **NOW)
    assert row.urged == 2 and len(told(office.lender)) == 2
    with pytest.raises(NotAllowed):
        supervise_ticket(ticket=row, version=row.version, reason="x", officer=office.agent, **NOW)
    row = supervise_ticket(ticket=row, version=row.version, reason="限期", officer=office.head,
                           **NOW)  # fmt: skip
    assert row.is_supervised and told(office.loans_head)
    with pytest.raises(TicketRefused, match="已在督办"):
        supervise_ticket(ticket=row, version=row.version, reason="x", officer=office.head, **NOW)
    row = end_supervision(ticket=row, version=row.version, officer=office.dispatcher, **NOW)
    assert not row.is_supervised


def test_an_unsatisfied_caller_has_it_handled_again(office):
    row = replied(office, closes=True)
    with pytest.raises(NotAllowed):
        reopen_ticket(ticket=row, reason="不满意", officer=office.lender, **NOW)
    row = reopen_ticket(ticket=row, reason="没有说明何时补缴", officer=office.agent, **NOW)
    assert (row.state, row.reopened, row.due_on) == ("HANDLING", 1, date(2024, 1, 17))
    assert (row.fed_back_on, row.closed_on, row.days_taken) == (None, None, None)
    assert row.handler == office.lender and told(office.lender)
    with pytest.raises(TicketRefused):
        reopen_ticket(ticket=row, reason="又", officer=None, **NOW)


def test_kind_and_urgency_put_right_move_the_due_day(office):
    row = opened(office, kind="CONSULTATION")
    change = {"officer": office.dispatcher, **NOW}
    row = reclassify_ticket(ticket=row, version=row.version, kind="COMPLAINT", urgency="COMPLEX",
                            topic=None, **change)  # fmt: skip
    assert (row.due_on, row.first_due_on) == (date(2024, 1, 24), date(2024, 1, 11))
    row = reclassify_ticket(ticket=row, version=row.version, kind="REPORT", urgency="ORDINARY",
                            topic=None, **change)  # fmt: skip
    assert row.is_secret and row.matter == "举报（内容保密）"
    fixed = opened(office, due_on=date(2024, 2, 1))
    fixed = reclassify_ticket(ticket=fixed, version=fixed.version, kind="HELP",
                              urgency="URGENT", topic=None, **change)  # fmt: skip
    assert fixed.due_on == date(2024, 2, 1)
    with pytest.raises(TicketRefused, match="没有这个选项"):
        reclassify_ticket(ticket=row, version=row.version, kind="X", urgency="URGENT", **change)


def test_another_organ_does_nothing_to_our_tickets(office):
    other = ticket_office()
    row = opened(office)
    with pytest.raises(NotAllowed):
        dispatch_ticket(ticket=row, version=row.version, department=other.loans,
                        officer=other.dispatcher, **NOW)  # fmt: skip


def test_an_urgent_limit_is_told_by_the_clock_here(office):
    late = datetime(2024, 1, 10, 15, 30, tzinfo=UTC)
    row = opened(office, urgency="URGENT", at=late, on=date(2024, 1, 10))
    # Half past eleven at night here, so a day later it is the 11th, not yet the 12th.
    assert row.due_on == date(2024, 1, 11)
