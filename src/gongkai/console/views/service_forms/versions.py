"""One version of a form: what it asks for, its table, and its release."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.refusals import attempt_with
from gongkai.console.service_form_forms import FormDayForm
from gongkai.fund_services.operations.applications.form_versions import release_form
from gongkai.fund_services.permissions import require_staff
from gongkai.fund_services.queries.applications.forms import (
    FormAltered,
    definition_of,
    form_in_force,
    version_of,
)
from gongkai.rules.service_forms import changes_between, written_table


@require_safe
@staff
def version(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Show what a version asks for, and what is different from the one in force."""
    form = _version(desk, pk)
    now = form_in_force(form.item, desk.on)
    try:
        definition = definition_of(form)
        earlier = definition_of(now) if now is not None and now.pk != form.pk else None
    except FormAltered as altered:
        raise NotHere(str(altered)) from altered
    context = {
        "title": _("第%(number)s版") % {"number": form.number},
        "crumbs": [
            (_("网上业务表单"), reverse("console:service-forms")),
            (form.item.name, reverse("console:service-form-item", args=[form.item.pk])),
        ],
        "agency": desk.agency,
        "form_version": form,
        "definition": definition,
        "changes": changes_between(earlier, definition) if earlier else (),
        "is_now": now is not None and now.pk == form.pk,
        "form": FormDayForm(initial={"in_force_from": max(form.in_force_from, desk.on)}),
        "is_own": form.made_by_id == desk.officer.pk,
    }
    return render(request, "console/service_forms/version.html", context)


@require_safe
@staff
def table(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Hand out a version's table as TOML."""
    form = _version(desk, pk)
    response = HttpResponse(
        written_table(form.definition), content_type="application/toml; charset=utf-8"
    )
    name = f"{form.item.code.lower()}-v{form.number}.toml"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_POST
@staff
def release(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Let a version out."""
    form = _version(desk, pk)

    def released(**values: Any) -> None:
        release_form(form=form, officer=desk.officer, on=desk.on, at=desk.at, **values)

    attempt_with(request, FormDayForm(request.POST), released, _("已发布。"))
    return redirect("console:service-form-version", pk=pk)


def _version(desk: Desk, pk: int) -> Any:
    require_staff(desk.officer, desk.agency, desk.on)
    form = version_of(desk.agency, pk)
    if form is None:
        raise NotHere(_("没有这个表单版本，请从“网上业务表单”中打开。"))
    return form
