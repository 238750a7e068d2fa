"""The drafting form: what it keeps, what it refuses, and who may send it off."""

from dataclasses import replace
from datetime import date

import pytest

from factories import ColumnFactory, OfficerFactory
from gongkai.agencies.permissions import NotAllowed
from gongkai.agencies.queries import working_calendar
from gongkai.audit.models import Entry
from gongkai.publications.models import LegalDocument, OfficialDocument, PublishingSettings
from gongkai.publications.operations.acting import ItemChanged, ItemRefused
from gongkai.publications.operations.configuring import save_publishing_settings
from gongkai.publications.operations.documents.attaching import (
    attach_to_document,
    remove_from_document,
)
from gongkai.publications.operations.documents.drafting import (
    AttachmentContent,
    ChangeContent,
    ContentRefused,
    abandon_document,
    draft_document,
    save_document,
)
from gongkai.publications.operations.documents.submitting import (
    submit_document,
    take_back_document,
)
from gongkai.publications.queries.documents.contents import content_hash
from gongkai.publications.queries.documents.typesetting import printed
from gongkai.publications.queries.monitoring import to_reassess
from publications.documents.papers import ON_REQUEST, drafted, form, signed, submitted
from publications.office import NOW, ON, office

pytestmark = pytest.mark.django_db


def save(place, document, officer=None, **changes):
    return save_document(
        document=document, version=document.version, content=form(place, **changes),
        officer=officer or place.drafter, **NOW,
    )  # fmt: skip


def test_a_draft_is_kept_with_who_wrote_it():
    place = office()
    document = drafted(place)
    assert (document.state, document.written_by) == ("DRAFT", [place.drafter.pk])
    document = save(place, document, officer=place.reviewer, title="关于调整基数的通知")
    document.refresh_from_db()
    assert document.written_by == [place.drafter.pk, place.reviewer.pk]
    assert (document.title, document.version) == ("关于调整基数的通知", 2)
    assert [entry.action for entry in Entry.objects.order_by("pk")] == [
        "document.drafted", "document.saved",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("kind", {"kind": "NOVEL"}),
        ("title", {"title": "  "}),
        ("title", {"title": "长" * 201}),
        ("attribute", {"attribute": ""}),
        ("attribute", {"attribute": "SECRET"}),
        ("forwards", {"forwarded_attribute": "PROACTIVE"}),
        ("urgency", {"urgency": "火急"}),
        ("attendance", {"attendance": "出席：张三"}),
        ("attendance", {"kind": "MINUTES", "attendance": "主持：张三"}),
        ("attachments", {"attachments": [AttachmentContent("", "PROACTIVE")]}),
        ("attachments", {"attachments": [AttachmentContent("表", "PROACTIVE")] * 2}),
        ("attachments", {"attachments": [AttachmentContent("表", "")]}),
        ("valid_until", {"effective_on": date(2024, 5, 1), "valid_until": date(2024, 4, 1)}),
    ],
)
def test_what_cannot_be_kept_is_refused_by_its_field(field, changes):
    place = office()
    with pytest.raises(ContentRefused) as refused:
        drafted(place, **changes)
    assert refused.value.field == field
    assert not OfficialDocument.objects.exists() and not Entry.objects.exists()


def test_a_column_of_another_organ_is_refused():
    place = office()
    with pytest.raises(ContentRefused, match="不是本机关的栏目"):
        drafted(place, column=ColumnFactory())


def test_nobody_without_a_part_in_it_drafts():
    place = office()
    for officer in (place.leader, OfficerFactory(agency=place.agency), OfficerFactory(clerk=True)):
        with pytest.raises(NotAllowed):
            draft_document(agency=place.agency, content=form(place), officer=officer, **NOW)


def test_who_saves_an_older_version_is_told_and_changes_nothing():
    place = office()
    document = drafted(place)
    save(place, document, title="新题的通知")
    with pytest.raises(ItemChanged, match="已有变动"):
        save(place, document, title="旧题的通知")
    document.refresh_from_db()
    assert document.title == "新题的通知"


@pytest.mark.parametrize(
    ("message", "changes"),
    [
        ("发文机关代字", {"series": "ABC"}),
        ("公开栏目", {"column": None}),
        ("“依据条款”不能为空", {"attribute": "ON_REQUEST"}),
        ("不能作为“依申请公开”的理由", ON_REQUEST | {"ground": "STATE_SECRET"}),
        ("“理由”现为", ON_REQUEST | {"reason": "无"}),
        ("被转发的文件标注为", {"forwards": "市政府文件", "forwarded_attribute": "WITHHELD"}),
        ("不得附有不公开发布的内容", {"attachments": [AttachmentContent("名单", "WITHHELD")]}),
        ("“正文”不能为空", {"body": ""}),
        ("此页无正文", {"body": "（此页无正文）"}),
        ("不是上行文", {"signatory": "孙局长"}),
    ],
)
def test_what_lacks_something_is_not_sent_off(message, changes):
    place = office()
    document = drafted(place, **changes)
    with pytest.raises(ItemRefused, match=message):
        submitted(place, document)
    document.refresh_from_db()
    assert (document.state, document.review_round, document.version) == ("DRAFT", None, 1)


def test_a_series_left_empty_is_the_usual_one_of_the_kind():
    place = office()
    letter = drafted(place, series="", kind="LETTER")
    assert (drafted(place, series="").series, letter.series) == ("某公积金发", "某公积金函")
    PublishingSettings.objects.create(agency=place.agency, document_word="某中心")
    assert drafted(place, series="", kind="MINUTES").series == "某中心纪要"
    PublishingSettings.objects.all().delete()
    place.agency.letter_word = ""
    place.agency.save()
    with pytest.raises(ItemRefused, match="发文机关代字"):
        submitted(place, series="")


def test_a_document_that_changes_others_is_a_normative_one():
    place = office()
    old = LegalDocument.objects.create(
        agency=place.agency, register_no="旧", kind="NORMATIVE", title="旧办法",
        made_on=date(2020, 1, 1),
    )  # fmt: skip
    for change in (
        ChangeContent(old, "REPEALED", None),
        ChangeContent(old, "REPEALED", date(2019, 1, 1)),
        ChangeContent(old, "CONFIRMED", ON),
    ):
        with pytest.raises(ContentRefused, match="废止和修改的文件"):
            drafted(place, changes=[change])
    document = drafted(place, changes=[ChangeContent(old, "REPEALED", ON)])
    with pytest.raises(ItemRefused, match="勾选“行政规范性文件”"):
        submitted(place, document)


def test_a_forwarding_document_inherits_and_a_joint_one_is_decided_by_its_lead():
    place = office()
    inherited = {"forwards": "某政发〔2024〕1号", "forwarded_attribute": "ON_REQUEST"}
    assert submitted(place, **(ON_REQUEST | inherited)).state == "IN_REVIEW"
    undecided = {"forwards": "某政发〔2024〕2号"}
    assert submitted(place, **undecided).state == "IN_REVIEW"
    assert submitted(place, joint_with=["某市财政局"]).state == "IN_REVIEW"


def test_a_document_taken_back_loses_its_round():
    place = office()
    document = submitted(place)
    round = document.review_round
    document = take_back_document(
        document=document, version=document.version, officer=place.drafter, **NOW
    )
    round.refresh_from_db()
    assert (document.state, document.review_round, round.state) == ("DRAFT", None, "VOID")
    with pytest.raises(ItemRefused, match="当前为“拟稿”"):
        take_back_document(
            document=document, version=document.version, officer=place.drafter, **NOW
        )


def test_an_abandoned_draft_is_over():
    place = office()
    document = abandon_document(
        document=(row := drafted(place)), version=row.version, officer=place.drafter, **NOW
    )
    with pytest.raises(ItemRefused, match="已作废"):
        save(place, document)
    with pytest.raises(ItemRefused, match="已作废"):
        submit_document(document=document, version=document.version, officer=place.drafter, **NOW)


def attach(place, document, attachment="申报表", content=b"%PDF-1.4 x", name="表.txt"):
    document.refresh_from_db()
    return attach_to_document(
        document=document, version=document.version, attachment=attachment, name=name,
        content=content, officer=place.drafter, **NOW,
    )  # fmt: skip


def test_an_attachment_has_a_file_or_a_text_and_both_are_part_of_what_is_signed():
    place = office()
    listed = [
        AttachmentContent("申报表", "PROACTIVE"),
        AttachmentContent("说明", "PROACTIVE", "文字"),
    ]
    document = drafted(place, attachments=listed)
    before = content_hash(document)
    with pytest.raises(ItemRefused, match="没有“别的”"):
        attach(place, document, "别的")
    with pytest.raises(ItemRefused, match="已有随文排印的文字"):
        attach(place, document, "说明")
    with pytest.raises(ItemRefused, match="附件"):
        attach(place, document, name="病毒.exe", content=b"MZ")
    file = attach(place, document, content="申报".encode(), name="申报表.txt")
    document.refresh_from_db()
    assert document.attachments[0]["file"] == file.pk and content_hash(document) != before
    with pytest.raises(ItemRefused, match="请先移除文件"):
        save(place, document, attachments=listed[1:])
    save(place, document, attachments=listed)
    document.refresh_from_db()
    assert document.attachments[0]["file"] == file.pk
    remove_from_document(
        document=document, version=document.version, attachment="申报表",
        officer=place.drafter, **NOW,
    )  # fmt: skip
    document.refresh_from_db()
    assert content_hash(document) == before


def test_every_element_is_part_of_what_is_signed():
    place = office()
    document = drafted(place)
    whole = content_hash(document)
    for changes in (
        {"title": "另一通知"}, {"body": "另一正文。"}, {"addressees": "各管理部"},
        {"copies_to": ""}, {"urgency": "特急"}, {"has_seal": False}, {"is_normative": True},
        {"series": "某公积金办"}, {"joint_with": ["某市财政局"]}, {"kind": "CIRCULAR"}, ON_REQUEST,
        {"attachments": [AttachmentContent("表", "PROACTIVE")]}, {"effective_on": ON},
        {"valid_until": ON}, {"forwards": "某文"},
    ):  # fmt: skip
        other = save(place, document, **changes)
        assert content_hash(other) != whole, changes
        document = save(place, other)
        assert content_hash(document) == whole
    assert replace(form(place), title="x") != form(place)


SEVERED = {"attribute": "SEVERED", "ground": "PRIVACY", "reason": "附有个人信息，删减后可以提供"}


def test_a_local_value_is_offered_only_where_the_office_chose_it():
    place = office()
    with pytest.raises(ContentRefused) as refused:
        drafted(place, **SEVERED)
    assert refused.value.field == "attribute"
    save_publishing_settings(
        agency=place.agency, officer=place.office_head, local_attributes=["SEVERED"], **NOW
    )
    document = signed(place, **SEVERED)
    assert (document.state, document.get_attribute_display()) == ("SIGNED", "删减后公开")
    assert document.next_review_on is not None
    assert printed(document).note_text == "（此件删减后公开）"
    assert [line.value.label for line in to_reassess_of(place, document)] == ["删减后公开"]
    with pytest.raises(ItemRefused, match="没有“NEW”"):
        save_publishing_settings(
            agency=place.agency, officer=place.office_head, local_attributes=["NEW"], **NOW
        )


def to_reassess_of(place, document):
    return to_reassess(place.agency, document.next_review_on, working_calendar())
