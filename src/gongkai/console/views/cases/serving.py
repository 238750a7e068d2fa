"""Serving letters: each attempt with its result, and what is still open in the whole organ."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.casework.models import Letter, LetterState, Service, ServiceMethod
from gongkai.casework.operations.acting import CaseChanged
from gongkai.casework.operations.letter_mail import mail_key
from gongkai.casework.operations.serving import (
    record_failure,
    record_service,
    send_letter,
    serve_at_counter,
)
from gongkai.casework.permissions import require_worker
from gongkai.casework.queries.serving import failed_services, find_service, open_services
from gongkai.casework.tasks import start_sending
from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.after_reply_forms import CounterForm, FailedForm, SendForm, ServedForm
from gongkai.console.refusals import REFUSED
from gongkai.console.views.cases.acting import show_newer
from gongkai.console.views.cases.case import case_context, require_act
from gongkai.console.views.cases.letters import letter_at
from gongkai.messages.operations.mailing import may_mail
from gongkai.messages.queries import mails_by_key
from gongkai.rules.clock import Event

_PAGE = 50
_MOST_FAILED = 100


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def serve(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Show a letter's attempts, and begin another one."""
    letter = _letter(desk, pk)
    if request.method != "POST":
        return _page(request, desk, letter, {})
    form = SendForm(request.POST, agency=desk.agency, auto_id="send-%s")

    def send(**typed: Any) -> None:
        service = send_letter(letter=letter, officer=desk.officer, on=desk.on, at=desk.at, **typed)
        if service.method == ServiceMethod.EMAIL:
            start_sending(service)

    return _tried(request, desk, letter, "send", form, send, _("已登记寄发。"))


@require_POST
@staff
def counter(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Hand a letter over at the counter."""
    letter = _letter(desk, pk)
    form = CounterForm(request.POST, request.FILES, agency=desk.agency, auto_id="counter-%s")
    act = partial(serve_at_counter, letter=letter, officer=desk.officer, on=desk.on, at=desk.at)
    return _tried(request, desk, letter, "counter", form, act, _("已登记当面送达。"))


@require_POST
@staff
def served(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Enter that an attempt succeeded."""
    service, letter = _service(desk, pk)
    auto_id = f"served-{pk}-%s"
    form = ServedForm(request.POST, request.FILES, agency=desk.agency, auto_id=auto_id)
    act = partial(record_service, service=service, officer=desk.officer, on=desk.on, at=desk.at)
    return _tried(request, desk, letter, f"served-{pk}", form, act, _("已登记送达。"))


@require_POST
@staff
def failed(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Enter that an attempt failed."""
    service, letter = _service(desk, pk)
    form = FailedForm(request.POST, agency=desk.agency, auto_id=f"failed-{pk}-%s")
    act = partial(record_failure, service=service, officer=desk.officer, on=desk.on, at=desk.at)
    done = _("已登记送达未成，另行送达前一直列为待办。")
    return _tried(request, desk, letter, f"failed-{pk}", form, act, done)


@require_POST
@staff
def mail_again(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Have a mail that still waits sent now; one that was sent is not sent twice."""
    service, letter = _service(desk, pk)
    require_act(desk, letter.request, Event.SERVED)
    start_sending(service)
    messages.success(request, _("已交由后台发送，请稍后刷新查看结果。"))
    return redirect("console:serve-letter", pk=letter.pk)


@require_safe
@staff
def services(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List what failed and waits for another attempt, and what is under way."""
    require_worker(desk.officer, desk.agency, desk.on)
    failures = failed_services(desk.agency)
    context = {
        "title": _("送达"),
        "crumbs": [(_("依申请公开"), reverse("console:cases"))],
        "agency": desk.agency,
        "today": desk.on,
        "failures": failures[:_MOST_FAILED],
        "failed_count": failures.count(),
        "page": Paginator(open_services(desk.agency), _PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "console/cases/services.html", context)


def _tried(
    request: HttpRequest,
    desk: Desk,
    letter: Letter,
    name: str,
    form: forms.Form,
    act: Callable[..., Any],
    done: str,
) -> HttpResponse:
    require_act(desk, letter.request, Event.SERVED)
    status = 400
    if form.is_valid():
        try:
            act(**form.cleaned_data)
        except REFUSED as refused:
            form.add_error(None, str(refused))
            if isinstance(refused, CaseChanged):
                status = 409
                show_newer(form, letter.request)
        else:
            messages.success(request, done)
            return redirect("console:serve-letter", pk=letter.pk)
    return _page(request, desk, letter, {name: form}, status)


def _page(
    request: HttpRequest,
    desk: Desk,
    letter: Letter,
    sent: Mapping[str, forms.Form],
    status: int = 200,
) -> HttpResponse:
    attempts = list(letter.services.select_related("officer", "proof").order_by("-pk"))
    mails = mails_by_key(mail_key(each) for each in attempts if each.method == "EMAIL")
    case = letter.request
    first = {"version": case.version, "sent_on": desk.on, "served_on": desk.on}

    def form(name: str, kind: type[forms.Form]) -> forms.Form:
        blank = kind(initial={**first, "failed_on": desk.on}, agency=desk.agency,
                     auto_id=f"{name}-%s")  # fmt: skip
        return sent.get(name, blank)

    context = case_context(desk, case, _("送达“%(title)s”") % {"title": letter.title}) | {
        "letter": letter,
        "is_served": any(each.served_on for each in attempts),
        "may_mail": may_mail(),
        "has_changed": status == 409,
        "refused": next((one for one in sent.values() if one.errors), None),
        "send": form("send", SendForm),
        "counter": form("counter", CounterForm),
        "attempts": [
            {
                "service": each,
                "mail": mails.get(mail_key(each)),
                "is_open": each.served_on is None and each.failed_on is None,
                "served": form(f"served-{each.pk}", ServedForm),
                "failed": form(f"failed-{each.pk}", FailedForm),
            }
            for each in attempts
        ],
    }
    return render(request, "console/cases/serve.html", context, status=status)


def _letter(desk: Desk, pk: int) -> Letter:
    letter = letter_at(desk, pk).letter
    if letter.state != LetterState.ISSUED:
        raise NotHere(_("文书尚未发出，发出后才能送达。"))
    return letter


def _service(desk: Desk, pk: int) -> tuple[Service, Letter]:
    service = find_service(desk.agency, pk)
    if service is None:
        raise NotHere(_("没有这次送达的记录，或者不属于本机关。"))
    letter = _letter(desk, service.letter_id)
    service.letter = letter
    return service, letter
