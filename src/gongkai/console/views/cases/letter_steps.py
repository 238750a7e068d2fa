"""The steps of a letter: sent to be signed, signed, taken back, issued, given up."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongkai.casework.operations.issuing import issue_letter
from gongkai.casework.operations.signing import sign_letter, submit_letter, take_back_letter
from gongkai.casework.operations.voiding import void_letter
from gongkai.console.access import Desk, staff
from gongkai.console.letter_forms import IssueForm, VerdictOnLetterForm, VoidForm
from gongkai.console.refusals import attempt, attempt_with
from gongkai.console.views.cases.case import version_in
from gongkai.console.views.cases.letters import letter_at


@require_POST
@staff
def submit(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Send a letter to be signed."""
    return _plain(request, desk, pk, submit_letter, _("已送审，并通知审核人员。"))


@require_POST
@staff
def take_back(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Take a letter back out of review."""
    return _plain(request, desk, pk, take_back_letter, _("已撤回，可继续修改。"))


@require_POST
@staff
def sign(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Sign the next stage of the text that was on screen, or return it."""
    form = VerdictOnLetterForm(request.POST)
    letter = letter_at(desk, pk).letter
    if not form.is_valid():
        messages.error(request, _("请选择“通过”或“退回”，意见不超过500字。"))
        return redirect("console:letter", pk=pk)
    passed = form.cleaned_data["verdict"] == "PASS"
    operation = partial(sign_letter, letter=letter, officer=desk.officer, on=desk.on, at=desk.at)
    attempt(
        request,
        lambda: operation(**form.cleaned_data),
        _("已签署通过。") if passed else _("已退回，并通知起草人。"),
    )
    return redirect("console:letter", pk=pk)


@require_POST
@staff
def issue(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Let a letter leave."""
    done = _("已发出：发文字号已编，办理记录已登记。请办理送达。")
    return _typed(request, desk, pk, IssueForm(request.POST), issue_letter, done)


@require_POST
@staff
def void(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Give a letter up."""
    return _typed(request, desk, pk, VoidForm(request.POST), void_letter, _("文书已作废。"))


def _plain(
    request: HttpRequest, desk: Desk, pk: int, operation: Callable[..., Any], done: str
) -> HttpResponse:
    letter, version = letter_at(desk, pk).letter, version_in(request)
    attempt(
        request,
        lambda: operation(
            letter=letter, version=version, officer=desk.officer, on=desk.on, at=desk.at
        ),
        done,
    )
    return redirect("console:letter", pk=pk)


def _typed(
    request: HttpRequest,
    desk: Desk,
    pk: int,
    form: forms.Form,
    operation: Callable[..., Any],
    done: str,
) -> HttpResponse:
    letter = letter_at(desk, pk).letter
    act = partial(operation, letter=letter, officer=desk.officer, on=desk.on, at=desk.at)
    attempt_with(request, form, act, done)
    return redirect("console:letter", pk=pk)
