"""What an office collects: its years, and how far each organ has come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Count

from gongkai.agencies.models import Agency, Officer
from gongkai.annual_reports.models import (
    Collection,
    CollectionOrgan,
    ReceivedReport,
    ReceivedWaiver,
)
from gongkai.annual_reports.queries.examining import JudgedFinding, judged
from gongkai.rules.reports.findings import Severity
from gongkai.rules.statutes import statute_in_force

RECHECKED = (ReceivedReport.State.READ, ReceivedReport.State.FAILED)
"""The states of the reports that are checked again when all of a collection are."""

_STUCK = (ReceivedReport.State.UNREADABLE, ReceivedReport.State.FAILED)


class CollectionUnknown(LookupError):
    """There is no such collection in the officer's organ."""


class OrganStatus(StrEnum):
    """How far an organ has come; never stored, always told from its reports."""

    MISSING = "MISSING"
    RECEIVED = "RECEIVED"
    ERRORS = "ERRORS"
    WARNINGS = "WARNINGS"
    CLEAN = "CLEAN"
    RETURNED = "RETURNED"
    ACCEPTED = "ACCEPTED"

    @property
    def label(self) -> str:
        """Return the word to show."""
        return _LABELS[self]


_LABELS = {
    OrganStatus.MISSING: "未报送",
    OrganStatus.RECEIVED: "已收到",
    OrganStatus.ERRORS: "有错误",
    OrganStatus.WARNINGS: "有警告",
    OrganStatus.CLEAN: "待通过",
    OrganStatus.RETURNED: "已退回",
    OrganStatus.ACCEPTED: "已通过",
}


@dataclass(frozen=True)
class OrganLine:
    """An organ, its newest readable report, how it stands, and what was found in it."""

    organ: CollectionOrgan
    report: ReceivedReport | None
    status: OrganStatus
    findings: list[JudgedFinding]

    def count(self, severity: Severity) -> int:
        """Return how many findings of a severity nobody waived."""
        return sum(one.finding.severity == severity and one.waiver is None for one in self.findings)

    @property
    def errors(self) -> int:
        """Return how many errors stand."""
        return self.count(Severity.ERROR)

    @property
    def warnings(self) -> int:
        """Return how many warnings stand."""
        return self.count(Severity.WARNING)

    @property
    def infos(self) -> int:
        """Return how many hints there are."""
        return self.count(Severity.INFO)


@dataclass(frozen=True)
class CollectionLine:
    """A collection with how many organs owe a report, sent one, and had it accepted."""

    collection: Collection
    organs: int
    arrived: int
    accepted: int

    @property
    def missing(self) -> int:
        """Return how many organs sent nothing yet."""
        return self.organs - self.arrived


@dataclass(frozen=True)
class CollectionState:
    """Every organ of a collection, and the files that need somebody's hand.

    `working` counts the files that wait to be read, `readable` those that can be checked again.
    """

    lines: list[OrganLine]
    stuck: list[ReceivedReport]
    working: int
    readable: int

    def count(self, status: OrganStatus) -> int:
        """Return how many organs have a status."""
        return sum(line.status == status for line in self.lines)


def collections_of(agency: Agency) -> list[CollectionLine]:
    """Return an office's collections, newest year first, with what has arrived."""
    reports: dict[int, dict[int, list[ReceivedReport]]] = {}
    found = ReceivedReport.objects.filter(collection__agency=agency, organ__isnull=False)
    for report in found.only("collection", "organ", "is_previous", "version", "state", "verdict"):
        by_organ = reports.setdefault(report.collection_id, {})
        by_organ.setdefault(report.organ_id, []).append(report)
    lines = []
    collections = Collection.objects.filter(agency=agency).select_related("opened_by")
    for collection in collections.annotate(organ_count=Count("organs")).order_by("-year"):
        newest = [current(group) for group in reports.get(collection.pk, {}).values()]
        arrived = [one for one in newest if one is not None]
        accepted = sum(one.verdict == ReceivedReport.Verdict.ACCEPTED for one in arrived)
        lines.append(CollectionLine(collection, collection.organ_count, len(arrived), accepted))
    return lines


def collection_for(officer: Officer, year: int) -> Collection:
    """Return the collection of a year in the officer's own organ.

    :raises CollectionUnknown: if there is none
    """
    found = Collection.objects.filter(agency=officer.agency_id, year=year)
    collection = found.select_related("agency").first()
    if collection is None:
        raise CollectionUnknown(f"尚未建立{year}年度的报送任务，请先在“报送审核”中建立。")
    return collection


def newest_collection(agency: Agency) -> Collection | None:
    """Return an office's collection of the latest year, None if it never collected."""
    return Collection.objects.filter(agency=agency).order_by("-year").first()


def usual_due_day(agency: Agency, year: int, on: date) -> date:
    """Return the day by which an office asks for a year's reports.

    That of its newest collection, moved to this year; else the legal day of departments
    (条例第四十九条).
    """
    earlier = newest_collection(agency)
    if earlier is None:
        return statute_in_force(on).department_report.in_year(year + 1)
    last = earlier.due_on
    # 29 February has no like in most years.
    day = 28 if (last.month, last.day) == (2, 29) else last.day
    return date(last.year + year - earlier.year, last.month, day)


def state_of(collection: Collection) -> CollectionState:
    """Return how every organ of a collection stands, in the order of the list."""
    reports: dict[int | None, list[ReceivedReport]] = {}
    found = collection.reports.filter(is_previous=False).defer("content", "evidence")
    for report in found.select_related("organ", "officer", "decided_by").order_by("pk"):
        reports.setdefault(report.organ_id, []).append(report)
    waivers: dict[int, list[ReceivedWaiver]] = {}
    for waiver in ReceivedWaiver.objects.filter(organ__collection=collection).order_by("pk"):
        waivers.setdefault(waiver.organ_id, []).append(waiver)
    lines = [
        _line(organ, current(reports.get(organ.pk, ())), waivers.get(organ.pk, []))
        for organ in collection.organs.order_by("position", "pk")
    ]
    everything = [report for group in reports.values() for report in group]
    return CollectionState(
        lines=lines,
        stuck=[one for one in everything if _needs_a_hand(one)],
        working=sum(one.state == ReceivedReport.State.RECEIVED for one in everything),
        readable=sum(one.state in RECHECKED for one in everything),
    )


def current(reports: Iterable[ReceivedReport]) -> ReceivedReport | None:
    """Return the newest of an organ's reports; an unreadable file displaces no readable one."""
    ordered = sorted(
        (one for one in reports if not one.is_previous),
        key=lambda one: (one.state not in _STUCK, one.version or 0),
    )
    return ordered[-1] if ordered else None


def status_of(report: ReceivedReport | None, findings: list[JudgedFinding]) -> OrganStatus:
    """Return the status that an organ's newest report gives it."""
    if report is None:
        return OrganStatus.MISSING
    if report.state == ReceivedReport.State.RECEIVED:
        return OrganStatus.RECEIVED
    if report.verdict == ReceivedReport.Verdict.RETURNED:
        return OrganStatus.RETURNED
    if report.state in _STUCK:
        return OrganStatus.ERRORS
    if report.verdict == ReceivedReport.Verdict.ACCEPTED:
        return OrganStatus.ACCEPTED
    standing = {one.finding.severity for one in findings if one.waiver is None}
    if Severity.ERROR in standing:
        return OrganStatus.ERRORS
    return OrganStatus.WARNINGS if Severity.WARNING in standing else OrganStatus.CLEAN


def _line(
    organ: CollectionOrgan, report: ReceivedReport | None, waivers: list[ReceivedWaiver]
) -> OrganLine:
    findings = judged(report, waivers) if report is not None else []
    return OrganLine(organ, report, status_of(report, findings), findings)


def _needs_a_hand(report: ReceivedReport) -> bool:
    unplaced = report.organ_id is None and report.state != ReceivedReport.State.RECEIVED
    returned = report.verdict == ReceivedReport.Verdict.RETURNED
    return unplaced or (report.state in _STUCK and not returned)
