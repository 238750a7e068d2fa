"""Two who sign at the same moment: one signature, one number, one item."""

from gongkai.publications.models import Item, PublicationSeries
from gongkai.publications.operations.documents.issuing import issue_document
from publications.documents.papers import before_signature, passed_by, signed, submitted
from publications.office import NOW, ON, office


def test_two_who_sign_one_document_at_once_form_it_once(race):
    place = office()
    place.reviewer.appointments.create(role="LEADER", from_on=ON)
    document = before_signature(place)
    results = race(
        lambda: passed_by(place, document, place.leader),
        lambda: passed_by(place, document, place.reviewer),
        lambda: passed_by(place, document, place.leader),
    )
    assert sum(not isinstance(result, Exception) for result in results) == 1
    document.refresh_from_db()
    assert (document.state, document.review_round.signatures.count()) == ("SIGNED", 3)
    assert (Item.objects.count(), PublicationSeries.objects.get().last) == (1, 1)


def test_documents_signed_at_once_have_numbers_without_a_gap(race):
    place = office()
    documents = [before_signature(place) for _ in range(3)]
    results = race(*[lambda row=row: passed_by(place, row, place.leader) for row in documents])
    assert sorted(result.document_no for result in results) == [
        f"某公积金发〔2024〕{number}号" for number in (1, 2, 3)
    ]


def test_two_who_issue_at_once_issue_it_once(race):
    place = office()
    document = signed(place)
    results = race(
        *[
            lambda: issue_document(
                document=document, version=document.version, officer=place.drafter, **NOW
            )
        ]
        * 2
    )
    assert sum(isinstance(result, Exception) for result in results) == 1
    assert document.files.count() == 2


def test_one_stage_is_signed_once(race):
    place = office()
    document = submitted(place)
    race(
        lambda: passed_by(place, document, place.department_head),
        lambda: passed_by(place, document, place.reviewer),
    )
    document.refresh_from_db()
    assert document.review_round.signatures.count() == 1
