"""What follows the signature: number, files, the draft item, the clock, the next look."""

from datetime import date

import pytest

from factories import ColumnFactory, ItemFactory, OfficerFactory
from gongkai.agencies.permissions import NotAllowed
from gongkai.agencies.queries import working_calendar
from gongkai.documents.official.conformity import conformity
from gongkai.publications.models import Item, ItemLink, LegalDocument, Publication, Reassessment
from gongkai.publications.operations.acting import ItemRefused
from gongkai.publications.operations.documents.drafting import AttachmentContent, ChangeContent
from gongkai.publications.operations.documents.issuing import issue_document
from gongkai.publications.operations.documents.reassessing import reassess_document
from gongkai.publications.operations.publishing import require_publishable
from gongkai.publications.queries.documents.clocks import publication_clock
from gongkai.publications.queries.file_contents import content_of
from gongkai.publications.queries.monitoring import reassessments
from gongkai.publications.queries.publication_limits import published_late, to_publish
from publications.documents.papers import (
    ON_REQUEST,
    WITHHELD,
    before_signature,
    drafted,
    issued,
    passed_by,
    signed,
)
from publications.documents.test_drafting import attach
from publications.office import NOW, ON, office
from publications.office import submitted as submitted_item

pytestmark = pytest.mark.django_db


def item_of(document):
    return Item.objects.get(document=document)


def issue(place, document):
    return issue_document(document=document, version=document.version, officer=place.drafter, **NOW)


def test_what_is_signed_as_proactive_is_a_draft_item_with_its_metadata():
    place = office()
    item = item_of(signed(place, effective_on=date(2024, 7, 1), is_normative=True))
    assert (item.state, item.drafter, item.column) == ("DRAFT", place.drafter, place.column)
    assert item.title == "关于调整2024年度住房公积金缴存基数的通知"
    assert (item.issuer, item.document_no) == (place.agency.name, "某公积金发〔2024〕1号")
    assert (item.formed_on, item.validity) == (ON, "IN_FORCE")
    assert item.effective_on == date(2024, 7, 1)
    assert item.body.startswith("<p>各缴存单位：</p>")
    assert "<h2>一、调整时间</h2>" in item.body and "2024年1月10日" in item.body
    assert item.summary == "自2024年7月1日起执行新的缴存基数。"
    assert item.revisions.count() == 1


@pytest.mark.parametrize("attribute", [ON_REQUEST, WITHHELD])
def test_what_is_not_published_becomes_no_item_and_is_looked_at_again(attribute):
    place = office()
    document = signed(place, **attribute)
    assert not Item.objects.exists()
    assert document.next_review_on == date(2025, 1, 10)
    assert list(reassessments(place.agency, date(2025, 1, 9))) == []
    assert list(reassessments(place.agency, date(2025, 1, 10))) == [document]


def test_issuing_keeps_a_pdf_that_conforms_and_a_word_file_and_adds_both_to_the_item():
    place = office()
    listed = [
        AttachmentContent("申报表", "PROACTIVE"),
        AttachmentContent("说明", "PROACTIVE", "文字"),
    ]
    document = drafted(place, attachments=listed)
    attach(place, document, content="申报".encode(), name="申报表.txt")
    document.refresh_from_db()
    document = issue(place, signed(place, document))
    pdf, word = content_of(document.pdf), content_of(document.docx)
    assert pdf.startswith(b"%PDF") and word.startswith(b"PK")
    wrong = [clause for clause in conformity(pdf) if clause.ok is False]
    assert wrong == []
    files = list(item_of(document).files.order_by("position"))
    assert [file.name for file in files] == [
        "申报表.txt", "某公积金发〔2024〕1号.pdf", "某公积金发〔2024〕1号.docx",
    ]  # fmt: skip
    assert [content_of(file) for file in files] == ["申报".encode(), pdf, word]
    assert "说明</h2>" in item_of(document).body


def test_an_item_on_its_way_keeps_its_signatures_when_the_document_is_issued():
    place = office()
    document = signed(place)
    item = submitted_item(place, item_of(document))
    issue(place, document)
    item.refresh_from_db()
    assert (item.state, item.files.count()) == ("IN_REVIEW", 0)


def test_the_item_passes_all_stages_of_its_own():
    place = office()
    item = item_of(issued(place))
    with pytest.raises(ItemRefused):
        require_publishable(item, ON)


def test_another_takes_the_item_where_the_drafter_has_left():
    place = office()
    document = before_signature(place)
    place.drafter.appointments.update(until_on=date(2023, 12, 31))
    document = passed_by(place, document, place.leader)
    assert item_of(document).drafter == place.office_head


def test_twenty_working_days_begin_with_the_signature():
    place = office()
    document = issued(place)
    clock = publication_clock(document, ON, working_calendar())
    assert (clock.began_on, clock.due.on) == (ON, date(2024, 2, 6))
    assert (clock.item, clock.is_met) == (item_of(document), False)
    line = to_publish(place.agency, ON, working_calendar())[0]
    assert (line.document_pk, line.item_pk) == (document.pk, clock.item.pk)
    assert publication_clock(signed(place, **WITHHELD), ON, working_calendar()) is None


LATER = {"on": date(2025, 1, 8), "at": NOW["at"]}


def reassess(place, document, officer=None, **changes):
    given = {
        "attribute": "PROACTIVE", "opinion": "情势已经变化，可以公开",
        "version": document.version, "officer": officer or place.office_head, **changes,
    }  # fmt: skip
    return reassess_document(document=document, **(LATER | given))


def test_what_can_be_public_now_becomes_an_item_due_from_that_day():
    place = office()
    document = issued(place, **ON_REQUEST)
    reassess(place, document)
    document.refresh_from_db()
    assert (document.attribute, document.ground, document.next_review_on) == ("PROACTIVE", "", None)
    assert item_of(document).state == "DRAFT"
    clock = publication_clock(document, LATER["on"], working_calendar())
    assert (clock.began_on, clock.due.on) == (LATER["on"], date(2025, 2, 11))
    line = to_publish(place.agency, LATER["on"], working_calendar())[0]
    assert line.due.on == date(2025, 2, 11)


def test_what_stays_held_back_is_looked_at_again_after_the_interval():
    place = office()
    document = issued(place, **WITHHELD)
    row = reassess(place, document, **WITHHELD)
    document.refresh_from_db()
    assert document.next_review_on == row.next_review_on == date(2026, 1, 8)
    assert (row.before, row.after) == ("WITHHELD", "WITHHELD")
    assert not Item.objects.exists()


def test_reassessing_refuses():
    place = office()
    document = issued(place, **WITHHELD)
    with pytest.raises(NotAllowed):
        reassess(place, document, place.reviewer)
    with pytest.raises(ItemRefused, match="评估意见"):
        reassess(place, document, opinion=" ")
    with pytest.raises(ItemRefused, match="不能为空"):
        reassess(place, document, attribute="ON_REQUEST")
    place.drafter.appointments.create(role="OFFICE_HEAD", from_on=ON)
    with pytest.raises(ItemRefused, match="本人起草"):
        reassess(place, document, place.drafter)
    with pytest.raises(ItemRefused, match="无须评估"):
        reassess(place, issued(place))
    with pytest.raises(ItemRefused, match="只适用于“已印发”"):
        reassess(place, signed(place, **WITHHELD))
    assert not Reassessment.objects.exists()


def test_attachments_held_back_are_opened_with_the_document_or_hold_it_up():
    place = office()
    listed = [AttachmentContent("名单", "WITHHELD")]
    document = issued(place, **WITHHELD, attachments=listed)
    with pytest.raises(ItemRefused, match="名单"):
        reassess(place, document)
    reassess(place, document, with_attachments=True)
    document.refresh_from_db()
    assert document.attachments[0]["attribute"] == "PROACTIVE"


def test_a_column_is_needed_to_make_public():
    place = office()
    document = issued(place, **WITHHELD, column=None)
    with pytest.raises(ItemRefused, match="公开栏目"):
        reassess(place, document)
    with pytest.raises(ItemRefused, match="公开栏目"):
        reassess(place, document, column=ColumnFactory())
    reassess(place, document, column=place.column)
    assert item_of(document).column == place.column


def test_the_item_of_a_repealing_document_links_to_the_earlier_one():
    place = office()
    old = signed(place, is_normative=True)
    row = LegalDocument.objects.get()
    new = signed(place, is_normative=True, changes=[ChangeContent(row, "REPEALED", ON)])
    link = ItemLink.objects.get()
    assert (link.source, link.target, link.kind) == (item_of(new), item_of(old), "REPEALS")
    assert item_of(new).revisions.latest("number").content["links"] == [
        {"target": link.target_id, "kind": "REPEALS"}
    ]


def test_nobody_of_another_organ_reassesses():
    place = office()
    document = issued(place, **WITHHELD)
    with pytest.raises(NotAllowed):
        reassess(place, document, OfficerFactory(head=True))


def test_what_a_later_look_opened_is_late_only_by_that_day():
    place = office()
    document = issued(place, **ON_REQUEST)
    reassess(place, document)
    item = item_of(document)
    item.publication = ItemFactory(
        column=place.column, formed_on=document.formed_on, published_on=date(2025, 2, 11)
    )
    item.published_at = NOW["at"]
    item.save()
    assert published_late(place.agency, 2025, working_calendar()) == []
    Publication.objects.filter(pk=item.publication.pk).update(published_on=date(2025, 2, 12))
    (line,) = published_late(place.agency, 2025, working_calendar())
    assert (line.formed_on, line.working_days) == (LATER["on"], 1)
