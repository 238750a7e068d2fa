"""Signing an item, its secrecy review, taking it down, and remarks: forms on the item's page."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.item_acts import signing_of
from gongkai.console.refusals import REFUSED
from gongkai.console.signing_forms import CommentForm, SecrecyForm, SigningForm, TakeDownForm
from gongkai.console.views.publishing.item import item_at, item_page
from gongkai.publications.models import Item, ItemComment
from gongkai.publications.operations.commenting import comment_on, settle_comment
from gongkai.publications.operations.publishing import take_down
from gongkai.publications.operations.secrecy import review_secrecy
from gongkai.publications.operations.signing import sign_item
from gongkai.publications.queries.item_page import page_of


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def sign(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Sign an item's next stage, or return it; opened without a verdict, show the item."""
    one = item_at(desk, pk)
    if request.method != "POST":
        return redirect(f"{_address(pk)}#signing")
    signing = signing_of(page_of(one), desk)
    form = SigningForm(request.POST, checks=signing.checks, principals=signing.principals)
    done = _("已退回起草人。") if request.POST.get("verdict") == "RETURN" else _("已签署通过。")

    def signed(officer: Any, on: Any, at: Any) -> None:
        sign_item(item=one, officer=officer, on=on, at=at, **form.given)

    return _tried(request, desk, one, "sign_form", form, signed, done)


@require_POST
@staff
def secrecy(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Conclude the secrecy review of an item as it was read."""
    one = item_at(desk, pk)
    form = SecrecyForm(request.POST)
    operation = partial(review_secrecy, item=one)
    return _tried(request, desk, one, "secrecy_form", form, operation, _("已登记保密审查结论。"))


@require_POST
@staff
def remove(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Take an item down at once."""
    one = item_at(desk, pk)
    form = TakeDownForm(request.POST)
    operation = partial(take_down, item=one)
    done = _("已撤下，并报告公开工作机构负责人。")
    return _tried(request, desk, one, "take_down_form", form, operation, done)


@require_POST
@staff
def comment(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Remark on an item."""
    one = item_at(desk, pk)
    form = CommentForm(request.POST)
    operation = partial(comment_on, item=one)
    return _tried(request, desk, one, "comment_form", form, operation, _("已添加批注。"))


@require_POST
@staff
def settle(request: HttpRequest, desk: Desk, pk: int, number: int) -> HttpResponse:
    """Mark a remark as dealt with."""
    one = item_at(desk, pk)
    row = ItemComment.objects.select_related("item__agency").filter(item=one, pk=number).first()
    if row is None:
        raise NotHere(_("没有这条批注，请刷新页面查看。"))
    settle_comment(comment=row, officer=desk.officer, on=desk.on, at=desk.at)
    messages.success(request, _("已标为处理完毕。"))
    return redirect(f"{_address(pk)}#comments")


def _tried(
    request: HttpRequest,
    desk: Desk,
    item: Item,
    name: str,
    form: forms.Form,
    operation: Callable[..., Any],
    done: str,
) -> HttpResponse:
    """Do what was typed, or show the item's page again with it."""
    if form.is_valid():
        typed = {} if isinstance(form, SigningForm) else form.cleaned_data
        try:
            operation(officer=desk.officer, on=desk.on, at=desk.at, **typed)
        except REFUSED as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, done)
            return redirect("console:item", pk=item.pk)
    item.refresh_from_db()
    return item_page(request, desk, item_at(desk, item.pk), 400, **{name: form})


def _address(pk: int) -> str:
    return redirect("console:item", pk=pk)["Location"]
