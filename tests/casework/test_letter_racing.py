"""Many letters that leave at once: numbers without gaps, one effect each, nobody's work lost."""

import pytest

from casework.office import NOW, ON, drafted, new_case, new_office, signed
from gongkai.casework.models import Letter, RegisteredNumber
from gongkai.casework.operations.acting import CaseChanged, CaseRefused
from gongkai.casework.operations.drafting import edit_letter
from gongkai.casework.operations.issuing import issue_letter


@pytest.fixture
def office(race, settings, tmp_path):
    settings.GONGKAI_FILES = tmp_path / "files"
    return new_office()


def leaving(letter, officer):
    """Return what lets a letter leave, as its page was opened before the race."""
    letter.request.refresh_from_db()
    version = letter.request.version
    return lambda: issue_letter(
        letter=Letter.objects.select_related("request").get(pk=letter.pk),
        version=version, issued_on=ON, officer=officer, **NOW,
    )  # fmt: skip


def test_letters_that_leave_at_once_have_every_number_once(race, office):
    letters = [
        signed(office, drafted(office, new_case(office, register_no=f"SQ{number}")))
        for number in range(6)
    ]
    results = race(*(leaving(letter, office.clerk) for letter in letters))
    assert all(isinstance(each, Letter) for each in results), results
    numbers = RegisteredNumber.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == [1, 2, 3, 4, 5, 6]


def test_one_letter_leaves_once(race, office):
    letter = signed(office, drafted(office, new_case(office)))
    results = race(*[leaving(letter, office.clerk)] * 3)
    assert sum(isinstance(each, Letter) for each in results) == 1
    assert sum(isinstance(each, CaseRefused) for each in results) == 2
    assert RegisteredNumber.objects.count() == 1


def test_an_edit_and_a_departure_do_not_both_happen(race, office):
    letter = signed(office, drafted(office, new_case(office)))
    letter.request.refresh_from_db()
    version = letter.request.version

    def edit():
        return edit_letter(
            letter=Letter.objects.select_related("request").get(pk=letter.pk), version=version,
            title="另一标题", addressee=letter.addressee, body=letter.body,
            terms={"how": letter.terms["how"]}, officer=office.clerk, **NOW,
        )  # fmt: skip

    results = race(leaving(letter, office.clerk), edit)
    assert sum(isinstance(each, CaseChanged) for each in results) == 1, results
    letter.refresh_from_db()
    assert (letter.state == "ISSUED") == (letter.title != "另一标题")
