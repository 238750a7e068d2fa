"""Files in, many at once or one by one; all checked again; the collection out as a workbook."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import TooManyFilesSent
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe

from gongkai.annual_reports.models import Collection, CollectionOrgan, ReceivedReport
from gongkai.annual_reports.operations.receiving import ReportRefused, receive_report
from gongkai.annual_reports.operations.rechecking import recheck_collection
from gongkai.annual_reports.queries.collections import state_of
from gongkai.annual_reports.tasks import start_reading, start_reading_all
from gongkai.console.access import Desk, staff
from gongkai.console.attachments import attachment
from gongkai.console.collection_sheets import sheets_of
from gongkai.console.views.collections import (
    LARGEST_POST,
    MOST_FILES,
    collection_at,
    collection_title,
)
from gongkai.documents.notices.collection_xlsx import render_collection_xlsx

_WAITING = (ReceivedReport.State.RECEIVED, ReceivedReport.State.FAILED)
# What surrounds the files in a post: names, boundaries, the token.
_AROUND_FILES = 1024 * 1024


@dataclass(frozen=True)
class Taken:
    """What became of one file: RECEIVED, KNOWN (there already) or REFUSED, and why."""

    name: str
    outcome: str
    message: str
    url: str = ""


@csrf_exempt
@require_POST
def receive(request: HttpRequest, year: int) -> HttpResponse:
    """Take files in; a post beyond the limits is refused before any of it is kept.

    The token is looked for after that, since looking for it reads the whole post.
    """
    too_large = int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_POST + _AROUND_FILES
    try:
        too_many = not too_large and len(request.FILES.getlist("files")) > MOST_FILES
    except TooManyFilesSent:
        too_many = True
    if too_large or too_many:
        limits = {"files": MOST_FILES, "size": LARGEST_POST >> 20}
        text = _("一次最多上传%(files)s个文件、%(size)sMB，请分几次上传；本次没有收取任何文件。")
        return _answer(request, year, [Taken("", "REFUSED", text % limits)])
    return _receive_checked(request, year=year)


@csrf_protect
@staff
def _receive_checked(request: HttpRequest, desk: Desk, year: int) -> HttpResponse:
    collection = collection_at(desk, year)
    files = request.FILES.getlist("files")
    if not files:
        return _answer(request, year, [Taken("", "REFUSED", _("请选择要上传的文件。"))])
    return _answer(request, year, [take(file, desk, collection) for file in files])


def take(
    file: UploadedFile,
    desk: Desk,
    collection: Collection,
    previous_of: CollectionOrgan | None = None,
) -> Taken:
    """Take one file in and have it read; tell what became of it."""
    name = file.name or ""
    try:
        receipt = receive_report(
            collection=collection,
            officer=desk.officer,
            name=name,
            content=file.chunks(),
            on=desk.on,
            at=desk.at,
            previous_of=previous_of,
        )
    except ReportRefused as refused:
        return Taken(name, "REFUSED", str(refused))
    report = receipt.report
    if report.state in _WAITING:
        start_reading(report, at=desk.at)
    url = reverse("console:received", args=[report.pk])
    if receipt.is_new:
        return Taken(name, "RECEIVED", _("已收到"), url)
    told = {"name": report.original_name}
    return Taken(name, "KNOWN", _("与已收到的“%(name)s”相同，没有重复收取") % told, url)


@require_POST
@staff
def check_all(request: HttpRequest, desk: Desk, year: int) -> HttpResponse:
    """Have every readable report of the collection read and checked again."""
    collection = collection_at(desk, year)
    waiting = recheck_collection(
        collection=collection, officer=desk.officer, on=desk.on, at=desk.at
    )
    start_reading_all(waiting, at=desk.at)
    if waiting:
        text = _("正在重新检查%(n)s份报告；豁免和备注保留。")
        messages.success(request, text % {"n": len(waiting)})
    else:
        messages.info(request, _("没有需要重新检查的报告；正在读取的，读取后自动检查。"))
    return redirect("console:collection", year=year)


@require_safe
@staff
def export(request: HttpRequest, desk: Desk, year: int) -> HttpResponse:
    """Return the organs with their status and all findings as a workbook."""
    collection = collection_at(desk, year)
    content = render_collection_xlsx(
        f"{desk.agency.name}{collection_title(collection)}情况（{desk.on:%Y-%m-%d}）",
        desk.agency.name,
        sheets_of(state_of(collection)),
        desk.on,
    )
    return attachment(content, "xlsx", f"{collection_title(collection)}情况{desk.on:%Y%m%d}")


def _answer(request: HttpRequest, year: int, taken: list[Taken]) -> HttpResponse:
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"files": [vars(one) for one in taken]})
    new = [one for one in taken if one.outcome == "RECEIVED"]
    known = [one for one in taken if one.outcome == "KNOWN"]
    if new:
        messages.success(request, _("收到%(n)s个文件，正在读取和检查。") % {"n": len(new)})
    if known:
        text = _("%(n)s个文件以前已经收到，没有重复收取：%(names)s。")
        names = "、".join(one.name for one in known)
        messages.info(request, text % {"n": len(known), "names": names})
    for one in taken:
        if one.outcome == "REFUSED":
            messages.error(request, one.message)
    return redirect("console:collection", year=year)
