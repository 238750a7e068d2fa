"""The city's office opens a year, lists who owes a report, and sees how each stands."""

from datetime import date

import pytest

from annual_reports.received import (
    FINANCE,
    NONE_SENT,
    ODD_STOCK,
    WATER,
    WRONG_TOTAL,
    city_officer,
    collection_of,
    receive,
    received,
    sent_report,
)
from annual_reports.year import YEAR
from factories import AgencyFactory, OfficerFactory
from gongkai.agencies.permissions import NotAllowed
from gongkai.annual_reports.models import Collection, ReceivedReport
from gongkai.annual_reports.operations.collecting import (
    CollectionRefused,
    drop_organ,
    list_organs,
    list_organs_of_last_year,
    move_due_day,
    open_collection,
)
from gongkai.annual_reports.operations.judging import (
    accept_report,
    return_report,
    waive_received,
)
from gongkai.annual_reports.operations.rechecking import recheck_collection
from gongkai.annual_reports.queries.collections import (
    CollectionUnknown,
    OrganStatus,
    collection_for,
    collections_of,
    state_of,
    usual_due_day,
)
from gongkai.annual_reports.queries.examining import finding_key, judged
from gongkai.annual_reports.tasks import start_reading_all
from gongkai.audit.models import Entry
from gongkai.rules.reports.checks import RULES_VERSION

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.GONGKAI_FILES = tmp_path / "files"


@pytest.fixture
def officer():
    return city_officer()


@pytest.fixture
def when(on, at):
    return {"on": on, "at": at}


@pytest.fixture
def collection(officer, when):
    return collection_of(officer, **when)


def names(collection):
    return list(collection.organs.order_by("position").values_list("name", flat=True))


def test_a_year_is_opened_once_and_on_record(officer, when):
    collection = open_collection(officer=officer, year=YEAR, due_on=date(2024, 1, 20), **when)
    assert collection_for(officer, YEAR) == collection
    assert Entry.objects.get(action="collection.open").agency == officer.agency
    with pytest.raises(CollectionRefused, match="已经建立"):
        open_collection(officer=officer, year=YEAR, due_on=date(2024, 1, 20), **when)


@pytest.mark.parametrize(
    ("year", "due_on", "why"),
    [
        (2018, date(2019, 1, 31), "2019年至2024年之间"),
        (2025, date(2026, 1, 31), "2019年至2024年之间"),
        (2023, date(2023, 12, 31), "不在2024年内"),
        (2023, date(2025, 1, 1), "不在2024年内"),
    ],
)
def test_a_year_or_day_that_cannot_be_is_refused(officer, when, year, due_on, why):
    with pytest.raises(CollectionRefused, match=why):
        open_collection(officer=officer, year=year, due_on=due_on, **when)
    assert not Collection.objects.exists()


def test_the_day_asked_for_is_the_legal_one_until_the_office_has_its_own(officer, when):
    assert usual_due_day(officer.agency, 2022, when["on"]) == date(2023, 1, 31)
    open_collection(officer=officer, year=2022, due_on=date(2023, 1, 15), **when)
    assert usual_due_day(officer.agency, 2023, when["on"]) == date(2024, 1, 15)


def test_the_day_can_be_moved(collection, officer, when):
    moved = move_due_day(collection=collection, due_on=date(2024, 2, 29), officer=officer, **when)
    assert moved.due_on == date(2024, 2, 29)
    assert usual_due_day(officer.agency, 2024, when["on"]) == date(2025, 2, 28)


def test_a_pasted_list_keeps_its_order_and_no_name_twice(collection, officer, when):
    lines = ["1. 丙市教育局\t张三 0400-1", "（2）丙市民政局", "", "  丙市教育局 ", FINANCE]
    listed = list_organs(collection=collection, lines=lines, officer=officer, **when)
    assert (listed.added, listed.known) == (["丙市教育局", "丙市民政局"], [FINANCE])
    assert names(collection) == [FINANCE, WATER, NONE_SENT, "丙市教育局", "丙市民政局"]
    assert collection.organs.get(name="丙市教育局").contact == "张三 0400-1"


@pytest.mark.parametrize(
    ("lines", "why"), [(["", " "], "没有填写单位名称"), (["长" * 101], "超过100字")]
)
def test_a_list_that_is_none_is_refused(collection, officer, when, lines, why):
    with pytest.raises(CollectionRefused, match=why):
        list_organs(collection=collection, lines=lines, officer=officer, **when)


def test_only_organs_below_the_office_are_recognised_as_ours(collection, officer, when):
    below = AgencyFactory(name="丙市教育局", parent=officer.agency)
    AgencyFactory(name="丁市教育局")
    lines = ["丙市教育局", "丁市教育局"]
    list_organs(collection=collection, lines=lines, officer=officer, **when)
    found = dict(collection.organs.values_list("name", "agency"))
    assert (found["丙市教育局"], found["丁市教育局"]) == (below.pk, None)


def test_last_years_list_is_taken_over(collection, officer, when):
    following = open_collection(officer=officer, year=2024, due_on=date(2025, 1, 31), **when)
    listed = list_organs_of_last_year(collection=following, officer=officer, **when)
    assert listed.added == names(following) == [FINANCE, WATER, NONE_SENT]
    with pytest.raises(CollectionRefused, match="没有2022年度的应报单位名单"):
        list_organs_of_last_year(collection=collection, officer=officer, **when)


def test_an_organ_that_sent_something_stays_on_the_list(collection, officer, when):
    received(collection, officer, **when)
    sent, quiet = collection.organs.get(name=FINANCE), collection.organs.get(name=WATER)
    with pytest.raises(CollectionRefused, match="已有收到的报告"):
        drop_organ(organ=sent, officer=officer, **when)
    drop_organ(organ=quiet, officer=officer, **when)
    assert names(collection) == [FINANCE, NONE_SENT]


def test_each_organ_has_the_status_of_its_newest_report(collection, officer, when):
    list_organs(
        collection=collection,
        lines=["丙市甲局", "丙市乙局", "丙市丙局", "丙市丁局"],
        officer=officer,
        **when,
    )

    def arrived(organ, name="报告.json", **values):
        told = sent_report(organ, values=values)
        return received(collection, officer, told=told, name=name, **when)

    arrived(FINANCE, **WRONG_TOTAL)
    arrived(WATER, **ODD_STOCK)
    accept_report(report=arrived("丙市甲局"), officer=officer, **when)
    sent = arrived("丙市乙局")
    return_report(report=sent, reason="表述有误", with_hints=False, officer=officer, **when)
    arrived("丙市丙局")
    receive(collection, officer, name="丙市丁局.json", content=[b"{}"], **when)
    state = state_of(collection)
    assert {line.organ.name: line.status for line in state.lines} == {
        FINANCE: OrganStatus.ERRORS,
        WATER: OrganStatus.WARNINGS,
        NONE_SENT: OrganStatus.MISSING,
        "丙市甲局": OrganStatus.ACCEPTED,
        "丙市乙局": OrganStatus.RETURNED,
        "丙市丙局": OrganStatus.CLEAN,
        "丙市丁局": OrganStatus.RECEIVED,
    }
    assert (state.working, state.stuck) == (1, [])
    assert state.lines[0].errors == 3
    (line,) = collections_of(officer.agency)
    assert (line.organs, line.arrived, line.missing, line.accepted) == (7, 6, 1, 1)


def test_files_without_an_organ_or_beyond_reading_wait_for_a_hand(collection, officer, when):
    received(collection, officer, told=sent_report("丙市某局"), **when)
    received(collection, officer, name="坏.json", content=[b"{"], **when)
    state = state_of(collection)
    assert [one.original_name for one in state.stuck] == ["报告.json", "坏.json"]
    assert all(line.status == OrganStatus.MISSING for line in state.lines)


def test_an_unreadable_file_displaces_no_readable_one(collection, officer, when):
    good = received(collection, officer, **when)
    bad = received(collection, officer, name=f"{FINANCE}.json", content=[b"{"], **when)
    assert (bad.state, bad.version) == (ReceivedReport.State.UNREADABLE, 2)
    state = state_of(collection)
    assert state.lines[0].report == good
    assert state.stuck == [bad]


def test_all_readable_reports_are_checked_again_once(collection, officer, when):
    stale = received(collection, officer, **when)
    ReceivedReport.objects.update(findings=[], rules_version="旧")
    failed = receive(collection, officer, told=sent_report(WATER, values=WRONG_TOTAL), **when)
    ReceivedReport.objects.filter(pk=failed.pk).update(state="FAILED", message="出错")
    bad = received(collection, officer, name="坏.json", content=[b"{"], **when)
    waiting = recheck_collection(collection=collection, officer=officer, **when)
    assert [one.pk for one in waiting] == [stale.pk, failed.pk]
    assert (state_of(collection).working, state_of(collection).readable) == (2, 0)
    assert recheck_collection(collection=collection, officer=officer, **when) == []
    entry = Entry.objects.get(action="collection.recheck")
    assert entry.detail == {"reports": 2}
    start_reading_all(waiting, at=when["at"])
    for report in (stale, failed, bad):
        report.refresh_from_db()
    assert [stale.state, failed.state, bad.state] == ["READ", "READ", "UNREADABLE"]
    assert stale.rules_version == failed.rules_version == RULES_VERSION
    assert {told["rule"] for told in failed.findings} >= {"I1", "I2", "I3"}
    before = list(ReceivedReport.objects.values())
    start_reading_all(waiting, at=when["at"])
    assert list(ReceivedReport.objects.values()) == before


def test_checking_all_again_keeps_waivers_and_compares_with_last_year_anew(
    collection, officer, when
):
    report = received(collection, officer, told=sent_report(values=ODD_STOCK), **when)
    (odd,) = [one for one in judged(report) if one.finding.rule == "S2"]
    rule, where, found, expected = finding_key(odd.finding)
    waive_received(
        report=report, rule=rule, where=where, found=found, expected=expected,
        reason="清理文件所致", officer=officer, **when,
    )  # fmt: skip
    before = collection_of(officer, when["on"], when["at"], year=YEAR - 1)
    received(before, officer, told=sent_report(year=YEAR - 1), **when)
    assert report.compared_with == ""
    waiting = recheck_collection(collection=collection, officer=officer, **when)
    start_reading_all(waiting, at=when["at"])
    report.refresh_from_db()
    assert report.compared_with
    assert {one.finding.rule for one in judged(report) if one.waiver} == {"S2"}


def test_nobody_else_collects_or_looks(collection, officer, when):
    head = OfficerFactory(agency=officer.agency, head=True)
    elsewhere = city_officer("郑主管", AgencyFactory(name="丁市人民政府办公室"))
    for one in (head, elsewhere):
        with pytest.raises(NotAllowed):
            list_organs(collection=collection, lines=["某局"], officer=one, **when)
        with pytest.raises(NotAllowed):
            move_due_day(collection=collection, due_on=date(2024, 2, 1), officer=one, **when)
        with pytest.raises(NotAllowed):
            drop_organ(organ=collection.organs.first(), officer=one, **when)
        with pytest.raises(NotAllowed):
            recheck_collection(collection=collection, officer=one, **when)
    with pytest.raises(NotAllowed):
        open_collection(officer=head, year=2022, due_on=date(2023, 1, 31), **when)
    with pytest.raises(CollectionUnknown):
        collection_for(elsewhere, YEAR)
    assert collections_of(elsewhere.agency) == []
