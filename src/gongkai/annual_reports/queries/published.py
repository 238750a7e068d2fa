"""What the public sees: published reports, newest first."""

from django.db.models import QuerySet

from gongkai.annual_reports.models import AnnualReport


def published_reports() -> QuerySet[AnnualReport]:
    """Return every published report with its snapshot, newest year first."""
    return (
        AnnualReport.objects.filter(state=AnnualReport.State.PUBLISHED)
        .select_related("agency", "snapshot", "published_by")
        .order_by("-year", "agency__name")
    )


def published_report(agency_code: str, year: int) -> AnnualReport | None:
    """Return one published report, or None."""
    return published_reports().filter(agency__code=agency_code, year=year).first()
