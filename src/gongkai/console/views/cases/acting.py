"""One form, one act: shown, tried, and shown again with what was typed if it was refused."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from gongkai.casework.models import DisclosureRequest
from gongkai.casework.operations.acting import CaseChanged
from gongkai.console.access import Desk
from gongkai.console.refusals import REFUSED
from gongkai.console.views.cases.case import case_context


def act_page(
    request: HttpRequest,
    desk: Desk,
    case: DisclosureRequest,
    form: forms.Form,
    operation: Callable[..., Any],
    *,
    title: str,
    done: str,
    lead: str = "",
    button: str = "",
    anchor: str = "",
    extra: dict[str, Any] | None = None,
) -> HttpResponse:
    """Show a form on a case, and do what it says once it is sent.

    :param operation: called with what was typed, `version` among it
    :param anchor: the part of the case's page to return to
    """
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                operation(**form.cleaned_data)
            except REFUSED as refused:
                form.add_error(None, str(refused))
                if isinstance(refused, CaseChanged):
                    status = 409
                    show_newer(form, case)
            else:
                messages.success(request, done)
                answer = redirect("console:case", pk=case.pk)
                answer["Location"] += f"#{anchor}" if anchor else ""
                return answer
    context = case_context(desk, case, title) | {
        "form": form,
        "lead": lead,
        "button": button or title,
        "has_changed": status == 409,
    }
    return render(request, "console/cases/act.html", context | (extra or {}), status=status)


def started(
    request: HttpRequest,
    form_class: type[forms.Form],
    desk: Desk,
    case: DisclosureRequest,
    **initial: Any,
) -> forms.Form:
    """Return a form with what was sent, or with the case's version and what is likely meant."""
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    return form_class(*sent, initial={"version": case.version, **initial}, agency=desk.agency)


def show_newer(form: forms.Form, case: DisclosureRequest) -> None:
    """Let the form act on the newer case once its sender has read what happened."""
    case.refresh_from_db()
    data = form.data.copy()
    data["version"] = str(case.version)
    form.data = data
