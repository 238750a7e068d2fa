"""One item: what the public reads of it, what is being written, and what may be done."""

from dataclasses import replace
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from gongkai.console.access import Desk, staff
from gongkai.console.guide_forms import (
    CancelGuideForm,
    ConfirmItemForm,
    OfferAgainForm,
    OnlineDayForm,
    ReleaseGuideForm,
    ReturnGuideForm,
    SeenForm,
    WithdrawItemForm,
)
from gongkai.console.views.guides.desk import crumbs, item_at
from gongkai.fund_services.permissions import service_rights
from gongkai.fund_services.queries.guides.completeness import organ_facts
from gongkai.fund_services.queries.guides.office import OfficeItem, versions_of
from gongkai.fund_services.queries.guides.previews import PARAMETER, guide_token
from gongkai.rules.service_guides import GuideElements, parts_of, places_of, read_guide

FORMS: dict[str, type[forms.Form]] = {
    "submit": SeenForm,
    "take-back": SeenForm,
    "discard": SeenForm,
    "return": ReturnGuideForm,
    "release": ReleaseGuideForm,
    "cancel": CancelGuideForm,
    "confirm": ConfirmItemForm,
    "online": OnlineDayForm,
    "withdraw": WithdrawItemForm,
    "offer-again": OfferAgainForm,
}


@require_safe
@staff
def guide(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Show an item with its guide and what may be done."""
    return item_page(request, desk, item_at(desk, pk))


def item_page(
    request: HttpRequest,
    desk: Desk,
    found: OfficeItem,
    *,
    deed: str = "",
    sent: forms.Form | None = None,
    told: str = "",
    status: int = 200,
) -> HttpResponse:
    """Return an item's page, with the form that was refused as it was typed."""
    item, written, used = found.item, found.written, found.offered.version
    rights = service_rights(desk.officer, desk.agency, desk.on)
    waits = written is not None and written.state == "IN_REVIEW"
    is_own = written is not None and written.written_by_id == desk.officer.pk
    shown = {name: form(initial=_first(found, name)) for name, form in FORMS.items()}
    for name, form in shown.items():
        form.auto_id = f"{name}-%s"
    if sent is not None:
        sent.auto_id = f"{deed}-%s"
        shown[deed] = sent
    context = {
        "title": item.name,
        "crumbs": crumbs(),
        "agency": desk.agency,
        "found": found,
        "item": item,
        "used": used,
        "parts": parts_of(_as_read(found, desk)) if used else (),
        "written": written,
        "written_parts": parts_of(read_guide(written.elements)) if written else (),
        "coming": found.coming,
        "versions": versions_of(item),
        "forms": {name.replace("-", "_"): form for name, form in shown.items()},
        "deed": deed,
        "told": told,
        "waits": waits,
        "is_own": is_own,
        "may_edit": rights.writes_guides and not waits and not found.is_withdrawn,
        "may_release": rights.releases_guides,
        "releases_this": waits and rights.releases_guides and not is_own,
        "to_confirm": rights.releases_guides and not found.offered.is_confirmed and used,
        "public_at": public_address(item.pk) if used and not found.is_withdrawn else "",
        "preview_at": preview_address(item.pk, written, desk) if written else "",
    }
    return render(request, "console/guides/item.html", context, status=status)


def _as_read(found: OfficeItem, desk: Desk) -> GuideElements:
    """Return a guide as the public reads it: with the organ's own entry where it says nothing."""
    guide = found.offered.guide
    body = guide.accepting_body or desk.agency.name
    return replace(guide, places=places_of(guide, organ_facts(desk.agency)), accepting_body=body)


def public_address(pk: int) -> str:
    """Return where the public reads an item's guide."""
    try:
        return reverse("portal:guide", args=[pk])
    except NoReverseMatch:
        return ""


def preview_address(pk: int, version: Any, desk: Desk) -> str:
    """Return where a version is shown as the public would read it, for an hour."""
    address = public_address(pk)
    return f"{address}?{PARAMETER}={guide_token(version, desk.at)}" if address else ""


def _first(found: OfficeItem, name: str) -> dict[str, Any]:
    """Return what the form of an act begins with."""
    written, used = found.written, found.offered.version
    return {
        "seen": written.saved if written else 0,
        "in_force_from": written.in_force_from if written else None,
        "number": (used.number if used else 0)
        if name == "confirm"
        else (found.coming[0].number if found.coming else 0),
        "online_from": found.item.online_from,
    }
