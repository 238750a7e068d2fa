"""Faults of the site: the list with its limits and statistics, one, and one entered by hand."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.agencies.queries import working_calendar
from gongkai.console.access import Desk, staff
from gongkai.console.fault_forms import FaultEntryForm, HandleForm, LimitsForm, TurnForm
from gongkai.console.participation_tabs import participation_tabs
from gongkai.console.refusals import attempt_with
from gongkai.console.views.participation.desk import done, one_of, require_reader, who
from gongkai.participation.models import FaultKind, SiteFault
from gongkai.participation.operations.faults import (
    FaultContent,
    enter_fault,
    handle_fault,
    read_reporter,
    set_limits,
    turn_fault,
)
from gongkai.participation.permissions import insist, may_configure, may_draft
from gongkai.participation.queries.faults import fault_year, faults_of, limit_of, lines_of

PER_PAGE = 30


@require_safe
@staff
def faults(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List faults with their due days, and what the year amounts to."""
    require_reader(desk)
    shows_all = request.GET.get("all") == "1"
    kind = request.GET.get("kind", "")
    kind = kind if kind in FaultKind.values else ""
    found = faults_of(desk.agency, is_open=None if shows_all else True, kind=kind)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    limit = limit_of(desk.agency)
    may_set = may_configure(desk.officer, desk.agency, desk.on)
    context = {
        "title": _("互动交流"),
        "agency": desk.agency,
        "tabs": participation_tabs("faults"),
        "page": page,
        "lines": lines_of(list(page), desk.on, limit, working_calendar()),
        "kinds": FaultKind.choices,
        "kind": kind,
        "shows_all": shows_all,
        "query": f"kind={kind}&all={int(shows_all)}&",
        "limit": limit,
        "limits_form": LimitsForm(initial=limit._asdict()) if may_set else None,
        "year": desk.on.year,
        "counts": fault_year(desk.agency, desk.on.year, desk.on),
        "may_draft": may_draft(desk.officer, desk.agency, desk.on),
    }
    return render(request, "console/participation/faults.html", context)


@require_POST
@staff
def limits(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Set the organ's own limits."""

    def act(**given: Any) -> None:
        set_limits(agency=desk.agency, **given, **who(desk))

    attempt_with(request, LimitsForm(request.POST), act, _("办理期限已修改。"))
    return redirect("console:faults")


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def fault(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Show a fault; turn it, or close it with a reply."""
    row = _fault_at(desk, pk)
    turns = "turn" in request.POST
    posted = request.POST if request.method == "POST" else None
    turning = TurnForm(posted if turns else None, auto_id="turn-%s")
    handling = HandleForm(None if turns else posted, auto_id="handle-%s")
    status = 200
    if posted is not None:
        sent, operation = (turning, turn_fault) if turns else (handling, handle_fault)

        def act() -> None:
            operation(fault=row, **sent.cleaned_data, **who(desk))

        if done(sent, act):
            messages.success(request, _("已转办。") if turns else _("已办结，答复可凭回执号查看。"))
            return redirect("console:fault", pk)
        status = 400
    context = _context(desk, row) | {"turning": turning, "handling": handling}
    return render(request, "console/participation/fault.html", context, status=status)


@require_POST
@staff
def reporter(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Show how to reach who reported a fault, once; that it was read is on record."""
    row = _fault_at(desk, pk)
    contact = read_reporter(fault=row, **who(desk))
    context = _context(desk, row) | {"contact": contact}
    answer = render(request, "console/participation/fault.html", context)
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def enter(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Enter a fault that came from the national platform or another way."""
    insist(may_draft(desk.officer, desk.agency, desk.on), _("登记找错"))
    form = FaultEntryForm(request.POST or None, initial={"received_on": desk.on})
    made: list[SiteFault] = []

    def act() -> None:
        given = form.cleaned_data
        content = FaultContent(**{name: given[name] for name in FaultContent.__annotations__})
        made.append(
            enter_fault(
                agency=desk.agency,
                content=content,
                source=given["source"],
                platform_no=given["platform_no"],
                received_on=given["received_on"],
                **who(desk),
            )
        )

    if form.is_bound and done(form, act):
        messages.success(request, _("已登记。"))
        return redirect("console:fault", made[0].pk)
    context = {
        "title": _("登记找错"),
        "crumbs": [(_("网站找错"), reverse("console:faults"))],
        "agency": desk.agency,
        "form": form,
        "back": reverse("console:faults"),
    }
    status = 400 if form.is_bound else 200
    return render(request, "console/participation/piece_form.html", context, status=status)


def _fault_at(desk: Desk, pk: int) -> SiteFault:
    require_reader(desk)
    rows = faults_of(desk.agency).select_related("agency", "handled_by")
    row: SiteFault = one_of(rows, pk, _("没有这条找错，或者不属于本机关。"))
    return row


def _context(desk: Desk, row: SiteFault) -> dict[str, Any]:
    limit = limit_of(desk.agency)
    return {
        "title": row.register_no,
        "crumbs": [(_("网站找错"), reverse("console:faults"))],
        "agency": desk.agency,
        "fault": row,
        "line": lines_of([row], desk.on, limit, working_calendar())[0],
        "limit": limit,
        "may_draft": may_draft(desk.officer, desk.agency, desk.on),
    }
