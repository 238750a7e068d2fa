"""The page of one item: as the public will read it, with everything that was done to it."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.item_acts import acts_of, signing_of
from gongkai.console.item_texts import facts_of, pictures_of, text_of
from gongkai.console.revision_differences import differences
from gongkai.console.signing_forms import CommentForm, SecrecyForm, SigningForm, TakeDownForm
from gongkai.publications.models import Item, ItemRevision
from gongkai.publications.queries.item_page import (
    ItemNotFound,
    ItemPage,
    find_item,
    page_of,
    revision_of,
)
from gongkai.publications.queries.prechecking import precheck


@require_safe
@staff
def item(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Show an item."""
    return item_page(request, desk, item_at(desk, pk))


@require_safe
@staff
def revision(request: HttpRequest, desk: Desk, pk: int, number: int) -> HttpResponse:
    """Show one revision as it was."""
    one = item_at(desk, pk)
    kept = revision_at(one, number)
    context = {
        "title": _("第%(number)s稿：%(title)s")
        % {"number": number, "title": kept.content["title"]},
        "crumbs": [*crumbs(), (one.title, reverse("console:item", args=[pk]))],
        "agency": desk.agency,
        "item": one,
        "revision": kept,
        "facts": facts_of(one, kept.content),
        "text": text_of(kept.content["body"]),
    }
    return render(request, "console/publishing/item_revision.html", context)


def item_at(desk: Desk, pk: int) -> Item:
    """Return an item of the officer's organ.

    :raises NotHere: if there is none; NotAllowed: if he has no part in publishing
    """
    try:
        return find_item(desk.officer, pk, desk.on)
    except ItemNotFound as missing:
        raise NotHere(str(missing)) from missing


def revision_at(item: Item, number: int) -> ItemRevision:
    """Return a revision of an item.

    :raises NotHere: if there is none of that number
    """
    try:
        return revision_of(item, number)
    except ItemNotFound as missing:
        raise NotHere(str(missing)) from missing


def crumbs() -> list[tuple[str, str]]:
    """Return the way to the pages of items."""
    return [(_("信息"), reverse("console:items"))]


def item_page(
    request: HttpRequest, desk: Desk, item: Item, status: int = 200, **refused: forms.Form
) -> HttpResponse:
    """Return an item's page.

    :param refused: forms that were not accepted, by their names, shown with what was typed
    """
    page = page_of(item)
    signing = signing_of(page, desk)
    first = {"content_hash": page.digest}
    opened: dict[str, forms.Form] = {
        "sign_form": SigningForm(
            initial=first | {"on_behalf_of": signing.principal_pk},
            checks=signing.checks,
            principals=signing.principals,
        ),
        "secrecy_form": SecrecyForm(initial=first),
        "take_down_form": TakeDownForm(),
        "comment_form": CommentForm(),
    }
    context: dict[str, Any] = {
        "title": item.title,
        "crumbs": crumbs(),
        "agency": desk.agency,
        "item": item,
        "page": page,
        "facts": facts_of(item, page.content),
        "text": text_of(page.content["body"]),
        "pictures": pictures_of(page),
        "acts": acts_of(page, desk),
        "signing": signing,
        "differences": differences(page.base.content, page.content) if page.base else None,
        "found": _found(page, desk),
        "today": desk.on,
        **opened,
        **refused,
    }
    return render(request, "console/publishing/item.html", context, status=status)


def _found(page: ItemPage, desk: Desk) -> Any:
    """Return the check of what is being examined; what is public or given up needs none."""
    if page.item.state not in ("DRAFT", "IN_REVIEW", "APPROVED"):
        return None
    return precheck(page.item, desk.on, with_files=False)
