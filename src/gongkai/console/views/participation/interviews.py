"""Interviews: listed, written, shown with citizens' questions and the record."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.console.access import Desk, staff
from gongkai.console.participation_forms import (
    InterviewForm,
    ModerateQuestionForm,
    RecordForm,
    values_of,
)
from gongkai.console.participation_tabs import participation_tabs
from gongkai.console.piece_acts import acts_on
from gongkai.console.views.participation.desk import done, one_of, require_reader, who
from gongkai.participation.models import Interview, Moderation
from gongkai.participation.operations.asking import moderate_question
from gongkai.participation.operations.interviews import (
    draft_interview,
    save_interview,
    write_record,
)
from gongkai.participation.permissions import insist, may_draft
from gongkai.participation.queries.office import interviews_of, questions_of

PER_PAGE = 30


@require_safe
@staff
def interviews(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List an organ's interviews."""
    require_reader(desk)
    found = interviews_of(desk.agency)
    context = {
        "title": _("互动交流"),
        "agency": desk.agency,
        "tabs": participation_tabs("interviews"),
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "on": desk.on,
        "may_draft": may_draft(desk.officer, desk.agency, desk.on),
    }
    return render(request, "console/participation/interviews.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Begin an interview."""
    insist(may_draft(desk.officer, desk.agency, desk.on), _("起草在线访谈"))
    form = InterviewForm(request.POST or None)
    made: list[Interview] = []

    def act() -> None:
        made.append(draft_interview(agency=desk.agency, content=form.content(), **who(desk)))

    if form.is_bound and done(form, act):
        messages.success(request, _("草稿已保存，核对后提交审核。"))
        return redirect("console:interview", made[0].pk)
    return _form_page(request, desk, form, _("新建在线访谈"))


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def edit(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Write on a draft."""
    row = interview_at(desk, pk)
    form = InterviewForm(request.POST or None, initial=values_of(row))

    def act() -> None:
        version = form.cleaned_data["version"] or 0
        save_interview(piece=row, version=version, content=form.content(), **who(desk))

    if form.is_bound and done(form, act):
        messages.success(request, _("已保存。"))
        return redirect("console:interview", pk)
    return _form_page(request, desk, form, _("修改在线访谈"), row)


@require_safe
@staff
def interview(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Show an interview with its questions, record, and what can be done."""
    row = interview_at(desk, pk)
    record = getattr(row, "record", None)
    questions = Paginator(questions_of(row), PER_PAGE)
    context = {
        "title": row.title,
        "crumbs": _crumbs(),
        "agency": desk.agency,
        "piece": row,
        "acts": acts_on("interview", row, desk),
        "record": record,
        "rows": record.rows.order_by("number") if record else (),
        "record_acts": acts_on("interview-record", record, desk) if record else None,
        "is_held": row.is_public and row.held_on <= desk.on,
        "page": questions.get_page(request.GET.get("page")),
        "may_draft": may_draft(desk.officer, desk.agency, desk.on),
    }
    return render(request, "console/participation/interview.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def question(request: HttpRequest, desk: Desk, pk: int, question: int) -> HttpResponse:
    """Decide whether a question is shown, and answer it."""
    root = interview_at(desk, pk)
    insist(may_draft(desk.officer, desk.agency, desk.on), _("审阅提问"))
    row = one_of(questions_of(root), question, _("没有这条提问，请从列表中选择。"))
    shown = {Moderation.SHOWN: "yes", Moderation.KEPT: "no"}.get(row.moderation, "")
    initial = {
        "is_shown": shown,
        "shown_text": row.shown_text or row.text,
        "answer": row.answer,
    }
    form = ModerateQuestionForm(request.POST or None, initial=initial)

    def act() -> None:
        given = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        moderate_question(question=row, **given, **who(desk))

    if form.is_bound and done(form, act):
        messages.success(request, _("已登记。"))
        return redirect("console:interview", pk)
    return _form_page(request, desk, form, _("网民提问"), root, row.text)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def record(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Write what was said."""
    row = interview_at(desk, pk)
    insist(may_draft(desk.officer, desk.agency, desk.on), _("起草访谈实录"))
    held = getattr(row, "record", None)
    form = RecordForm(request.POST or None, initial=_begin(held))

    def act() -> None:
        write_record(interview=row, **form.cleaned_data, **who(desk))

    if form.is_bound and done(form, act):
        messages.success(request, _("访谈实录已保存，核对后提交审核。"))
        return redirect("console:interview", pk)
    return _form_page(request, desk, form, _("访谈实录"), row)


def interview_at(desk: Desk, pk: int) -> Interview:
    """Return one of the organ's interviews.

    :raises NotHere: if there is none of that number
    """
    require_reader(desk)
    rows = interviews_of(desk.agency)
    row: Interview = one_of(rows, pk, _("没有这场在线访谈，或者不属于本机关。"))
    return row


def _begin(held: Any) -> dict[str, Any]:
    if held is None:
        return {}
    names = ("summary", "activity_link", "activity_no", "version")
    lines = (f"问：{each.question}\n答：{each.answer}" for each in held.rows.order_by("number"))
    return {name: getattr(held, name) for name in names} | {"transcript": "\n\n".join(lines)}


def _form_page(
    request: HttpRequest,
    desk: Desk,
    form: Any,
    title: str,
    row: Interview | None = None,
    asked: str = "",
) -> HttpResponse:
    back = reverse("console:interview", args=[row.pk]) if row else reverse("console:interviews")
    context = {
        "title": title,
        "crumbs": _crumbs(row),
        "agency": desk.agency,
        "form": form,
        "asked": asked,
        "back": back,
    }
    status = 400 if form.is_bound else 200
    return render(request, "console/participation/piece_form.html", context, status=status)


def _crumbs(row: Interview | None = None) -> list[tuple[str, str]]:
    crumbs = [(_("在线访谈"), reverse("console:interviews"))]
    if row is not None:
        crumbs.append((row.title, reverse("console:interview", args=[row.pk])))
    return crumbs
