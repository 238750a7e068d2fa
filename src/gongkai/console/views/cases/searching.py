"""Search tasks: ordered on a case, listed for whoever has to search, answered there."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.agencies.permissions import holds
from gongkai.casework.models import SearchTask
from gongkai.casework.operations.acting import CaseChanged
from gongkai.casework.operations.searching import answer_search, order_search
from gongkai.casework.queries.searches import SearchUnknown, find_search, searches_for
from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.case_forms import SearchForm
from gongkai.console.file_forms import SearchAnswerForm
from gongkai.console.refusals import REFUSED
from gongkai.console.views.cases.acting import act_page, show_newer, started
from gongkai.console.views.cases.case import case_at, require_act
from gongkai.rules.clock import Event


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def order(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Have a department search."""
    case = case_at(desk, pk)
    require_act(desk, case, Event.SEARCH_ORDERED)
    return act_page(
        request,
        desk,
        case,
        started(request, SearchForm, desk, case),
        partial(order_search, request=case, officer=desk.officer, on=desk.on, at=desk.at),
        title=_("交办检索"),
        lead=_("可以分别交办多个科室，各有自己的反馈期限；该科室的工作人员会收到通知。"),
        done=_("已交办，并通知该科室。"),
        anchor="searches",
    )


@require_safe
@staff
def mine(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show what the officer's department has been asked to search for."""
    context = {
        "title": _("检索任务"),
        "agency": desk.agency,
        "today": desk.on,
        "searches": searches_for(desk.officer),
    }
    return render(request, "console/cases/searches.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def answer(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Answer a search; an officer of the department asked sees no more of the case than he needs.

    Nobody else's work on the case stands in the way of an answer but one to the same task.
    """
    try:
        task = find_search(desk.officer, pk, desk.on)
    except SearchUnknown as unknown:
        raise NotHere(str(unknown)) from unknown
    form = SearchAnswerForm(
        *((request.POST, request.FILES) if request.method == "POST" else ()),
        initial={"version": task.request.version},
    )
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                answer_search(
                    task=task, officer=desk.officer, on=desk.on, at=desk.at, **form.cleaned_data
                )
            except REFUSED as refused:
                form.add_error(None, str(refused))
                if isinstance(refused, CaseChanged):
                    status = 409
                    show_newer(form, task.request)
            else:
                return redirect("console:searches")
    return render(request, "console/cases/search.html", _context(desk, task, form), status=status)


def _context(desk: Desk, task: SearchTask, form: SearchAnswerForm) -> dict[str, Any]:
    return {
        "title": _("反馈检索结果"),
        "agency": desk.agency,
        "task": task,
        "form": form,
        "today": desk.on,
        "may_answer": task.department_id == desk.officer.department_id
        or holds(desk.officer, desk.agency, "CLERK", desk.on),
    }
