"""在线访谈: the archive, one interview with its record, and the form for a question."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.participation.models import Interview
from gongkai.participation.operations.acting import ParticipationRefused
from gongkai.participation.operations.asking import ask_question
from gongkai.participation.queries.running import (
    next_change,
    next_change_of,
    public_interviews,
    shown_questions,
)
from gongkai.portal.kept_pages import kept_as_file, reads, until
from gongkai.portal.pages import Crumb
from gongkai.portal.participation_forms import AskForm, refused_beforehand, token_of
from gongkai.portal.participation_pages import (
    INTERVIEWS,
    article_of,
    column_page,
    found,
    item_title,
    organ_of,
    page_below,
    sheet_of,
)
from gongkai.portal.questions import new_question


@require_safe
@kept_as_file
def interviews(request: HttpRequest, sheet: int = 1) -> HttpResponse:
    """List the interviews, the latest first."""
    organ, on = organ_of(request), timezone.localdate()
    reads(request, f"asked:{organ.pk}")
    until(request, next_change(organ, on))
    context = {
        "page": column_page(INTERVIEWS, sheet),
        "sheet": sheet_of(public_interviews(organ), sheet, "portal:interviews"),
        "on": on,
    }
    return render(request, "portal/participation/interviews.html", context)


@require_safe
@kept_as_file
def interview(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the notice of an interview, the questions released, and what was said."""
    organ, on = organ_of(request), timezone.localdate()
    row: Interview = found(public_interviews(organ), pk)
    reads(request, f"interview:{pk}")
    until(request, next_change_of(row, on))
    if row.item_id:
        reads(request, f"item:{row.item_id}")
    held = getattr(row, "record", None)
    record = held if held is not None and held.is_public else None
    context = {
        "page": page_below(INTERVIEWS, row.title, article=article_of(row)),
        "piece": row,
        "organ": organ,
        "takes_questions": row.takes_questions(on),
        "item_title": item_title(organ, row.item_id),
        "record": record,
        "rows": record.rows.order_by("number") if record is not None else (),
        "questions": list(shown_questions(row)),
    }
    return render(request, "portal/participation/interview.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def question(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the form for a question, or take in what was typed."""
    row = found(public_interviews(organ_of(request)), pk)
    if request.method == "POST":
        return _typed(request, row)
    return _form_page(request, row, AskForm())


@require_safe
@never_cache
def question_sent(request: HttpRequest, pk: int) -> HttpResponse:
    """Thank for a question."""
    row = found(public_interviews(organ_of(request)), pk)
    context = {
        "page": page_below(INTERVIEWS, _("提问已收到"), _back(row), is_indexed=False),
        "piece": row,
    }
    return render(request, "portal/participation/question_sent.html", context)


def _typed(request: HttpRequest, row: Interview) -> HttpResponse:
    form = AskForm(request.POST)
    at = timezone.now()
    refusal = refused_beforehand(request, form)
    if refusal:
        return _form_page(request, row, form, status=refusal)
    try:
        ask_question(
            interview=row,
            text=form.cleaned_data["text"],
            name=form.cleaned_data["name"],
            token=token_of(request),
            on=timezone.localdate(at),
            at=at,
        )
    except ParticipationRefused as refused:
        form.refuse(refused)
        return _form_page(request, row, form, status=400)
    return redirect("portal:interview-asked", row.pk)


def _form_page(
    request: HttpRequest, row: Interview, form: AskForm, status: int = 200
) -> HttpResponse:
    is_open = row.takes_questions(timezone.localdate())
    context = {
        "page": page_below(INTERVIEWS, _("向嘉宾提问"), _back(row), is_indexed=False),
        "back": _back(row),
        "form": form,
        "closed": "" if is_open else _("这场访谈现在不接收提问。"),
        "token": token_of(request),
        "question": new_question(),
    }
    return render(request, "portal/participation/taking_part.html", context, status=status)


def _back(row: Interview) -> Crumb:
    return Crumb(row.title, reverse("portal:interview", args=[row.pk]))
