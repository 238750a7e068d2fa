"""What a counter notes of an appointment, and reading who booked it in full."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongkai.console.access import Desk, staff
from gongkai.console.refusals import attempt
from gongkai.console.views.appointments.desk import booking_at, require_counter_staff, who
from gongkai.fund_services.operations.appointments.marking import (
    mark_absent,
    mark_arrived,
    mark_done,
    read_visitor,
    take_absence_back,
)


@require_POST
@staff
def arrived(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Note that somebody came, and give him a number."""
    return _marked(request, desk, pk, mark_arrived, _("已登记到场。"))


@require_POST
@staff
def done(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Note that somebody was served."""
    return _marked(request, desk, pk, mark_done, _("已登记办理完毕。"))


@require_POST
@staff
def absent(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Note that somebody did not come."""
    return _marked(request, desk, pk, mark_absent, _("已登记未到场。"))


@require_POST
@staff
def not_absent(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Take a mark of absence back."""
    return _marked(request, desk, pk, take_absence_back, _("已撤销未到场登记。"))


@require_POST
@staff
def visitor(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Show name and phone of who booked, once; that they were read is on record."""
    booking = booking_at(desk, pk)
    told = read_visitor(booking=booking, **who(desk))
    context = {
        "title": booking.register_no,
        "crumbs": [(_("网点预约"), _sheet_of(booking))],
        "agency": desk.agency,
        "booking": booking,
        "told": told,
        "back": _sheet_of(booking),
    }
    answer = render(request, "console/appointments/visitor.html", context)
    answer["Cache-Control"] = "private, no-store"
    return answer


def _marked(
    request: HttpRequest, desk: Desk, pk: int, operation: Callable[..., Any], told: str
) -> HttpResponse:
    booking = booking_at(desk, pk)
    require_counter_staff(desk)
    version = request.POST.get("version", "")[:9]
    seen = int(version) if version.isascii() and version.isdigit() else -1
    attempt(request, lambda: operation(booking=booking, version=seen, **who(desk)), told)
    return redirect(_sheet_of(booking))


def _sheet_of(booking: Any) -> str:
    asked = {"counter": booking.slot.counter_id, "day": booking.slot.on.isoformat()}
    return f"{reverse('console:appointments')}?{urlencode(asked)}#booking-{booking.pk}"
