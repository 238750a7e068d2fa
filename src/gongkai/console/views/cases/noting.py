"""What the applicant did other than on the public site; and entries registered wrongly."""

from datetime import date
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gongkai.agencies.permissions import require_role
from gongkai.casework.models import CaseEvent
from gongkai.casework.operations.acting import counter_enter
from gongkai.casework.operations.noting import NOTED, note_applicant_act
from gongkai.casework.operations.undoing import letter_of
from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.case_forms import CounterEntryForm, DeliveryForm, NoteForm
from gongkai.console.views.cases.acting import act_page, started
from gongkai.console.views.cases.case import case_at, require_act
from gongkai.rules.clock import Entry, Event


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def note(request: HttpRequest, desk: Desk, pk: int, event: str) -> HttpResponse:
    """Enter what the applicant did."""
    case = case_at(desk, pk)
    if event not in NOTED:
        raise NotHere(_("没有这种登记事项，请从案件页面选择。"))
    act = Event(event)
    require_act(desk, case, act)
    changes = act is Event.DELIVERY_CHANGED
    form = started(
        request,
        DeliveryForm if changes else NoteForm,
        desk,
        case,
        done_on=desk.on,
        form=case.form,
        delivery=case.delivery,
    )
    return act_page(
        request,
        desk,
        case,
        form,
        partial(
            note_applicant_act,
            request=case,
            event=act,
            officer=desk.officer,
            on=desk.on,
            at=desk.at,
        ),
        title=act.label,
        done=_("已登记。"),
        button=_("登记"),
        anchor="history",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def correct(request: HttpRequest, desk: Desk, pk: int, number: int) -> HttpResponse:
    """Put a counter-entry beside an entry registered wrongly."""
    case = case_at(desk, pk)
    rows = CaseEvent.objects.filter(request=case, withdrawn_at=None)
    entry = get_object_or_404(rows, pk=number)
    by_letter = letter_of(entry) is not None
    if by_letter:
        require_role(desk.officer, desk.agency, "OFFICE_HEAD", desk.on)
    else:
        require_act(desk, case, Event(entry.event))

    def counter(version: int, reason: str, instead_on: date | None) -> Any:
        instead = instead_on and Entry(
            instead_on, Event(entry.event), entry.subject, entry.reached_on, entry.until_on
        )
        return counter_enter(
            request=case,
            entry=entry,
            reason=reason,
            instead=instead or None,
            version=version,
            officer=desk.officer,
            on=desk.on,
            at=desk.at,
        )

    form = started(request, CounterEntryForm, desk, case)
    if by_letter:
        del form.fields["instead_on"]
        counter = partial(counter, instead_on=None)
    return act_page(
        request,
        desk,
        case,
        form,
        counter,
        title=_("更正登记"),
        lead=_("更正的登记：%(day)s %(what)s%(whom)s")
        % {
            "day": entry.on,
            "what": Event(entry.event).label,
            "whom": f"（{entry.subject}）" if entry.subject else "",
        },
        done=_("已更正，期限和状态已重新计算。"),
        anchor="history",
        extra={"voids_letter": by_letter},
    )
