"""政府网站工作年度报表: the published years, one of them as a page, and its files."""

from datetime import UTC, datetime
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import condition, require_safe

from gongkai.documents.website_forms.html import render_form_table
from gongkai.portal.addresses import organ_named
from gongkai.portal.downloads import Download
from gongkai.portal.kept_pages import kept_as_file, reads
from gongkai.portal.pages import Article, Column, Crumb, Page
from gongkai.portal.site import site_of
from gongkai.portal.website_report_downloads import form_download, form_downloads
from gongkai.website_reports.queries.documents import signed_form
from gongkai.website_reports.queries.published import published_form, published_forms

WEBSITE_REPORTS = Column(
    name=gettext_lazy("政府网站工作年度报表"),
    description=gettext_lazy("本网站历年的政府网站工作年度报表，每年1月31日前公布上一年度的。"),
    keywords=gettext_lazy("政府网站,工作年度报表"),
    kind=gettext_lazy("政府信息公开"),
    route="portal:website-reports",
)


@require_safe
@kept_as_file
def website_reports(request: HttpRequest) -> HttpResponse:
    """List the published forms of the site's organ, the newest year first."""
    agency = site_of(request).agency
    if agency is not None:
        reads(request, f"website-reports:{agency.pk}")
    context = {
        "page": Page(
            title=WEBSITE_REPORTS.name,
            column=WEBSITE_REPORTS,
            crumbs=(Crumb(WEBSITE_REPORTS.name),),
        ),
        "reports": published_forms(agency) if agency is not None else (),
    }
    return render(request, "portal/website_reports/list.html", context)


@require_safe
@kept_as_file
def website_report(request: HttpRequest, agency: str, year: str) -> HttpResponse:
    """Show one published form as it was signed, with its files."""
    found = _published(agency, year)
    reads(request, f"website-reports:{found.agency_id}")
    document = signed_form(found.snapshot)
    crumbs = (
        Crumb(WEBSITE_REPORTS.name, WEBSITE_REPORTS.address),
        Crumb(_("%(year)s年") % {"year": found.year}),
    )
    context = {
        "page": Page(
            title=document.title,
            column=WEBSITE_REPORTS,
            crumbs=crumbs,
            article=Article(document.title, found.published_at, document.organ),
            agency=found.agency,
        ),
        "report": found,
        # Escaped where it is made: documents.website_forms.html.
        "table": render_form_table(document),
        "downloads": form_downloads(found),
    }
    return render(request, "portal/website_reports/report.html", context)


@require_safe
@kept_as_file
def website_report_file(request: HttpRequest, agency: str, year: str, fmt: str) -> HttpResponse:
    """Hand out one file of a published form."""
    found = _published(agency, year)
    reads(request, f"website-reports:{found.agency_id}")
    download = form_download(found, fmt)
    if download is None:
        raise Http404
    answer = condition(
        etag_func=lambda *_: f'"{download.written_ns:x}-{download.size:x}"',
        last_modified_func=lambda *_: datetime.fromtimestamp(download.written_ns // 10**9, UTC),
    )(_handed_out)
    return answer(request, download, f"{found}.{fmt}")


def _published(agency: str, year: str) -> Any:
    found = published_form(organ_named(agency), int(year))
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
