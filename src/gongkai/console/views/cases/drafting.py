"""Drafting a letter of a case: its outcome chosen first, then what it decides."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gongkai.casework.models import Consultation, ConsultationKind, DisclosureRequest
from gongkai.casework.operations.acting import CaseChanged
from gongkai.casework.operations.drafting import draft_letter
from gongkai.casework.operations.enclosing import allowed_enclosures
from gongkai.casework.operations.issuing import joined_cases
from gongkai.casework.queries.letter_needs import outcome_choices
from gongkai.casework.queries.letter_suggestions import suggested_terms
from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.letter_forms import LetterForm
from gongkai.console.refusals import REFUSED
from gongkai.console.views.cases.acting import show_newer
from gongkai.console.views.cases.case import case_at, case_context, require_act
from gongkai.rules.letters import LetterKind, wording
from gongkai.rules.outcomes import OUTCOMES

_CONSULTED = {
    LetterKind.THIRD_PARTY_CONSULTATION: ConsultationKind.THIRD_PARTY,
    LetterKind.THIRD_PARTY_NOTICE: ConsultationKind.THIRD_PARTY,
    LetterKind.CO_MAKER_CONSULTATION: ConsultationKind.CO_MAKER,
}


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def draft(request: HttpRequest, desk: Desk, pk: int, kind: str) -> HttpResponse:
    """Draft a letter; for a reply the outcome is chosen first, with what each still lacks."""
    case = case_at(desk, pk)
    if kind not in list(LetterKind):
        raise NotHere(_("没有这种文书，请从案件页面选择。"))
    chosen = LetterKind(kind)
    require_act(desk, case, chosen.event)
    outcome = request.GET.get("outcome", "")
    if chosen is LetterKind.REPLY and outcome not in OUTCOMES:
        return _outcomes(request, desk, case)
    outcome = outcome if chosen is LetterKind.REPLY else ""
    rows = _consultations(case, chosen)
    form = _form(request, desk, case, chosen, outcome, rows)
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            operation = partial(draft_letter, request=case, kind=chosen, outcome=outcome)
            try:
                letter = operation(
                    version=form.cleaned_data["version"],
                    terms=form.terms,
                    consultation=_picked(form, rows),
                    enclosures=form.enclosures,
                    officer=desk.officer,
                    on=desk.on,
                    at=desk.at,
                )
            except REFUSED as refused:
                form.add_error(None, str(refused))
                if isinstance(refused, CaseChanged):
                    status = 409
                    show_newer(form, case)
            else:
                messages.success(request, _("已起草，请核对后送审。"))
                return redirect("console:letter", pk=letter.pk)
    how = OUTCOMES.get(outcome)
    title = _("起草%(kind)s") % {"kind": chosen.label}
    context = case_context(desk, case, title) | {
        "form": form,
        "kind": chosen,
        "how": how,
        "rests_on": wording(chosen, outcome).rests_on,
        "nobody": rows is not None and not rows,
        "has_changed": status == 409,
    }
    return render(request, "console/cases/letter_draft.html", context, status=status)


def _outcomes(request: HttpRequest, desk: Desk, case: DisclosureRequest) -> HttpResponse:
    context = case_context(desk, case, _("选择答复类型")) | {
        "groups": outcome_choices(case, desk.on),
    }
    return render(request, "console/cases/letter_outcomes.html", context)


def _form(
    request: HttpRequest,
    desk: Desk,
    case: DisclosureRequest,
    kind: LetterKind,
    outcome: str,
    rows: list[Consultation] | None,
) -> LetterForm:
    asked = request.GET.get("consultation", "")
    picked = next((row for row in rows or [] if str(row.pk) == asked), None)
    if picked is None and rows and len(rows) == 1:
        picked = rows[0]
    initial: dict[str, Any] = {"version": case.version, **suggested_terms(case, kind, picked)}
    if picked is not None:
        initial["consultation"] = str(picked.pk)
    return LetterForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        agency=desk.agency,
        wording=wording(kind, outcome),
        files=allowed_enclosures(case, kind),
        consultations=rows,
        joined=joined_cases(case) if kind is LetterKind.REPLY else (),
        on=desk.on,
    )


def _consultations(case: DisclosureRequest, kind: LetterKind) -> list[Consultation] | None:
    """Return whom a letter can go to, None where it goes to somebody else."""
    if kind not in _CONSULTED:
        return None
    rows = case.consultations.filter(kind=_CONSULTED[kind]).order_by("pk")
    if kind is LetterKind.THIRD_PARTY_NOTICE:
        return list(rows.filter(overrides=True, informed_on=None))
    return list(rows.filter(sent_on=None))


def _picked(form: LetterForm, rows: list[Consultation] | None) -> Consultation | None:
    key = form.cleaned_data.get("consultation", "")
    return next((row for row in rows or [] if str(row.pk) == key), None)
