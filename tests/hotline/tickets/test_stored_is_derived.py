"""What is stored with a ticket is what its events say, after any acts through the operations."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.agencies.permissions import NotAllowed
from gongkai.hotline.models import CoHandling, Ticket
from gongkai.hotline.operations import correct_tickets
from gongkai.hotline.operations.tickets.acting import TicketRefused, stamp
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
from gongkai.hotline.operations.tickets.extending import (
    ask_extension,
    grant_extension,
    refuse_extension,
)
from gongkai.hotline.operations.tickets.leaving import refer_to_petitions, set_aside_ticket
from gongkai.hotline.operations.tickets.merging import (
    dismiss_repeat,
    mark_repeat,
    merge_ticket,
    separate_ticket,
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
from gongkai.hotline.operations.tickets.returning import ask_return, grant_return, refuse_return
from gongkai.hotline.queries.tickets.history import entries_of
from gongkai.rules.ticket_lifecycle import standing_of
from hotline.tickets.opened import AT, ON, opened, signed, ticket_office

DERIVED = (
    "state", "department_id", "handler_id", "accepted_on", "due_on", "first_due_on", "due_at",
    "fed_back_on", "closed_on", "days_taken", "drafted_by_id", "extension_until",
    "merged_into_id", "repeats_id", "is_supervised", "urged", "moved", "reopened",
)  # fmt: skip


def deeds(office, main, earlier):
    """Return every act as operation, officer and what else it takes."""
    where = {"1": office.loans, "2": office.savings}
    return {
        **{f"dispatch{n}": (dispatch_ticket, office.dispatcher, {"department": unit})
           for n, unit in where.items()},
        "sign": (sign_in_ticket, office.lender, {}),
        "sign2": (sign_in_ticket, office.saver, {}),
        "urgent": (reclassify_ticket, office.dispatcher, {"kind": "HELP", "urgency": "URGENT"}),
        "complex": (reclassify_ticket, office.dispatcher, {"kind": "HELP", "urgency": "COMPLEX"}),
        "help": (ask_co_handling, office.dispatcher,
                 {"department": office.savings, "request": "x"}),
        "helped": (answer_co_handling, office.saver, {"answer": "x"}),
        "note": (note_progress, office.agent, {"note": "x"}),
        "return": (ask_return, office.lender, {"reason": "x"}),
        "granted": (grant_return, office.dispatcher, {}),
        "refused": (refuse_return, office.dispatcher, {"opinion": "x"}),
        "extend": (ask_extension, office.lender, {"until": ON + timedelta(days=19), "reason": "x"}),
        "extended": (grant_extension, office.dispatcher, {}),
        "not-extended": (refuse_extension, office.dispatcher, {"opinion": "x"}),
        "urge": (urge_ticket, office.agent, {}),
        "supervise": (supervise_ticket, office.head, {"reason": "x"}),
        "unsupervise": (end_supervision, office.head, {}),
        "draft": (draft_reply, office.lender, {"reply": "x"}),
        "back": (return_draft, office.reviewer, {"opinion": "x"}),
        "release": (release_reply, office.reviewer, {"closes": False}),
        "release-close": (release_reply, office.reviewer, {"closes": True}),
        "close": (close_ticket, office.dispatcher, {}),
        "reopen": (reopen_ticket, office.agent, {"reason": "x"}),
        "merge": (merge_ticket, office.dispatcher, {"into": main.register_no, "reason": "x"}),
        "separate": (separate_ticket, office.dispatcher, {"reason": "x"}),
        "repeat": (mark_repeat, office.agent, {"of": earlier.register_no}),
        "no-repeat": (dismiss_repeat, office.agent, {}),
        "aside": (set_aside_ticket, office.dispatcher, {"reason": "x"}),
        "refer": (refer_to_petitions, office.dispatcher,
                  {"organ": "x", "basis": "x", "reason": "x"}),
    }  # fmt: skip


NAMES = [
    "dispatch1", "dispatch2", "sign", "sign2", "urgent", "complex", "help", "helped", "note",
    "return", "granted", "refused", "extend", "extended", "not-extended", "urge", "supervise",
    "unsupervise", "draft", "back", "release", "release-close", "close", "reopen", "merge",
    "separate", "repeat", "no-repeat", "aside", "refer", "ledger",
]  # fmt: skip


def correct(row, when):
    days = {"accepted_on": row.accepted_on, "due_on": row.due_on, "fed_back_on": row.fed_back_on,
            "closed_on": row.closed_on, "register_no": row.register_no,
            "matter": "更正"}  # fmt: skip
    correct_tickets(agency=row.agency, rows=[days], at=when["at"])


def assert_stored_is_derived(*rows):
    for row in Ticket.objects.filter(pk__in=[each.pk for each in rows]):
        stored = {name: getattr(row, name) for name in DERIVED}
        helping = set(CoHandling.objects.filter(ticket=row).values_list("department", flat=True))
        standing = standing_of(entries_of(row))
        stamp(row, standing)
        assert stored == {name: getattr(row, name) for name in DERIVED}
        assert helping == standing.helping
        assert row.version == row.events.count()


@pytest.fixture
def office(db):
    return ticket_office()


@given(
    begun=st.sampled_from([opened, signed]),
    steps=st.lists(st.tuples(st.sampled_from(NAMES), st.integers(0, 2)), max_size=14),
)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_after_any_acts(office, begun, steps):
    earlier, main, row = opened(office), signed(office), begun(office)
    acts = deeds(office, main, earlier)
    days = 0
    for name, apart in steps:
        days += apart
        when = {"on": ON + timedelta(days=days), "at": AT + timedelta(days=days)}
        row.refresh_from_db()
        if name == "ledger":
            correct(row, when)
            continue
        operation, officer, told = acts[name]
        try:
            operation(ticket=row, version=row.version, officer=officer, **told, **when)
        except (TicketRefused, NotAllowed):
            continue
    assert_stored_is_derived(earlier, main, row)


LIVES = [
    "dispatch1 sign help draft helped draft back draft release close reopen draft release-close",
    "dispatch2 return granted dispatch1 sign extend extended urge supervise draft release-close",
    "urgent dispatch1 dispatch2 sign2 return refused extend not-extended complex ledger reopen",
    "dispatch1 sign merge separate draft release ledger close reopen repeat refer",
    "repeat no-repeat merge ledger separate aside ledger",
]


@pytest.mark.parametrize("life", LIVES)
def test_after_a_whole_life(office, life):
    earlier, main, row = opened(office), signed(office), opened(office)
    acts = deeds(office, main, earlier)
    done = 0
    for name in life.split():
        row.refresh_from_db()
        if name == "ledger":
            correct(row, {"at": AT})
            continue
        operation, officer, told = acts[name]
        try:
            operation(ticket=row, version=row.version, officer=officer, **told, on=ON, at=AT)
            done += 1
        except (TicketRefused, NotAllowed):
            continue
        assert_stored_is_derived(row)
    assert_stored_is_derived(earlier, main, row)
    assert done >= len(life.split()) // 2
