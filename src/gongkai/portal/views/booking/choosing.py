"""Which item, which counter, which time: three steps on one page, without script."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from gongkai.fund_services.queries.appointments.bookings import item_to_book, items_to_book
from gongkai.fund_services.queries.appointments.plans import booking_rules, counters_open
from gongkai.fund_services.queries.appointments.slots import offered_days
from gongkai.portal.booking_pages import BOOKING, booking_page, days_shown
from gongkai.portal.signed_in import fund_centre_of


@require_safe
@never_cache
def booking(request: HttpRequest) -> HttpResponse:
    """Show items and counters to choose from, and below them the times of what was chosen."""
    agency, at = fund_centre_of(request), timezone.now()
    on = timezone.localdate(at)
    counters = list(counters_open(agency, on))
    wanted = request.GET.get("item", "")[:60]
    item = item_to_book(agency, wanted, on)
    named = request.GET.get("counter", "")[:20]
    counter = next((each for each in counters if str(each.pk) == named), None)
    if counter is None and item is not None and not named and len(counters) == 1:
        counter = counters[0]
    problem = _problem(request, item is not None, counter is not None)
    days = offered_days(counter, item, on, at) if counter and item else []
    context = {
        "page": booking_page(
            BOOKING.name, is_first=True, is_indexed=not request.GET, canonical=BOOKING.address
        ),
        "organ": agency,
        "groups": items_to_book(agency, on),
        "counters": counters,
        "item": item,
        "counter": counter,
        "problem": problem,
        "days": days_shown(days, "portal:booking-form", item.pk) if item else [],
        "left": sum(day.left for day in days),
        "rules": booking_rules(agency, on),
    }
    status = 400 if problem else 200
    return render(request, "portal/booking/choose.html", context, status=status)


def _problem(request: HttpRequest, has_item: bool, has_counter: bool) -> str:
    """Return what is wrong with what was chosen, "" if nothing is."""
    if request.GET.get("item") and not has_item:
        return _("事项：没有这个事项或者已经停办，请重新选择。")
    if request.GET.get("counter") and not has_counter:
        return _("网点：没有这个网点或者已经停用，请重新选择。")
    if not request.GET.get("step"):
        return ""
    if not has_item:
        return _("事项：未选择，请先选择要办的事项。")
    return "" if has_counter else _("网点：未选择，请选择网点。")
