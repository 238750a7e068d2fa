"""The organ's own wrong and sensitive words: listed, added, taken from a file, taken out of use."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.publishing_setting_forms import OwnWordForm, WordListForm
from gongkai.console.publishing_tabs import setting_tabs
from gongkai.console.refusals import attempt
from gongkai.documents.word_lists import WordListUnreadable, read_word_list
from gongkai.publications.operations.configuring import SettingRefused
from gongkai.publications.operations.wording import (
    WordRow,
    add_own_word,
    add_own_words,
    remove_own_word,
)
from gongkai.publications.permissions import insist, may_configure, may_read
from gongkai.publications.queries.own_words import own_words_of

_PER_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def words(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List the words, and add one."""
    insist(may_read(desk.officer, desk.agency, desk.on), "查看错敏词")
    form = OwnWordForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            add_own_word(agency=desk.agency, row=WordRow(**form.cleaned_data), **_who(desk))
        except SettingRefused as refused:
            form.add_error(refused.field, str(refused))
        else:
            messages.success(request, _("已加入，今后检查时采用。"))
            return redirect("console:own-words")
    return _page(request, desk, form, WordListForm())


@require_POST
@staff
def take_list(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Add the words of a file, all or none."""
    insist(may_configure(desk.officer, desk.agency, desk.on), "修改错敏词")
    form = WordListForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, desk, OwnWordForm(), form)
    file = form.cleaned_data["file"]
    try:
        rows = [WordRow(*row) for row in read_word_list(file.read(), file.name)]
        taken = add_own_words(agency=desk.agency, rows=rows, **_who(desk))
    except (SettingRefused, WordListUnreadable) as refused:
        form.add_error("file", str(refused))
        return _page(request, desk, OwnWordForm(), form)
    told = _("已加入%(added)s条；%(known)s条原已在用或者重复，没有改动。")
    messages.success(request, told % {"added": taken.added, "known": taken.known})
    return redirect("console:own-words")


@require_POST
@staff
def remove(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Take a word out of use."""
    word = own_words_of(desk.agency).filter(pk=pk).first()
    if word is None:
        raise NotHere(_("没有这个词，或者已经停用，请从列表中选择。"))
    act = partial(remove_own_word, word=word, **_who(desk))
    attempt(request, act, _("“%(wrong)s”已停用。") % {"wrong": word.wrong})
    return redirect("console:own-words")


def _who(desk: Desk) -> dict[str, Any]:
    return {"officer": desk.officer, "on": desk.on, "at": desk.at}


def _page(
    request: HttpRequest, desk: Desk, form: OwnWordForm, list_form: WordListForm
) -> HttpResponse:
    search = request.GET.get("q", "").replace("\x00", "").strip()[:60]
    removed = request.GET.get("removed") == "1"
    found = own_words_of(desk.agency, search, removed=removed)
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "title": _("发布设置"),
        "agency": desk.agency,
        "tabs": setting_tabs("own-words"),
        "form": form,
        "list_form": list_form,
        "page": Paginator(found, _PER_PAGE).get_page(request.GET.get("page")),
        "search": search,
        "removed": removed,
        "query": f"{query.urlencode()}&" if query else "",
        "may_edit": may_configure(desk.officer, desk.agency, desk.on),
    }
    status = 400 if form.errors or list_form.errors else 200
    return render(request, "console/publishing/words.html", context, status=status)
