"""Corrections of one's own record, proposals and complaints: filed, passed on, answered."""

import pytest

from casework.asking import NOTE, NOW, NUMBER, filed
from factories import AgencyFactory, OfficerFactory
from gongkai.agencies.permissions import NotAllowed
from gongkai.audit.models import Entry as AuditEntry
from gongkai.casework.models import Matter, NumberSeries, ProactiveProposal
from gongkai.casework.operations.matters import (
    MatterRefused,
    Submission,
    answer_matter,
    file_matter,
    read_submitter,
    take_on,
    transfer_matter,
)
from gongkai.casework.queries.matters import matters_of
from gongkai.casework.queries.tracking import track
from gongkai.messages.queries import unread_notices

pytestmark = pytest.mark.django_db
RECORD = Submission(text="缴存基数记错", name="王小明", identity_number=NUMBER, phone="13800138000")
PROPOSAL = Submission(title="2022年审计报告", text="很多人关心")


@pytest.fixture
def agency(settings, tmp_path):
    settings.GONGKAI_FILES = tmp_path
    return AgencyFactory()


@pytest.fixture
def clerk(agency):
    return OfficerFactory(agency=agency, clerk=True, name="王经办")


def brought(agency, kind="COMPLAINT", submission=None, **more):
    told = submission or Submission(text="没有按期答复")
    return file_matter(agency=agency, kind=kind, submission=told, **{**NOW, **more})


def test_each_kind_has_its_own_numbers_and_is_followed_by_code(agency, clerk):
    numbers = [
        brought(agency, "RECORD_CORRECTION", RECORD, attachments=[NOTE]),
        brought(agency, "PROPOSAL", PROPOSAL),
        brought(agency),
        brought(agency),
    ]
    assert [each.matter.register_no for each in numbers] == [
        "GZ2024-00001", "JY2024-00001", "TS2024-00001", "TS2024-00002",
    ]  # fmt: skip
    for each in numbers:
        assert track(agency, each.matter.register_no, each.query_code.lower()) == each.matter
    assert unread_notices(clerk).count() == 4
    assert numbers[0].matter.files.get().kind == "EVIDENCE"


def test_a_proposal_stands_before_the_office_as_one(agency):
    matter = brought(agency, "PROPOSAL", PROPOSAL).matter
    proposal = ProactiveProposal.objects.get()
    assert (proposal.title, proposal.source, proposal.matter) == (
        "2022年审计报告", "APPLICANT", matter,
    )  # fmt: skip


def test_a_complaint_is_tied_to_the_request_it_is_about(agency):
    case = filed(agency).request
    told = Submission(text="没有答复", about_number=f" {case.register_no.lower()} ")
    assert brought(agency, submission=told).matter.about_request == case
    unknown = Submission(text="没有答复", about_number="SQ2024-99999")
    assert brought(agency, submission=unknown).matter.about_request is None


def test_a_form_sent_twice_is_one_matter_without_a_gap(agency):
    first, second = (brought(agency, token="t" * 24) for _ in range(2))
    assert first == second
    assert Matter.objects.count() == 1 and NumberSeries.objects.get().last == 1


WRONG = [
    ("COMPLAINT", Submission(text=" "), "内容"),
    ("PROPOSAL", Submission(text="理由"), "信息名称"),
    ("RECORD_CORRECTION", Submission(text="记错了"), "证件号码"),
    ("RECORD_CORRECTION", Submission(text="错", name="王", identity_number=NUMBER), "联系方式"),
    ("RECORD_CORRECTION", RECORD, "证据材料"),
]


@pytest.mark.parametrize(("kind", "submission", "why"), WRONG)
def test_what_a_matter_needs_is_insisted_on(agency, kind, submission, why):
    with pytest.raises(MatterRefused, match=why):
        brought(agency, kind, submission)
    assert not Matter.objects.exists() and not NumberSeries.objects.exists()


def test_a_matter_is_taken_on_and_answered_once(agency, clerk):
    matter = brought(agency).matter
    assert take_on(matter=matter, officer=clerk, **NOW).state == "IN_PROGRESS"
    with pytest.raises(MatterRefused, match="已经开始"):
        take_on(matter=matter, officer=clerk, **NOW)
    for wrong, changes in (("是否采纳", {"is_accepted": None}), ("答复", {"answer": " "})):
        told = {"answer": "已督促答复", "is_accepted": True, **changes}
        with pytest.raises(MatterRefused, match=wrong):
            answer_matter(matter=matter, officer=clerk, **told, **NOW)
    done = answer_matter(matter=matter, answer="已督促答复", is_accepted=True, officer=clerk, **NOW)
    done.refresh_from_db()
    assert (done.state, done.is_accepted, done.answer, done.answered_by) == (
        "ANSWERED", True, "已督促答复", clerk,
    )  # fmt: skip
    with pytest.raises(MatterRefused, match="不能重复"):
        transfer_matter(matter=matter, to_organ="某局", answer="转", officer=clerk, **NOW)
    assert not matters_of(agency, is_open=True).exists()
    assert matters_of(agency, "COMPLAINT", is_open=False).get() == done


def test_a_matter_of_another_organ_is_passed_on(agency, clerk):
    matter = brought(agency, "RECORD_CORRECTION", RECORD, attachments=[NOTE]).matter
    with pytest.raises(MatterRefused, match="转送机关"):
        transfer_matter(matter=matter, to_organ=" ", answer="转", officer=clerk, **NOW)
    done = transfer_matter(
        matter=matter, to_organ="某某市公安局", answer="已转送", officer=clerk, **NOW
    )
    assert (done.state, done.transferred_to) == ("TRANSFERRED", "某某市公安局")


def test_only_a_clerk_of_the_organ_acts_and_reading_in_full_is_on_record(agency, clerk):
    matter = brought(agency, "RECORD_CORRECTION", RECORD, attachments=[NOTE]).matter
    for officer in (OfficerFactory(clerk=True), OfficerFactory(agency=agency, reviewer=True)):
        with pytest.raises(NotAllowed):
            take_on(matter=matter, officer=officer, **NOW)
    with pytest.raises(NotAllowed):
        read_submitter(matter=matter, officer=OfficerFactory(clerk=True), **NOW)
    assert read_submitter(matter=matter, officer=clerk, **NOW).identity_number == NUMBER
    entry = AuditEntry.objects.order_by("-sequence").first()
    assert (entry.action, entry.officer) == ("matter.read_submitter", clerk)
    assert NUMBER not in str(entry.detail)
