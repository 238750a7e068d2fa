"""网上调查: the list, one survey, its form on an address of its own, and its results."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.participation.models import Survey, SurveyQuestion
from gongkai.participation.operations.acting import ParticipationRefused
from gongkai.participation.operations.answering import AnswerFaulty, answer_survey
from gongkai.participation.queries.running import next_change, next_change_of, public_surveys
from gongkai.participation.queries.survey_results import results_of
from gongkai.portal.kept_pages import kept_as_file, reads, until
from gongkai.portal.pages import Crumb
from gongkai.portal.participation_forms import SurveyForm, refused_beforehand, token_of
from gongkai.portal.participation_pages import (
    SURVEYS,
    article_of,
    column_page,
    found,
    organ_of,
    page_below,
    sheet_of,
)
from gongkai.portal.questions import new_question


@require_safe
@kept_as_file
def surveys(request: HttpRequest, sheet: int = 1) -> HttpResponse:
    """List the surveys, those that end last first."""
    organ, on = organ_of(request), timezone.localdate()
    reads(request, f"asked:{organ.pk}")
    until(request, next_change(organ, on))
    context = {
        "page": column_page(SURVEYS, sheet),
        "sheet": sheet_of(public_surveys(organ), sheet, "portal:surveys"),
        "on": on,
    }
    return render(request, "portal/participation/surveys.html", context)


@require_safe
@kept_as_file
def survey(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a survey is about, until when it is open, and its result once that is published."""
    organ, on = organ_of(request), timezone.localdate()
    row: Survey = found(public_surveys(organ), pk)
    reads(request, f"survey:{pk}")
    until(request, next_change_of(row, on))
    result = getattr(row, "result", None)
    is_out = result is not None and result.is_public
    context = {
        "page": page_below(SURVEYS, row.title, article=article_of(row)),
        "piece": row,
        "organ": organ,
        "on": on,
        "is_open": row.is_open(on),
        "result": result if is_out else None,
        "results": results_of(row) if is_out else None,
        "questions": row.questions.count(),
    }
    return render(request, "portal/participation/survey.html", context)


@require_safe
@never_cache
def survey_results(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how the answers stand at this moment, where the survey is set to show that."""
    row: Survey = found(public_surveys(organ_of(request)), pk)
    if not row.shows_live:
        raise Http404
    context = {
        "page": page_below(SURVEYS, _("实时结果"), _back(row), is_indexed=False),
        "piece": row,
        "results": results_of(row),
        "at": timezone.localtime(),
    }
    return render(request, "portal/participation/survey_results.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def survey_form(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the questions, or take in the answers."""
    row = found(public_surveys(organ_of(request)), pk)
    if request.method == "POST":
        return _typed(request, row)
    return _form_page(request, row, SurveyForm(questions=_questions(row)))


@require_safe
@never_cache
def survey_answered(request: HttpRequest, pk: int) -> HttpResponse:
    """Thank for the answers."""
    row = found(public_surveys(organ_of(request)), pk)
    context = {
        "page": page_below(SURVEYS, _("答卷已收到"), _back(row), is_indexed=False),
        "piece": row,
    }
    return render(request, "portal/participation/survey_answered.html", context)


def _typed(request: HttpRequest, row: Survey) -> HttpResponse:
    form = SurveyForm(request.POST, questions=_questions(row))
    at = timezone.now()
    refusal = refused_beforehand(request, form)
    if refusal:
        return _form_page(request, row, form, status=refusal)
    try:
        answer_survey(
            survey=row,
            replies=form.replies(),
            token=token_of(request),
            on=timezone.localdate(at),
            at=at,
        )
    except AnswerFaulty as faulty:
        form.refuse_answers(faulty.problems)
        return _form_page(request, row, form, status=400)
    except ParticipationRefused as refused:
        form.refuse(refused)
        return _form_page(request, row, form, status=400)
    return redirect("portal:survey-answered", row.pk)


def _questions(row: Survey) -> list[SurveyQuestion]:
    return list(row.questions.order_by("number"))


def _form_page(
    request: HttpRequest, row: Survey, form: SurveyForm, status: int = 200
) -> HttpResponse:
    is_open = row.is_open(timezone.localdate())
    context = {
        "page": page_below(SURVEYS, _("填写问卷"), _back(row), is_indexed=False),
        "back": _back(row),
        "form": form,
        "closed": "" if is_open else _("调查现在不接收答卷。"),
        "token": token_of(request),
        "question": new_question(),
    }
    return render(request, "portal/participation/taking_part.html", context, status=status)


def _back(row: Survey) -> Crumb:
    return Crumb(row.title, reverse("portal:survey", args=[row.pk]))
