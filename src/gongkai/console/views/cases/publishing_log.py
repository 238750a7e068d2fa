"""The public log at the console: what waits, its text, a second person's look."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.casework.models import DisclosureLogEntry, LogState
from gongkai.casework.operations.acting import CaseChanged
from gongkai.casework.operations.publishing_log import (
    begin_missing_entries,
    confirm_entry,
    exempt_entry,
    prepare_entry,
    withdraw_entry,
)
from gongkai.casework.permissions import require_worker
from gongkai.casework.queries.disclosure_log import (
    entries_by_state,
    entries_to_handle,
    find_entry,
)
from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.after_reply_forms import LogTextForm, ReasonForm
from gongkai.console.refusals import REFUSED
from gongkai.console.views.cases.acting import show_newer
from gongkai.console.views.cases.case import case_at, case_context, version_in

_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def entries(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List the organ's entries by state, and make up those that are missing."""
    require_worker(desk.officer, desk.agency, desk.on)
    if request.method == "POST":
        made = begin_missing_entries(
            agency=desk.agency, officer=desk.officer, on=desk.on, at=desk.at
        )
        messages.success(request, _("补建了%(count)s条。") % {"count": made})
        return redirect("console:log-entries")
    chosen = request.GET.get("state", "")
    chosen = chosen if chosen in LogState.values else ""
    counts = entries_by_state(desk.agency)
    found = entries_to_handle(desk.agency, chosen)
    context = {
        "title": _("依申请公开公示"),
        "crumbs": [(_("依申请公开"), reverse("console:cases"))],
        "agency": desk.agency,
        "today": desk.on,
        "chosen": chosen,
        "states": [(code, label, counts[code]) for code, label in LogState.choices],
        "total": sum(counts.values()),
        "query": f"state={chosen}&" if chosen else "",
        "page": Paginator(found, _PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "console/cases/log_entries.html", context)


@require_safe
@staff
def entry(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Show an entry with what may be done to it."""
    return _page(request, desk, _entry(desk, pk))


@require_POST
@staff
def prepare(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Write what the public will read."""
    row = _entry(desk, pk)
    form = LogTextForm(request.POST, agency=desk.agency)
    return _tried(request, desk, row, "text", form, prepare_entry, _("已保存，待其他人员复核。"))


@require_POST
@staff
def confirm(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Let an entry be shown."""
    row = _entry(desk, pk)
    act = partial(confirm_entry, version=version_in(request))
    return _tried(request, desk, row, "", None, act, _("已复核，自公示起始日起向公众显示。"))


@require_POST
@staff
def exempt(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Decide that a case is not shown."""
    row = _entry(desk, pk)
    form = ReasonForm(request.POST, agency=desk.agency, auto_id="reason-%s")
    return _tried(request, desk, row, "reason", form, exempt_entry, _("已登记不予公示。"))


@require_POST
@staff
def withdraw(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Take an entry back from the public."""
    row = _entry(desk, pk)
    form = ReasonForm(request.POST, agency=desk.agency, auto_id="reason-%s")
    return _tried(request, desk, row, "reason", form, withdraw_entry, _("已撤回公示。"))


def _tried(
    request: HttpRequest,
    desk: Desk,
    row: DisclosureLogEntry,
    name: str,
    form: forms.Form | None,
    act: Callable[..., Any],
    done: str,
) -> HttpResponse:
    status, told = 400, ""
    if form is None or form.is_valid():
        typed: dict[str, Any] = form.cleaned_data if form else {}
        try:
            act(entry=row, officer=desk.officer, on=desk.on, at=desk.at, **typed)
        except REFUSED as refused:
            told = str(refused)
            if isinstance(refused, CaseChanged):
                status = 409
                row.request.refresh_from_db()
                if form:
                    show_newer(form, row.request)
        else:
            messages.success(request, done)
            return redirect("console:log-entry", pk=row.pk)
    return _page(request, desk, row, {name: form}, told, status)


def _page(
    request: HttpRequest,
    desk: Desk,
    row: DisclosureLogEntry,
    sent: dict[str, forms.Form | None] | None = None,
    told: str = "",
    status: int = 200,
) -> HttpResponse:
    case = row.request
    first = {"version": case.version}
    text = {**first, "title": row.title or case.document_title, "summary": row.summary}
    sent = sent or {}
    context = case_context(desk, case, _("公示内容")) | {
        "entry": row,
        "today": desk.on,
        "told": told,
        "text": sent.get("text") or LogTextForm(initial=text, agency=desk.agency),
        "reason": sent.get("reason")
        or ReasonForm(initial=first, agency=desk.agency, auto_id="reason-%s"),
        "is_own": row.prepared_by_id == desk.officer.pk,
    }
    return render(request, "console/cases/log_entry.html", context, status=status)


def _entry(desk: Desk, pk: int) -> DisclosureLogEntry:
    row = find_entry(desk.agency, pk)
    if row is None:
        raise NotHere(_("没有这条公示，或者不属于本机关。"))
    row.request = case_at(desk, row.request_id)
    return row
