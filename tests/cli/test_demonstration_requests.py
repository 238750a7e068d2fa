"""The living cases of the demonstration: every stage is there, and the published year unchanged."""

import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cli.demonstrated import AT, ON, demonstrated
from gongkai.agencies.queries import agency_named, working_calendar
from gongkai.annual_reports.queries.compiling import compile_year, report_of
from gongkai.annual_reports.queries.drift import differences
from gongkai.annual_reports.queries.gate import gate_findings
from gongkai.annual_reports.queries.published import published_report
from gongkai.audit.models import Entry as AuditEntry
from gongkai.casework.models import (
    Archive,
    CaseFile,
    Consultation,
    DisclosureRequest,
    Dispute,
    Letter,
    Matter,
    ProactiveProposal,
    ProcessingFee,
    Redaction,
    SearchTask,
    Service,
)
from gongkai.casework.operations.archiving import verify_archive
from gongkai.casework.operations.keeping import content_of
from gongkai.casework.queries.disclosure_log import published_entries
from gongkai.casework.queries.tracking import track
from gongkai.casework.queries.urgency import urgency_of
from gongkai.cli.demonstration.load import load_demonstration
from gongkai.cli.demonstration.requests.papers import box_of
from gongkai.cli.demonstration.requests.script import steps_of
from gongkai.cli.demonstration.stored import texts
from gongkai.console.audit_actions import ACTIONS
from gongkai.rules.identity import check_document
from gongkai.rules.phones import check_phone

STATES = {
    "AWAITING_CONFIRMATION": 1,
    "RECEIVED": 1,
    "IN_PROGRESS": 6,
    "WAITING_CORRECTION": 1,
    "CONSULTING": 1,
    "WAITING_FEE": 1,
    "CLOSED": 3,
    "ARCHIVED": 1,
}
PUBLISHED = json.loads((Path(__file__).parent / "data" / "huludao-2023.json").read_text())


def moment(on):
    return datetime(on.year, on.month, on.day, 8, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker, home):
    """Hold the whole demonstration for this module and take it back afterwards."""
    with django_db_blocker.unblock(), demonstrated(home) as told:
        yield told


@pytest.fixture
def case(loaded, db):
    """Return a case by its key in the texts."""
    applicants = texts("requests")["applicants"]
    by_key = {told["key"]: told for told in texts("requests")["cases"]}

    def find(key):
        told = by_key[key]
        number = applicants[told["applicant"]]["identity_number"]
        [found] = [
            one
            for one in DisclosureRequest.objects.filter(wanted=told["asks"]["wanted"])
            if one.identity_number == number
        ]
        return found

    return find


def words(case, on=ON):
    return urgency_of(case, on, working_calendar()).words


def test_every_state_is_there(loaded, db):
    assert Counter(DisclosureRequest.objects.values_list("state", flat=True)) == STATES


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("filed", "待确认收到"),
        ("two_left", "还有2个工作日（11月27日）"),
        ("due_today", "今日到期（11月25日）"),
        ("overdue", "已逾期1个工作日（11月24日到期）"),
        ("correction", "等待申请人补正（期限至12月7日）"),
        ("consulting", "暂定，还有18个工作日（12月21日）"),
        ("fee", "等待申请人缴费（期限至12月17日）"),
    ],
)
def test_the_queue_tells_how_pressing_each_is(case, key, told):
    assert words(case(key)) == told


def test_letters_wait_for_each_stage(case):
    drafted = case("due_today").letters.get()
    assert (drafted.state, drafted.outcome) == ("DRAFT", "NOT_FOUND")
    for key, signed in (("for_reviewer", 0), ("for_head", 1)):
        letter = case(key).letters.get()
        assert (letter.state, letter.review_round.signatures.count()) == ("IN_REVIEW", signed)


def test_departments_search_and_have_searched(case):
    task = case("searching").searches.get()
    assert (task.answered_on, task.department.name) == (None, "信贷管理科")
    assert task.due_on > ON
    answered = SearchTask.objects.exclude(answered_on=None)
    assert {one.answered_by.department for one in answered} == {one.department for one in answered}


def test_a_third_party_was_asked_and_a_fee_noticed(case):
    asked = Consultation.objects.get(request=case("consulting"))
    assert (asked.opinion, asked.sent_on is not None) == ("", True)
    fee = ProcessingFee.objects.get(request=case("fee"))
    assert (fee.paid_on, fee.quantity, fee.amount) == (None, 186, 2420)


def test_a_severed_paper_waits_for_a_second_look_and_hides_what_is_marked(case):
    redaction = Redaction.objects.get(request=case("redaction"))
    assert (redaction.state, redaction.leaks) == ("CHECKED", [])
    assert [area.text for area in redaction.areas.order_by("pk")] == [
        "沈某甲", "0429-0000131", "韩某乙", "0429-0000132",
    ]  # fmt: skip
    page = box_of(content_of(redaction.output), "各管理部应当加强对购房合同的核验")
    assert page[0] > 0
    with pytest.raises(LookupError):
        box_of(content_of(redaction.output), "沈某甲")


def test_a_closed_case_is_served_and_public_and_another_was_returned(case, loaded):
    published = case("published")
    entry = published.log_entry
    assert list(published_entries(ON)) == [entry]
    assert entry.prepared_by != entry.checked_by
    assert Service.objects.get(letter__request=published).served_on
    failed = Service.objects.get(letter__request=case("returned"))
    assert (failed.failed_on is not None, failed.is_settled) == (True, False)


def test_the_archive_holds_what_the_case_holds(case):
    archive = Archive.objects.get(request=case("archived"))
    assert verify_archive(archive, ON) == []


def test_a_lawsuit_runs_after_a_reconsideration(case):
    disputes = Dispute.objects.filter(request=case("lawsuit")).order_by("pk")
    assert [(one.route, one.result) for one in disputes] == [
        ("RECONSIDERATION", "UPHELD"),
        ("LITIGATION_AFTER_RECONSIDERATION", ""),
    ]


def test_what_two_asked_for_is_proposed_and_each_matter_is_there(case):
    proposal = ProactiveProposal.objects.get(source="DETECTED")
    assert set(proposal.requests.all()) == {case("archived"), case("published")}
    matters = {one.kind: one for one in Matter.objects.all()}
    assert set(matters) == {"RECORD_CORRECTION", "PROPOSAL", "COMPLAINT"}
    assert matters["COMPLAINT"].about_request == case("overdue")
    assert ProactiveProposal.objects.get(source="APPLICANT").matter == matters["PROPOSAL"]


def test_numbers_run_with_the_days_and_the_trail_with_the_clock(loaded, db):
    days = DisclosureRequest.objects.order_by("pk").values_list("arrived_on", flat=True)
    assert list(days) == sorted(days)
    moments = Letter.objects.order_by("pk").values_list("drafted_at", flat=True)
    assert list(moments) == sorted(moments)
    assert max(moments) <= AT


def test_the_printed_codes_lead_to_their_cases(loaded, case):
    centre = agency_named("huludao-gjj")
    codes = loaded[0].codes
    assert [track(centre, code.register_no, code.query_code) for code in codes] == [
        case("filed"),
        case("correction"),
        case("published"),
    ]


def test_the_published_year_is_as_it_was(loaded, db):
    compiled = compile_year(agency_named("huludao-gjj"), 2023)
    report = compiled.report.to_json()
    assert {row: list(cells.values()) for row, cells in report["requests"].items()} == PUBLISHED[
        "requests"
    ]
    assert {row: list(cells.values()) for row, cells in report["disputes"].items()} == PUBLISHED[
        "disputes"
    ]
    assert differences(published_report("huludao-gjj", 2023).snapshot, compiled) == []
    assert gate_findings(compiled, report_of(compiled.agency, 2023)) == []


def test_progress_reaches_its_end_and_loading_again_changes_nothing(loaded, db):
    first, told = loaded
    total = sum(first.counts.values())
    assert first.counts["acts_on_cases"] == len(steps_of(ON))
    assert (told[-1], told == sorted(told)) == ((total, total), True)
    versions = list(DisclosureRequest.objects.order_by("pk").values_list("pk", "version"))
    again = load_demonstration(at=AT, on=ON)
    assert (again.counts, again.codes) == ({}, first.codes)
    assert list(DisclosureRequest.objects.order_by("pk").values_list("pk", "version")) == versions


def test_nobody_is_meant():
    told = texts("requests")
    for who in told["applicants"].values():
        assert who["applicant_name"].endswith("（演示）")
        assert "219999" in who["identity_number"][:8]
        assert check_document(who["identity_kind"], who["identity_number"], ON).fault == ""
        assert check_phone(who["phone"]).value.startswith("0429-0")
        assert who.get("email", "a@example.com").endswith("@example.com")
    assert all("演示数据" in case["asks"]["wanted"] for case in told["cases"])
    assert all("演示数据" in matter["says"]["text"] for matter in told["matters"])


def test_every_file_says_what_it_is(case):
    for file in CaseFile.objects.filter(media_type="application/pdf").exclude(
        kind__in=["ARCHIVE", "REDACTED"]
    ):
        box_of(content_of(file), "演示数据")


def test_all_that_was_done_has_a_name_in_the_audit_trail(loaded, db):
    done = set(AuditEntry.objects.values_list("action", flat=True))
    assert len(done) > 25
    assert sorted(done - ACTIONS.keys()) == []
