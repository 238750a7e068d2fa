"""The organ's tree of matters: shown to all at the hotline, changed by who runs the desk."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.call_forms import TopicForm, TopicMoveForm, TopicRenameForm
from gongkai.console.refusals import REFUSED, attempt, attempt_with, problems_of
from gongkai.hotline.operations.topics.growing import (
    DEEPEST,
    add_topic,
    load_topics,
    move_topic,
    rename_topic,
    switch_topic,
)
from gongkai.hotline.permissions import may_run_desk, require_call_reader
from gongkai.hotline.queries.topics.tree import topic_tree
from gongkai.rules.hotline_desk import first_topics


@require_safe
@staff
def topics(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the tree."""
    return _page(request, desk)


@require_POST
@staff
def load(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Load the tree that the organ's kind begins with."""
    attempt(
        request,
        lambda: load_topics(agency=desk.agency, officer=desk.officer, on=desk.on, at=desk.at),
        _("已装入默认业务类别，可以在下面增删改。"),
    )
    return redirect("console:topics")


@require_POST
@staff
def add(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Add a matter; what was typed is shown again where it is refused."""
    form = TopicForm(request.POST, parents=_parents(desk))
    if not form.is_valid():
        return _page(request, desk, typed=form, told=problems_of(form), status=400)
    try:
        add_topic(
            agency=desk.agency, officer=desk.officer, on=desk.on, at=desk.at, **form.cleaned_data
        )
    except REFUSED as refused:
        return _page(request, desk, typed=form, told=str(refused), status=400)
    return redirect("console:topics")


@require_POST
@staff
def act(request: HttpRequest, desk: Desk, pk: int, deed: str) -> HttpResponse:
    """Rename, move or switch a matter."""
    who = {
        "topic": pk,
        "agency": desk.agency,
        "officer": desk.officer,
        "on": desk.on,
        "at": desk.at,
    }
    if deed == "rename":
        form = TopicRenameForm(request.POST)
        attempt_with(request, form, lambda **told: rename_topic(**who, **told), _("已改名。"))
    elif deed == "move":
        moved = TopicMoveForm(request.POST)
        attempt_with(request, moved, lambda **told: move_topic(**who, **told), _("已移动。"))
    elif deed == "switch-off":
        attempt(request, lambda: switch_topic(**who, is_active=False), _("已停用。"))
    elif deed == "switch-on":
        attempt(request, lambda: switch_topic(**who, is_active=True), _("已启用。"))
    else:
        raise NotHere(_("没有这项操作，请从列表选择。"))
    return redirect("console:topics")


def _parents(desk: Desk) -> list[tuple[int, str]]:
    return [
        (each.topic.pk, each.topic.path)
        for each in topic_tree(desk.agency)
        if each.level < DEEPEST - 1
    ]


def _page(
    request: HttpRequest,
    desk: Desk,
    *,
    typed: TopicForm | None = None,
    told: str = "",
    status: int = 200,
) -> HttpResponse:
    require_call_reader(desk.officer, desk.agency, desk.on)
    tree = topic_tree(desk.agency)
    parents = [(each.topic.pk, each.topic.path) for each in tree if each.level < DEEPEST - 1]
    context: dict[str, Any] = {
        "title": _("业务类别"),
        "agency": desk.agency,
        "tree": tree,
        # Once for all rows: drawn for each of them they would take a second.
        "options": format_html_join("", '<option value="{}">{}</option>', parents),
        "form": typed or TopicForm(parents=parents),
        "told": told,
        "may_run": may_run_desk(desk.officer, desk.agency, desk.on),
        "may_load": not tree and any(first_topics(desk.agency.kind)),
    }
    return render(request, "console/hotline/topics.html", context, status=status)
