"""The form of an appointment, and its receipt with number and code."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.agencies.models import Agency
from gongkai.fund_services.operations.appointments.acting import BookingRefused
from gongkai.fund_services.operations.appointments.booking import Booked, Visitor, book
from gongkai.fund_services.queries.appointments.bookings import booking_numbered, item_to_book
from gongkai.fund_services.queries.appointments.plans import booking_rules, counters_open
from gongkai.fund_services.queries.appointments.slots import offered_slot
from gongkai.portal.booking_forms import BookingForm
from gongkai.portal.booking_pages import booking_page, slot_code, slot_in
from gongkai.portal.drafts import seal_in_session, sealed_in_session
from gongkai.portal.grants import give_grant
from gongkai.portal.participation_forms import refused_beforehand, token_of
from gongkai.portal.questions import new_question
from gongkai.portal.signed_in import fund_centre_of, signed_in

_RECEIPT = "booking-receipt"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def fill_in(request: HttpRequest) -> HttpResponse:
    """Ask for name and phone and book the slot; without a slot lead back to choosing one."""
    agency = fund_centre_of(request)
    if request.method == "POST":
        return _sent(request, agency)
    known = signed_in(request)
    initial = {"name": known.account.name, "phone": known.account.phone} if known else {}
    return _form_page(request, agency, BookingForm(initial=initial))


@require_safe
@never_cache
def booked(request: HttpRequest) -> HttpResponse:
    """Show number and code once."""
    agency = fund_centre_of(request)
    receipt = sealed_in_session(request, _RECEIPT)
    found = booking_numbered(agency, receipt["number"]) if receipt else None
    if receipt is None or found is None:
        return redirect("portal:booking-track")
    context = {
        "page": booking_page(_("预约成功")),
        "booking": found,
        "code": receipt["code"],
        "rules": booking_rules(agency, timezone.localdate()),
    }
    return render(request, "portal/booking/booked.html", context)


def _sent(request: HttpRequest, agency: Agency) -> HttpResponse:
    form = BookingForm(request.POST)
    status = refused_beforehand(request, form)
    if status:
        return _form_page(request, agency, form, status=status)
    at = timezone.now()
    on = timezone.localdate(at)
    item = item_to_book(agency, request.POST.get("item", "")[:60], on)
    key = slot_in(request.POST.get("slot", "")[:80])
    if item is None or key is None:
        return redirect("portal:booking")
    known = signed_in(request)
    visitor = Visitor(
        form.cleaned_data["name"], form.cleaned_data["phone"], known.account if known else None
    )
    try:
        done = book(
            agency=agency,
            item=item,
            key=key,
            visitor=visitor,
            token=token_of(request),
            on=on,
            at=at,
        )
    except BookingRefused as refused:
        form.refuse(refused)
        return _form_page(request, agency, form, status=409 if refused.field == "slot" else 400)
    return _told(request, done)


def _told(request: HttpRequest, done: Booked) -> HttpResponse:
    number = done.booking.register_no
    seal_in_session(request, _RECEIPT, {"number": number, "code": done.code})
    give_grant(request, number)
    return redirect("portal:booked")


def _form_page(
    request: HttpRequest, agency: Agency, form: BookingForm, status: int = 200
) -> HttpResponse:
    at = timezone.now()
    on = timezone.localdate(at)
    asked = request.POST if request.method == "POST" else request.GET
    item = item_to_book(agency, asked.get("item", "")[:60], on)
    key = slot_in(asked.get("slot", "")[:80])
    counter = counters_open(agency, on).filter(pk=key.counter).first() if key else None
    if item is None or key is None or counter is None:
        return redirect("portal:booking")
    slot = offered_slot(key, counter, on, at)
    is_gone = slot is None or slot.is_full
    if is_gone and not form.is_bound:
        form = BookingForm({"name": "", "phone": ""})
        form.errors.clear()
        form.add_error(None, _("这个时段已经约满或者不能预约，请重新选择时间。"))
        status = 409
    context = {
        "page": booking_page(_("填写预约信息")),
        "form": form,
        "item": item,
        "counter": counter,
        "key": key,
        "slot": slot,
        "is_gone": is_gone,
        "slot_code": slot_code(key),
        "back": f"{reverse('portal:booking')}?item={item.pk}&counter={counter.pk}#times",
        "question": new_question(),
        "token": token_of(request),
        "rules": booking_rules(agency, on),
    }
    return render(request, "portal/booking/form.html", context, status=status)
