"""核对年报: a visitor's finished report is read, checked and forgotten."""

import logging
from traceback import format_tb

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from gongkai.annual_reports.queries.checking import CheckedFile, checked_upload
from gongkai.documents.markings.notes import sign_of
from gongkai.documents.markings.report import MarkedReport
from gongkai.documents.readings.sources import ReportFileUnreadable
from gongkai.portal.forms import CheckForm
from gongkai.portal.pages import REPORTS, Crumb, Page
from gongkai.portal.throttling import CheckThrottle, throttled
from gongkai.portal.uploads import LARGEST_BODY, InMemoryOnly
from gongkai.rules.reports.checks import RULES_VERSION, all_checks

_log = logging.getLogger(__name__)


# The guard is asked below: it reads the body, and how that is to be kept must be settled first.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def check_report(request: HttpRequest) -> HttpResponse:
    """Show the form, or what was found in the report handed in; nothing of it is kept."""
    response = _posted(request) if request.method == "POST" else _page(request, CheckForm())
    response["Cache-Control"] = "no-store"
    return response


@throttled(CheckThrottle)
def _posted(request: HttpRequest) -> HttpResponse:
    if _length(request) > LARGEST_BODY:
        form = CheckForm({}, {}, too_large=["file"])
        return _page(request, form, status=413)
    keeper = InMemoryOnly(request, CheckForm.base_fields)
    request.upload_handlers = [keeper]
    return _answer(request, keeper)


@csrf_protect
def _answer(request: HttpRequest, keeper: InMemoryOnly) -> HttpResponse:
    # Reading the files is what fills in `too_large`.
    files = request.FILES
    form = CheckForm(request.POST, files, too_large=keeper.too_large)
    if not form.is_valid():
        return _page(request, form, status=413 if keeper.too_large else 400)
    try:
        checked = _checked(form)
    except ReportFileUnreadable as refusal:
        form.add_error(None, str(refusal))
        return _page(request, form, status=400)
    except Exception as error:
        # The message may quote the file; only where it happened is written down.
        where = "".join(format_tb(error.__traceback__))
        _log.error("A report handed in was not read: %s\n%s", type(error).__name__, where)
        form.add_error(
            None,
            _("读取文件时发生意外错误，请换一种格式（例如 .docx）重新提交，或联系网站管理员。"),
        )
        return _page(request, form, status=500)
    return _findings(request, checked, has_previous=form.cleaned_data["previous"] is not None)


def _checked(form: CheckForm) -> CheckedFile:
    given, previous = form.cleaned_data["file"], form.cleaned_data["previous"]
    if previous is None:
        return checked_upload(given.name, given.read())
    return checked_upload(given.name, given.read(), previous.name, previous.read())


def _findings(request: HttpRequest, checked: CheckedFile, *, has_previous: bool) -> HttpResponse:
    marked = MarkedReport(checked.report, checked.evidence, checked.findings)
    context = {
        "page": _described(_("核对结果"), is_indexed=False),
        "checked_at": timezone.now(),
        "report": checked.report,
        "source_format": checked.evidence.source_format.upper(),
        "by_ocr": checked.evidence.by_ocr,
        "has_previous": has_previous,
        "marked": marked,
        "groups": [
            (severity, sign_of(severity), found) for severity, found in marked.by_severity()
        ],
        "form": CheckForm(),
        "rules_version": RULES_VERSION,
        "rule_count": len(all_checks()),
    }
    return render(request, "portal/check_findings.html", context)


def _page(request: HttpRequest, form: CheckForm, status: int = 200) -> HttpResponse:
    context = {
        "page": _described(_("核对年报"), is_indexed=not form.is_bound),
        "form": form,
        "rules_version": RULES_VERSION,
        "rule_count": len(all_checks()),
    }
    return render(request, "portal/check.html", context, status=status)


def _described(title: str, *, is_indexed: bool) -> Page:
    crumbs = (Crumb(REPORTS.name, REPORTS.address), Crumb(title))
    return Page(title=title, column=REPORTS, crumbs=crumbs, is_indexed=is_indexed)


def _length(request: HttpRequest) -> int:
    length = request.META.get("CONTENT_LENGTH") or ""
    return int(length) if length.isascii() and length.isdigit() else 0
