"""Items on their way to outlets: the list, those of one item, and what is done about each."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.outlet_forms import (
    AdoptionForm,
    AskForm,
    DeliveryFilterForm,
    ReportedForm,
    WithdrawForm,
)
from gongkai.console.refusals import REFUSED, attempt
from gongkai.console.views.publishing.item import item_at
from gongkai.publications.models import DeliveryState, ItemDelivery, Outlet
from gongkai.publications.operations.distribution.asking import (
    ask_for_delivery,
    cancel_delivery,
    retry_delivery,
)
from gongkai.publications.operations.distribution.handing_over import bundle_for_city
from gongkai.publications.operations.distribution.reporting import (
    confirm_reported,
    record_adoption,
)
from gongkai.publications.operations.distribution.withdrawing import withdraw_from_wechat
from gongkai.publications.permissions import insist, may_publish, may_read, may_take_down
from gongkai.publications.queries.deliveries import (
    DeliveriesWanted,
    deliveries_of,
    deliveries_of_item,
    delivery_of,
)
from gongkai.publications.tasks import start_delivering

PER_PAGE = 50
_ACTS: dict[str, tuple[Callable[..., ItemDelivery], Any]] = {
    "retry": (retry_delivery, gettext_lazy("已安排立即再试。")),
    "cancel": (cancel_delivery, gettext_lazy("已取消推送。")),
}
_FORMS: dict[str, tuple[Callable[..., Any], type[forms.Form], Any]] = {
    "withdraw": (withdraw_from_wechat, WithdrawForm, gettext_lazy("已从公众号删除文章。")),
    "reported": (confirm_reported, ReportedForm, gettext_lazy("已登记报送。")),
    "adoption": (record_adoption, AdoptionForm, gettext_lazy("已登记采用结果。")),
}


@require_safe
@staff
def deliveries(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the organ's deliveries, filtered as asked."""
    insist(may_read(desk.officer, desk.agency, desk.on), _("查看渠道推送"))
    form = DeliveryFilterForm(request.GET)
    wanted = form.wanted() if form.is_valid() else DeliveriesWanted()
    query = request.GET.copy()
    query.pop("page", None)
    rows = Paginator(deliveries_of(desk.agency, wanted), PER_PAGE)
    context = {
        "title": _("渠道推送"),
        "agency": desk.agency,
        "form": form,
        "page": rows.get_page(request.GET.get("page")),
        "query": f"{query.urlencode()}&" if query else "",
    }
    return render(request, "console/publishing/deliveries.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def of_item(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Show where one item went, and take in where else it is to go."""
    one = item_at(desk, pk)
    form = AskForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            asked = ask_for_delivery(
                item=one, officer=desk.officer, on=desk.on, at=desk.at, **form.given
            )
        except REFUSED as refused:
            form.add_error(None, str(refused))
        else:
            start_delivering(asked)
            messages.success(request, _("已安排推送，结果见下表。"))
            return redirect("console:item-deliveries", pk=pk)
    context = {
        "title": _("渠道推送：%(title)s") % {"title": one.title},
        "crumbs": [
            (_("信息"), reverse("console:items")),
            (one.title, reverse("console:item", args=[pk])),
        ],
        "agency": desk.agency,
        "item": one,
        "rows": deliveries_of_item(one),
        "form": form,
        "may_ask": may_publish(desk.officer, desk.agency, desk.on),
    }
    status = 400 if form.is_bound else 200
    return render(request, "console/publishing/item_deliveries.html", context, status=status)


@require_safe
@staff
def delivery(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Show one delivery with what may be done about it."""
    return _page(request, desk, _delivery_at(desk, pk), {})


@require_POST
@staff
def act(request: HttpRequest, desk: Desk, pk: int, name: str) -> HttpResponse:
    """Do to a delivery what needs a button only."""
    one = _delivery_at(desk, pk)
    if name not in _ACTS:
        raise NotHere(_("没有这项操作，请从推送页面选择。"))
    operation, done = _ACTS[name]
    started = partial(operation, delivery=one, officer=desk.officer, on=desk.on, at=desk.at)
    if attempt(request, started, done):
        one.refresh_from_db()
        start_delivering(one)
    return redirect("console:delivery", pk=pk)


@require_POST
@staff
def enter(request: HttpRequest, desk: Desk, pk: int, name: str) -> HttpResponse:
    """Do to a delivery what needs something typed; show again what was typed if it cannot be."""
    one = _delivery_at(desk, pk)
    if name not in _FORMS:
        raise NotHere(_("没有这项操作，请从推送页面选择。"))
    operation, kind, done = _FORMS[name]
    form = kind(request.POST)
    if form.is_valid():
        try:
            operation(
                delivery=one, officer=desk.officer, on=desk.on, at=desk.at, **form.cleaned_data
            )
        except REFUSED as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, done)
            return redirect("console:delivery", pk=pk)
    return _page(request, desk, one, {name: form}, status=400)


@require_safe
@staff
def hand_over(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Hand out the files to be given to the city's site."""
    one = _delivery_at(desk, pk)
    try:
        packed = bundle_for_city(delivery=one, officer=desk.officer, on=desk.on, at=desk.at)
    except REFUSED as refused:
        raise NotHere(str(refused)) from refused
    response = HttpResponse(packed, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="report-{one.pk}.zip"'
    return response


def _delivery_at(desk: Desk, pk: int) -> ItemDelivery:
    insist(may_read(desk.officer, desk.agency, desk.on), _("查看渠道推送"))
    found = delivery_of(desk.agency, pk)
    if found is None:
        raise NotHere(_("没有这项推送，请从渠道推送列表选择。"))
    return found


def _page(
    request: HttpRequest,
    desk: Desk,
    one: ItemDelivery,
    bound: dict[str, forms.Form],
    status: int = 200,
) -> HttpResponse:
    open_states = (DeliveryState.WAITING, DeliveryState.DRAFTED, DeliveryState.SUBMITTED)
    is_open = one.state in open_states
    is_city = one.outlet == Outlet.CITY_SITE
    by_hand = is_city and one.next_try_at is None and is_open
    at = (desk.officer, desk.agency, desk.on)
    works = may_publish(*at)
    context = {
        "title": _("%(outlet)s：%(title)s")
        % {"outlet": one.get_outlet_display(), "title": one.item.title},
        "crumbs": [(_("渠道推送"), reverse("console:deliveries"))],
        "agency": desk.agency,
        "delivery": one,
        "by_hand": by_hand,
        "may_retry": works and (one.state == DeliveryState.FAILED or (is_open and not by_hand)),
        "may_cancel": works and (is_open or one.state == DeliveryState.FAILED),
        "may_withdraw": not is_city and one.state == DeliveryState.DONE and may_take_down(*at),
        "may_report": works and is_city and (by_hand or one.state == DeliveryState.FAILED),
        "may_adopt": works and one.city_report is not None,
        "withdraw_form": bound.get("withdraw") or WithdrawForm(),
        "reported_form": bound.get("reported") or ReportedForm(initial={"reported_on": desk.on}),
        "adoption_form": bound.get("adoption") or AdoptionForm(initial={"decided_on": desk.on}),
    }
    return render(request, "console/publishing/delivery.html", context, status=status)
