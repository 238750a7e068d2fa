"""The website's search: how the index stands, words that mean the same, words asked for."""

from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.case_forms import line_field
from gongkai.console.refusals import attempt
from gongkai.search.attached_texts import unreadable_files, waiting_files
from gongkai.search.editing_synonyms import (
    SynonymsRefused,
    add_synonyms,
    ask_for_rebuild,
    may_edit_synonyms,
    remove_synonyms,
)
from gongkai.search.hot_words import frequent_words
from gongkai.search.lexicon import built_in_synonyms
from gongkai.search.standing import index_standing
from gongkai.search.synonyms import own_groups

_MOST = 20


class SynonymsForm(forms.Form):
    """Words that mean the same, on one line."""

    typed = line_field(
        gettext_lazy("同义词"), 200, 24,
        help_text=gettext_lazy("两个以上，用顿号隔开，例如：提取、支取。检索其中一个，其余也会找到。"),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def search_words(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show how the search stands, and take words that mean the same into use."""
    form = SynonymsForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            add_synonyms(agency=desk.agency, typed=form.cleaned_data["typed"], **_who(desk))
        except SynonymsRefused as refused:
            form.add_error("typed", str(refused))
        else:
            messages.success(request, _("已加入，检索时随即采用。"))
            return redirect("console:search-words")
    context = {
        "title": _("网站检索"),
        "agency": desk.agency,
        "form": form,
        "may_edit": may_edit_synonyms(desk.officer, desk.agency, desk.on),
        "standing": index_standing(),
        "waiting": waiting_files(),
        "unreadable": unreadable_files(),
        "groups": own_groups(),
        "built_in": built_in_synonyms(),
        "hot": frequent_words(desk.on, was_found=True, most=_MOST),
        "missed": frequent_words(desk.on, was_found=False, most=_MOST),
    }
    status = 400 if form.errors else 200
    return render(request, "console/searching/words.html", context, status=status)


@require_POST
@staff
def remove(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Take words that mean the same out of use."""
    group = next((each for each in own_groups() if each.pk == pk), None)
    if group is None or group.agency_id != desk.agency.pk:
        raise NotHere(_("没有这组同义词，或者已经停用，请从列表中选择。"))
    act = partial(remove_synonyms, group=group, **_who(desk))
    attempt(request, act, _("“%(words)s”已停用。") % {"words": group})
    return redirect("console:search-words")


@require_POST
@staff
def rebuild(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Have the index built anew on every node."""
    act = partial(ask_for_rebuild, agency=desk.agency, **_who(desk))
    attempt(request, act, _("已安排重建，各服务器随即开始，期间检索照常。"))
    return redirect("console:search-words")


def _who(desk: Desk) -> dict[str, Any]:
    return {"officer": desk.officer, "on": desk.on, "at": desk.at}
