"""Nothing goes before the public without a second person; what is public stays what was passed."""

from datetime import date

import pytest

from factories import OfficerFactory
from gongkai.agencies.permissions import NotAllowed
from gongkai.audit.queries import broken_links
from gongkai.outbox.models import Change
from gongkai.participation.models import PieceState, PublicConsultation
from gongkai.participation.operations.acting import ParticipationRefused, PieceChanged
from gongkai.participation.operations.consultations import (
    draft_consultation,
    save_consultation,
)
from gongkai.participation.operations.releasing import (
    release,
    send_back,
    submit,
    take_back,
    withdraw,
)
from gongkai.review.operations import SignatureRefused
from participation.asked import (
    AT,
    ON,
    by,
    consultation_text,
    open_consultation,
    open_interview,
    open_survey,
)


def draft(where, **changes):
    return draft_consultation(
        agency=where.agency, content=consultation_text(**changes), **by(where.clerk)
    )


def test_a_second_person_releases_and_followers_are_told(where):
    row = open_consultation(where)
    assert row.is_public and row.is_open(ON)
    change = Change.objects.get(kind="consultation.published")
    assert change.detail["touches"] == [f"consultation:{row.pk}", f"asked:{where.agency.pk}"]
    assert broken_links() == []


@pytest.mark.parametrize("make", [open_consultation, open_survey, open_interview])
def test_nobody_releases_his_own_draft(where, make):
    gone = _withdrawn(where, make(where))
    row = take_back(piece=gone, version=gone.version, **by(where.reviewer))
    row = submit(piece=row, version=row.version, **by(where.reviewer))
    with pytest.raises(SignatureRefused, match="不能审签本人起草"):
        release(piece=row, version=row.version, **by(where.reviewer))
    assert release(piece=row, version=row.version, **by(where.head)).is_public


def _withdrawn(where, row):
    return withdraw(piece=row, version=row.version, reason="有误", **by(where.head))


def test_a_clerk_does_not_release_and_a_stranger_does_nothing(where):
    row = submit(piece=draft(where), version=1, **by(where.clerk))
    second = OfficerFactory(agency=where.agency, clerk=True)
    stranger = OfficerFactory(head=True)
    for officer in (second, stranger):
        with pytest.raises(NotAllowed):
            release(piece=row, version=row.version, **by(officer))
    with pytest.raises(NotAllowed):
        draft_consultation(agency=where.agency, content=consultation_text(), **by(stranger))


def test_what_is_returned_goes_back_with_the_reason_and_can_be_changed(where):
    row = submit(piece=draft(where), version=1, **by(where.clerk))
    with pytest.raises(SignatureRefused, match="退回时须填写意见"):
        send_back(piece=row, version=row.version, opinion=" ", **by(where.reviewer))
    row = send_back(piece=row, version=row.version, opinion="期限太短", **by(where.reviewer))
    assert row.state == PieceState.DRAFT
    saved = save_consultation(
        piece=row,
        version=row.version,
        content=consultation_text(until_on=date(2024, 3, 1)),
        **by(where.clerk),
    )
    assert saved.until_on == date(2024, 3, 1)


def test_who_saw_an_older_version_changes_nothing(where):
    row = draft(where)
    save_consultation(piece=row, version=1, content=consultation_text(), **by(where.clerk))
    with pytest.raises(PieceChanged):
        save_consultation(
            piece=row, version=1, content=consultation_text(title="别的"), **by(where.clerk)
        )
    assert PublicConsultation.objects.get().title != "别的"


def test_what_is_public_or_handed_in_is_not_written_on(where):
    row = open_consultation(where)
    with pytest.raises(ParticipationRefused, match="已发布"):
        save_consultation(
            piece=row, version=row.version, content=consultation_text(), **by(where.clerk)
        )


def test_withdrawing_needs_a_reason_and_keeps_what_people_sent(where):
    row = open_consultation(where)
    with pytest.raises(ParticipationRefused, match="撤下原因"):
        withdraw(piece=row, version=row.version, reason=" ", **by(where.head))
    gone = withdraw(piece=row, version=row.version, reason="附件有误", **by(where.head))
    assert not gone.is_open(ON)
    assert Change.objects.filter(kind="consultation.withdrawn").exists()


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"body": "", "item": None}, "征求意见的内容"),
        ({"from_on": date(2023, 1, 1), "until_on": date(2023, 2, 1)}, "截止日期：2023-02-01已过"),
    ],
)
def test_an_incomplete_draft_is_not_handed_in(where, changes, told):
    row = draft(where, **changes)
    with pytest.raises(ParticipationRefused, match=told):
        submit(piece=row, version=row.version, **by(where.clerk))


@pytest.mark.parametrize(
    ("changes", "told", "field"),
    [
        ({"title": " "}, "标题：未填写", "title"),
        ({"title": "长" * 201}, "最多200个字，现有201个字", "title"),
        ({"until_on": date(2024, 1, 9)}, "早于开始日期", "until_on"),
        ({"until_on": date(2025, 6, 1)}, "超过一年", "until_on"),
        ({"item": 999}, "没有编号为999的已公开信息", "item"),
        ({"contact": "\u202e\u200b"}, "联系方式：未填写", "contact"),
    ],
)
def test_bad_input_is_refused_with_field_and_remedy(where, changes, told, field):
    with pytest.raises(ParticipationRefused, match=told) as refused:
        draft(where, **changes)
    assert refused.value.field == field
    assert not PublicConsultation.objects.exists()


def test_a_title_is_one_line_without_marks_that_turn_it_round(where):
    row = draft(where, title="甲\r\n乙\u202e丙\x00")
    assert row.title == "甲 乙丙"


def test_one_that_ran_out_while_it_waited_is_not_released(where):
    row = submit(piece=draft(where), version=1, **by(where.clerk))
    with pytest.raises(ParticipationRefused, match="已过"):
        release(piece=row, version=row.version, **by(where.reviewer, date(2024, 2, 11), AT))
    assert PublicConsultation.objects.get().state == PieceState.SUBMITTED
