"""Opinions one by one: what is shown of them, what becomes of them, who sent them."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.console.access import Desk, staff
from gongkai.console.participation_forms import (
    JudgeOpinionForm,
    KeepOpinionForm,
    OpinionEntryForm,
    ShowOpinionForm,
)
from gongkai.console.views.participation.consultations import consultation_at
from gongkai.console.views.participation.desk import done, one_of, who
from gongkai.participation.models import PublicConsultation, PublicOpinion
from gongkai.participation.operations.opinions import (
    OpinionContent,
    enter_opinion,
    judge_opinion,
    keep_opinion,
    read_sender,
    show_opinion,
)
from gongkai.participation.permissions import insist, may_draft
from gongkai.participation.queries.office import opinions_of

_FORMS: Mapping[str, tuple[type[Any], Callable[..., Any]]] = {
    "show": (ShowOpinionForm, show_opinion),
    "keep": (KeepOpinionForm, keep_opinion),
    "judge": (JudgeOpinionForm, judge_opinion),
}


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def opinion(request: HttpRequest, desk: Desk, pk: int, opinion: int) -> HttpResponse:
    """Show an opinion; release it, keep it back, or tell what becomes of it."""
    root = consultation_at(desk, pk)
    row = _opinion_at(root, opinion)
    sent = next((name for name in _FORMS if name in request.POST), "")
    forms = {
        name: kind(
            request.POST if name == sent else None, auto_id=f"{name}-%s", initial=_begin(row)
        )
        for name, (kind, _act) in _FORMS.items()
    }
    status = 200
    if request.method == "POST":
        status = 400
        if sent and done(forms[sent], lambda: _run(row, sent, forms[sent], desk)):
            messages.success(request, _("已登记。"))
            return redirect("console:public-opinion", pk, opinion)
    return render(
        request,
        "console/participation/opinion.html",
        _context(desk, root, row, forms),
        status=status,
    )


@require_POST
@staff
def sender(request: HttpRequest, desk: Desk, pk: int, opinion: int) -> HttpResponse:
    """Show who sent an opinion, once; that it was read is on record."""
    root = consultation_at(desk, pk)
    row = _opinion_at(root, opinion)
    name, contact = read_sender(opinion=row, **who(desk))
    context = _context(desk, root, row, {}) | {"sender": {"name": name, "contact": contact}}
    answer = render(request, "console/participation/opinion.html", context)
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def enter(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Enter an opinion that came by letter, mail or word of mouth."""
    root = consultation_at(desk, pk)
    insist(may_draft(desk.officer, desk.agency, desk.on), _("登记意见"))
    form = OpinionEntryForm(request.POST or None)

    def act() -> None:
        given = form.cleaned_data
        content = OpinionContent(**{name: given[name] for name in OpinionContent.__annotations__})
        enter_opinion(
            consultation=root,
            content=content,
            source=given["source"],
            received_on=given["received_on"],
            **who(desk),
        )

    if form.is_bound and done(form, act):
        messages.success(request, _("意见已登记。"))
        return redirect("console:consultation", pk)
    context = {
        "title": _("登记意见"),
        "crumbs": _crumbs(root),
        "agency": desk.agency,
        "form": form,
        "back": reverse("console:consultation", args=[pk]),
    }
    status = 400 if form.is_bound else 200
    return render(request, "console/participation/piece_form.html", context, status=status)


def _run(row: PublicOpinion, name: str, form: Any, desk: Desk) -> Any:
    given = {field: value for field, value in form.cleaned_data.items() if field != "version"}
    return _FORMS[name][1](opinion=row, **given, **who(desk))


def _begin(row: PublicOpinion) -> dict[str, Any]:
    reason = row.uptake_reason or ""
    return {"shown_text": row.shown_text or row.text, "uptake": row.uptake, "reason": reason}


def _opinion_at(root: PublicConsultation, pk: int) -> PublicOpinion:
    row: PublicOpinion = one_of(opinions_of(root), pk, _("没有这条意见，请从列表中选择。"))
    return row


def _context(
    desk: Desk, root: PublicConsultation, row: PublicOpinion, forms: Mapping[str, Any]
) -> dict[str, Any]:
    return {
        "title": row.receipt_no,
        "crumbs": _crumbs(root),
        "agency": desk.agency,
        "piece": root,
        "opinion": row,
        "forms": forms,
        "may_draft": may_draft(desk.officer, desk.agency, desk.on),
    }


def _crumbs(root: PublicConsultation) -> list[tuple[str, str]]:
    return [
        (_("意见征集"), reverse("console:consultations")),
        (root.title, reverse("console:consultation", args=[root.pk])),
    ]
