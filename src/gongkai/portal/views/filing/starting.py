"""The items that can be filed online, and the page on which one of them begins."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.fund_services.operations.applications.drafting import (
    forget_draft,
    open_draft,
    sweep_drafts,
)
from gongkai.fund_services.operations.applications.rights import MayNotFile, require_may_file
from gongkai.fund_services.queries.accounts.sessions import SignedIn
from gongkai.fund_services.queries.applications.drafts import KEPT_FOR, drafts_of, forgotten_at
from gongkai.fund_services.queries.applications.forms import FormAltered, names_with_forms
from gongkai.portal.certificate_leads import issuing_address, offered_kinds
from gongkai.portal.filing_forms import needed_words
from gongkai.portal.filing_pages import FILING, filing_page, slug_of, step_address, steps_of
from gongkai.portal.filling import Filling, filling_of, may_not, out_of_order
from gongkai.portal.guide_pages import service_page
from gongkai.portal.signed_in import (
    for_account,
    fund_centre_of,
    kept_private,
    signed_in,
    who_is_here,
)
from gongkai.portal.throttling import FollowThrottle, throttled
from gongkai.rules.certificates import kind_of_item
from gongkai.rules.service_items import Audience, listed_item, listed_items


@require_safe
def filing(request: HttpRequest) -> HttpResponse:
    """Show what can be filed online and one's own drafts, first for whom somebody is here."""
    agency = fund_centre_of(request)
    names = names_with_forms(agency, timezone.localdate())
    here = signed_in(request)
    groups = []
    first = Audience.EMPLOYER if here is not None and here.agent else Audience.WORKER
    for audience in sorted(Audience, key=lambda each: each is not first):
        by_group: dict[str, list[dict[str, object]]] = {}
        for each in listed_items(audience):
            if each.code in names:
                row = {
                    "name": names[each.code],
                    "slug": slug_of(each.code),
                    "closed": audience is Audience.EMPLOYER and not _is_open(here, each.code),
                }
                by_group.setdefault(each.group_name, []).append(row)
        groups.append((audience.label, list(by_group.items())))
    page = service_page(FILING, is_indexed=True)
    context = {
        "page": page,
        "audiences": groups,
        "here": here,
        "drafts": [
            (draft, slug_of(draft.item.code), forgotten_at(draft)) for draft in _own_drafts(request)
        ],
    }
    response = render(request, "portal/filing/items.html", context)
    # One's own drafts stand on it.
    return kept_private(response) if here is not None else response


@require_http_methods(["GET", "HEAD", "POST"])
@for_account
def filing_item(request: HttpRequest, item: str) -> HttpResponse:
    """Show what an item's form asks for and one's draft of it, or begin."""
    try:
        filling = filling_of(request, item)
    except FormAltered:
        return out_of_order(request)
    if filling.definition.leads_to:
        return redirect(_lead(request, filling))
    try:
        require_may_file(filling.item, filling.definition, filling.account, filling.agent)
    except MayNotFile as refused:
        return may_not(request, filling, str(refused))
    if request.method == "POST":
        return _begun(request, filling)
    return _start_page(request, filling)


@throttled(FollowThrottle)
def _begun(request: HttpRequest, filling: Filling) -> HttpResponse:
    at = timezone.now()
    if "forget" in request.POST:
        if filling.drafted is not None:
            forget_draft(draft=filling.drafted.draft)
        return redirect("portal:filing-item", slug_of(filling.code))
    if filling.drafted is None:
        sweep_drafts(at=at)
        known = filling.known()
        open_draft(
            account=filling.account,
            agent=filling.agent,
            item=filling.item,
            form=filling.form,
            prefill=known.of(filling.definition),
            at=at,
        )
    return redirect(step_address(filling.code, "1"))


def _start_page(request: HttpRequest, filling: Filling) -> HttpResponse:
    definition, drafted = filling.definition, filling.drafted
    here, kind = who_is_here(request), kind_of_item(filling.code)
    context = {
        "page": filing_page(filling.item.name),
        "filling": filling,
        "definition": definition,
        "listed": listed_item(filling.code),
        "steps": steps_of(definition, ""),
        "materials": [(each, needed_words(definition, each)) for each in definition.materials],
        "first": step_address(filling.code, "1"),
        "drafted": drafted,
        "forgotten_at": forgotten_at(drafted.draft) if drafted else None,
        "kept_days": KEPT_FOR.days,
        "is_of_own": here.agent is not None and filling.item.audience == Audience.WORKER,
        "issued_at": issuing_address(here, kind) if kind in offered_kinds(here) else "",
    }
    return render(request, "portal/filing/start.html", context)


def _is_open(here: SignedIn | None, code: str) -> bool:
    """Tell whether somebody may file an employer's item; who acts for none may still choose one."""
    agent = here.agent if here is not None else None
    return agent is None or agent.is_manager or code in agent.items


def _own_drafts(request: HttpRequest) -> list[Any]:
    here = signed_in(request)
    if here is None:
        return []
    own = drafts_of(here.account, None)
    return own + (drafts_of(here.account, here.agent) if here.agent else [])


def _lead(request: HttpRequest, filling: Filling) -> str:
    """Return where business that has no form is done."""
    if filling.definition.leads_to == "certificates":
        return issuing_address(who_is_here(request), kind_of_item(filling.code))
    return reverse("portal:my-fund")
