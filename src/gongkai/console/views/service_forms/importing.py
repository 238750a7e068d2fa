"""Bringing a new version of a form, and those to begin with."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.refusals import REFUSED, attempt, problems_of
from gongkai.console.service_form_forms import ImportFormForm
from gongkai.console.views.service_forms.listing import item_page
from gongkai.fund_services.operations.applications.form_versions import (
    import_form,
    install_forms,
)
from gongkai.fund_services.permissions import require_guide_releaser
from gongkai.fund_services.queries.applications.forms import item_of


@require_POST
@staff
def bring(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Take a new version in; it waits for another officer to release it."""
    item = item_of(desk.agency, pk)
    if item is None:
        raise NotHere(_("没有这个事项，请从“网上业务表单”中打开。"))
    form = ImportFormForm(request.POST, request.FILES)
    if not form.is_valid():
        return item_page(request, desk, item, form, problems_of(form), 400)
    try:
        brought = import_form(
            item=item,
            content=form.content(),
            in_force_from=form.cleaned_data["in_force_from"],
            officer=desk.officer,
            on=desk.on,
            at=desk.at,
        )
    except REFUSED as refused:
        return item_page(request, desk, item, form, str(refused), 400)
    messages.success(request, _("已导入，请由其他人员核对后发布。"))
    return redirect("console:service-form-version", pk=brought.pk)


@require_POST
@staff
def install(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Give each item without a form the one that ships."""
    require_guide_releaser(desk.officer, desk.agency, desk.on)
    attempt(
        request,
        lambda: install_forms(agency=desk.agency, on=desk.on, at=desk.at),
        _("已为没有表单的事项装入初始表单，请逐项核对确认。"),
    )
    return redirect("console:service-forms")
