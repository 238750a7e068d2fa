"""What the public sees: published forms of websites, newest first."""

from django.db.models import QuerySet

from gongkai.agencies.models import Agency
from gongkai.website_reports.models import WebsiteReport


def published_forms(agency: Agency | None = None) -> QuerySet[WebsiteReport]:
    """Return the published forms of an organ, or of all, newest year first."""
    rows = WebsiteReport.objects.filter(state=WebsiteReport.State.PUBLISHED)
    if agency is not None:
        rows = rows.filter(agency=agency)
    return rows.select_related("agency", "snapshot").order_by("-year", "agency__name")


def published_form(agency: Agency, year: int) -> WebsiteReport | None:
    """Return one published form, or None."""
    return published_forms(agency).filter(year=year).first()
