"""One message of the site: what was written, the answer, and the acts open to this officer."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies.queries import working_calendar
from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.message_forms import (
    DraftForm,
    ExtendForm,
    MessageActForm,
    PrepareForm,
    ReleaseForm,
    ReturnForm,
    SetAsideForm,
    WithdrawForm,
)
from gongkai.hotline.operations.message_publishing import without_sender
from gongkai.hotline.operations.message_reading import read_sender
from gongkai.hotline.permissions import may_release, require_worker
from gongkai.hotline.queries.site_messages import messages_of
from gongkai.messages.operations.mailing import may_mail
from gongkai.messages.queries.proofs import tellings_about
from gongkai.messages.queries.wechat import follower_label
from gongkai.rules.reply_limits import TicketKind, reply_limit
from gongkai.rules.urgency import urgency

FORMS: dict[str, type[MessageActForm]] = {
    "draft": DraftForm,
    "return": ReturnForm,
    "release": ReleaseForm,
    "extend": ExtendForm,
    "close": MessageActForm,
    "set-aside": SetAsideForm,
    "prepare": PrepareForm,
    "publish": MessageActForm,
    "withdraw": WithdrawForm,
}
"""The form of each act, by what stands in the address."""


@require_safe
@staff
def message(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Show a message with what may be done."""
    return message_page(request, desk, message_at(desk, pk))


@require_POST
@staff
def sender(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Show who sent a message in full, once; that it was read is on record."""
    row = message_at(desk, pk)
    person = read_sender(message=row, officer=desk.officer, on=desk.on, at=desk.at)
    answer = message_page(request, desk, row, person=person)
    answer["Cache-Control"] = "private, no-store"
    return answer


def message_at(desk: Desk, pk: int) -> Any:
    """Return a message of the officer's organ.

    :raises NotHere: if there is none
    """
    require_worker(desk.officer, desk.agency, desk.on)
    row = messages_of(desk.agency).filter(pk=pk).first()
    if row is None:
        raise NotHere(_("没有这条留言，或者不属于本机关。"))
    return row


def message_page(
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
    """Return a message's page, with the form that was refused as it was typed."""
    opened = row.state in ("RECEIVED", "IN_REVIEW")
    releases = may_release(desk.officer, desk.agency, desk.on)
    shown = {
        name: form(initial=_first(row, name), auto_id=f"{name}-%s") for name, form in FORMS.items()
    }
    if sent is not None:
        shown[deed] = sent
    waits = row.state == "IN_REVIEW"
    is_own = waits and row.drafted_by_id == desk.officer.pk
    ended = row.state in ("ANSWERED", "CLOSED")
    context = {
        "title": row.register_no,
        "crumbs": [(_("网站留言"), reverse("console:site-messages"))],
        "agency": desk.agency,
        "message": row,
        "forms": {name.replace("-", "_"): form for name, form in shown.items()},
        "deed": deed,
        "told": told,
        "person": person,
        "urgency": urgency(row.ticket.due_on, desk.on, working_calendar()) if opened else None,
        "limit": reply_limit(TicketKind(row.kind), row.ticket.accepted_on),
        "is_open": opened,
        "may_release": waits and releases and not is_own,
        "is_own": is_own,
        "may_extend": opened and row.extended_on is None and desk.on <= row.ticket.due_on,
        "may_set_aside": opened and releases,
        "may_prepare": ended
        and row.may_publish
        and row.kind != "REPORT"
        and row.public_state != "PUBLISHED",
        "may_publish": row.public_state == "PREPARED"
        and releases
        and row.prepared_by_id != desk.officer.pk,
        "may_withdraw": row.public_state == "PUBLISHED" and releases,
        "tellings": tellings_about(desk.agency, row.register_no),
        "follower": follower_label(row.openid_digest) if row.openid_digest else "",
        "lacks_mail": row.answer_way == "EMAIL" and not may_mail(),
    }
    return render(request, "console/messages/message.html", context, status=status)


def _first(row: Any, deed: str) -> dict[str, Any]:
    """Return what a form shows before anything is typed."""
    first: dict[str, Any] = {"version": row.version}
    if deed == "release":
        first["closes"] = True
    if deed == "draft":
        first["answer"] = row.answer
    if deed == "prepare" and row.public_title:
        first |= {"title": row.public_title, "text": row.public_text, "answer": row.public_answer}
    elif deed == "prepare":
        names = ("title", "text", "answer")
        first |= {name: without_sender(row, getattr(row, name)) for name in names}
    return first
