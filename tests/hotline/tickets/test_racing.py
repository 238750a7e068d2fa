"""Several dispatchers and handlers at one ticket, on connections of their own."""

from dataclasses import replace

from gongkai.hotline.models import Ticket, TicketEvent, TicketReminder
from gongkai.hotline.operations.tickets.acting import TicketChanged
from gongkai.hotline.operations.tickets.dispatching import dispatch_ticket, sign_in_ticket
from gongkai.hotline.operations.tickets.merging import merge_ticket
from gongkai.hotline.operations.tickets.reminding import remind_of_tickets
from gongkai.hotline.operations.tickets.taking_in import TakenIn, take_in_ticket
from hotline.tickets.opened import NOW, dispatched, opened, signed, ticket_office


def test_a_ticket_is_never_given_to_two(race):
    office = ticket_office()
    row = opened(office)
    give = {"version": row.version, "officer": office.dispatcher, **NOW}
    units = [office.loans, office.savings, office.loans, office.savings]
    done = race(
        *[
            lambda unit=unit: dispatch_ticket(
                ticket=Ticket.objects.get(pk=row.pk), department=unit, **give
            )
            for unit in units
        ]
    )
    given = [each for each in done if isinstance(each, Ticket)]
    assert len(given) == 1
    assert [type(each) for each in done if not isinstance(each, Ticket)] == [TicketChanged] * 3
    row.refresh_from_db()
    assert row.department_id == given[0].department_id and row.version == 2
    assert list(row.events.values_list("kind", flat=True)) == ["RECEIVED", "DISPATCHED"]


def test_one_of_two_handlers_signs(race):
    office = ticket_office()
    row = dispatched(office)
    done = race(
        *[
            lambda officer=officer: sign_in_ticket(
                ticket=Ticket.objects.get(pk=row.pk), version=row.version, officer=officer, **NOW
            )
            for officer in (office.lender, office.second_lender)
        ]
    )
    assert sorted(type(each).__name__ for each in done) == ["Ticket", "TicketChanged"]


def test_two_merges_crosswise_end_in_one(race):
    office = ticket_office()
    first, second = signed(office), signed(office)
    done = race(
        *[
            lambda row=row, other=other: merge_ticket(
                ticket=Ticket.objects.get(pk=row.pk), version=row.version, into=other.register_no,
                reason="同一事项", officer=office.dispatcher, **NOW,
            )
            for row, other in ((first, second), (second, first))
        ]
    )  # fmt: skip
    assert sum(isinstance(each, Ticket) for each in done) == 1
    assert sorted(Ticket.objects.values_list("state", flat=True)) == ["HANDLING", "MERGED"]


def test_two_jobs_at_once_remind_once(race):
    office = ticket_office()
    signed(office)
    done = race(lambda: remind_of_tickets(**NOW), lambda: remind_of_tickets(**NOW))
    assert sorted(done) == [0, 1] and TicketReminder.objects.count() == 1


def test_a_form_that_is_sent_twice_at_once_is_one_ticket(race):
    office = ticket_office()
    told = TakenIn(
        source="LETTER", kind="COMPLAINT", content="信中反映单位没有缴存。", arrived_on=NOW["on"],
        token="of-one-form",
    )  # fmt: skip
    done = race(*[lambda: take_in_ticket(told=told, officer=office.dispatcher, **NOW)] * 3)
    assert len({each.register_no for each in done}) == 1
    assert Ticket.objects.count() == 1 and TicketEvent.objects.count() == 1
    other = take_in_ticket(told=replace(told, token="of-another"), officer=office.dispatcher, **NOW)
    assert other.register_no == f"{done[0].register_no[:-1]}2"
