"""Writing an answer: a new one, or a new wording of one there is."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gongkai.console.access import Desk, staff
from gongkai.console.knowledge_forms import AnswerForm
from gongkai.console.refusals import REFUSED, problems_of
from gongkai.console.views.knowledge.one_entry import entry_at
from gongkai.console.views.knowledge.topics import topic_choices
from gongkai.hotline.queries.tickets.learning import learned_from
from gongkai.knowledge.operations import EntryChanged, rewrite_entry, write_entry
from gongkai.knowledge.permissions import require_writer
from gongkai.knowledge.queries.entries import versions_of

_FIELDS = ("question", "also_asked", "answer", "basis", "valid_from", "valid_until", "is_public")


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def new_entry(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Write a new answer."""
    require_writer(desk.officer, desk.agency, desk.on)
    topics = topic_choices(desk.agency)
    if request.method != "POST":
        form = AnswerForm(topics=topics, initial=_begun(request, desk))
        return _page(request, desk, form, _("新建知识条目"))
    form = AnswerForm(request.POST, topics=topics)
    if not form.is_valid():
        return _page(request, desk, form, _("新建知识条目"), problems_of(form), 400)
    try:
        entry = write_entry(
            agency=desk.agency,
            content=form.content(),
            origin_no=form.cleaned_data["origin_no"],
            officer=desk.officer,
            on=desk.on,
            at=desk.at,
        )
    except REFUSED as refused:
        return _page(request, desk, form, _("新建知识条目"), str(refused), 400)
    messages.success(request, _("已保存草稿；核对后请提交审核。"))
    return redirect("console:knowledge-entry", pk=entry.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def edit_entry(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Change what is being written, or begin a new wording of what is in use."""
    row = entry_at(desk, pk)
    topics = topic_choices(desk.agency)
    if request.method != "POST":
        form = AnswerForm(topics=topics, initial=_first(row))
        return _page(request, desk, form, row.entry_no, entry=row)
    form = AnswerForm(request.POST, topics=topics)
    if not form.is_valid():
        return _page(request, desk, form, row.entry_no, problems_of(form), 400, row)
    try:
        rewrite_entry(
            entry=row,
            version=form.cleaned_data["version"] or 0,
            content=form.content(),
            officer=desk.officer,
            on=desk.on,
            at=desk.at,
        )
    except REFUSED as refused:
        changed = isinstance(refused, EntryChanged)
        if changed:
            row = entry_at(desk, pk)
            form.data = {**request.POST.dict(), "version": str(row.version)}
        return _page(request, desk, form, row.entry_no, str(refused), 409 if changed else 400, row)
    messages.success(request, _("已保存草稿；核对后请提交审核。"))
    return redirect("console:knowledge-entry", pk=pk)


def _begun(request: HttpRequest, desk: Desk) -> dict[str, Any]:
    """Return what a new answer begins with: what an answered ticket tells, where one is named."""
    first: dict[str, Any] = {"valid_from": desk.on}
    learned = learned_from(desk.agency, request.GET.get("from", "").replace("\0", ""))
    if learned is None:
        return first
    return first | {
        "origin_no": learned.register_no,
        "question": learned.question,
        "answer": learned.answer,
        "topic_code": learned.topic_code,
    }


def _first(row: Any) -> dict[str, Any]:
    last = versions_of(row)[0]
    told = {name: getattr(last, name) for name in _FIELDS}
    return told | {"version": row.version, "topic_code": row.topic_code, "item": last.item_id}


def _page(
    request: HttpRequest,
    desk: Desk,
    form: AnswerForm,
    title: str,
    told: str = "",
    status: int = 200,
    entry: Any = None,
) -> HttpResponse:
    crumbs = [(_("知识库"), reverse("console:knowledge"))]
    context = {
        "title": title,
        "crumbs": crumbs,
        "agency": desk.agency,
        "form": form,
        "told": told,
        "entry": entry,
    }
    return render(request, "console/knowledge/edit.html", context, status=status)
