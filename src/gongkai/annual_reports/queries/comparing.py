"""Two finished reports to put side by side: received ones, the organ's own, or uploaded files."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from gongkai.agencies.models import Officer
from gongkai.annual_reports.models import ReceivedReport, Snapshot
from gongkai.annual_reports.permissions import may_collect
from gongkai.annual_reports.queries.checking import uploaded_reading
from gongkai.rules.reports.comparison import Comparison, compared
from gongkai.rules.reports.evidence import Evidence
from gongkai.rules.reports.evidence_json import evidence_from_json
from gongkai.rules.reports.shape import Report

_OWN, _RECEIVED = "own", "received"


class NotComparable(LookupError):
    """There is no such report for this officer; the message says what to do."""


class Comparable(NamedTuple):
    """A stored report that may be chosen: its key, the group it is listed in, its name."""

    key: str
    group: str
    label: str


class UploadedFile(NamedTuple):
    """A file that is compared and not kept."""

    name: str
    content: bytes


def comparables_of(officer: Officer, on: date) -> list[Comparable]:
    """Return the reports an officer may compare: his organ's signed ones, and those received."""
    return [*_own(officer), *_received(officer, on)]


def comparison_of(
    officer: Officer, a: "str | UploadedFile", b: "str | UploadedFile", on: date
) -> Comparison:
    """
    Return two reports side by side, each a key of `comparables_of` or an uploaded file.

    :raises NotComparable: if there is no such report, or it is not the officer's to see
    :raises ReportFileUnreadable: if an uploaded file is not a readable report
    """
    (one, evidence_a), (other, evidence_b) = _read(officer, a, on), _read(officer, b, on)
    return compared(one, other, evidence_a=evidence_a, evidence_b=evidence_b)


def _own(officer: Officer) -> Iterator[Comparable]:
    signed = Snapshot.objects.filter(report__agency=officer.agency_id).order_by("-report__year")
    for year in signed.values_list("report__year", flat=True):
        yield Comparable(f"{_OWN}-{year}", "本机关签发的年度报告", f"{year}年度")


def _received(officer: Officer, on: date) -> Iterator[Comparable]:
    if not may_collect(officer, officer.agency, on):
        return
    found = ReceivedReport.objects.filter(
        collection__agency=officer.agency_id, state=ReceivedReport.State.READ
    ).select_related("collection", "organ")
    ordered = found.only(
        "version", "is_previous", "original_name", "verdict", "collection__year", "organ__name"
    ).order_by("-collection__year", "organ__position", "organ", "-version", "-pk")
    for report in ordered:
        who = report.organ.name if report.organ is not None else report.original_name
        how = "上年报告" if report.is_previous else report.get_verdict_display()
        version = f"第{report.version}版，" if report.version else ""
        yield Comparable(
            f"{_RECEIVED}-{report.pk}",
            f"{report.collection.year}年度报送",
            f"{report.collection.year}年　{who}（{version}{how}）",
        )


def _read(officer: Officer, choice: str | UploadedFile, on: date) -> tuple[Report, Evidence | None]:
    if isinstance(choice, UploadedFile):
        reading = uploaded_reading(choice.name, choice.content)
        return reading.report, reading.evidence
    kind, _, number = choice.partition("-")
    if number.isascii() and number.isdigit() and len(number) < 12:
        if kind == _OWN:
            return _signed_report(officer, int(number)), None
        if kind == _RECEIVED and may_collect(officer, officer.agency, on):
            return _received_report(officer, int(number))
    raise NotComparable("没有可比较的这份报告，请从列表中重新选择。")


def _signed_report(officer: Officer, year: int) -> Report:
    found = Snapshot.objects.filter(report__agency=officer.agency_id, report__year=year)
    snapshot = found.only("content").first()
    if snapshot is None:
        raise NotComparable(f"本机关没有签发的{year}年度报告，请从列表中重新选择。")
    return Report.from_json(snapshot.content)


def _received_report(officer: Officer, pk: int) -> tuple[Report, Evidence]:
    report = ReceivedReport.objects.filter(
        pk=pk, collection__agency=officer.agency_id, state=ReceivedReport.State.READ
    ).first()
    if report is None:
        raise NotComparable("没有这份收到的报告，或它不能读取，请从列表中重新选择。")
    return Report.from_json(report.content), evidence_from_json(report.evidence)
