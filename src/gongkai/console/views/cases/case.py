"""One case with everything that belongs to it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.casework.models import DisclosureRequest
from gongkai.casework.permissions import require_actor
from gongkai.casework.queries.case_page import CasePage, CaseUnknown, case_page, find_case
from gongkai.casework.queries.explaining import NextAct
from gongkai.console.access import Desk, NotHere, staff
from gongkai.rules.clock import Event
from gongkai.rules.letters import LetterKind

# Where an act without a letter is done; the rest is done beside what it concerns.
_PAGES = {
    Event.RECEIVED: "confirm-receipt",
    Event.DROPPED: "confirm-receipt",
    Event.SEARCH_ORDERED: "order-search",
    Event.THIRD_PARTY_CONSULTED: "ask-opinion",
    Event.ORGAN_CONSULTED: "ask-opinion",
    Event.FEE_PAID: "pay-fee",
    Event.SPLIT: "split-case",
    Event.JOINED: "join-case",
    Event.ARCHIVED: "archive-case",
}
_NOTED = (
    Event.CORRECTED,
    Event.REASONS_GIVEN,
    Event.FEE_DISPUTED,
    Event.WITHDRAWAL_ASKED,
    Event.DELIVERY_CHANGED,
)
# Letters that tell something without deciding it.
_PLAIN_LETTERS = (LetterKind.REGISTRATION_RECEIPT, LetterKind.TRANSFER)


def case_at(desk: Desk, pk: int) -> DisclosureRequest:
    """Return a case of the officer's organ, for those whose roles see cases.

    :raises NotHere: if there is none
    :raises NotAllowed: if he holds none of those roles
    """
    try:
        return find_case(desk.officer, pk, desk.on)
    except CaseUnknown as unknown:
        raise NotHere(str(unknown)) from unknown


@require_safe
@staff
def case(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Show a case: its day and why, what may be done next, and everything on record."""
    page = case_page(case_at(desk, pk), officer=desk.officer, on=desk.on)
    links = [link for act in page.next_acts for link in _links(page, act)]
    context = case_context(desk, page.case) | {
        "page": page,
        "desk": desk,
        "letters": [link for link in links if link["is_letter"]],
        "registrations": [link for link in links if not link["is_letter"]],
    }
    return render(request, "console/cases/case.html", context)


def case_context(desk: Desk, case: DisclosureRequest, title: str = "") -> dict[str, Any]:
    """Return what every page about a case has in its head.

    :param title: of a page below the case's own
    """
    crumbs = [(_("依申请公开"), reverse("console:cases"))]
    if title:
        crumbs.append((case.register_no, reverse("console:case", args=[case.pk])))
    return {
        "title": title or case.register_no,
        "crumbs": crumbs,
        "agency": desk.agency,
        "case": case,
    }


def require_act(desk: Desk, case: DisclosureRequest, event: Event) -> None:
    """Insist that the officer may do this in a case, before he types anything.

    :raises NotAllowed: naming the roles that may
    """
    require_actor(desk.officer, case.agency, event, desk.on)


def version_in(request: HttpRequest) -> int:
    """Return the version of the case that was on screen when a button was pressed.

    :raises NotHere: if the page sent none
    """
    version = request.POST.get("version", "")
    if not (version.isascii() and version.isdigit() and len(version) < 10):
        raise NotHere(_("页面不完整，请从案件页面重新打开。"))
    return int(version)


def _links(page: CasePage, act: NextAct) -> list[dict[str, Any]]:
    """Return the addresses at which an act is done; none where it is done beside its subject."""
    pk = page.case.pk
    if act.event is Event.LETTER_SENT:
        return [_link(act, kind.label, "draft-letter", pk, kind) for kind in _PLAIN_LETTERS]
    if act.event in _PAGES:
        return [_link(act, act.label, _PAGES[act.event], pk)]
    if act.event in _NOTED:
        return [_link(act, act.label, "note-act", pk, act.event)]
    if act.letter:
        return [_link(act, act.letter.label, "draft-letter", pk, act.letter)]
    return []


def _link(act: NextAct, label: str, name: str, *args: object) -> dict[str, Any]:
    try:
        url = reverse(f"console:{name}", args=args)
    except NoReverseMatch:
        url = ""
    return {"act": act, "label": label, "url": url, "is_letter": name == "draft-letter"}
