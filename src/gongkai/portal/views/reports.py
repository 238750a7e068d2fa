"""政府信息公开年报: every published report, one of them as a page, and its files."""

from datetime import UTC, datetime
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe

from gongkai.annual_reports.queries.documents import signed_document
from gongkai.annual_reports.queries.published import published_report, published_reports
from gongkai.documents.reports.html import render_article_html
from gongkai.portal.addresses import organ_named
from gongkai.portal.downloads import Download, download_of, downloads_of
from gongkai.portal.kept_pages import kept_as_file, reads
from gongkai.portal.kept_sheets import from_before, sheet_numbered
from gongkai.portal.pages import REPORTS, Article, Crumb, Page


@require_safe
@kept_as_file
def reports(request: HttpRequest, agency: str = "", sheet: str | None = None) -> HttpResponse:
    """List the published reports of all organs, or of one, newest year first."""
    found = published_reports().defer("snapshot__content", "snapshot__figures")
    organ = organ_named(agency) if agency else None
    front = reverse("portal:reports-of", args=[agency]) if organ else REPORTS.address
    pages = f"{front}p" if organ else f"{front}quanbu/p"
    moved = from_before(request, front, pages)
    if moved is not None:
        return moved
    reads(request, f"reports:{organ.pk}" if organ else "reports")
    crumbs: tuple[Crumb, ...] = (Crumb(REPORTS.name),)
    if organ:
        found = found.filter(agency=organ)
        crumbs = (Crumb(REPORTS.name, REPORTS.address), Crumb(organ.name))
    context = {
        "page": Page(
            title=REPORTS.name,
            column=REPORTS,
            crumbs=crumbs,
            agency=organ,
            is_indexed=sheet is None,
        ),
        "organ": organ,
        "sheet": sheet_numbered(found, sheet),
        "front": front,
        "sheets": pages,
    }
    return render(request, "portal/reports.html", context)


@require_safe
@kept_as_file
def report(request: HttpRequest, agency: str, year: str) -> HttpResponse:
    """Show one published report as it was signed, with its files."""
    found = _published(agency, year)
    reads(request, f"reports:{found.agency_id}")
    issued_on = timezone.localtime(found.published_at).date()
    document = signed_document(found.snapshot, issued_on)
    title = document.title
    crumbs = (Crumb(REPORTS.name, REPORTS.address), Crumb(_("%(year)s年") % {"year": found.year}))
    context = {
        "page": Page(
            title=title,
            column=REPORTS,
            crumbs=crumbs,
            article=Article(title, found.published_at, document.organ),
            agency=found.agency,
        ),
        "report": found,
        "issued_on": issued_on,
        # Escaped where it is made: documents.reports.html.
        "article": render_article_html(document),
        "downloads": downloads_of(found),
    }
    return render(request, "portal/report.html", context)


@require_safe
@kept_as_file
def report_file(request: HttpRequest, agency: str, year: str, fmt: str) -> HttpResponse:
    """Hand out one file of a published report."""
    found = _published(agency, year)
    reads(request, f"reports:{found.agency_id}")
    download = download_of(found, fmt)
    if download is None:
        raise Http404
    answer = condition(
        etag_func=lambda *_: f'"{download.written_ns:x}-{download.size:x}"',
        last_modified_func=lambda *_: datetime.fromtimestamp(download.written_ns // 10**9, UTC),
    )(_handed_out)
    return answer(request, download, f"{found}.{fmt}")


def _published(agency: str, year: str) -> Any:
    found = published_report(agency, int(year))
    if found is None:
        raise Http404
    return found


def _handed_out(request: HttpRequest, download: Download, name: str) -> FileResponse:
    response = FileResponse(
        download.path.open("rb"),
        as_attachment=True,
        filename=name,
        content_type=download.media_type,
    )
    response["Cache-Control"] = "public, no-cache"
    return response
