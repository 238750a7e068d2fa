"""From the department to the signature: who signs, in which order, on exactly which words."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from gongkai.agencies.permissions import NotAllowed
from gongkai.messages.models import Notice
from gongkai.publications.models import Item, OfficialDocument, PublicationSeries
from gongkai.publications.operations.acting import ItemRefused
from gongkai.publications.operations.documents.deciding import decide_attribute
from gongkai.publications.operations.documents.drafting import (
    AttachmentContent,
    save_document,
)
from gongkai.publications.operations.documents.issuing import issue_document
from gongkai.publications.operations.documents.submitting import take_back_document
from gongkai.publications.queries.documents.contents import content_hash
from gongkai.publications.queries.file_contents import files_folder
from gongkai.review.operations import SignatureRefused, appoint_substitute
from publications.documents.papers import (
    ON_REQUEST,
    WITHHELD,
    before_signature,
    drafted,
    form,
    issued,
    passed_by,
    reviewed,
    signed,
    submitted,
)
from publications.documents.test_drafting import attach
from publications.office import AT, NOW, ON, office

pytestmark = pytest.mark.django_db


def test_three_people_sign_and_the_last_signature_forms_the_document():
    place = office()
    document = signed(place)
    document.refresh_from_db()
    assert (document.state, document.formed_on) == ("SIGNED", ON)
    assert document.document_no == "某公积金发〔2024〕1号"
    people = [each.officer for each in document.review_round.signatures.order_by("pk")]
    assert people == [place.department_head, place.office_head, place.leader]
    assert document.next_review_on is None


def test_each_stage_needs_its_role():
    place = office()
    document = submitted(place)
    for officer in (place.office_head, place.leader, place.secrecy):
        with pytest.raises(NotAllowed, match="科室审核"):
            passed_by(place, document, officer)
    passed_by(place, document, place.department_head)
    with pytest.raises(NotAllowed, match="办公室审核"):
        passed_by(place, document, place.reviewer)


def test_the_drafter_cannot_pass_it_whatever_roles_he_holds():
    place = office()
    for role in ("DEPARTMENT_HEAD", "OFFICE_HEAD", "LEADER", "SECRECY_REVIEWER", "REVIEWER"):
        place.drafter.appointments.create(role=role, from_on=date(2023, 1, 1))
    document = submitted(place)
    with pytest.raises(SignatureRefused, match="本人起草"):
        passed_by(place, document, place.drafter)
    with pytest.raises(ItemRefused, match="本人起草"):
        reviewed(place, document, officer=place.drafter)
    appoint_substitute(
        principal=place.department_head, substitute=place.drafter, from_on=ON, until_on=ON,
        reason="出差", officer=place.leader, **NOW,
    )  # fmt: skip
    with pytest.raises(SignatureRefused, match="本人起草"):
        passed_by(place, document, place.drafter, on_behalf_of=place.department_head)
    appoint_substitute(
        principal=place.drafter, substitute=place.reviewer, from_on=ON, until_on=ON,
        reason="出差", officer=place.leader, **NOW,
    )  # fmt: skip
    with pytest.raises(SignatureRefused, match="不能由他人代其审签"):
        passed_by(place, document, place.reviewer, on_behalf_of=place.drafter)
    with pytest.raises(IntegrityError), transaction.atomic():
        document.review_round.signatures.create(
            stage="科室审核", officer=place.drafter, drafter=place.drafter, verdict="PASS",
            content_hash=content_hash(document), signed_at=AT,
        )  # fmt: skip
    document.refresh_from_db()
    assert document.review_round.signatures.count() == 0


def test_who_changed_a_word_does_not_pass_it_either():
    place = office()
    document = drafted(place)
    document = save_document(
        document=document, version=1, content=form(place, title="关于调整基数的通知"),
        officer=place.department_head, **NOW,
    )  # fmt: skip
    document = submitted(place, document)
    with pytest.raises(SignatureRefused, match="起草或者修改"):
        passed_by(place, document, place.department_head)
    passed_by(place, document, place.reviewer)


def test_nobody_signs_two_stages():
    place = office()
    place.department_head.appointments.create(role="OFFICE_HEAD", from_on=ON)
    document = passed_by(place, submitted(place), place.department_head)
    with pytest.raises(SignatureRefused, match="已在本轮审签中签署"):
        passed_by(place, document, place.department_head)


def test_a_substitute_signs_for_who_is_away():
    place = office()
    appoint_substitute(
        principal=place.leader, substitute=place.reviewer, from_on=ON, until_on=ON,
        reason="学习", officer=place.leader, **NOW,
    )  # fmt: skip
    document = before_signature(place)
    with pytest.raises(NotAllowed, match="没有代"):
        passed_by(place, document, place.reviewer, on_behalf_of=place.office_head)
    document = passed_by(place, document, place.reviewer, on_behalf_of=place.leader)
    assert document.state == "SIGNED"
    assert document.review_round.signatures.last().on_behalf_of == place.leader


def test_a_return_needs_a_word_and_goes_back_to_the_start():
    place = office()
    document = passed_by(place, submitted(place), place.department_head)
    with pytest.raises(SignatureRefused, match="意见"):
        passed_by(place, document, place.office_head, verdict="RETURN", opinion=" ")
    document = passed_by(
        place, document, place.office_head, verdict="RETURN", opinion="请补充依据", checked=[]
    )
    assert document.state == "DRAFT"
    assert Notice.objects.filter(officer=place.drafter, text__contains="请补充依据").exists()
    document = submitted(place, document)
    assert document.review_round.signatures.count() == 0


def test_passing_needs_every_tick():
    place = office()
    with pytest.raises(ItemRefused, match="尚未核对"):
        passed_by(place, submitted(place), place.department_head, checked=[])


def test_one_changed_character_voids_what_was_signed():
    place = office()
    document = before_signature(place)
    read = content_hash(document)
    OfficialDocument.objects.filter(pk=document.pk).update(body=document.body + "。")
    with pytest.raises(SignatureRefused, match="有变动"):
        passed_by(place, document, place.leader)
    with pytest.raises(SignatureRefused, match="有变动"):
        passed_by(place, document, place.leader, content_hash=read)


def test_one_changed_byte_of_an_attachment_voids_it():
    place = office()
    document = drafted(place, attachments=[AttachmentContent("申报表", "PROACTIVE")])
    file = attach(place, document, content="申报".encode(), name="申报表.txt")
    document.refresh_from_db()
    document = before_signature(place, document)
    path = files_folder() / file.stored_name
    sealed = path.read_bytes()
    path.write_bytes(sealed[:-1] + bytes([sealed[-1] ^ 1]))
    with pytest.raises(ItemRefused, match="与审签时不一致"):
        passed_by(place, document, place.leader)
    path.write_bytes(sealed)
    document = passed_by(place, document, place.leader)
    path.write_bytes(sealed[:-1] + bytes([sealed[-1] ^ 1]))
    with pytest.raises(ItemRefused, match="与审签时不一致"):
        issue_document(document=document, version=document.version, officer=place.drafter, **NOW)


@pytest.mark.parametrize(
    ("attribute", "conclusion", "message"),
    [
        ({}, None, "尚未审查"),
        ({}, "WITHHELD", "不得公开"),
        ({}, "REFERRED", "已报请市保密局确定"),
        (ON_REQUEST, None, "尚未审查"),
        (ON_REQUEST, "WITHHELD", "不能是“依申请公开”"),
        (ON_REQUEST, "REFERRED", "已报请市保密局确定"),
        (WITHHELD, None, "尚未审查"),
        (WITHHELD, "REFERRED", "已报请市保密局确定"),
    ],
)
def test_the_secrecy_review_of_these_words_holds_up_the_signature(attribute, conclusion, message):
    place = office()
    document = submitted(place, **attribute)
    for officer in (place.department_head, place.office_head):
        document = passed_by(place, document, officer)
    if conclusion:
        reviewed(place, document, conclusion, referred_to="市保密局")
    with pytest.raises(ItemRefused, match=message):
        passed_by(place, document, place.leader)
    assert not PublicationSeries.objects.exists()


def test_a_review_of_other_words_does_not_count():
    place = office()
    document = submitted(place)
    reviewed(place, document)
    document = take_back_document(
        document=document, version=document.version, officer=place.drafter, **NOW
    )
    document = save_document(
        document=document, version=document.version, content=form(place, title="另一通知"),
        officer=place.drafter, **NOW,
    )  # fmt: skip
    document = submitted(place, document)
    for officer in (place.department_head, place.office_head):
        document = passed_by(place, document, officer)
    with pytest.raises(ItemRefused, match="尚未审查"):
        passed_by(place, document, place.leader)
    with pytest.raises(ItemRefused, match="已有变动"):
        reviewed(place, document, content_hash="0" * 64)


def decide(place, document, officer=None, **changes):
    given = {
        "attribute": "WITHHELD", "ground": "INTERNAL_AFFAIRS", "reason": "属于内部人事管理安排",
        "content_hash": content_hash(document), "officer": officer or place.leader, **changes,
    }  # fmt: skip
    return decide_attribute(document=document, **(NOW | given))


def test_the_signatory_decides_and_everybody_looks_at_it_again():
    place = office()
    document = before_signature(place)
    first = document.review_round
    with pytest.raises(ItemRefused, match="没有改动"):
        decide(place, document, attribute="PROACTIVE", ground="", reason="")
    with pytest.raises(ItemRefused, match="不能为空"):
        decide(place, document, ground="")
    document = decide(place, document)
    first.refresh_from_db()
    assert (first.state, document.review_round.state) == ("VOID", "OPEN")
    assert document.review_round.content_hash == content_hash(document) != first.content_hash
    with pytest.raises(NotAllowed, match="科室审核"):
        passed_by(place, document, place.leader)
    for officer in (place.department_head, place.office_head):
        document = passed_by(place, document, officer)
    with pytest.raises(ItemRefused, match="尚未审查"):
        passed_by(place, document, place.leader)
    reviewed(place, document, "WITHHELD")
    document = passed_by(place, document, place.leader)
    assert (document.state, document.attribute) == ("SIGNED", "WITHHELD")
    assert document.next_review_on == date(2025, 1, 10)
    assert not Item.objects.exists()


def test_only_the_signatory_decides_and_only_when_it_is_his_turn():
    place = office()
    document = submitted(place)
    with pytest.raises(NotAllowed, match="尚未到签发环节"):
        decide(place, document)
    document = before_signature(place)
    with pytest.raises(NotAllowed, match="签发"):
        decide(place, document, place.office_head)
    with pytest.raises(SignatureRefused, match="已有变动"):
        decide(place, document, content_hash="0" * 64)


def test_a_joint_document_is_signed_last_by_the_lead():
    place = office()
    document = before_signature(place, joint_with=["某市财政局"])
    with pytest.raises(ItemRefused, match="“某市财政局”未填写"):
        passed_by(place, document, place.leader)
    tomorrow = {"某市财政局": ON + timedelta(days=1)}
    with pytest.raises(ItemRefused, match="晚于今日"):
        passed_by(place, document, place.leader, countersigned=tomorrow)
    document = passed_by(place, document, place.leader, countersigned={"某市财政局": ON})
    assert document.joint_signed == {"某市财政局": "2024-01-10"}


def test_who_stands_on_the_paper_is_who_signs():
    place = office()
    document = before_signature(place, kind="OPINION", signatory="别人")
    with pytest.raises(ItemRefused, match="与签发的孙局长不一致"):
        passed_by(place, document, place.leader)


def test_numbers_run_by_series_and_year_and_none_is_lost_when_something_fails():
    place = office()
    numbers = [signed(place).document_no for _ in range(2)]
    document = before_signature(place)
    with pytest.raises(RuntimeError), transaction.atomic():
        passed_by(place, document, place.leader)
        raise RuntimeError
    document.refresh_from_db()
    assert (document.state, document.document_no, document.formed_on) == ("IN_REVIEW", "", None)
    numbers += [passed_by(place, document, place.leader).document_no]
    numbers += [signed(place, kind="LETTER", series="某公积金函").document_no]
    later = before_signature(place)
    numbers += [passed_by(place, later, place.leader, on=date(2025, 1, 6)).document_no]
    assert numbers == [
        "某公积金发〔2024〕1号", "某公积金发〔2024〕2号", "某公积金发〔2024〕3号",
        "某公积金函〔2024〕1号", "某公积金发〔2025〕1号",
    ]  # fmt: skip


def test_an_issued_document_is_over_for_every_other_act():
    place = office()
    document = issued(place)
    assert (document.state, document.printed_on) == ("ISSUED", ON)
    for act in (save_document, take_back_document, issue_document):
        more = {"content": form(place)} if act is save_document else {}
        with pytest.raises(ItemRefused, match="已印发"):
            act(document=document, version=document.version, officer=place.drafter, **more, **NOW)
    with pytest.raises(ItemRefused, match="已印发"):
        reviewed(place, document)


def test_a_signed_document_that_was_changed_is_not_issued():
    place = office()
    document = signed(place)
    OfficialDocument.objects.filter(pk=document.pk).update(body=document.body + "。")
    with pytest.raises(ItemRefused, match="审签后又有改动"):
        issue_document(document=document, version=document.version, officer=place.drafter, **NOW)
    with pytest.raises(NotAllowed):
        issue_document(document=document, version=document.version, officer=place.leader, **NOW)
