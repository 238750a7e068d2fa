"""Archiving a case: what it lacks, the bundle, its index, and whether it still is what it was."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.casework.models import Archive
from gongkai.casework.operations.archiving import archive_case, read_archive, verify_archive
from gongkai.casework.queries.archives import (
    archive_of,
    find_archive,
    missing_for_archive,
    open_for_archive,
)
from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.attachments import saved_as
from gongkai.console.refusals import attempt
from gongkai.console.views.cases.case import case_at, case_context, require_act, version_in
from gongkai.documents.bundles.parts import Stage
from gongkai.rules.clock import Event

_TYPES = {"zip": "application/zip", "pdf": "application/pdf"}


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def archive(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Show what a case lacks to be archived, or its archive; archive it."""
    case = case_at(desk, pk)
    if request.method == "POST":
        require_act(desk, case, Event.ARCHIVED)
        version = version_in(request)
        attempt(
            request,
            lambda: archive_case(
                request=case, version=version, officer=desk.officer, on=desk.on, at=desk.at
            ),
            _("已归档，案卷已加密保存。"),
        )
        return redirect("console:archive-case", pk=pk)
    kept = archive_of(case)
    lacking = () if kept else missing_for_archive(case, desk.on)
    context = case_context(desk, case, _("归档")) | {
        "archive": kept,
        "stages": _by_stage(kept) if kept else [],
        "is_closed": case.closed_on is not None,
        "refusals": [each.message for each in lacking if each.refuses],
        "warnings": [each.message for each in lacking if not each.refuses],
        "open": [] if kept else open_for_archive(case),
        "verified": kept is not None and "verify" in request.GET,
        "differences": verify_archive(kept, desk.on) if kept and "verify" in request.GET else [],
    }
    return render(request, "console/cases/archive.html", context)


@require_safe
@staff
def archive_file(request: HttpRequest, desk: Desk, pk: int, fmt: str) -> HttpResponse:
    """Hand out a bundle; that it was taken is on record."""
    kept = find_archive(desk.agency, pk)
    if kept is None or fmt not in _TYPES:
        raise NotHere(_("没有这份案卷，或者不属于本机关。"))
    content = read_archive(archive=kept, fmt=fmt, officer=desk.officer, on=desk.on, at=desk.at)
    file = kept.bundle if fmt == "zip" else kept.pdf
    return saved_as(HttpResponse(content, content_type=_TYPES[fmt]), file.name)


def _by_stage(kept: Archive) -> list[tuple[str, list[dict[str, object]]]]:
    grouped = [
        (stage.label, [line for line in kept.index if line["stage"] == stage]) for stage in Stage
    ]
    return [(label, lines) for label, lines in grouped if lines]
