"""From draft to publication: distinct people, an open gate, a frozen year, later changes."""

from datetime import date

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from annual_reports.year import YEAR, fill
from factories import AgencyFactory, CallFactory, ColumnFactory, OfficerFactory
from gongkai.agencies.permissions import NotAllowed
from gongkai.annual_reports.models import AnnualReport, Snapshot
from gongkai.annual_reports.operations.publishing import folder_of, publish
from gongkai.annual_reports.operations.signing import (
    NotReady,
    sign_report,
    submit_for_review,
    take_back,
)
from gongkai.annual_reports.operations.waiving import NotWaivable, waive
from gongkai.annual_reports.operations.writing import (
    AlreadySigned,
    ChangedMeanwhile,
    TextRefused,
    open_report,
    write_part,
)
from gongkai.annual_reports.queries.building import built_report
from gongkai.annual_reports.queries.compiling import compile_year
from gongkai.annual_reports.queries.drift import differences
from gongkai.annual_reports.queries.gate import blocking, gate_findings
from gongkai.audit.queries import broken_links
from gongkai.hotline.models import Call
from gongkai.messages.queries import unread_notices
from gongkai.review.models import Signature
from gongkai.review.operations import SignatureRefused

pytestmark = pytest.mark.django_db


class Office:
    """An organ with its three signatories and a report, driven through the real operations."""

    def __init__(self, on, at):
        self.on, self.at = on, at
        self.agency = AgencyFactory()
        fill(self.agency)
        self.clerk = OfficerFactory(agency=self.agency, clerk=True)
        self.reviewer = OfficerFactory(agency=self.agency, reviewer=True)
        self.head = OfficerFactory(agency=self.agency, head=True)
        self.report = open_report(agency=self.agency, year=YEAR, officer=self.clerk, at=at)

    def submit(self, officer=None):
        return submit_for_review(
            report=self.report, officer=officer or self.clerk, on=self.on, at=self.at
        )

    def sign(self, officer, verdict="PASS", opinion=""):
        return sign_report(
            report=self.report, officer=officer, verdict=verdict, opinion=opinion,
            on=self.on, at=self.at,
        )  # fmt: skip

    def write(self, part, template, version=1, officer=None):
        return write_part(
            report=self.report, part=part, template=template, version=version,
            officer=officer or self.clerk, on=self.on, at=self.at,
        )  # fmt: skip

    def signed(self):
        self.submit()
        self.sign(self.reviewer)
        self.report = self.sign(self.head)
        return self

    def state(self):
        return AnnualReport.objects.get(pk=self.report.pk).state


@pytest.fixture
def office(on, at):
    """Return an organ whose report may be signed."""
    return Office(on, at)


def test_three_people_bring_a_report_to_publication(office, on, at):
    office.signed()
    assert office.state() == "SIGNED"
    paths = publish(report=office.report, officer=office.head, on=on, at=at)
    assert office.state() == "PUBLISHED"
    assert sorted(path.name for path in paths) == [
        f"report.{fmt}" for fmt in ("docx", "html", "json", "pdf", "xlsx")
    ]
    assert all(path.stat().st_size > 500 for path in paths)
    assert broken_links() == []


def test_nobody_signs_what_he_submitted(office):
    head_as_drafter = office.head
    office.submit(head_as_drafter)
    office.sign(office.reviewer)
    with pytest.raises(SignatureRefused, match="本人起草"):
        office.sign(head_as_drafter)
    assert office.state() == "IN_REVIEW"


def test_the_database_itself_refuses_a_signature_on_ones_own_draft(office, at):
    round = office.submit()
    with pytest.raises(IntegrityError), transaction.atomic():
        Signature.objects.create(
            round=round, stage="审核", officer=office.clerk, drafter=office.clerk,
            verdict="PASS", content_hash="x", signed_at=at,
        )  # fmt: skip


def test_a_stage_needs_its_role(office):
    office.submit()
    with pytest.raises(NotAllowed, match="审核"):
        office.sign(office.head)


def test_an_officer_of_another_organ_can_do_nothing(office, on, at):
    stranger = OfficerFactory(head=True)
    with pytest.raises(NotAllowed):
        office.submit(stranger)
    with pytest.raises(NotAllowed):
        office.write("problems", "甲", officer=stranger)
    office.signed()
    with pytest.raises(NotAllowed):
        publish(report=office.report, officer=stranger, on=on, at=at)


def test_a_role_that_has_ended_gives_no_right(office):
    appointment = office.reviewer.appointments.get()
    appointment.until_on = date(2023, 12, 31)
    appointment.save()
    office.submit()
    with pytest.raises(NotAllowed):
        office.sign(office.reviewer)


def test_a_return_says_why_and_clears_the_signatures(office):
    office.submit()
    with pytest.raises(SignatureRefused, match="意见"):
        office.sign(office.reviewer, "RETURN")
    office.sign(office.reviewer, "RETURN", "请补充问题")
    assert office.state() == "DRAFT"
    assert "请补充问题" in unread_notices(office.clerk).get().text
    again = office.submit()
    assert again.signatures.count() == 0


def test_a_text_changed_after_submission_needs_a_new_round(office):
    office.submit()
    office.sign(office.reviewer)
    office.write("problems", "存在的问题：宣传不够。改进：加强宣传。")
    assert office.state() == "DRAFT"
    with pytest.raises(NotReady):
        office.sign(office.head)


def test_a_record_added_after_submission_voids_the_signature(office):
    office.submit()
    CallFactory(agency=office.agency, called_on=date(2023, 7, 1))
    with pytest.raises(SignatureRefused, match="送审后内容有变动"):
        office.sign(office.reviewer)
    take_back(report=office.report, officer=office.clerk, on=office.on, at=office.at)
    assert office.state() == "DRAFT"


def test_an_error_at_the_gate_blocks_submission(office):
    office.write("problems", "{{ calls.totl }}")
    with pytest.raises(NotReady, match=r"calls\.totl"):
        office.submit()
    assert office.state() == "DRAFT"


def test_two_writers_do_not_overwrite_each_other(office):
    office.write("problems", "第一位的文字")
    with pytest.raises(ChangedMeanwhile, match="工作人员"):
        office.write("problems", "第二位的文字", version=1)
    assert office.report.parts.get(part="problems").template == "第一位的文字"


def test_impossible_texts_are_refused(office):
    with pytest.raises(TextRefused, match="没有名为"):
        office.write("nonsense", "x")
    with pytest.raises(TextRefused, match="超过上限"):
        office.write("problems", "长" * 20001)


def test_a_signed_report_cannot_be_rewritten_or_signed_again(office):
    office.signed()
    with pytest.raises(AlreadySigned):
        office.write("problems", "新")
    with pytest.raises(NotReady):
        office.submit()


def test_a_waiver_is_by_name_and_lasts_until_the_finding_changes(office, on, at):
    office.write("problems", "")
    compiled = compile_year(office.agency, YEAR)
    (error,) = blocking(gate_findings(compiled, office.report))
    place = {
        "rule": error.finding.rule,
        "where": error.finding.where,
        "found": error.finding.found[:300],
    }
    with pytest.raises(NotAllowed):
        waive(report=office.report, officer=office.clerk, reason="x", on=on, at=at, **place)
    with pytest.raises(NotWaivable, match="理由"):
        waive(report=office.report, officer=office.head, reason=" ", on=on, at=at, **place)
    waive(report=office.report, officer=office.head, reason="新设机关", on=on, at=at, **place)
    assert blocking(gate_findings(compile_year(office.agency, YEAR), office.report)) == []
    with pytest.raises(NotWaivable, match="已不存在"):
        waive(
            report=office.report, officer=office.head, reason="x", on=on, at=at,
            **{**place, "rule": "I1"},
        )  # fmt: skip


def test_the_snapshot_keeps_what_was_signed(office):
    office.signed()
    snapshot = Snapshot.objects.get(report=office.report)
    compiled = compile_year(office.agency, YEAR)
    assert snapshot.content_hash == compiled.content_hash
    assert snapshot.content == compiled.report.to_json()
    assert snapshot.signed_by == office.head
    assert differences(snapshot, compiled) == []
    assert not built_report(office.agency, YEAR).differs_from_signed


def test_a_column_that_is_added_later_and_holds_nothing_of_the_year_is_no_change(office):
    office.signed()
    ColumnFactory(agency=office.agency, code="guide", name="指南")
    compiled = compile_year(office.agency, YEAR)
    assert compiled.values["site.columns.guide"] == "0"
    assert differences(office.report.snapshot, compiled) == []


def test_a_later_change_shows_with_its_records(office):
    office.signed()
    Call.objects.filter(
        agency=office.agency, called_on=date(2023, 1, 1), route="VIA_12345"
    ).delete()
    CallFactory(
        agency=office.agency, called_on=date(2023, 7, 1), route="DIRECT", register_no="RX-NEW"
    )
    compiled = compile_year(office.agency, YEAR)
    found = {one.path: one for one in differences(office.report.snapshot, compiled)}
    assert found["calls.total"].added == ("RX-NEW",)
    assert len(found["calls.total"].removed) == 1
    # One came and one went: the number is the same, and still it is no longer what was signed.
    assert found["calls.total"].signed == found["calls.total"].now == "4"
    assert (found["calls.direct"].signed, found["calls.direct"].now) == ("0", "1")
    built = built_report(office.agency, YEAR)
    assert built.differs_from_signed
    assert built.document.draft


def test_next_years_carry_over_must_equal_the_frozen_one(office):
    office.signed()
    following = compile_year(office.agency, YEAR + 1)
    clean = [one for one in gate_findings(following) if one.finding.rule == "I4"]
    assert clean == []
    snapshot = office.report.snapshot
    snapshot.content["requests"]["carried_out"]["natural_person"] += 1
    snapshot.content["requests"]["carried_out"]["total"] += 1
    snapshot.save()
    found = [one.finding for one in gate_findings(following) if one.finding.rule == "I4"]
    assert {one.where for one in found} >= {"requests.carried_in.natural_person"}
    assert all(one.severity == "error" for one in found)


def test_files_that_cannot_be_written_leave_nothing_published(office, on, at):
    office.signed()
    folder = folder_of(office.report)
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("in the way")
    try:
        with pytest.raises(Exception, match="无法把年度报告写入"), transaction.atomic():
            publish(report=office.report, officer=office.head, on=on, at=at)
    finally:
        folder.unlink()
    assert office.state() == "SIGNED"
    assert str(folder).startswith(str(settings.HOME))
