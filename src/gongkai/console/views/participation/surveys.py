"""Surveys: listed, written, shown with what was answered and the result."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.console.access import Desk, staff
from gongkai.console.participation_forms import SurveyForm, SurveyResultForm, values_of
from gongkai.console.participation_tabs import participation_tabs
from gongkai.console.piece_acts import acts_on
from gongkai.console.refusals import attempt
from gongkai.console.views.participation.desk import done, one_of, require_reader, who
from gongkai.participation.models import Survey
from gongkai.participation.operations.surveys import (
    QuestionContent,
    choose_texts,
    draft_survey,
    save_survey,
    write_survey_result,
)
from gongkai.participation.permissions import insist, may_draft
from gongkai.participation.queries.office import surveys_of
from gongkai.participation.queries.survey_results import results_of, texts_to_choose

PER_PAGE = 30
_MOST_TEXTS = 500


@require_safe
@staff
def surveys(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List an organ's surveys."""
    require_reader(desk)
    context = {
        "title": _("互动交流"),
        "agency": desk.agency,
        "tabs": participation_tabs("surveys"),
        "page": Paginator(surveys_of(desk.agency), PER_PAGE).get_page(request.GET.get("page")),
        "on": desk.on,
        "may_draft": may_draft(desk.officer, desk.agency, desk.on),
    }
    return render(request, "console/participation/surveys.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Begin a survey."""
    insist(may_draft(desk.officer, desk.agency, desk.on), _("起草网上调查"))
    form = SurveyForm(request.POST or None, initial={"from_on": desk.on})
    made: list[Survey] = []

    def act() -> None:
        made.append(draft_survey(agency=desk.agency, content=form.content(), **who(desk)))

    if form.is_bound and done(form, act):
        messages.success(request, _("草稿已保存，核对后提交审核。"))
        return redirect("console:survey", made[0].pk)
    return _form_page(request, desk, form, _("新建网上调查"), "survey_form.html")


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def edit(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Write on a draft and its questions."""
    row = survey_at(desk, pk)
    held = [
        QuestionContent(each.kind, each.text, each.options, each.is_required)
        for each in row.questions.order_by("number")
    ]
    form = SurveyForm(request.POST or None, held=held, initial=values_of(row))

    def act() -> None:
        version = form.cleaned_data["version"] or 0
        save_survey(piece=row, version=version, content=form.content(), **who(desk))

    if form.is_bound and done(form, act):
        messages.success(request, _("已保存。"))
        again = "more" in request.POST
        return redirect("console:edit-survey" if again else "console:survey", pk)
    return _form_page(request, desk, form, _("修改网上调查"), "survey_form.html", row)


@require_safe
@staff
def survey(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Show a survey with what was answered so far, its result, and what can be done."""
    row = survey_at(desk, pk)
    result = getattr(row, "result", None)
    context = {
        "title": row.title,
        "crumbs": _crumbs(),
        "agency": desk.agency,
        "piece": row,
        "acts": acts_on("survey", row, desk),
        "result": result,
        "result_acts": acts_on("survey-result", result, desk) if result else None,
        "is_over": row.is_public and row.until_on < desk.on,
        "results": results_of(row),
        "texts": texts_to_choose(row)[:_MOST_TEXTS],
        "may_choose": result is None or result.state in ("DRAFT", "WITHDRAWN"),
        "may_draft": may_draft(desk.officer, desk.agency, desk.on),
    }
    return render(request, "console/participation/survey.html", context)


@require_POST
@staff
def texts(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Choose which short texts are shown with the result."""
    row = survey_at(desk, pk)
    chosen = [int(each) for each in request.POST.getlist("text") if _is_key(each)]
    attempt(
        request,
        lambda: choose_texts(survey=row, released=chosen, **who(desk)),
        _("已登记，勾选的文字随结果公开。"),
    )
    return redirect("console:survey", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def result(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Write what a survey has shown."""
    row = survey_at(desk, pk)
    insist(may_draft(desk.officer, desk.agency, desk.on), _("起草调查结果"))
    held = getattr(row, "result", None)
    initial = {"summary": held.summary, "version": held.version} if held else {}
    form = SurveyResultForm(request.POST or None, initial=initial)

    def act() -> None:
        write_survey_result(survey=row, **form.cleaned_data, **who(desk))

    if form.is_bound and done(form, act):
        messages.success(request, _("调查结果已保存，核对后提交审核。"))
        return redirect("console:survey", pk)
    return _form_page(request, desk, form, _("调查结果"), "piece_form.html", row)


def survey_at(desk: Desk, pk: int) -> Survey:
    """Return one of the organ's surveys.

    :raises NotHere: if there is none of that number
    """
    require_reader(desk)
    row: Survey = one_of(surveys_of(desk.agency), pk, _("没有这项网上调查，或者不属于本机关。"))
    return row


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 18


def _form_page(
    request: HttpRequest,
    desk: Desk,
    form: Any,
    title: str,
    template: str,
    row: Survey | None = None,
) -> HttpResponse:
    back = reverse("console:survey", args=[row.pk]) if row else reverse("console:surveys")
    context = {
        "title": title,
        "crumbs": _crumbs(row),
        "agency": desk.agency,
        "form": form,
        "piece": row,
        "back": back,
    }
    status = 400 if form.is_bound else 200
    return render(request, f"console/participation/{template}", context, status=status)


def _crumbs(row: Survey | None = None) -> list[tuple[str, str]]:
    crumbs = [(_("网上调查"), reverse("console:surveys"))]
    if row is not None:
        crumbs.append((row.title, reverse("console:survey", args=[row.pk])))
    return crumbs
