"""Nobody who works on cases meets an English sentence."""

import pytest

from console.cases.test_access import LINES, address, at_hand  # noqa: F401
from console.conftest import desk
from console.visible_text import english_in

# A file is not a page, and the rest is posted.
NOT_HERE = {"case-file", "read-identity", "no-opinion"}
CASES = [line[0] for line in LINES if line[0] not in NOT_HERE]
LETTERS = ("letters", "letter-templates", "services", "log-entries", "proposals", "matters",
           "unconfirmed", "intake")  # fmt: skip


@pytest.mark.parametrize("name", [*CASES, *LETTERS])
def test_pages_of_cases(name, bureau, at_hand):  # noqa: F811
    for officer in (bureau.clerk, bureau.head):
        page = desk(officer).get(address(name, at_hand)).content.decode()
        assert english_in(page) == []
