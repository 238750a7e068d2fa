"""The report as files: the draft of today, or what was signed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.agencies.queries import licensed_fonts
from gongkai.annual_reports.models import AnnualReport, Snapshot
from gongkai.annual_reports.queries.documents import draft_document, signed_document
from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.attachments import attachment
from gongkai.console.views.workspace import opened, workspace_page, year_at
from gongkai.documents.reports.document import ReportDocument
from gongkai.documents.reports.writing import FORMATS, render
from gongkai.documents.typesetting.fonts import FontsFolderUnusable


@require_safe
@staff
def files(request: HttpRequest, desk: Desk, year: int) -> HttpResponse:
    """Offer the report in every format."""
    at_desk = year_at(desk, year)
    signed = at_desk.report and _snapshot_of(at_desk.report)
    context = {
        "formats": [(fmt, fmt.upper(), _use(fmt)) for fmt in FORMATS],
        "snapshot": signed or None,
    }
    return workspace_page(request, at_desk, "downloads", context)


@require_safe
@staff
def one_file(request: HttpRequest, desk: Desk, year: int, version: str, fmt: str) -> HttpResponse:
    """Return the report as one file, made on the spot."""
    if fmt not in FORMATS or version not in ("draft", "signed"):
        raise NotHere(_("没有这种文件，请从“下载”页选择。"))
    document = _signed(desk, year) if version == "signed" else _draft(desk, year)
    try:
        content = render(document, fmt, fonts_folder=licensed_fonts())
    except FontsFolderUnusable as refused:
        messages.error(request, str(refused))
        return redirect("console:downloads", year=year)
    mark = f"（{document.mark_line.replace('　', '，')}）" if document.marks else ""
    return attachment(content, fmt, f"{document.title}{mark}")


def _draft(desk: Desk, year: int) -> ReportDocument:
    return draft_document(year_at(desk, year).compiled)


def _signed(desk: Desk, year: int) -> ReportDocument:
    report = opened(desk, year)
    snapshot = _snapshot_of(report)
    if snapshot is None:
        raise NotHere(_("%(year)s年度报告尚未签发，只能下载草稿。") % {"year": year})
    return signed_document(snapshot, timezone.localdate(report.published_at or snapshot.signed_at))


def _snapshot_of(report: AnnualReport) -> Snapshot | None:
    return (
        Snapshot.objects.filter(report=report).select_related("report__agency", "signed_by").first()
    )


def _use(fmt: str) -> str:
    return {
        "html": _("网页版，可直接在浏览器中打开"),
        "docx": _("文字处理软件可编辑"),
        "pdf": _("版式固定，适合打印和存档"),
        "xlsx": _("三张统计表，便于核对"),
        "json": _("供系统交换和校验"),
    }[fmt]
