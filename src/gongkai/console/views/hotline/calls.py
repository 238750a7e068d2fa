"""An organ's calls, filtered; an agent's own day; the calls of one number."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gongkai.console.access import Desk, staff
from gongkai.console.call_forms import CallFilterForm
from gongkai.hotline.permissions import may_take_calls, require_agent, require_call_reader
from gongkai.hotline.queries.calls.desk import number_digest, own_day
from gongkai.hotline.queries.calls.lists import CallsWanted, agents_of, listed_calls
from gongkai.hotline.queries.topics.tree import branches
from gongkai.rules.caller_numbers import number_fault

_PAGE = 50


@require_safe
@staff
def calls(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List an organ's calls, today's unless others are asked for."""
    require_call_reader(desk.officer, desk.agency, desk.on)
    agents = [(each.pk, each.name) for each in agents_of(desk.agency)]
    # Of one number, all its calls; else those of today until somebody says otherwise.
    of_number = bool(request.GET.get("caller"))
    today = {"first": desk.on.isoformat(), "last": desk.on.isoformat()}
    asked = request.GET.dict() if request.GET else today
    form = CallFilterForm(asked, topics=branches(desk.agency), agents=agents)
    form.is_valid()
    page = Paginator(listed_calls(desk.agency, form.wanted()), _PAGE).get_page(
        request.GET.get("page")
    )
    query = request.GET.copy()
    query.pop("page", None)
    context = _shared(desk, page) | {
        "title": _("来电记录"),
        "form": form,
        "of_number": of_number,
        "query": f"{query.urlencode()}&" if query else "",
    }
    return render(request, "console/hotline/calls.html", context)


@require_POST
@staff
def by_number(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Lead to the calls of a number, which itself stays out of the address."""
    require_call_reader(desk.officer, desk.agency, desk.on)
    number = request.POST.get("number", "")[:60]
    digest = number_digest(number)
    if number_fault(number) or not digest:
        messages.error(request, number_fault(number) or _("来电号码：未填写，请填写号码。"))
        return redirect("console:calls")
    return redirect(f"{reverse('console:calls')}?caller={digest}")


@require_safe
@staff
def my_day(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List an agent's own calls of today with their figures."""
    require_agent(desk.officer, desk.agency, desk.on)
    wanted = CallsWanted(first=desk.on, last=desk.on, agent=desk.officer.pk)
    page = Paginator(listed_calls(desk.agency, wanted), _PAGE).get_page(request.GET.get("page"))
    context = _shared(desk, page) | {
        "title": _("我的来电"),
        "day": own_day(desk.officer, desk.on),
        "query": "",
    }
    return render(request, "console/hotline/calls.html", context)


def _shared(desk: Desk, page: Any) -> dict[str, Any]:
    return {
        "agency": desk.agency,
        "page": page,
        "on": desk.on,
        "may_take": may_take_calls(desk.officer, desk.agency, desk.on),
    }
