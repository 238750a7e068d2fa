"""What was signed, and where the records have moved since."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from gongkai.annual_reports.models import Snapshot
from gongkai.annual_reports.queries.drift import differences
from gongkai.console.access import Desk, staff
from gongkai.console.views.workspace import opened_year_at, workspace_page


@require_safe
@staff
def snapshot(request: HttpRequest, desk: Desk, year: int) -> HttpResponse:
    """Show the signed snapshot and every figure that counts other records now."""
    at_desk, report = opened_year_at(desk, year)
    frozen = Snapshot.objects.filter(report=report).select_related("signed_by").first()
    context = {
        "snapshot": frozen,
        "differences": differences(frozen, at_desk.compiled) if frozen else [],
        "same_hash": frozen is not None and frozen.content_hash == at_desk.compiled.content_hash,
        "now_hash": at_desk.compiled.content_hash,
    }
    return workspace_page(request, at_desk, "archive", context)
