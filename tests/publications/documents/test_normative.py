"""The register of normative documents: made, changed, ended, looked through, counted."""

from datetime import date

import pytest

from factories import OfficerFactory
from gongkai.agencies.permissions import NotAllowed
from gongkai.publications.models import LegalDocument, LegalDocumentChange
from gongkai.publications.operations.acting import ItemRefused
from gongkai.publications.operations.documents.drafting import ChangeContent
from gongkai.publications.operations.documents.normative import change_legal_document
from gongkai.publications.queries.documents.normative import (
    RegisterWanted,
    due_for_clean_up,
    legal_documents,
    register_tally,
)
from gongkai.publications.queries.records import documents_until
from publications.documents.papers import before_signature, passed_by, signed
from publications.office import NOW, ON, office

pytestmark = pytest.mark.django_db


def entered(place, number, made_on, **changes):
    """Return a document that a ledger brought in."""
    return LegalDocument.objects.create(
        agency=place.agency, register_no=f"GF-{number}", kind="NORMATIVE",
        title=f"第{number}号管理办法", made_on=made_on, **changes,
    )  # fmt: skip


def change(place, row, kind="CONFIRMED", officer=None, **changes):
    given = {
        "change": kind, "changed_on": ON, "basis": "某公积金发〔2024〕9号清理结果",
        "officer": officer or place.office_head, **changes,
    }  # fmt: skip
    return change_legal_document(legal_document=row, **(NOW | given))


def found(place, standing, on=ON):
    return [row.title for row in legal_documents(place.agency, RegisterWanted(standing), on)]


def test_a_signed_normative_document_enters_the_register_that_the_report_counts():
    place = office()
    document = signed(place, is_normative=True)
    row = LegalDocument.objects.get()
    assert (row.document_no, row.made_on, row.kind) == (document.document_no, ON, "NORMATIVE")
    document.refresh_from_db()
    assert document.legal_document == row
    assert list(documents_until(2024)) == [row] and not documents_until(2023).exists()
    signed(place)
    assert LegalDocument.objects.count() == 1


def test_one_that_a_ledger_brought_in_under_the_same_number_is_not_counted_twice():
    place = office()
    row = entered(place, 1, ON, document_no="某公积金发〔2024〕1号")
    document = signed(place, is_normative=True)
    document.refresh_from_db()
    assert document.legal_document == row and LegalDocument.objects.count() == 1


def test_a_document_repeals_and_amends_with_the_signature():
    place = office()
    old, other = entered(place, 1, date(2018, 5, 1)), entered(place, 2, date(2019, 5, 1))
    until = date(2024, 3, 1)
    document = signed(
        place, is_normative=True,
        changes=[ChangeContent(old, "REPEALED", until), ChangeContent(other, "AMENDED", ON)],
    )  # fmt: skip
    old.refresh_from_db(), other.refresh_from_db()
    assert (old.repealed_on, other.repealed_on) == (until, None)
    entry = old.changes.get()
    assert (entry.by_document, entry.change, entry.on) == (document, "REPEALED", until)
    assert entry.by_legal_document.document_no == document.document_no in entry.basis
    assert other.title in found(place, "IN_FORCE") and old.title in found(place, "IN_FORCE")
    assert found(place, "ENDED", until) == [old.title]
    tally = register_tally(place.agency, 2024)
    assert (tally.made, tally.repealed, tally.in_force) == (1, 1, 2)


def test_what_is_repealed_meanwhile_holds_up_the_signature_and_nothing_is_kept():
    place = office()
    old = entered(place, 1, date(2018, 5, 1))
    document = before_signature(
        place, is_normative=True, changes=[ChangeContent(old, "REPEALED", ON)]
    )
    change(place, old, "REPEALED")
    with pytest.raises(ItemRefused, match="已于2024-01-10废止"):
        passed_by(place, document, place.leader)
    document.refresh_from_db()
    assert document.state == "DRAFT" or document.state == "IN_REVIEW"


def test_a_clean_up_finds_what_was_not_looked_at_for_long():
    place = office()
    long_ago = entered(place, 1, date(2021, 12, 31))
    entered(place, 2, date(2022, 1, 10))
    assert found(place, "DUE") == [long_ago.title]
    assert due_for_clean_up(place.agency, ON) == 1
    change(place, long_ago)
    assert found(place, "DUE") == [] and due_for_clean_up(place.agency, ON) == 0
    change(place, long_ago, "LAPSED")
    assert found(place, "ENDED") == [long_ago.title]


@pytest.mark.parametrize(
    ("message", "changes"),
    [
        ("没有“GONE”", {"kind": "GONE"}),
        ("依据：应为", {"basis": " "}),
        ("晚于今日", {"changed_on": date(2024, 2, 1)}),
        ("早于《第1号管理办法》的制发日期", {"changed_on": date(2017, 1, 1)}),
    ],
)
def test_an_entry_that_does_not_fit_is_refused(message, changes):
    place = office()
    row = entered(place, 1, date(2018, 5, 1))
    with pytest.raises(ItemRefused, match=message):
        change(place, row, **changes)
    assert not LegalDocumentChange.objects.exists()


def test_nothing_ends_twice_or_by_itself():
    place = office()
    row, other = entered(place, 1, date(2018, 5, 1)), entered(place, 2, date(2019, 5, 1))
    with pytest.raises(ItemRefused, match="不能由自身"):
        change(place, row, "REPEALED", by_legal_document=row)
    change(place, row, "REPEALED", by_legal_document=other)
    for kind in ("REPEALED", "LAPSED", "CONFIRMED"):
        with pytest.raises(ItemRefused, match="已于2024-01-10废止或者失效"):
            change(place, row, kind)


def test_who_keeps_no_register_enters_nothing():
    place = office()
    row = entered(place, 1, date(2018, 5, 1))
    for officer in (place.drafter, place.leader, OfficerFactory(head=True)):
        with pytest.raises(NotAllowed):
            change(place, row, officer=officer)
