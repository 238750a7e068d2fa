"""Consultations: listed, written, shown with their opinions and result."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.console.access import Desk, staff
from gongkai.console.participation_forms import ConsultationForm, ResultForm, values_of
from gongkai.console.participation_tabs import participation_tabs
from gongkai.console.piece_acts import acts_on
from gongkai.console.views.participation.desk import done, one_of, require_reader, who
from gongkai.participation.models import PublicConsultation
from gongkai.participation.operations.consultations import (
    draft_consultation,
    save_consultation,
    write_result,
)
from gongkai.participation.permissions import insist, may_draft
from gongkai.participation.queries.office import consultations_of, opinions_of

PER_PAGE = 30
_VIEWS = ("", "waiting", "open")


@require_safe
@staff
def consultations(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List an organ's consultations."""
    require_reader(desk)
    found = consultations_of(desk.agency)
    context = {
        "title": _("互动交流"),
        "agency": desk.agency,
        "tabs": participation_tabs("consultations"),
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "on": desk.on,
        "may_draft": may_draft(desk.officer, desk.agency, desk.on),
    }
    return render(request, "console/participation/consultations.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Begin a consultation."""
    insist(may_draft(desk.officer, desk.agency, desk.on), _("起草意见征集"))
    form = ConsultationForm(request.POST or None, initial={"from_on": desk.on})
    made: list[PublicConsultation] = []

    def act() -> None:
        content = form.content()
        made.append(draft_consultation(agency=desk.agency, content=content, **who(desk)))

    if form.is_bound and done(form, act):
        messages.success(request, _("草稿已保存，核对后提交审核。"))
        return redirect("console:consultation", made[0].pk)
    return _form_page(request, desk, form, _("新建意见征集"))


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def edit(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Write on a draft."""
    row = consultation_at(desk, pk)
    form = ConsultationForm(request.POST or None, initial=values_of(row))

    def act() -> None:
        version = form.cleaned_data["version"] or 0
        save_consultation(piece=row, version=version, content=form.content(), **who(desk))

    if form.is_bound and done(form, act):
        messages.success(request, _("已保存。"))
        return redirect("console:consultation", pk)
    return _form_page(request, desk, form, _("修改意见征集"), row)


@require_safe
@staff
def consultation(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Show a consultation with its opinions, result, and what can be done."""
    row = consultation_at(desk, pk)
    view = request.GET.get("view", "")
    view = view if view in _VIEWS else ""
    result = getattr(row, "result", None)
    context = {
        "title": row.title,
        "crumbs": _crumbs(),
        "agency": desk.agency,
        "piece": row,
        "acts": acts_on("consultation", row, desk),
        "result": result,
        "result_acts": acts_on("consultation-result", result, desk) if result else None,
        "is_over": row.is_public and row.until_on < desk.on,
        "view": view,
        "query": f"view={view}&",
        "page": Paginator(opinions_of(row, view), PER_PAGE).get_page(request.GET.get("page")),
        "may_draft": may_draft(desk.officer, desk.agency, desk.on),
    }
    return render(request, "console/participation/consultation.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def result(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Write what came of a consultation."""
    row = consultation_at(desk, pk)
    insist(may_draft(desk.officer, desk.agency, desk.on), _("起草征集结果"))
    held = getattr(row, "result", None)
    names = ("summary", "reasons", "version")
    initial = {name: getattr(held, name) for name in names} if held else {}
    form = ResultForm(request.POST or None, initial=initial)
    if form.is_bound and done(form, lambda: _write(row, form, desk)):
        messages.success(request, _("征集结果已保存，核对后提交审核。"))
        return redirect("console:consultation", pk)
    return _form_page(request, desk, form, _("征集结果"), row)


def consultation_at(desk: Desk, pk: int) -> PublicConsultation:
    """Return one of the organ's consultations.

    :raises NotHere: if there is none of that number
    """
    require_reader(desk)
    rows = consultations_of(desk.agency)
    row: PublicConsultation = one_of(rows, pk, _("没有这项意见征集，或者不属于本机关。"))
    return row


def _write(row: PublicConsultation, form: ResultForm, desk: Desk) -> Any:
    return write_result(consultation=row, **form.cleaned_data, **who(desk))


def _form_page(
    request: HttpRequest,
    desk: Desk,
    form: Any,
    title: str,
    row: PublicConsultation | None = None,
) -> HttpResponse:
    context = {
        "title": title,
        "crumbs": _crumbs(row),
        "agency": desk.agency,
        "form": form,
        "back": reverse("console:consultation", args=[row.pk])
        if row
        else reverse("console:consultations"),
    }
    status = 400 if form.is_bound else 200
    return render(request, "console/participation/piece_form.html", context, status=status)


def _crumbs(row: PublicConsultation | None = None) -> list[tuple[str, str]]:
    crumbs = [(_("意见征集"), reverse("console:consultations"))]
    if row is not None:
        crumbs.append((row.title, reverse("console:consultation", args=[row.pk])))
    return crumbs
