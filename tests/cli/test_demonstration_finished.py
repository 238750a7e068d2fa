"""The finished reports the demonstration's organs send: right but for what is meant to be wrong."""

from hashlib import sha256

import pytest

from gongkai.cli.demonstration.finished.faults import report_of
from gongkai.cli.demonstration.finished.files import files_of
from gongkai.cli.demonstration.finished.organs import YEARS, due_on, organs
from gongkai.documents.readings.opening import format_of
from gongkai.documents.readings.reading import read_content
from gongkai.documents.readings.sources import ReportFileUnreadable
from gongkai.rules.calendars import published_calendar
from gongkai.rules.reports.checks import CheckContext, run_checks
from gongkai.rules.reports.findings import Severity

ORGANS = {organ.key: organ for organ in organs()}
# What the rules find in the last version of 2023, hints apart; nothing in any other organ's.
FOUND = {
    "construction": {"I2": "error", "I3": "error"},
    "land": {"I4": "warning"},
    "water": {"W1": "error"},
    "transport": {"S1": "warning"},
    "health": {"I1": "error", "I2": "error", "I3": "error"},
    "culture": {"Z1": "warning", "C2": "warning"},
}
FORMATS = {"html", "docx", "pdf", "xlsx", "txt", "json"}


def read(organ, year):
    """Return the last file of an organ's year as the office reads it."""
    *_, file = files_of(organ, year)
    return read_content(format_of(file.content, file.name), file.content, file.name)


def found(reading, previous=None):
    form = reading.evidence.form
    context = CheckContext(
        previous=previous, evidence=reading.evidence, issued_on=form and form.issued_on
    )
    findings = run_checks(reading.report, context)
    return {one.rule: str(one.severity) for one in findings if one.severity != Severity.INFO}


@pytest.mark.parametrize("key", ORGANS)
def test_reports_of_the_first_year_are_read_back_whole_and_have_nothing_wrong(key):
    organ = ORGANS[key]
    reading = read(organ, YEARS[0])
    made = report_of(organ, YEARS[0], "")
    assert reading.report.values() == made.values()
    assert (reading.report.organ, reading.report.narrative) == (organ.name, made.narrative)
    assert found(reading) == {}


@pytest.mark.parametrize("key", [key for key in ORGANS if key != "helpline"])
def test_reports_of_the_second_year_have_wrong_what_is_meant_to_be(key):
    organ = ORGANS[key]
    if organ.format_of(2023) is None:
        assert list(files_of(organ, 2023)) == []
        return
    previous = report_of(organ, 2022, "")
    assert found(read(organ, 2023), previous) == FOUND.get(key, {})


def test_the_scan_is_recognised_as_a_scan():
    with pytest.raises(ReportFileUnreadable, match="扫描件"):
        read(ORGANS["helpline"], 2023)


def test_the_same_seed_gives_the_same_bytes():
    digests = [
        [sha256(file.content).hexdigest() for organ in organs() for file in files_of(organ, year)]
        for year in (*YEARS, *YEARS)
    ]
    assert digests[:2] == digests[2:]
    assert len({*digests[0], *digests[1]}) == len(digests[0]) + len(digests[1])


def test_every_format_occurs():
    names = [file.name for organ in organs() for year in YEARS for file in files_of(organ, year)]
    assert {name.rpartition(".")[2] for name in names} == FORMATS
    assert len(set(names)) == len(names)


def test_carried_over_requests_arrive_in_the_next_year_by_kind_of_applicant():
    for organ in organs():
        before, after = (report_of(organ, year, "").requests for year in YEARS)
        if organ.format_of(2023) is not None:
            assert before["carried_out"] == after["carried_in"], organ.name


def test_names_and_addresses_are_marked_and_nobodys():
    for organ in organs():
        assert organ.name.endswith("（演示）")
        assert organ.contact.address.startswith("演示地址")
        assert organ.contact.email.endswith("@example.com")


@pytest.mark.parametrize("year", YEARS)
def test_days_are_working_days_in_their_order(year):
    calendar = published_calendar()
    days = [organ.issued_on(year) for organ in organs()]
    assert all(calendar.is_working_day(day) for day in (*days, due_on(year)))
    assert all(day <= due_on(year) for day in days)


def test_texts_are_short_varied_and_marked():
    texts = [report_of(organ, 2023, "").narrative["overview"] for organ in organs()]
    assert all(250 < len(text) < 1000 for text in texts)
    assert len(set(texts)) == len(texts)
    for organ in organs():
        for file in files_of(organ, 2023):
            if file.name.endswith((".txt", ".html")):
                assert "演示数据" in file.content.decode()
