"""One answer of the knowledge base: what is in use, what is being written, and its history."""

from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.agencies.queries import officers_of
from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.knowledge_forms import (
    EntryActForm,
    HandOverForm,
    ReturnEntryForm,
    ReviewDayForm,
    WithdrawEntryForm,
)
from gongkai.console.views.knowledge.topics import topic_choices
from gongkai.knowledge.operations.writing import REVIEW_EVERY
from gongkai.knowledge.permissions import may_release, require_writer
from gongkai.knowledge.queries.entries import entry_of, versions_of

_SOON = timedelta(days=30)


@require_safe
@staff
def entry(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Show an answer with what may be done."""
    return entry_page(request, desk, entry_at(desk, pk))


def entry_at(desk: Desk, pk: int) -> Any:
    """Return an answer of the officer's organ.

    :raises NotHere: if there is none
    """
    require_writer(desk.officer, desk.agency, desk.on)
    row = entry_of(desk.agency, pk)
    if row is None:
        raise NotHere(_("没有这条知识，或者不属于本机关。"))
    return row


def act_form(desk: Desk, deed: str, sent: Any = None, first: Any = None) -> forms.Form | None:
    """Return the form of an act, None for an act that there is not."""
    told: dict[str, Any] = {"initial": first, "auto_id": f"{deed}-%s"}
    if deed == "hand-over":
        return HandOverForm(sent, officers=_officers(desk), **told)
    form = {
        "submit": EntryActForm,
        "return": ReturnEntryForm,
        "release": ReviewDayForm,
        "confirm": ReviewDayForm,
        "withdraw": WithdrawEntryForm,
    }.get(deed)
    return form(sent, **told) if form else None


def entry_page(
    request: HttpRequest,
    desk: Desk,
    row: Any,
    *,
    deed: str = "",
    sent: forms.Form | None = None,
    told: str = "",
    status: int = 200,
) -> HttpResponse:
    """Return an answer's page, with the form that was refused as it was typed."""
    versions = versions_of(row)
    used = next((each for each in versions if each.state == "RELEASED"), None)
    written = next((each for each in versions if each.state in ("DRAFT", "IN_REVIEW")), None)
    first = {"version": row.version, "review_on": desk.on + REVIEW_EVERY}
    shown = {name: act_form(desk, name, first=first) for name in _ACTS}
    if sent is not None:
        shown[deed] = sent
    releases = may_release(desk.officer, desk.agency, desk.on)
    waits = written is not None and written.state == "IN_REVIEW"
    is_own = waits and written is not None and written.drafted_by_id == desk.officer.pk
    context = {
        "title": row.entry_no,
        "crumbs": [(_("知识库"), reverse("console:knowledge"))],
        "agency": desk.agency,
        "entry": row,
        "used": used,
        "written": written,
        "earlier": [each for each in versions if each.state == "REPLACED"],
        "topic": dict(topic_choices(desk.agency)).get(row.topic_code, row.topic_code),
        "forms": {name.replace("-", "_"): form for name, form in shown.items()},
        "deed": deed,
        "told": told,
        "to_look_at": used is not None and row.review_on <= desk.on + _SOON,
        "is_late": used is not None and row.review_on < desk.on,
        "is_over": used is not None and used.valid_until is not None and used.valid_until < desk.on,
        "may_edit": row.withdrawn_at is None and not waits,
        "may_release": waits and releases and not is_own,
        "is_own": is_own,
        "may_withdraw": releases and row.withdrawn_at is None,
    }
    return render(request, "console/knowledge/entry.html", context, status=status)


_ACTS = ("submit", "return", "release", "confirm", "withdraw", "hand-over")


def _officers(desk: Desk) -> list[tuple[int, str]]:
    return [(each.pk, each.name) for each in officers_of(desk.agency)]
