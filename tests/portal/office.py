"""An organ with a published report, brought there through the real operations."""

from datetime import UTC, date, datetime

from annual_reports.year import YEAR, fill
from factories import AgencyFactory, OfficerFactory
from gongkai.annual_reports.models import AnnualReport
from gongkai.annual_reports.operations.publishing import publish
from gongkai.annual_reports.operations.signing import sign_report, submit_for_review
from gongkai.annual_reports.operations.writing import open_report

ON = date(2024, 1, 20)
# Late evening in Shanghai on the 19th in UTC: the day shown must be the 20th.
AT = datetime(2024, 1, 19, 16, 30, tzinfo=UTC)


def office(code="gjj", **details):
    """Return an organ with the records of a small year."""
    agency = AgencyFactory(code=code, **details)
    fill(agency)
    return agency


def signed_report(agency, year=YEAR, **texts):
    """Return an organ's signed report, not yet published."""
    clerk = OfficerFactory(agency=agency, clerk=True, name="张经办")
    reviewer = OfficerFactory(agency=agency, reviewer=True, name="李审核")
    head = OfficerFactory(agency=agency, head=True, name="王主任")
    report = open_report(agency=agency, year=year, officer=clerk, at=AT)
    for part, text in texts.items():
        report.parts.filter(part=part).update(template=text)
    submit_for_review(report=report, officer=clerk, on=ON, at=AT)
    for officer in (reviewer, head):
        report = sign_report(
            report=report, officer=officer, verdict="PASS", opinion="", on=ON, at=AT
        )
    return report, head


def published_report(agency, year=YEAR, **texts):
    """Return an organ's published report, its files written."""
    report, head = signed_report(agency, year, **texts)
    publish(report=report, officer=head, on=ON, at=AT)
    return AnnualReport.objects.get(pk=report.pk)
