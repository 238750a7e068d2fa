"""An appointment by its number and code: how it stands, another time, cancelling it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.agencies.models import Agency
from gongkai.fund_services.operations.appointments.acting import BookingRefused
from gongkai.fund_services.operations.appointments.changing import cancel, change_slot
from gongkai.fund_services.queries.appointments.bookings import (
    booking_numbered,
    bookings_of,
    tracked_booking,
)
from gongkai.fund_services.queries.appointments.plans import booking_rules, counters_open
from gongkai.fund_services.queries.appointments.slots import SlotKey, offered_days
from gongkai.portal.booking_forms import BookingTrackForm
from gongkai.portal.booking_pages import booking_page, days_shown, slot_in
from gongkai.portal.grants import end_grant, give_grant, has_grant
from gongkai.portal.signed_in import fund_centre_of, signed_in
from gongkai.portal.throttling import FollowThrottle, TrackThrottle, throttled

_DONE = "booking-done"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def booking_track(request: HttpRequest) -> HttpResponse:
    """Ask for number and code; lead to the appointment they belong to."""
    agency = fund_centre_of(request)
    if request.method == "POST":
        return _looked_up(request, agency)
    form = BookingTrackForm(initial={"number": request.GET.get("number", "")[:40]})
    return _ask_page(request, form)


@throttled(TrackThrottle)
def _looked_up(request: HttpRequest, agency: Agency) -> HttpResponse:
    form = BookingTrackForm(request.POST)
    if not form.is_valid():
        return _ask_page(request, form, status=400)
    found = tracked_booking(agency, form.cleaned_data["number"], form.cleaned_data["code"])
    if found is None:
        form.add_error(None, _("预约号和查询码不相符，请核对后重新填写。"))
        return _ask_page(request, form, status=404)
    give_grant(request, found.register_no)
    return redirect("portal:booking-followed", number=found.register_no)


@require_safe
@never_cache
@throttled(FollowThrottle)
def booking_followed(request: HttpRequest, number: str) -> HttpResponse:
    """Show an appointment that the visitor may follow."""
    agency = fund_centre_of(request)
    found = _own(request, agency, number)
    if found is None:
        return redirect("portal:booking-track")
    context = {
        "page": booking_page(_("预约%(number)s") % {"number": found.register_no}),
        "booking": found,
        "rules": booking_rules(agency, timezone.localdate()),
        "done": request.session.pop(_DONE, ""),
    }
    return render(request, "portal/booking/followed.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@throttled(FollowThrottle)
def change_booking(request: HttpRequest, number: str) -> HttpResponse:
    """Show other times for an appointment, and move it to the one chosen."""
    agency, at = fund_centre_of(request), timezone.now()
    on = timezone.localdate(at)
    found = _own(request, agency, number)
    if found is None:
        return redirect("portal:booking-track")
    refusal = ""
    if request.method == "POST":
        key = slot_in(request.POST.get("slot", "")[:80])
        version = _version(request)
        try:
            if key is None or version is None:
                raise BookingRefused(_("时间：未选择，请选择新的时间。"))
            change_slot(booking=found, key=key, version=version, on=on, at=at)
        except BookingRefused as refused:
            refusal = str(refused)
        else:
            request.session[_DONE] = _("已改期，请按新的时间到场。")
            return redirect("portal:booking-followed", number=found.register_no)
        found = booking_numbered(agency, number) or found
    counters = list(counters_open(agency, on))
    named = request.GET.get("counter", "")[:20]
    chosen = next((each for each in counters if str(each.pk) == named), found.slot.counter)
    slot = found.slot
    present = SlotKey(slot.counter_id, slot.group, slot.on, slot.starts)
    days = offered_days(chosen, found.item, on, at)
    context = {
        "page": booking_page(_("改期")),
        "booking": found,
        "counters": counters,
        "counter": chosen,
        "days": days_shown(days, "portal:booking-form", found.item_id, present),
        "left": sum(day.left for day in days),
        "refusal": refusal,
    }
    return render(request, "portal/booking/change.html", context, status=409 if refusal else 200)


@require_POST
@never_cache
@throttled(FollowThrottle)
def cancel_booking(request: HttpRequest, number: str) -> HttpResponse:
    """Cancel an appointment."""
    agency, at = fund_centre_of(request), timezone.now()
    found = _own(request, agency, number)
    version = _version(request)
    if found is None or version is None:
        return redirect("portal:booking-track")
    try:
        cancel(booking=found, version=version, on=timezone.localdate(at), at=at)
        request.session[_DONE] = _("已取消，号源已经让给其他人。")
    except BookingRefused as refused:
        request.session[_DONE] = str(refused)
    return redirect("portal:booking-followed", number=found.register_no)


@require_POST
@never_cache
def leave_booking(request: HttpRequest, number: str) -> HttpResponse:
    """Stop following an appointment in this browser."""
    end_grant(request, number)
    request.session.pop("booking-receipt", None)
    return redirect("portal:booking-track")


def _own(request: HttpRequest, agency: Agency, number: str) -> Any | None:
    """Return an appointment whose number and code were given here, or which is of the account."""
    if has_grant(request, number):
        return booking_numbered(agency, number)
    known = signed_in(request)
    return bookings_of(known.account).filter(register_no=number).first() if known else None


def _version(request: HttpRequest) -> int | None:
    text = request.POST.get("version", "")[:9]
    return int(text) if text.isascii() and text.isdigit() else None


def _ask_page(request: HttpRequest, form: BookingTrackForm, status: int = 200) -> HttpResponse:
    page = booking_page(_("查询预约"), is_indexed=not form.is_bound)
    context = {"page": page, "form": form}
    return render(request, "portal/booking/track.html", context, status=status)
