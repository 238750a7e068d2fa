"""The queue of cases, the most urgent first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.agencies.queries import working_calendar
from gongkai.casework.permissions import may_do, require_worker
from gongkai.casework.queries.queue import PageUnknown, Wanted, queue_page
from gongkai.casework.queries.searches import open_searches_of
from gongkai.casework.queries.urgency import tally_of
from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.queue_forms import QueueForm
from gongkai.rules.clock import Event


@require_safe
@staff
def cases(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show an organ's cases, filtered as asked."""
    require_worker(desk.officer, desk.agency, desk.on)
    form = QueueForm(request.GET, agency=desk.agency)
    wanted = form.wanted() if form.is_valid() else Wanted()
    calendar = working_calendar()
    after = request.GET.get("after", "")
    try:
        page = queue_page(
            desk.agency, desk.officer, wanted, on=desk.on, calendar=calendar, after=after
        )
    except PageUnknown as unknown:
        raise NotHere(str(unknown)) from unknown
    query = request.GET.copy()
    query.pop("after", None)
    others = query.copy()
    others.pop("level", None)
    context = {
        "title": _("依申请公开"),
        "agency": desk.agency,
        "form": form,
        "wanted": wanted,
        "page": page,
        "tally": tally_of(desk.agency, desk.on, calendar),
        "others": f"{others.urlencode()}&" if others else "",
        "query": f"{query.urlencode()}&" if query else "",
        "is_first": not after,
        "searches": open_searches_of(desk.officer),
        "may_take_in": may_do(desk.officer, desk.agency, Event.RECEIVED, desk.on),
    }
    return render(request, "console/cases/queue.html", context)
