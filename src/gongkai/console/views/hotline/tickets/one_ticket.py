"""One ticket: what was said, why it is due when it is, what happened, and the acts open now."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.ticket_deeds import DEEDS
from gongkai.hotline.operations.tickets.publishing import first_public_texts
from gongkai.hotline.operations.tickets.reading import read_ticket
from gongkai.hotline.permissions import require_ticket_worker
from gongkai.hotline.queries.tickets.one_ticket import (
    TicketPage,
    find_ticket,
    handlers_of,
    ticket_page,
)
from gongkai.hotline.queries.tickets.people import departments_of
from gongkai.hotline.queries.topics.tree import branches
from gongkai.knowledge.permissions import may_write
from gongkai.messages.queries.proofs import tellings_about
from gongkai.rules.urgency import urgency

# What stands open at once, being what the ticket waits for.
_OPEN_AT_ONCE = (
    "dispatch",
    "sign",
    "release",
    "grant-return",
    "grant-extension",
    "answer-help",
    "close",
)


@require_safe
@staff
def ticket(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Show a ticket with what may be done."""
    return one_ticket(request, desk, ticket_at(desk, pk))


@require_POST
@staff
def person(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Show in full who brought a ticket and what was said, once; that it was read is on record."""
    row = ticket_at(desk, pk)
    told = read_ticket(ticket=row, officer=desk.officer, on=desk.on, at=desk.at)
    answer = one_ticket(request, desk, row, person=told)
    answer["Cache-Control"] = "private, no-store"
    return answer


def ticket_at(desk: Desk, pk: int) -> Any:
    """Return a ticket of the officer's organ that he sees.

    :raises NotHere: if there is none
    """
    rights = require_ticket_worker(desk.officer, desk.agency, desk.on)
    row = find_ticket(desk.officer, rights, pk)
    if row is None:
        raise NotHere(_("没有这件工单，或者不属于本机关，或者来源保密。"))
    return row


def one_ticket(
    request: HttpRequest,
    desk: Desk,
    row: Any,
    *,
    deed: str = "",
    sent: forms.Form | None = None,
    told: str = "",
    person: Any = None,
    status: int = 200,
) -> HttpResponse:
    """Return a ticket's page, with the form that was refused as it was typed."""
    rights = require_ticket_worker(desk.officer, desk.agency, desk.on)
    page = ticket_page(row, rights, desk.on)
    choices = choices_of(desk)
    acts = []
    for name, each in DEEDS.items():
        is_sent = sent is not None and name == deed
        if name not in page.deeds and not is_sent:
            continue
        if is_sent:
            form: Any = sent
        else:
            form = each.form(initial=_first(page, name), auto_id=f"{name}-%s", **choices)
        acts.append(
            {
                "name": name,
                "place": each.place,
                "label": each.label,
                "button": each.button,
                "form": form,
                "is_open": is_sent or name in _OPEN_AT_ONCE or _waits(page, name),
                "is_plain": not form.visible_fields(),
            }
        )
    context = {
        "title": row.register_no,
        "crumbs": [(_("诉求工单"), reverse("console:tickets"))],
        "agency": desk.agency,
        "ticket": row,
        "page": page,
        "acts": acts,
        "places": {each["place"] for each in acts},
        "tellings": tellings_about(desk.agency, row.register_no),
        "told": told,
        "person": person,
        "urgency": urgency(row.due_on, desk.on, page.calendar) if page.standing.is_open else None,
        "is_own_draft": page.standing.has_draft and row.drafted_by_id == desk.officer.pk,
        "may_learn": bool(row.reply and row.fed_back_on)
        and not row.is_secret
        and may_write(desk.officer, desk.agency, desk.on),
        "shows_content": page.may_read and (not row.is_secret or person is not None),
    }
    return render(request, "console/tickets/ticket.html", context, status=status)


def choices_of(desk: Desk) -> dict[str, Any]:
    """Return what the forms of a ticket offer to choose from."""
    return {
        "departments": departments_of(desk.agency),
        "handlers": handlers_of(desk.officer, desk.on),
        "topics": branches(desk.agency),
    }


def _waits(page: TicketPage, name: str) -> bool:
    return name == "draft" and not page.draft


def _first(page: TicketPage, deed: str) -> dict[str, Any]:
    """Return what a form shows before anything is typed."""
    row = page.ticket
    first: dict[str, Any] = {"version": row.version}
    if deed == "release":
        first["closes"] = True
    if deed == "draft":
        first["reply"] = page.draft or page.last_draft or row.reply
    if deed == "reclassify":
        first |= {"kind": row.kind, "urgency": row.urgency, "topic": row.topic_id or ""}
    if deed == "dispatch" and row.department_id and page.standing.dispatched_on:
        first["department"] = row.department_id
    if deed == "mark-repeat" and page.alike.repeats:
        first["of"] = page.alike.repeats[0].register_no
    if deed == "merge" and (page.alike.of_caller or page.alike.of_matter):
        first["into"] = [*page.alike.of_caller, *page.alike.of_matter][0].register_no
    if deed == "convert" and page.may_read and not row.is_secret:
        first |= {"wanted": row.content, "channel": "IN_PERSON"}
    if deed == "prepare" and page.public:
        public = page.public
        first |= {"title": public.title, "text": public.text, "answer": public.answer}
    elif deed == "prepare":
        first |= first_public_texts(row)
    return first
