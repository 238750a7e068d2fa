"""三审三校: each stage by another person, none by who wrote it, on exactly what is published."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from factories import OfficerFactory
from gongkai.agencies.permissions import NotAllowed
from gongkai.messages.queries import unread_notices
from gongkai.publications.models import Item, ItemState
from gongkai.publications.operations.acting import ItemChanged, ItemRefused
from gongkai.publications.operations.attaching import attach_file
from gongkai.publications.operations.drafting import save_item
from gongkai.publications.operations.publishing import publish_item
from gongkai.publications.operations.submitting import submit_item, take_back_item
from gongkai.publications.queries.contents import content_hash
from gongkai.review.models import Round, Signature, Substitution
from gongkai.review.operations import SignatureRefused
from publications.office import (
    AT,
    NOW,
    ON,
    content,
    drafted,
    office,
    passed,
    published,
    signed,
    submitted,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return office()


def test_three_people_sign_one_after_the_other_and_then_it_is_published(place):
    item = published(place)
    assert item.state == ItemState.PUBLISHED
    names = item.review_round.signatures.order_by("pk").values_list("stage", "officer__name")
    assert list(names) == [("初审初校", "李科长"), ("复审二校", "赵审核"), ("终审三校", "孙局长")]
    assert all(row.checked for row in item.review_round.signatures.all())
    assert item.index_no == "12211400MB1234567X/2024-00001"
    assert (item.publication.title, item.publication.published_on) == (item.title, ON)
    assert item.public_revision.content_hash == item.review_round.content_hash


def test_the_drafter_signs_at_no_stage_whatever_his_role(place):
    for role in ("DEPARTMENT_HEAD", "REVIEWER", "OFFICE_HEAD", "LEADER"):
        place.drafter.appointments.create(role=role, from_on=date(2022, 1, 1))
    item = submitted(place)
    for _ in range(3):
        with pytest.raises(SignatureRefused, match="不能审核本人起草或者修改过的内容"):
            signed(place, item, place.drafter)
        signer = place.signers[item.review_round.signatures.count()]
        item = signed(place, item, signer)
    assert item.review_round.signatures.filter(officer=place.drafter).count() == 0


def test_who_changed_a_word_of_it_does_not_sign_it_either(place):
    item = drafted(place)
    place.reviewer.appointments.create(role="CLERK", from_on=date(2022, 1, 1))
    item = save_item(
        item=item,
        version=item.version,
        content=content(place, summary="告知办公时间。"),
        officer=place.reviewer,
        **NOW,
    )
    item = signed(place, submitted(place, item), place.department_head)
    with pytest.raises(SignatureRefused, match="起草或者修改过"):
        signed(place, item, place.reviewer)
    assert signed(place, item, place.office_head).state == ItemState.IN_REVIEW


def test_nobody_signs_two_stages(place):
    place.department_head.appointments.create(role="REVIEWER", from_on=date(2022, 1, 1))
    item = signed(place, submitted(place), place.department_head)
    with pytest.raises(SignatureRefused, match="下一环节须由其他人员签署"):
        signed(place, item, place.department_head)


def test_the_database_itself_refuses_a_second_signature_and_the_drafters(place):
    item = signed(place, submitted(place), place.department_head)
    round = item.review_round
    first = round.signatures.get()
    forged = {
        "round": round, "stage": "复审二校", "drafter_id": round.drafter_id, "verdict": "PASS",
        "content_hash": round.content_hash, "signed_at": AT,
    }  # fmt: skip
    for wrong in (
        {"officer": first.officer},
        {"officer": place.drafter},
        {"officer": place.reviewer, "stage": first.stage},
        {"officer": place.reviewer, "on_behalf_of": place.drafter},
        {"officer": place.reviewer, "on_behalf_of": place.reviewer},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Signature.objects.create(**{**forged, **wrong})
    assert round.signatures.count() == 1


def test_only_the_stages_roles_sign(place):
    item = submitted(place)
    for officer in (place.secrecy, place.leader):
        with pytest.raises(NotAllowed, match="初审初校"):
            signed(place, item, officer)
    with pytest.raises(NotAllowed):
        signed(place, item, OfficerFactory(role="REVIEWER"))


def test_passing_needs_every_point_of_the_checklist(place):
    item = submitted(place)
    with pytest.raises(ItemRefused, match="核对事项：尚未核对“人名、地名、单位名称、职务准确”"):
        signed(
            place,
            item,
            place.department_head,
            checked=[
                "无错字、漏字，标点、数字用法正确",
                "事实、日期、数据与原始材料一致",
                "不含涉密和敏感内容，不含个人隐私",
            ],
        )
    assert item.review_round.signatures.count() == 0


def test_a_return_needs_an_opinion_and_sends_it_back_to_the_start(place):
    item = signed(place, submitted(place), place.department_head)
    with pytest.raises(SignatureRefused, match="退回时须填写意见"):
        signed(place, item, place.reviewer, "RETURN", opinion=" ")
    marks = [{"quoted": "下午5时", "wanted": "17时"}]
    item = signed(place, item, place.reviewer, "RETURN", marks=marks)
    assert item.state == ItemState.DRAFT
    assert item.review_round.signatures.last().marks == marks
    again = submitted(place, item)
    assert again.review_round.signatures.count() == 0
    assert Round.objects.filter(state="RETURNED").count() == 1


def test_nothing_is_saved_while_it_is_examined(place):
    item = submitted(place)
    with pytest.raises(ItemRefused, match="当前为“审核中”"):
        save_item(
            item=item,
            version=item.version,
            content=content(place, body="<p>别的</p>"),
            officer=place.drafter,
            **NOW,
        )


def test_one_changed_byte_voids_what_was_signed(place):
    item = passed(place)
    Item.objects.filter(pk=item.pk).update(body=item.body.replace("5时", "6时"))
    with pytest.raises(ItemRefused, match="审签后又有改动"):
        publish_item(item=item, version=item.version, officer=place.drafter, **NOW)
    item.refresh_from_db()
    assert (item.state, item.public_revision) == (ItemState.APPROVED, None)


def test_a_file_that_was_exchanged_on_disk_stops_publication(place, files):
    item = drafted(place)
    attach_file(
        item=item, version=item.version, use="ATTACHMENT", name="说明.txt",
        content="各网点地址。".encode(), officer=place.drafter, **NOW,
    )  # fmt: skip
    item.refresh_from_db()
    item = passed(place, item)
    (kept,) = [path for path in (files / "publications").rglob("*") if path.is_file()]
    kept.write_bytes(kept.read_bytes()[:-1] + b"\0")
    with pytest.raises(ItemRefused, match="附件“说明.txt”与审核时不一致"):
        publish_item(item=item, version=item.version, officer=place.drafter, **NOW)


def test_what_changed_between_reading_and_signing_is_not_signed(place):
    item = submitted(place)
    with pytest.raises(SignatureRefused, match="内容有变动"):
        signed(place, item, place.department_head, content_hash="0" * 64)


def test_taken_back_it_has_to_pass_anew(place):
    item = passed(place)
    item = take_back_item(item=item, version=item.version, officer=place.drafter, **NOW)
    assert (item.state, item.review_round) == (ItemState.DRAFT, None)
    with pytest.raises(ItemRefused, match="当前为“草稿”"):
        publish_item(item=item, version=item.version, officer=place.drafter, **NOW)
    again = submitted(place, item)
    assert again.review_round.signatures.count() == 0


def test_a_substitute_signs_for_another_within_the_days_and_for_no_drafter(place):
    stand_in = OfficerFactory(agency=place.agency, name="吴代签")
    item = submitted(place)
    with pytest.raises(NotAllowed, match="没有代李科长审签的授权"):
        signed(place, item, stand_in, on_behalf_of=place.department_head)
    for principal in (place.department_head, place.drafter):
        Substitution.objects.create(
            agency=place.agency, principal=principal, substitute=stand_in,
            from_on=date(2024, 1, 8), until_on=ON, reason="出差", made_by=place.leader, made_at=AT,
        )  # fmt: skip
    with pytest.raises(SignatureRefused, match="不能由他人代其审核"):
        signed(place, item, stand_in, on_behalf_of=place.drafter)
    item = signed(place, item, stand_in, on_behalf_of=place.department_head)
    given = item.review_round.signatures.get()
    assert (given.officer, given.on_behalf_of) == (stand_in, place.department_head)
    place.department_head.appointments.create(role="REVIEWER", from_on=date(2022, 1, 1))
    with pytest.raises(SignatureRefused, match="您已在本轮审签中签署"):
        signed(place, item, place.department_head)


def test_who_acts_on_an_older_version_is_told_what_happened(place):
    item = drafted(place)
    save_item(
        item=item,
        version=item.version,
        content=content(place, summary="第二稿"),
        officer=place.reviewer,
        **NOW,
    )
    with pytest.raises(ItemChanged, match="赵审核最近保存了第2稿"):
        submit_item(item=item, version=item.version, officer=place.drafter, **NOW)
    assert content_hash(Item.objects.get()) == Item.objects.get().revisions.last().content_hash


def test_what_moved_on_waits_on_nobodys_screen(place):
    other = OfficerFactory(agency=place.agency, role="REVIEWER")
    item = submitted(place)
    assert unread_notices(other).get().text.endswith("待您初审初校。")
    item = signed(place, item, place.department_head)
    assert unread_notices(other).get().text.endswith("待您复审二校。")
    signed(place, item, place.reviewer)
    assert not unread_notices(other).exists() and not unread_notices(place.reviewer).exists()
    assert unread_notices(place.leader).get().text.endswith("待您终审三校。")
