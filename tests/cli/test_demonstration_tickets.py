"""The demonstration's tickets: each as far as it is told, once, in the year of loading."""

from collections import Counter
from datetime import UTC, date, datetime

import pytest

from gongkai.cli.demonstration.living_tickets import handle_tickets
from gongkai.hotline.models import PublicReply, Ticket
from hotline.tickets.opened import ticket_office

pytestmark = pytest.mark.django_db


def loaded(on):
    office = ticket_office()
    officers = {
        "HOTLINE_AGENT": office.agent,
        "TICKET_DISPATCHER": office.dispatcher,
        "TICKET_HANDLER": office.saver,
        "REVIEWER": office.reviewer,
    }
    at = datetime(on.year, on.month, on.day, 6, tzinfo=UTC)
    for _ in range(2):
        handle_tickets(office.agency, officers, on=on, at=at)
    return Ticket.objects.all()


def test_each_has_come_as_far_as_it_is_told():
    rows = loaded(date(2026, 11, 25))
    assert Counter(rows.values_list("state", flat=True)) == {
        "CLOSED": 2, "REPLIED": 1, "HANDLING": 3, "DISPATCHED": 1, "RECEIVED": 1,
    }  # fmt: skip
    assert PublicReply.objects.get().state == "PUBLISHED"
    assert rows.filter(extension_until__isnull=False).count() == 1
    assert rows.get(is_secret=True).matter == "举报（内容保密）"


@pytest.mark.parametrize("on", [date(2026, 1, 2), date(2026, 12, 30), date(2026, 10, 5)])
def test_nothing_is_accepted_in_another_year_or_after_the_day_of_loading(on):
    for row in loaded(on):
        assert date(on.year, 1, 1) <= row.accepted_on <= on
