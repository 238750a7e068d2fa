"""The office waives, notes, accepts and sends back; what it decided holds while the numbers do."""

from io import BytesIO

import docx
import pytest

from annual_reports import received as office
from annual_reports.received import FINANCE, ODD_STOCK, WATER, WRONG_TOTAL, received, sent_report
from annual_reports.year import YEAR
from factories import AgencyFactory, OfficerFactory
from gongkai.agencies.permissions import NotAllowed
from gongkai.annual_reports import tasks
from gongkai.annual_reports.models import ReceivedReport, ReceivedWaiver
from gongkai.annual_reports.operations.collecting import list_organs
from gongkai.annual_reports.operations.judging import (
    NotDecided,
    accept_report,
    assign_organ,
    read_again,
    remark_on,
    return_report,
    waive_received,
)
from gongkai.annual_reports.queries.examining import (
    finding_from_json,
    finding_key,
    judged,
    void_waivers,
)
from gongkai.audit.models import Entry
from gongkai.documents.notices.findings_docx import render_findings_docx
from gongkai.messages.queries import unread_notices

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.GONGKAI_FILES = tmp_path / "files"


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
    def run(organ=FINANCE, values=(), name="报告.json", **more):
        told = sent_report(organ, values=values, **more)
        return received(collection, officer, told=told, name=name, **when)

    return run


@pytest.fixture
def waive(officer, when):
    def run(report, rule, reason="清理文件所致", by=None):
        one = next(one for one in judged(report) if one.finding.rule == rule)
        rule, where, found, expected = finding_key(one.finding)
        return waive_received(
            report=report,
            rule=rule,
            where=where,
            found=found,
            expected=expected,
            reason=reason,
            officer=by or officer,
            **when,
        )

    return run


def waived(report):
    return {one.finding.rule for one in judged(report) if one.waiver}


def test_a_waiver_stays_on_another_check_and_in_the_next_version(arrive, waive, officer, when):
    report = arrive(values=ODD_STOCK)
    waiver = waive(report, "S2")
    assert (waiver.officer, waiver.reason) == (officer, "清理文件所致")
    remark_on(report=report, text="已电话核实", officer=officer, **when)
    again = read_again(report=report, officer=officer, **when)
    assert again.state == "RECEIVED"
    tasks.start_reading(again, at=when["at"])
    report.refresh_from_db()
    assert (report.state, waived(report)) == ("READ", {"S2"})
    assert [remark.text for remark in report.remarks.all()] == ["已电话核实"]
    newer = arrive(values={**ODD_STOCK, "proactive.licences": 7})
    assert (newer.version, waived(newer), void_waivers(newer)) == (2, {"S2"}, [])


@pytest.mark.parametrize(
    ("values", "note"),
    [
        # What was found is the same, what it should be is not: another number, another question.
        ({**ODD_STOCK, "proactive.normative_documents.made": 5}, "数值已变化"),
        ({}, "该问题已不存在"),
    ],
)
def test_a_waiver_is_void_with_a_note_once_a_number_changes(arrive, waive, values, note):
    waive(arrive(values=ODD_STOCK), "S2")
    newer = arrive(values=values)
    assert waived(newer) == set()
    (void,) = void_waivers(newer)
    assert note in void.note and void.waiver.reason == "清理文件所致"


def test_a_waiver_is_the_organs_and_no_other_ones(arrive, waive, collection, officer, when):
    report = arrive(values=ODD_STOCK)
    waive(report, "S2")
    water = collection.organs.get(name=WATER)
    moved = assign_organ(report=report, organ=water, officer=officer, **when)
    assert waived(moved) == set()


def test_what_may_not_be_waived_is_refused(arrive, waive, officer, when):
    report = arrive(values=WRONG_TOTAL)
    with pytest.raises(NotDecided, match="规则I1不允许豁免"):
        waive(report, "I1")
    with pytest.raises(NotDecided, match="须填写理由"):
        waive(arrive(WATER, values=ODD_STOCK), "S2", reason=" ")
    gone = {"rule": "S2", "where": "x", "found": "1", "expected": "2", "reason": "甲"}
    with pytest.raises(NotDecided, match="已不存在或数值已变化"):
        waive_received(report=report, officer=officer, **gone, **when)
    with pytest.raises(NotDecided, match="还没有归入应报单位"):
        waive(arrive("某局", values=ODD_STOCK), "S2")
    assert not ReceivedWaiver.objects.exists()


def test_errors_bar_acceptance_and_warnings_do_not(arrive, officer, when):
    wrong = arrive(values=WRONG_TOTAL)
    with pytest.raises(NotDecided, match="还有3项错误未处理"):
        accept_report(report=wrong, officer=officer, **when)
    odd = arrive(WATER, values=ODD_STOCK)
    for _ in range(2):
        odd = accept_report(report=odd, officer=officer, **when)
    assert (odd.verdict, odd.decided_by, odd.decided_at) == ("ACCEPTED", officer, when["at"])
    assert Entry.objects.filter(action="received_report.accept").count() == 1


def test_a_report_of_another_year_is_never_accepted(arrive, waive, officer, when):
    other = arrive(year=YEAR - 1)
    with pytest.raises(NotDecided, match="规则B1不允许豁免"):
        waive(other, "B1")
    with pytest.raises(NotDecided, match="错误未处理"):
        accept_report(report=other, officer=officer, **when)


def test_only_the_newest_version_with_an_organ_is_accepted(arrive, collection, officer, when):
    old, _new = arrive(), arrive(values={"proactive.licences": 7})
    with pytest.raises(NotDecided, match="更新的第2版"):
        accept_report(report=old, officer=officer, **when)
    with pytest.raises(NotDecided, match="还没有归入应报单位"):
        accept_report(report=arrive("某局"), officer=officer, **when)
    waiting = office.receive(collection, officer, name=f"{WATER}.json", content=[b"1"], **when)
    with pytest.raises(NotDecided, match="当前为“等待读取”"):
        accept_report(report=waiting, officer=officer, **when)


def test_an_acceptance_lapses_when_another_check_finds_an_error(arrive, officer, when, monkeypatch):
    report = accept_report(report=arrive(), officer=officer, **when)
    stored = ReceivedReport.objects.get(pk=report.pk)
    stored.content["requests"]["total"]["business"] = 50
    stored.save()
    moved = assign_organ(report=stored, organ=stored.organ, officer=officer, **when)
    assert (moved.verdict, moved.decided_by) == ("NONE", None)
    assert "结论已撤销" in moved.message
    assert Entry.objects.filter(action="received_report.lapse").exists()


def test_a_report_is_sent_back_with_what_stands_exactly_as_it_was(
    arrive, waive, collection, officer, when
):
    agency = AgencyFactory(name="丙市教育局", parent=officer.agency)
    clerk = OfficerFactory(agency=agency, clerk=True)
    list_organs(collection=collection, lines=[agency.name], officer=officer, **when)
    report = arrive(agency.name, values={**WRONG_TOTAL, **ODD_STOCK})
    waive(report, "S2")
    told = {"officer": officer, **when}
    sent = return_report(report=report, reason="合计有误", with_hints=False, **told)
    assert {one["rule"] for one in sent.findings} == {"I1", "I2", "I3"}
    report.refresh_from_db()
    assert report.verdict == "RETURNED"
    assert "退回：合计有误" in unread_notices(clerk).get().text
    word = docx.Document(
        BytesIO(
            render_findings_docx(
                agency.name,
                YEAR,
                [finding_from_json(one) for one in sent.findings],
                officer.agency.name,
                when["on"],
                reason=sent.reason,
            )
        )
    )
    assert [len(table.rows) for table in word.tables] == [4]
    newer = arrive(agency.name)
    assert (newer.version, newer.verdict) == (2, "NONE")
    assert sent.findings == report.returns.get().findings


def test_hints_go_along_only_when_asked_for(arrive, officer, when):
    report = arrive(overview="全年工作正常开展。")
    hints = {one.finding.rule for one in judged(report) if one.finding.severity == "info"}
    assert hints
    told = {"report": report, "reason": "请补充", "officer": officer, **when}
    without = return_report(with_hints=False, **told)
    with_them = return_report(with_hints=True, **told)
    assert not hints & {one["rule"] for one in without.findings}
    assert hints <= {one["rule"] for one in with_them.findings}


def test_what_cannot_be_sent_back_is_refused(arrive, collection, officer, when):
    told = {"officer": officer, "with_hints": False, **when}
    with pytest.raises(NotDecided, match="退回须填写理由"):
        return_report(report=arrive(), reason=" ", **told)
    with pytest.raises(NotDecided, match="还没有归入应报单位"):
        return_report(report=arrive("某局"), reason="甲", **told)
    waiting = office.receive(collection, officer, name=f"{WATER}.json", content=[b"1"], **when)
    with pytest.raises(NotDecided, match="读取后才能退回"):
        return_report(report=waiting, reason="甲", **told)


def test_an_unreadable_file_can_be_sent_back(collection, officer, when):
    bad = received(collection, officer, name=f"{FINANCE}.json", content=[b"{"], **when)
    told = {"officer": officer, "with_hints": False, **when}
    assert return_report(report=bad, reason="文件打不开", **told).findings == []


def test_an_organ_of_another_collection_is_refused(arrive, officer, when):
    other = office.collection_of(officer, year=YEAR - 1, **when).organs.first()
    with pytest.raises(NotDecided, match="不在这次报送的名单中"):
        assign_organ(report=arrive(), organ=other, officer=officer, **when)


def test_nobody_else_decides_anything(arrive, waive, officer, when):
    report = arrive(values=ODD_STOCK)
    head = OfficerFactory(agency=officer.agency, head=True)
    elsewhere = office.city_officer("郑主管", AgencyFactory(name="丁市人民政府办公室"))
    for one in (head, elsewhere):
        told = {"report": report, "officer": one, **when}
        for act in (
            lambda told=told: accept_report(**told),
            lambda told=told: read_again(**told),
            lambda told=told: remark_on(text="甲", **told),
            lambda told=told: assign_organ(organ=report.organ, **told),
            lambda told=told: return_report(reason="甲", with_hints=False, **told),
            lambda one=one: waive(report, "S2", by=one),
        ):
            with pytest.raises(NotAllowed):
                act()
    assert ReceivedReport.objects.get().verdict == "NONE"
