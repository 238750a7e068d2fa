"""The menu shows what opens for an officer, and nothing that would turn him away."""

import re

import pytest

from console.conftest import desk
from gongkai.agencies.models import Role
from gongkai.console.menu import FUND, HOTLINE, MENU, OPENS_FOR, PUBLISHING, WEBSITE
from hotline.tickets.opened import with_role

pytestmark = pytest.mark.django_db
ENTRIES = {name: str(url) for name, _label, url, _icon in
           (*MENU, *PUBLISHING, *WEBSITE, *HOTLINE, *FUND)}  # fmt: skip


def shown_to(client):
    """Return the names of the entries in the menu with scripts, and the addresses without."""
    page = client.get("/console/").content.decode()
    names = set(re.findall(r'"name": "(gongkai-[a-z-]+)"', page))
    without = re.search(r'<nav class="gk-plain-menu".*?</nav>', page, re.DOTALL)[0]
    return names, set(re.findall(r'<a href="([^"]+)"', without))


@pytest.mark.parametrize("role", [*Role, None])
def test_every_entry_that_is_shown_opens_and_every_one_that_opens_is_shown(office, role):
    client = desk(with_role(office.agency, *([role] if role else [])))
    names, without = shown_to(client)
    opening = {name for name, url in ENTRIES.items() if client.get(url).status_code == 200}
    assert names & set(ENTRIES) == opening
    assert without == {ENTRIES[name] for name in opening}


def test_only_entries_that_there_are_have_a_rule():
    assert set(OPENS_FOR) <= set(ENTRIES)


def test_the_menu_asks_for_roles_once(office, django_assert_max_num_queries):
    client = desk(office.head)
    client.get("/console/compare/")
    with django_assert_max_num_queries(12):
        client.get("/console/compare/")
