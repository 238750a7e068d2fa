"""One application: what was typed, its materials, its day explained, and the acts open now."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.handling_deeds import HANDLING_DEEDS
from gongkai.fund_services.operations.applications.reading import read_application
from gongkai.fund_services.permissions import require_staff
from gongkai.fund_services.queries.applications.listing import find_application, handlers_of
from gongkai.fund_services.queries.applications.one_application import (
    ApplicationPage,
    application_page,
)
from gongkai.fund_services.queries.applications.possible import DeedNow
from gongkai.rules.service_lifecycle import ApplicationEventKind
from gongkai.rules.service_opinions import ServiceOpinion
from gongkai.rules.urgency import urgency

# What stands open at once, being what the application waits for.
_OPEN_AT_ONCE = frozenset({"accept", "approve", "refuse", "propose", "deliver"})
_MOST_ROWS = 20


@require_safe
@staff
def application(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Show an application with what may be done."""
    return one_application(request, desk, application_at(desk, pk))


@require_POST
@staff
def person(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Show in full who applied and what was typed, once; that it was read is on record."""
    row = application_at(desk, pk)
    told = read_application(application=row, officer=desk.officer, on=desk.on, at=desk.at)
    answer = one_application(request, desk, row, person=told)
    answer["Cache-Control"] = "private, no-store"
    return answer


def application_at(desk: Desk, pk: int) -> Any:
    """Return an application of the officer's centre.

    :raises NotHere: if there is none
    """
    require_staff(desk.officer, desk.agency, desk.on)
    row = find_application(desk.agency, pk)
    if row is None:
        raise NotHere(_("没有这件办件，或者不属于本机关。"))
    return row


def one_application(
    request: HttpRequest,
    desk: Desk,
    row: Any,
    *,
    deed: str = "",
    sent: forms.Form | None = None,
    told: str = "",
    person: Any = None,
    status: int = 200,
) -> HttpResponse:
    """Return an application's page, with the form that was refused as it was typed."""
    rights = require_staff(desk.officer, desk.agency, desk.on)
    page = application_page(row, rights)
    choices: dict[str, Any] = {
        "handlers": handlers_of(desk.agency, desk.on),
        "definition": page.form,
    }
    acts, closed = [], []
    deeds = list(page.deeds)
    if sent is not None and deed not in {each.name for each in deeds}:
        # What was typed is not lost, though the state does not know the act any more.
        deeds.append(DeedNow(deed, ""))
    for each in deeds:
        known = HANDLING_DEEDS[each.name]
        is_sent = sent is not None and each.name == deed
        if not each.is_open and not is_sent:
            closed.append((known.label, each.why_not))
            continue
        form: Any = sent
        if not is_sent:
            form = known.form(initial=_first(page, each.name), auto_id=f"{each.name}-%s", **choices)
        acts.append(
            {
                "name": each.name,
                "label": known.label,
                "button": known.button,
                "hint": known.hint,
                "form": form,
                "is_open": is_sent or each.name in _OPEN_AT_ONCE,
                "is_plain": not form.visible_fields(),
            }
        )
    context = {
        "title": row.receipt_no,
        "crumbs": [(_("网上办件"), reverse("console:applications"))],
        "agency": desk.agency,
        "application": row,
        "page": page,
        "acts": acts,
        "closed_acts": closed,
        "told": told,
        "person": person,
        "proposed": _proposed(page),
        "urgency": urgency(page.due.on, desk.on, page.calendar)
        if page.standing.waits_for_us and page.due.on
        else None,
        "opinion": ServiceOpinion(row.opinion).label if row.opinion else "",
        "rows": page.rows[:_MOST_ROWS],
        "columns": page.form.batch.columns if page.form and page.form.batch else (),
    }
    return render(request, "console/handling/application.html", context, status=status)


def _proposed(page: ApplicationPage) -> Any:
    """Return the proposal that waits for a reviewer, None if none does."""
    if page.standing.proposal is None:
        return None
    return next(
        each for each in reversed(page.events) if each.kind == ApplicationEventKind.PROPOSED
    )


def _first(page: ApplicationPage, deed: str) -> dict[str, Any]:
    """Return what a form shows before anything is typed."""
    first: dict[str, Any] = {"version": page.application.version}
    if deed == "propose":
        first["proposal"] = "GRANT"
    if deed == "deliver":
        first["way"] = "ONLINE"
    if deed == "payment" and page.standing.amount is not None:
        first["amount"] = page.standing.amount
    return first
