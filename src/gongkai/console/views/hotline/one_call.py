"""One call on record: what was said, whose number it was, corrected, made a ticket."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies.permissions import NotAllowed
from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.call_forms import CorrectionForm, EscalationForm
from gongkai.console.refusals import REFUSED, problems_of
from gongkai.hotline.operations.calls.contents import CallRefused
from gongkai.hotline.operations.calls.correcting import (
    correct_call,
    may_correct,
    needs_reason,
    read_number,
)
from gongkai.hotline.operations.calls.registering import escalate_call
from gongkai.hotline.permissions import may_take_calls, require_call_reader
from gongkai.hotline.queries.calls.lists import calls_of
from gongkai.hotline.queries.topics.tree import topics_offered


@require_safe
@staff
def call(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Show a call with what may be done."""
    return _page(request, desk, _call_at(desk, pk))


@require_POST
@staff
def number(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Show a caller's number in full, once; that it was read is on record."""
    row = _call_at(desk, pk)
    person = read_number(call=row, officer=desk.officer, on=desk.on, at=desk.at)
    answer = _page(request, desk, row, person=person)
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_POST
@staff
def correct(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Correct a call as its page showed it; what was typed is shown again where it is refused."""
    row = _call_at(desk, pk)
    form = CorrectionForm(request.POST, topics=topics_offered(desk.agency, row.topic_id))
    if not form.is_valid():
        return _page(request, desk, row, typed=form, told=problems_of(form), status=400)
    try:
        correct_call(
            call=row,
            version=form.cleaned_data["version"],
            content=form.content(),
            reason=form.cleaned_data["reason"],
            officer=desk.officer,
            on=desk.on,
            at=desk.at,
        )
    except NotAllowed as refused:
        return _page(request, desk, row, typed=form, told=str(refused), status=403)
    except CallRefused as refused:
        now = _call_at(desk, pk)
        # What was typed may be sent again over what changed, which the page shows.
        form.data = {**form.data.dict(), "version": str(now.version)}
        return _page(request, desk, now, typed=form, told=str(refused), status=400)
    messages.success(request, _("已更正，并记入审计记录。"))
    return redirect("console:call", pk=pk)


@require_POST
@staff
def escalate(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Open a ticket from a call on record."""
    row = _call_at(desk, pk)
    form = EscalationForm(request.POST)
    if not form.is_valid():
        return _page(request, desk, row, told=problems_of(form), status=400)
    try:
        ticket = escalate_call(
            call=row, officer=desk.officer, on=desk.on, at=desk.at, **form.cleaned_data
        )
    except REFUSED as refused:
        return _page(request, desk, _call_at(desk, pk), told=str(refused), status=400)
    messages.success(
        request,
        _("工单%(number)s已转出，应于%(due)s前反馈。")
        % {"number": ticket.register_no, "due": ticket.due_on},
    )
    return redirect("console:call", pk=pk)


def _call_at(desk: Desk, pk: int) -> Any:
    require_call_reader(desk.officer, desk.agency, desk.on)
    row = calls_of(desk.agency).filter(pk=pk).first()
    if row is None:
        raise NotHere(_("没有这条来电记录，或者不属于本机关。"))
    return row


def _page(
    request: HttpRequest,
    desk: Desk,
    row: Any,
    *,
    typed: forms.Form | None = None,
    told: str = "",
    person: tuple[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    corrects = may_correct(row, desk.officer, desk.on)
    first = {
        name: getattr(row, name)
        for name in (
            "route",
            "caller_kind",
            "question",
            "answer",
            "entry_no",
            "outcome",
            "version",
        )  # fmt: skip
    } | {"topic": row.topic_id}
    escalates = row.ticket is None and may_take_calls(desk.officer, desk.agency, desk.on)
    seconds = (row.ended_at - row.began_at).total_seconds() if row.ended_at else None
    context = {
        "title": row.register_no,
        "crumbs": [(_("来电记录"), reverse("console:calls"))],
        "agency": desk.agency,
        "call": row,
        "person": person,
        "told": told,
        "minutes": int(seconds // 60) if seconds is not None else None,
        "seconds": int(seconds % 60) if seconds is not None else None,
        "may_correct": corrects,
        "needs_reason": needs_reason(row, desk.officer, desk.on),
        "is_typed": typed is not None,
        "form": typed
        or CorrectionForm(
            initial=first, topics=topics_offered(desk.agency, row.topic_id) if corrects else ()
        ),
        "escalation": EscalationForm(
            initial={"version": row.version, "ticket_kind": "CONSULTATION", "urgency": "ORDINARY"},
            auto_id="escalate-%s",
        )
        if escalates
        else None,
    }
    return render(request, "console/hotline/call.html", context, status=status)
