"""Taking the list of items over, and adding an item of the centre's own."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.console.access import Desk, staff
from gongkai.console.guide_forms import NewItemForm
from gongkai.console.refusals import REFUSED, attempt, problems_of
from gongkai.console.views.guides.desk import crumbs, who
from gongkai.fund_services.operations.guides import add_item, register_listed_items
from gongkai.fund_services.permissions import require_guide_releaser


@require_POST
@staff
def register(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Take over the list of items with the guides to begin with."""
    require_guide_releaser(desk.officer, desk.agency, desk.on)
    act = partial(register_listed_items, agency=desk.agency, **who(desk))
    attempt(request, act, _("已登记服务事项清单和初始办事指南，请逐项核对、确认。"))
    return redirect("console:guides")


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def new_item(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Add an item of the centre's own."""
    require_guide_releaser(desk.officer, desk.agency, desk.on)
    form = NewItemForm(request.POST or None, initial={"offered_from": desk.on})
    told = ""
    if form.is_bound and not form.is_valid():
        told = problems_of(form)
    elif form.is_bound:
        try:
            item = add_item(agency=desk.agency, **form.cleaned_data, **who(desk))
        except REFUSED as refused:
            told = str(refused)
        else:
            messages.success(request, _("已新增事项，请编写办事指南。"))
            return redirect("console:edit-guide", pk=item.pk)
    context = {
        "title": _("新增服务事项"),
        "crumbs": crumbs(),
        "agency": desk.agency,
        "form": form,
        "told": told,
    }
    return render(request, "console/guides/new.html", context, status=400 if told else 200)
