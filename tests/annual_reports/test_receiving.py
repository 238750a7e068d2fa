"""Files come in once each, are read, find their organ without a guess, and are checked."""

import pytest

from annual_reports import received as office
from annual_reports.received import FINANCE, WATER, WRONG_TOTAL, as_file, received, sent_report
from annual_reports.year import YEAR
from factories import AgencyFactory, OfficerFactory
from gongkai.agencies.permissions import NotAllowed
from gongkai.annual_reports import tasks
from gongkai.annual_reports.models import AnnualReport, ReceivedReport, Snapshot
from gongkai.annual_reports.operations import examining
from gongkai.annual_reports.operations.collecting import list_organs
from gongkai.annual_reports.operations.examining import read_received
from gongkai.annual_reports.operations.judging import accept_report, assign_organ
from gongkai.annual_reports.operations.receiving import (
    LARGEST_REPORT,
    ReportRefused,
    receive_report,
)
from gongkai.annual_reports.queries.received import ReceivedUnknown, received_for, stored_file
from gongkai.audit.models import Entry
from gongkai.documents.readings.sources import ReportFileUnreadable
from gongkai.documents.reports.document import ReportDocument, standard_lead
from gongkai.documents.reports.writing import render
from gongkai.rules.reports.shape import Report
from rules.reports.right_reports import year_before

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.GONGKAI_FILES = tmp_path / "files"
    return settings.GONGKAI_FILES


@pytest.fixture
def officer():
    return office.city_officer()


@pytest.fixture
def when(on, at):
    return {"on": on, "at": at}


@pytest.fixture
def collection(officer, when):
    return office.collection_of(officer, **when)


@pytest.fixture
def arrive(collection, officer, when):
    def run(told=None, **more):
        return received(collection, officer, told=told, **when, **more)

    return run


def kept(files):
    return [path.name for path in files.rglob("*") if path.is_file()]


def rules_of(report):
    return {told["rule"] for told in report.findings}


def test_a_file_is_kept_read_and_checked(arrive, files, at):
    report = arrive(sent_report(values=WRONG_TOTAL))
    assert (report.state, report.progress, report.read_at) == ("READ", 100, at)
    assert (report.organ.name, report.version, report.match) == (FINANCE, 1, "TITLE")
    assert {"I1", "I2", "I3"} <= rules_of(report)
    assert report.content["requests"]["total"]["business"] == 50
    assert report.evidence["cells"]["requests.total.business"][:2] == ["NUMBER", "50"]
    assert len(report.content_hash) == 64 and report.rules_version
    assert kept(files) == [report.file_name]
    assert Entry.objects.filter(action="received_report.receive").count() == 1


def test_the_same_file_again_is_recognised(collection, officer, when, files):
    first = receive_report(
        collection=collection,
        officer=officer,
        name="甲.json",
        content=as_file(sent_report()),
        **when,
    )
    again = receive_report(
        collection=collection,
        officer=officer,
        name="乙.json",
        content=as_file(sent_report()),
        **when,
    )
    assert (first.is_new, again.is_new, again.report) == (True, False, first.report)
    assert kept(files) == [first.report.file_name]


def test_a_stored_file_that_was_lost_comes_back(collection, officer, when):
    report = office.receive(collection, officer, **when)
    stored_file(report).unlink()
    assert office.receive(collection, officer, **when) == report
    assert stored_file(report).exists()


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("报告.doc", [b"x"], "另存为 .docx"),
        ("报告.xls", [b"x"], "另存为 .xlsx"),
        ("报告.jpg", [b"x"], "图片中的数字不能可靠读取"),
        ("报告.zip", [b"x"], "先解压缩"),
        ("报告", [b"x"], "请上传 .html"),
        ("报告.docx", [], "是空的"),
        ("报告.docx", [b"x" * LARGEST_REPORT, b"x"], "超过20MB的上限"),
    ],
)
def test_a_file_that_cannot_be_one_leaves_nothing(
    collection, officer, when, files, name, content, why
):
    with pytest.raises(ReportRefused, match=why):
        receive_report(collection=collection, officer=officer, name=name, content=content, **when)
    assert (kept(files), ReceivedReport.objects.count()) == ([], 0)


def test_a_full_disk_is_told(collection, officer, when, files):
    files.write_text("a file where the folder should be")
    with pytest.raises(ReportRefused, match="无法保存“报告.json”"):
        office.receive(collection, officer, **when)


def test_what_cannot_be_read_is_told_by_its_own_name(arrive):
    report = arrive(content=[b"{"], name="一份.json")
    assert report.state == "UNREADABLE"
    assert "一份.json" in report.message and report.file_name not in report.message


def test_no_zero_character_or_half_character_reaches_the_database(arrive, monkeypatch):
    def hostile(path):
        raise ReportFileUnreadable("坏\x00字\ud800符")

    monkeypatch.setattr(examining, "read_report", hostile)
    assert arrive().message == "坏字\N{REPLACEMENT CHARACTER}符"


@pytest.mark.parametrize("fmt", ["html", "docx", "xlsx", "pdf"])
def test_a_report_in_any_format_is_read_and_finds_its_organ(arrive, fmt):
    report = Report.from_json(sent_report())
    content = render(ReportDocument(report, lead=standard_lead(YEAR)), fmt)
    told = arrive(content=[content], name=f"定稿.{fmt}")
    assert (told.state, told.message) == ("READ", "")
    assert (told.organ.name, told.match) == (FINANCE, "TITLE")
    assert Report.from_json(told.content).values() == report.values()
    assert [one for one in told.findings if one["severity"] == "error"] == []
    assert told.evidence["cells"]["requests.total.total"][2]


@pytest.mark.parametrize(
    ("title", "name", "organ", "match"),
    [
        (FINANCE, "x.json", FINANCE, "TITLE"),
        ("丙市 财政局", "x.json", FINANCE, "TITLE"),
        (FINANCE, f"{WATER}.json", FINANCE, "TITLE"),
        ("财政局", f"2023年{WATER}年报.json", WATER, "FILE_NAME"),
        ("财政局", f"{FINANCE}和{WATER}.json", None, "NONE"),
        ("财政局", "年报.json", None, "NONE"),
    ],
)
def test_an_organ_is_found_by_title_then_by_file_name_and_never_guessed(
    arrive, title, name, organ, match
):
    report = arrive(sent_report(title), name=name)
    assert (report.organ and report.organ.name, report.match) == (organ, match)
    assert ("B2" in rules_of(report)) == (match == "FILE_NAME")


def test_two_names_that_both_stand_in_a_file_name_leave_it_to_the_clerk(
    collection, officer, when, arrive
):
    list_organs(collection=collection, lines=[f"{FINANCE}国库中心"], officer=officer, **when)
    report = arrive(sent_report("国库中心"), name=f"{FINANCE}国库中心.json")
    assert report.organ is None
    assert arrive(sent_report(f"{FINANCE}国库中心")).organ.name == f"{FINANCE}国库中心"


def test_a_report_of_another_year_is_flagged(arrive):
    report = arrive(sent_report(year=YEAR - 1))
    (found,) = [told for told in report.findings if told["rule"] == "B1"]
    assert (found["severity"], found["expected"], found["found"]) == ("error", "2023", "2022")


def test_versions_are_numbered_as_they_arrived(collection, officer, when, arrive):
    first = arrive(sent_report("财政局"), name="一.json")
    second = arrive(sent_report())
    assert (first.version, second.version) == (None, 1)
    finance, water = (collection.organs.get(name=name) for name in (FINANCE, WATER))
    assign_organ(report=first, organ=finance, officer=officer, **when)
    assert versions(finance) == {first.pk: 1, second.pk: 2}
    assign_organ(report=first, organ=water, officer=officer, **when)
    assert (versions(finance), versions(water)) == ({second.pk: 1}, {first.pk: 1})


def versions(organ):
    return dict(organ.reports.values_list("pk", "version"))


def test_reading_twice_changes_nothing(arrive, at):
    report = arrive()
    before = ReceivedReport.objects.values().get()
    read_received(report=report, at=at)
    assert ReceivedReport.objects.values().get() == before


def test_a_job_that_breaks_off_says_so_and_can_be_tried_again(
    collection, officer, when, at, monkeypatch
):
    report = office.receive(collection, officer, **when)

    def failing(path):
        raise MemoryError

    with monkeypatch.context() as patch:
        patch.setattr(examining, "read_report", failing)
        tasks.start_reading(report, at=at)
    report.refresh_from_db()
    assert report.state == "FAILED" and "重新检查" in report.message
    tasks.start_reading(report, at=at)
    report.refresh_from_db()
    assert (report.state, report.message) == ("READ", "")


def test_last_years_accepted_report_is_compared_with(officer, when, arrive):
    last = office.collection_of(officer, year=YEAR - 1, **when)
    before = received(last, officer, told=sent_report(year=YEAR - 1), **when)
    accept_report(report=before, officer=officer, **when)
    later = sent_report(year=YEAR - 1, values={"requests.carried_out.total": 9})
    received(last, officer, told=later, **when)
    report = arrive()
    assert report.compared_with == "2022年度报送的第1版（已通过）"
    assert not {"I4", "P1", "S1"} & rules_of(report)
    wrong = sent_report(values={"requests.carried_in.natural_person": 2})
    found = [one for one in arrive(wrong).findings if one["rule"] == "I4"]
    assert found and {one["severity"] for one in found} == {"warning"}


def test_the_newest_of_last_year_is_compared_with_while_none_is_accepted(officer, when, arrive):
    last = office.collection_of(officer, year=YEAR - 1, **when)
    for licences in (1, 2):
        told = sent_report(year=YEAR - 1, values={"proactive.licences": licences})
        received(last, officer, told=told, **when)
    assert arrive().compared_with == "2022年度报送的第2版（未审核）"


def test_an_organ_of_ours_is_compared_with_what_it_signed(collection, officer, when, at):
    agency = AgencyFactory(name="丙市教育局", parent=officer.agency)
    list_organs(collection=collection, lines=[agency.name], officer=officer, **when)
    own = AnnualReport.objects.create(agency=agency, year=YEAR - 1, state="SIGNED")
    content = year_before().to_json() | {"organ": agency.name}
    signer = OfficerFactory(agency=agency)
    Snapshot.objects.create(report=own, content=content, figures={}, content_hash="0" * 64,
                            signed_by=signer, signed_at=at)  # fmt: skip
    told = sent_report(agency.name, values={"requests.carried_in.natural_person": 2})
    report = received(collection, officer, told=told, **when)
    assert report.compared_with == "该单位在本系统签发的2022年度报告"
    found = [one for one in report.findings if one["rule"] == "I4"]
    assert found and {one["severity"] for one in found} == {"error"}


def test_last_years_report_can_be_uploaded_for_comparison(collection, officer, when, arrive):
    report = arrive(sent_report(values={"requests.carried_in.natural_person": 2}))
    assert (report.compared_with, "I4" in rules_of(report)) == ("", False)
    arrive(sent_report(year=YEAR - 1), name="去年.json", previous_of=report.organ)
    report.refresh_from_db()
    assert (report.compared_with, "I4" in rules_of(report)) == ("上传的“去年.json”", True)
    assert (report.version, report.organ.reports.count()) == (1, 2)


def test_a_wrong_year_uploaded_for_comparison_is_told_and_not_used(arrive):
    report = arrive()
    other = arrive(sent_report(), name="今年.json", previous_of=report.organ)
    assert "不是2022年度的" in other.message
    report.refresh_from_db()
    assert report.compared_with == ""


def test_nobody_else_takes_files_in_or_sees_them(collection, officer, when, arrive):
    report = arrive()
    head = OfficerFactory(agency=officer.agency, head=True)
    elsewhere = office.city_officer("郑主管", AgencyFactory(name="丁市人民政府办公室"))
    for one in (head, elsewhere):
        with pytest.raises(NotAllowed):
            office.receive(collection, one, **when)
    with pytest.raises(ReceivedUnknown):
        received_for(elsewhere, report.pk)
    assert received_for(officer, report.pk) == report
