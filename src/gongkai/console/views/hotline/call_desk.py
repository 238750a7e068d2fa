"""The hotline's desk: one screen on which a call is answered, without a mouse."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.console.access import Desk, staff
from gongkai.console.call_forms import DeskForm
from gongkai.console.refusals import REFUSED
from gongkai.hotline.operations.calls.contents import CallRefused
from gongkai.hotline.operations.calls.registering import CallRegistered, register_call
from gongkai.hotline.permissions import may_run_desk, require_agent
from gongkai.hotline.queries.calls.desk import (
    known_caller,
    last_calls,
    number_in_hand,
    own_day,
    waiting_counts,
)
from gongkai.hotline.queries.topics.tree import OfferedTopic, topics_offered
from gongkai.knowledge.queries import AnswerFound, answers_for
from gongkai.rules.hotline_desk import MOST_ATTEMPTS


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff
def call_desk(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the desk, or do what its form asks: begin, look up, take over, save, escalate."""
    require_agent(desk.officer, desk.agency, desk.on)
    topics = topics_offered(desk.agency)
    if request.method != "POST":
        return _shown(request, desk, topics, None)
    typed = request.POST.copy()
    act = typed.get("act", "")
    if act == "begin" and not (typed.get("began_at") and _spoken(typed)):
        typed["began_at"] = _exact(desk.at)
    if act == "escalate":
        typed["outcome"] = "ESCALATED"
    if "use" in typed:
        _take_over(typed, _found(desk, topics, typed))
    form = DeskForm(typed, topics=topics)
    if act not in ("save", "escalate"):
        return _shown(request, desk, topics, form)
    return _saved(request, desk, topics, form)


@require_POST
@staff
def caller(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Answer with what is on record of a number while the form is filled in."""
    require_agent(desk.officer, desk.agency, desk.on)
    known = known_caller(desk.agency, request.POST.get("number", "")[:60])
    return render(request, "console/hotline/caller.html", {"known": known})


@require_POST
@staff
def answers(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Answer with what the knowledge base has for what was typed so far."""
    require_agent(desk.officer, desk.agency, desk.on)
    found = _found(desk, topics_offered(desk.agency), request.POST)
    return render(request, "console/hotline/answers.html", {"answers": found})


def _saved(
    request: HttpRequest, desk: Desk, topics: list[OfferedTopic], form: DeskForm
) -> HttpResponse:
    if not form.is_valid():
        return _shown(request, desk, topics, form, status=400)
    began_at = form.cleaned_data["began_at"] or form.cleaned_data["shown_at"]
    try:
        kept = register_call(
            agency=desk.agency,
            content=form.content(),
            began_at=began_at,
            called_on=timezone.localdate(began_at),
            officer=desk.officer,
            on=desk.on,
            at=desk.at,
            waiting=form.cleaned_data["waiting"],
        )
    except CallRefused as refused:
        for field, text in refused.problems:
            form.add_error(field, text)
        if not refused.problems:
            form.add_error(None, str(refused))
        return _shown(request, desk, topics, form, status=400)
    except REFUSED as refused:
        form.add_error(None, str(refused))
        return _shown(request, desk, topics, form, status=400)
    messages.success(request, _told(kept))
    return redirect(f"{reverse('console:call-desk')}?saved=1")


def _told(kept: CallRegistered) -> str:
    seconds = int((kept.call.ended_at - kept.call.began_at).total_seconds())
    told = _("已登记%(number)s，通话%(minutes)s分%(seconds)s秒。") % {
        "number": kept.call.register_no,
        "minutes": seconds // 60,
        "seconds": seconds % 60,
    }
    if kept.ticket is not None:
        told += _("工单%(number)s已转出，应于%(due)s前反馈。") % {
            "number": kept.ticket.register_no,
            "due": kept.ticket.due_on,
        }
    return told


def _shown(
    request: HttpRequest,
    desk: Desk,
    topics: list[OfferedTopic],
    typed: DeskForm | None,
    status: int = 200,
) -> HttpResponse:
    """Return the desk with an empty form, or with what was typed."""
    last = last_calls(desk.officer, desk.on)
    in_hand = number_in_hand(desk.officer)
    form = typed or DeskForm(initial=_first(desk, last, in_hand), topics=topics)
    began_at = _moment(form["began_at"].value())
    context: dict[str, Any] = {
        "title": _("接听登记"),
        "agency": desk.agency,
        "officer": desk.officer,
        "form": form,
        "topics": topics,
        "chosen": str(form["topic"].value() or ""),
        "is_typed": typed is not None,
        "began_at": began_at,
        "now": desk.at,
        "now_exact": _exact(desk.at),
        "last": last,
        "day": own_day(desk.officer, desk.on),
        "waiting": waiting_counts(desk.agency, desk.at),
        "in_hand": in_hand,
        "most_attempts": MOST_ATTEMPTS,
        "may_load": not topics and may_run_desk(desk.officer, desk.agency, desk.on),
    }
    if typed is not None:
        context["known"] = known_caller(desk.agency, form.data.get("number", "")[:60])
        context["answers"] = _found(desk, topics, form.data)
    elif in_hand is not None:
        context["known"] = known_caller(desk.agency, in_hand.number)
    return render(request, "console/hotline/desk.html", context, status=status)


def _first(desk: Desk, last: list[Any], in_hand: Any) -> dict[str, Any]:
    """Return what an empty form begins with: the way of the call before, or the number in hand."""
    first: dict[str, Any] = {
        "shown_at": _exact(desk.at),
        "route": last[0].route if last else "VIA_12345",
        "caller_kind": "WORKER",
        "outcome": "ANSWERED",
        "ticket_kind": "CONSULTATION",
        "urgency": "ORDINARY",
    }
    if in_hand is not None:
        first |= {
            "waiting": in_hand.pk,
            "number": in_hand.number,
            "route": "DIRECT",
            "question": in_hand.note,
        }
    return first


def _found(desk: Desk, topics: list[OfferedTopic], typed: Any) -> list[AnswerFound]:
    chosen = typed.get("topic", "")
    code = next((each.code for each in topics if str(each.key) == chosen), "")
    return answers_for(desk.agency, typed.get("question", ""), code, desk.on)


def _spoken(typed: Any) -> bool:
    """Tell whether a call is under way, so that it must not begin anew by a slip."""
    return any(typed.get(name, "").strip() for name in ("number", "question", "answer"))


def _take_over(typed: Any, found: list[AnswerFound]) -> None:
    """Put a suggested answer below what was typed, and its number beside it."""
    chosen = next((each for each in found if each.entry_no == typed["use"]), None)
    if chosen is None:
        return
    before = typed.get("answer", "").strip()
    typed["answer"] = f"{before}\n{chosen.answer}" if before else chosen.answer
    typed["entry_no"] = chosen.entry_no


def _exact(moment: datetime) -> str:
    return timezone.localtime(moment).isoformat(timespec="milliseconds")


def _moment(told: Any) -> datetime | None:
    try:
        moment = datetime.fromisoformat(told or "")
    except (TypeError, ValueError):
        return None
    return moment if moment.tzinfo else None
