"""The report of the year before that a received one is compared with."""

from dataclasses import dataclass

from django.db.models import Q

from gongkai.annual_reports.models import CollectionOrgan, ReceivedReport
from gongkai.annual_reports.queries.gate import frozen_report
from gongkai.rules.reports.shape import Report


@dataclass(frozen=True)
class Previous:
    """Last year's report, where it comes from, and whether this system froze it."""

    report: Report
    label: str
    is_frozen: bool = False


def previous_of(organ: CollectionOrgan) -> Previous | None:
    """Return what is known of the organ's report on the year before.

    First what the office received last year, accepted before merely read; then what the organ
    signed in this installation; then what the office uploaded for comparison.
    """
    year = organ.collection.year - 1
    return _received(organ, year) or _signed(organ, year) or _uploaded(organ, year)


def _received(organ: CollectionOrgan, year: int) -> Previous | None:
    last = CollectionOrgan.objects.filter(
        collection__agency=organ.collection.agency_id, collection__year=year
    )
    same = Q(name=organ.name)
    if organ.agency_id is not None:
        same |= Q(agency=organ.agency_id)
    found = list(last.filter(same)[:2])
    # An organ may have been renamed and its old name be another's now: who it is decides.
    found = [one for one in found if one.agency_id == organ.agency_id] or found
    if len(found) != 1:
        return None
    reports = ReceivedReport.objects.filter(
        organ=found[0], is_previous=False, state=ReceivedReport.State.READ
    ).order_by("-version")
    accepted = reports.filter(verdict=ReceivedReport.Verdict.ACCEPTED).first()
    report = accepted or reports.first()
    if report is None or report.content["year"] != year:
        return None
    label = f"{year}年度报送的第{report.version}版（{report.get_verdict_display()}）"
    return Previous(Report.from_json(report.content), label)


def _signed(organ: CollectionOrgan, year: int) -> Previous | None:
    frozen = frozen_report(organ.agency_id, year) if organ.agency_id is not None else None
    if frozen is None:
        return None
    return Previous(frozen, f"该单位在本系统签发的{year}年度报告", is_frozen=True)


def _uploaded(organ: CollectionOrgan, year: int) -> Previous | None:
    uploaded = ReceivedReport.objects.filter(
        organ=organ, is_previous=True, state=ReceivedReport.State.READ
    )
    for report in uploaded.order_by("-pk"):
        if report.content["year"] == year:
            return Previous(Report.from_json(report.content), f"上传的“{report.original_name}”")
    return None
