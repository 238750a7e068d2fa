"""Writing an item: begun with a column, then text, metadata, files and links on one page."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.console.access import Desk, staff
from gongkai.console.finding_rows import rows_of
from gongkai.console.item_forms import (
    METADATA,
    FileForm,
    ItemForm,
    LinkForm,
    NewItemForm,
    initial_of,
)
from gongkai.console.item_steps import SAVE, anchor_of, take_step
from gongkai.console.refusals import REFUSED
from gongkai.console.views.publishing.item import crumbs, item_at
from gongkai.publications.models import Item, ItemState
from gongkai.publications.operations.acting import ItemChanged, ItemTaken
from gongkai.publications.operations.drafting import (
    ContentRefused,
    ItemContent,
    content_from,
    draft_item,
    save_item,
)
from gongkai.publications.operations.importing import draft_from_docx
from gongkai.publications.operations.locking import take_lock
from gongkai.publications.operations.working_copies import drop_working_copy
from gongkai.publications.permissions import insist, may_draft
from gongkai.publications.queries.contents import content_of_item, files_of
from gongkai.publications.queries.item_page import working_copy_of
from gongkai.publications.queries.prechecking import precheck


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Begin a draft, from nothing or from a Word file."""
    insist(may_draft(desk.officer, desk.agency, desk.on), _("起草信息"))
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = NewItemForm(*sent, agency=desk.agency)
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                one = _begun(form, desk)
            except REFUSED as refused:
                form.add_error(None, str(refused))
            else:
                return redirect("console:edit-item", pk=one.pk)
    context = {"title": _("新建信息"), "crumbs": crumbs(), "agency": desk.agency, "form": form}
    return render(request, "console/publishing/item_new.html", context, status=status)


def _begun(form: NewItemForm, desk: Desk) -> Item:
    by: dict[str, Any] = {"officer": desk.officer, "on": desk.on, "at": desk.at}
    file, title = form.cleaned_data["file"], form.cleaned_data["title"]
    if file is None:
        content = ItemContent(column=form.chosen, title=title, source=desk.agency.name)
        return draft_item(agency=desk.agency, content=content, **by)
    return draft_from_docx(
        agency=desk.agency, column=form.chosen, name=file.name, content=file.read(), **by
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def edit(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Write a draft; each button saves what is typed first, so that nothing typed is lost."""
    one = item_at(desk, pk)
    insist(may_draft(desk.officer, desk.agency, desk.on), _("编辑信息"))
    if request.method == "POST":
        return _sent(request, desk, one)
    if one.state != ItemState.DRAFT:
        told = _("《%(title)s》当前为“%(state)s”，须先取回或者修改，才能编辑。")
        messages.error(request, told % {"title": one.title, "state": one.get_state_display()})
        return redirect("console:item", pk=pk)
    if request.method == "GET":
        try:
            take_lock(item=one, officer=desk.officer, on=desk.on, at=desk.at)
        except ItemTaken as taken:
            return _taken(request, desk, one, taken)
    initial = initial_of(one)
    copy = working_copy_of(one, desk.officer)
    restored = copy is not None and "copy" in request.GET
    if copy is not None and restored:
        initial |= {name: value for name, value in copy.content.items() if name in initial}
        initial["version"] = copy.version
    form = ItemForm(initial=initial, agency=desk.agency)
    offered = copy if copy is not None and not restored else None
    return _editor(request, desk, one, form, copy=offered, restored=copy if restored else None)


@require_POST
@staff
def take_over(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Take the pen from somebody who has the item open."""
    one = item_at(desk, pk)
    take_lock(item=one, officer=desk.officer, on=desk.on, at=desk.at, take_over=True)
    messages.success(request, _("已接管编辑，并已记录。"))
    return redirect("console:edit-item", pk=pk)


@require_POST
@staff
def drop_copy(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Forget what was typed and not saved."""
    one = item_at(desk, pk)
    drop_working_copy(item=one, officer=desk.officer)
    messages.success(request, _("已删除暂存内容。"))
    return redirect("console:edit-item", pk=pk)


def _sent(request: HttpRequest, desk: Desk, one: Item) -> HttpResponse:
    form = ItemForm(request.POST, agency=desk.agency)
    step = request.POST.get("do", SAVE)
    status = 400
    if form.is_valid():
        try:
            saved = _saved(one, form, desk)
            # From here on the form is about what was just saved, whatever becomes of the step.
            _follow(form, saved)
            drop_working_copy(item=saved, officer=desk.officer)
            told = take_step(request, desk, saved, step) if step != SAVE else _("已保存。")
        except ContentRefused as refused:
            form.add_error(refused.field, str(refused))
        except REFUSED as refused:
            form.add_error(None, str(refused))
            if isinstance(refused, ItemChanged | ItemTaken):
                status = 409
                one.refresh_from_db()
                _follow(form, one)
        else:
            messages.success(request, told)
            if step == "submit":
                return redirect("console:item", pk=one.pk)
            return redirect(reverse("console:edit-item", args=[one.pk]) + anchor_of(step))
    return _editor(request, desk, item_at(desk, one.pk), form, status=status)


def _saved(item: Item, form: ItemForm, desk: Desk) -> Item:
    """Save what was typed where it differs from what is there."""
    version = form.cleaned_data["version"]
    if version == item.version and _plain(form.content) == _plain(_stored(item)):
        return item
    return save_item(
        item=item,
        version=version,
        content=form.content,
        officer=desk.officer,
        on=desk.on,
        at=desk.at,
    )


def _stored(item: Item) -> ItemContent | None:
    try:
        return content_from(item.agency, content_of_item(item))
    except ContentRefused:
        return None


def _plain(content: ItemContent | None) -> Any:
    if content is None:
        return None
    return replace(content, also_in=()), {column.pk for column in content.also_in}


def _follow(form: ItemForm, item: Item) -> None:
    """Let the form act on the item as it stands now."""
    data = form.data.copy()
    data["version"] = str(item.version)
    form.data = data


def _taken(request: HttpRequest, desk: Desk, one: Item, taken: ItemTaken) -> HttpResponse:
    context = {
        "title": one.title,
        "crumbs": crumbs(),
        "agency": desk.agency,
        "item": one,
        "taken": str(taken).split("；")[0],
    }
    return render(request, "console/publishing/item_taken.html", context, status=409)


def _editor(
    request: HttpRequest, desk: Desk, one: Item, form: ItemForm, status: int = 200, **more: Any
) -> HttpResponse:
    files = files_of(one)
    found = precheck(one, desk.on)
    context = {
        "title": _("编辑：%(title)s") % {"title": one.title},
        "crumbs": [*crumbs(), (one.title, reverse("console:item", args=[one.pk]))],
        "agency": desk.agency,
        "item": one,
        "form": form,
        "metadata": [(title, [form[name] for name in names]) for title, names in METADATA],
        "files": files,
        "file_form": FileForm(auto_id="file-%s"),
        "link_form": LinkForm(auto_id="link-%s"),
        "links_out": one.links_out.select_related("target").order_by("pk"),
        "links_in": one.links_in.select_related("source").order_by("pk"),
        "comments": one.comments.filter(settled_at=None).select_related("officer").order_by("pk"),
        "rows": rows_of(found, one.body),
        "open_count": len(found.open),
        "has_changed": status == 409,
        "officer": desk.officer,
        **more,
    }
    return render(request, "console/publishing/item_edit.html", context, status=status)
