"""Items with the forms that are filled in for them now, and the versions of one item's."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.service_form_forms import ImportFormForm
from gongkai.fund_services.permissions import require_staff
from gongkai.fund_services.queries.applications.forms import (
    form_in_force,
    item_of,
    items_with_forms,
    versions_of,
)
from gongkai.rules.service_forms import bundled_form, written_table


@require_safe
@staff
def service_forms(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show every item of the list with its form."""
    require_staff(desk.officer, desk.agency, desk.on)
    rows = items_with_forms(desk.agency, desk.on)
    context = {
        "title": _("网上业务表单"),
        "agency": desk.agency,
        "rows": rows,
        "lacking": sum(row.form is None for row in rows),
    }
    return render(request, "console/service_forms/list.html", context)


@require_safe
@staff
def item_forms(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Show the versions of an item's form, and let another be brought."""
    require_staff(desk.officer, desk.agency, desk.on)
    item = item_of(desk.agency, pk)
    if item is None:
        raise NotHere(_("没有这个事项，请从“网上业务表单”中打开。"))
    now = form_in_force(item, desk.on)
    table = now.definition if now is not None else bundled_form(item.code)
    form = ImportFormForm(
        initial={"in_force_from": desk.on, "text": written_table(table) if table else ""}
    )
    return item_page(request, desk, item, form)


def item_page(
    request: HttpRequest,
    desk: Desk,
    item: Any,
    form: ImportFormForm,
    told: str = "",
    status: int = 200,
) -> HttpResponse:
    """Return the page of an item's forms; `told` is why one was not taken in."""
    context = {
        "title": item.name,
        "crumbs": [(_("网上业务表单"), reverse("console:service-forms"))],
        "agency": desk.agency,
        "item": item,
        "versions": versions_of(item),
        "now": form_in_force(item, desk.on),
        "on": desk.on,
        "form": form,
        "told": told,
    }
    return render(request, "console/service_forms/item.html", context, status=status)
