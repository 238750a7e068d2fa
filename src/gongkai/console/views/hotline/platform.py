"""The exchange with the 12345 platform: how it stands, what went wrong, where it is."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.console.access import Desk, staff
from gongkai.console.platform_forms import DecideForm, PlatformForm
from gongkai.console.refusals import REFUSED, attempt, attempt_with, problems_of
from gongkai.hotline.operations.outside.configuring import see_to_fault, set_link
from gongkai.hotline.operations.outside.telling import decide_telling
from gongkai.hotline.permissions import require_desk_head
from gongkai.hotline.queries.outside.platform import exchange_of


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def platform(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show how the exchange stands, and set where the platform is."""
    require_desk_head(desk.officer, desk.agency, desk.on)
    told = ""
    form = PlatformForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            set_link(
                agency=desk.agency,
                officer=desk.officer,
                on=desk.on,
                at=desk.at,
                **form.cleaned_data,
            )
        except REFUSED as refused:
            told = str(refused)
        else:
            messages.success(request, _("已保存。"))
            return redirect("console:platform")
    elif request.method == "POST":
        told = problems_of(form)
    found = exchange_of(desk.agency)
    if not form.is_bound and found.link is not None:
        form.initial = {
            "base": found.link.base,
            "key_number": found.link.key_number,
            "is_on": found.link.is_on,
        }
    context = {
        "title": _("12345平台"),
        "agency": desk.agency,
        "exchange": found,
        "form": form,
        "told": told,
        "at": desk.at,
    }
    status = 400 if told else 200
    return render(request, "console/hotline/platform.html", context, status=status)


@require_POST
@staff
def seen(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Put on record that somebody has seen to an entry that could not be taken."""
    attempt(
        request,
        lambda: see_to_fault(
            agency=desk.agency, fault=pk, officer=desk.officer, on=desk.on, at=desk.at
        ),
        _("已登记处理。"),
    )
    return redirect("console:platform")


@require_POST
@staff
def decide(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Have an event that the platform did not take told again, or leave it."""

    def told(*, again: bool, reason: str) -> None:
        decide_telling(
            agency=desk.agency,
            telling=pk,
            again=again,
            reason=reason,
            officer=desk.officer,
            on=desk.on,
            at=desk.at,
        )

    attempt_with(request, DecideForm(request.POST), told, _("已登记。"))
    return redirect("console:platform")
