"""No page of the console links to one that turns its reader away."""

import re
from html import unescape

import pytest

from console.conftest import desk
from hotline.sent_messages import sent
from hotline.tickets.opened import now_with_calendars, opened, ticket_office, with_role

pytestmark = pytest.mark.django_db
LINK = re.compile(r'<a [^>]*href="(/console/[^"#]*)')
# Wagtail's own pages, for administrators.
OWN = re.compile(r"/console/(account|images|documents|pages|logout|password)")
ROLES = ("HOTLINE_AGENT", "TICKET_HANDLER", "TICKET_DISPATCHER", "CLERK", "OFFICE_HEAD",
         "SERVICE_REVIEWER", "LEADER")  # fmt: skip


@pytest.fixture
def place(office):
    """Return an office with a ticket, a message of the site and what its year left."""
    now = now_with_calendars()
    found = ticket_office(office.agency)
    opened(found, **now)
    sent(office.agency, **now)
    return found


@pytest.mark.parametrize("role", ROLES)
def test_no_link_of_the_first_two_steps_turns_its_reader_away(place, role):
    client = desk(with_role(place.agency, role, department=place.loans))
    todo, shapes, turned_away = [("/console/", 0)], set(), []
    while todo:
        address, step = todo.pop()
        answer = client.get(address)
        if answer.status_code in (403, 404):
            turned_away.append(address)
        if step > 1 or answer.status_code != 200 or "html" not in answer["Content-Type"]:
            continue
        for found in LINK.findall(answer.content.decode()):
            link = unescape(found)
            shape = re.sub(r"\d+", "0", link.partition("?")[0])
            if shape not in shapes and not OWN.match(link):
                shapes.add(shape)
                todo.append((link, step + 1))
    assert turned_away == []
    assert len(shapes) > 10
