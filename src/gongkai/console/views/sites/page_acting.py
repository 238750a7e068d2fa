"""Acts on a page of blocks: sent off, signed, published, taken down; each told on its page."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.page_acts import signing_of_page
from gongkai.console.refusals import REFUSED, attempt
from gongkai.console.signing_forms import SecrecyForm, SigningForm, TakeDownForm
from gongkai.console.views.publishing.acting import version_sent
from gongkai.console.views.sites.page import page_at, page_of_page
from gongkai.sites.models import SitePage
from gongkai.sites.operations.page_drafting import (
    abandon_page,
    restore_page,
    revise_page,
    take_back_page,
)
from gongkai.sites.operations.page_publishing import publish_page, take_down_page
from gongkai.sites.operations.page_reviewing import review_page_secrecy, sign_page, submit_page
from gongkai.sites.queries.page_page import seen_page

# Operation, what is told once it is done, and the page that follows.
_ACTS: dict[str, tuple[Callable[..., Any], Any, str]] = {
    "submit": (submit_page, gettext_lazy("已送审，并通知审核人员。"), "console:site-page"),
    "take-back": (
        take_back_page,
        gettext_lazy("已取回，可以修改后重新送审。"),
        "console:site-page",
    ),
    "publish": (publish_page, gettext_lazy("已发布。"), "console:site-page"),
    "revise": (
        revise_page,
        gettext_lazy("已开始修改；新版本通过审核前，已公开的内容不变。"),
        "console:edit-site-page",
    ),
    "abandon": (abandon_page, gettext_lazy("已作废；修订记录仍保留。"), "console:site-page"),
}


@require_POST
@staff
def act(request: HttpRequest, desk: Desk, pk: int, name: str) -> HttpResponse:
    """Do one act to a page as its page showed it."""
    one = page_at(desk, pk)
    if name not in _ACTS:
        raise NotHere(_("没有这项操作，请从页面的办理栏选择。"))
    operation, done, after = _ACTS[name]
    started = partial(operation, page=one, version=version_sent(request), **_by(desk))
    return redirect(after if attempt(request, started, done) else "console:site-page", pk=pk)


@require_POST
@staff
def restore(request: HttpRequest, desk: Desk, pk: int, number: int) -> HttpResponse:
    """Bring back an earlier revision as the newest."""
    one = page_at(desk, pk)
    version = version_sent(request)
    started = partial(restore_page, page=one, version=version, number=number, **_by(desk))
    attempt(request, started, _("已恢复第%(number)s稿。") % {"number": number})
    return redirect("console:site-page", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def sign(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Sign a page's next stage, or return it; opened without a verdict, show the page."""
    one = page_at(desk, pk)
    if request.method != "POST":
        return redirect("console:site-page", pk=pk)
    signing = signing_of_page(seen_page(one), desk)
    form = SigningForm(request.POST, checks=signing.checks, principals=signing.principals)
    done = _("已退回起草人。") if request.POST.get("verdict") == "RETURN" else _("已签署通过。")

    def signed(**by: Any) -> None:
        sign_page(page=one, **by, **form.given)

    return _tried(request, desk, one, "sign_form", form, signed, done)


@require_POST
@staff
def secrecy(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Conclude the secrecy review of a page as it was read."""
    one = page_at(desk, pk)
    form = SecrecyForm(request.POST)

    def reviewed(**by: Any) -> None:
        review_page_secrecy(page=one, **by, **form.cleaned_data)

    return _tried(request, desk, one, "secrecy_form", form, reviewed, _("已登记保密审查结论。"))


@require_POST
@staff
def remove(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Take a page down at once."""
    one = page_at(desk, pk)
    form = TakeDownForm(request.POST)

    def removed(**by: Any) -> None:
        take_down_page(page=one, **by, **form.cleaned_data)

    done = _("已撤下，并报告公开工作机构负责人。")
    return _tried(request, desk, one, "take_down_form", form, removed, done)


def _by(desk: Desk) -> dict[str, Any]:
    return {"officer": desk.officer, "on": desk.on, "at": desk.at}


def _tried(
    request: HttpRequest,
    desk: Desk,
    one: SitePage,
    name: str,
    form: forms.Form,
    operation: Callable[..., Any],
    done: str,
) -> HttpResponse:
    """Do what was typed, or show the page's page again with it."""
    if form.is_valid():
        try:
            operation(**_by(desk))
        except REFUSED as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, done)
            return redirect("console:site-page", pk=one.pk)
    return page_of_page(request, desk, page_at(desk, one.pk), 400, **{name: form})
