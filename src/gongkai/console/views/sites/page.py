"""The page of one page of blocks: as the public will read it, with what was done to it."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.page_acts import acts_of_page, page_differences, signing_of_page
from gongkai.console.signing_forms import SecrecyForm, SigningForm, TakeDownForm
from gongkai.sites.models import PageState, SitePage
from gongkai.sites.queries.page_checks import check_page
from gongkai.sites.queries.page_page import PageNotFound, find_page, seen_page
from gongkai.sites.queries.previews import PARAMETER, preview_token


@require_safe
@staff
def page(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Show a page."""
    return page_of_page(request, desk, page_at(desk, pk))


@require_safe
@staff
def revision(request: HttpRequest, desk: Desk, pk: int, number: int) -> HttpResponse:
    """Show what one revision changed against the one before, or against the newest."""
    one = page_at(desk, pk)
    kept = {row.number: row for row in one.revisions.select_related("officer")}
    if number not in kept:
        raise NotHere(_("没有这一稿，请从修订记录中选择。"))
    newest = max(kept)
    earlier, later = (number - 1, number) if number == newest else (number, newest)
    before = kept[earlier].content if earlier in kept else _NOTHING
    context = {
        "title": _("第%(number)s稿：%(title)s") % {"number": number, "title": one.title},
        "crumbs": [*crumbs(), (one.title, reverse("console:site-page", args=[pk]))],
        "agency": desk.agency,
        "item": one,
        "earlier": kept.get(earlier),
        "later": kept[later],
        "differences": page_differences(before, kept[later].content),
    }
    return render(request, "console/sites/page_revision.html", context)


def page_at(desk: Desk, pk: int) -> SitePage:
    """Return a page of the officer's organ.

    :raises NotHere: if there is none; NotAllowed: if he has no part in publishing
    """
    try:
        return find_page(desk.officer, pk, desk.on)
    except PageNotFound as missing:
        raise NotHere(str(missing)) from missing


def crumbs() -> list[tuple[str, str]]:
    """Return the way to the pages of pages."""
    return [(_("专题和单页"), reverse("console:site-pages"))]


def frame_of(page: SitePage, desk: Desk) -> str:
    """Return the address at which the portal shows a page; before it is public, for an hour."""
    name = "portal:topic" if page.kind == "TOPIC" else "portal:page"
    address = reverse(name, args=[page.slug])
    if page.state == PageState.PUBLISHED:
        return address
    return f"{address}?{PARAMETER}={preview_token(page, desk.at)}"


def page_of_page(
    request: HttpRequest, desk: Desk, one: SitePage, status: int = 200, **refused: forms.Form
) -> HttpResponse:
    """Return a page's page.

    :param refused: forms that were not accepted, by their names, shown with what was typed
    """
    seen = seen_page(one)
    signing = signing_of_page(seen, desk)
    first = {"content_hash": seen.digest}
    is_open = one.state in (PageState.DRAFT, PageState.IN_REVIEW, PageState.APPROVED)
    public = one.public_revision
    context: dict[str, Any] = {
        "title": one.title,
        "crumbs": crumbs(),
        "agency": desk.agency,
        "item": one,
        "page": seen,
        "frame": frame_of(one, desk),
        "is_public": one.state == PageState.PUBLISHED,
        "acts": acts_of_page(one, desk),
        "signing": signing,
        "differences": page_differences(public.content, seen.content)
        if public and is_open
        else None,
        "found": check_page(one, desk.on, with_files=False) if is_open else [],
        "sign_route": "console:sign-site-page",
        "secrecy_route": "console:site-page-secrecy",
        "take_down_route": "console:take-down-site-page",
        "sign_form": SigningForm(
            initial=first | {"on_behalf_of": signing.principal_pk},
            checks=signing.checks,
            principals=signing.principals,
        ),
        "secrecy_form": SecrecyForm(initial=first),
        "take_down_form": TakeDownForm(),
        **refused,
    }
    return render(request, "console/sites/page.html", context, status=status)


_NOTHING: dict[str, Any] = {"title": "", "summary": "", "blocks": [], "files": []}
