"""Acts on a piece: one button each, told on its page how it went."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.refusals import attempt
from gongkai.console.views.participation.desk import one_of, require_reader, who
from gongkai.participation.models import (
    ConsultationResult,
    Interview,
    InterviewRecord,
    PublicConsultation,
    Survey,
    SurveyResult,
)
from gongkai.participation.operations.acting import root_key
from gongkai.participation.operations.releasing import (
    release,
    send_back,
    submit,
    take_back,
    withdraw,
)

# What stands in addresses, the model, and the page that shows it.
KINDS: Mapping[str, tuple[Any, str]] = {
    "consultation": (PublicConsultation, "console:consultation"),
    "consultation-result": (ConsultationResult, "console:consultation"),
    "survey": (Survey, "console:survey"),
    "survey-result": (SurveyResult, "console:survey"),
    "interview": (Interview, "console:interview"),
    "interview-record": (InterviewRecord, "console:interview"),
}


class _Act(NamedTuple):
    operation: Callable[..., Any]
    done: Any
    field: str = ""


_ACTS: Mapping[str, _Act] = {
    "submit": _Act(submit, gettext_lazy("已提交审核，由他人审核发布。")),
    "take-back": _Act(take_back, gettext_lazy("已取回，可以修改。")),
    "release": _Act(release, gettext_lazy("已审核发布。"), "opinion"),
    "return": _Act(send_back, gettext_lazy("已退回起草人。"), "opinion"),
    "withdraw": _Act(
        withdraw, gettext_lazy("已撤下，公众不再看到；收到的意见和答卷仍保留。"), "reason"
    ),
}


@require_POST
@staff
def act(request: HttpRequest, desk: Desk, kind: str, pk: int, name: str) -> HttpResponse:
    """Do one act to a piece as its page showed it."""
    require_reader(desk)
    if kind not in KINDS or name not in _ACTS:
        raise NotHere(_("没有这项操作，请从页面上选择。"))
    model, page = KINDS[kind]
    rows = model._default_manager.filter(agency=desk.agency).select_related("agency")
    piece = one_of(rows, pk, _("没有这一项，或者不属于本机关。"))
    chosen = _ACTS[name]
    said = {chosen.field: request.POST.get(chosen.field, "")[:1000]} if chosen.field else {}
    started = partial(chosen.operation, piece=piece, version=_version(request), **said, **who(desk))
    attempt(request, started, chosen.done)
    return redirect(page, pk=root_key(piece))


def _version(request: HttpRequest) -> int:
    """Return the version that the page showed; one that never was where none is sent."""
    sent = request.POST.get("version", "")
    return int(sent[:9]) if sent.isascii() and sent.isdigit() else -1
