"""While somebody types: kept by and by, checked, cleaned of what a paste brings along."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gongkai.console.access import Desk, staff
from gongkai.console.finding_rows import rows_of
from gongkai.console.item_forms import ItemForm, shown_body, stored_body
from gongkai.console.refusals import REFUSED
from gongkai.console.views.publishing.acting import version_sent
from gongkai.console.views.publishing.item import item_at
from gongkai.documents.drafts.blocks import DraftRefused
from gongkai.documents.drafts.pasting import clean_pasted
from gongkai.publications.models import ItemState
from gongkai.publications.operations.locking import take_lock
from gongkai.publications.operations.working_copies import keep_working_copy
from gongkai.publications.permissions import insist, may_draft
from gongkai.publications.queries.contents import files_of
from gongkai.publications.queries.item_lists import items_titled
from gongkai.publications.queries.prechecking import check_typed

_CHECKED = ("title", "summary", "source", "keywords")
_MANY = ("also_in",)


@require_POST
@staff
def keep(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Keep what is typed so far, right or wrong; tell whether the officer still has the pen."""
    one = item_at(desk, pk)
    typed = {
        name: request.POST.getlist(name) if name in _MANY else request.POST.get(name, "")
        for name in ItemForm.base_fields
        if name != "version"
    }
    version = max(version_sent(request), 0)
    told = ""
    try:
        keep_working_copy(
            item=one,
            version=version,
            content=typed,
            officer=desk.officer,
            on=desk.on,
            at=desk.at,
        )
        if one.state == ItemState.DRAFT:
            take_lock(item=one, officer=desk.officer, on=desk.on, at=desk.at)
        else:
            told = _("该信息已变为“%(state)s”，您输入的内容已暂存。") % {
                "state": one.get_state_display()
            }
    except REFUSED as refused:
        told = str(refused)
    if not told and one.version != version:
        told = _("该信息在您打开之后已有变动，您输入的内容已暂存；保存时请对照最新内容。")
    moment = timezone.localtime(desk.at)
    return JsonResponse({"kept_at": f"{moment:%H:%M:%S}", "told": told})


@require_POST
@staff
def check(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Check what is typed, saved or not; answer with the rows of the panel."""
    one = item_at(desk, pk)
    form = ItemForm(request.POST, agency=desk.agency)
    form.is_valid()
    body = _cleaned(stored_body(request.POST.get("body", "")))
    found = check_typed(
        one,
        texts={name: request.POST.get(name, "") for name in _CHECKED},
        body=body,
        formed_on=form.cleaned_data.get("formed_on"),
        on=desk.on,
        files=files_of(one) if request.POST.get("with_files") else (),
    )
    context: dict[str, Any] = {"rows": rows_of(found, body), "open_count": len(found.open)}
    return render(request, "console/publishing/findings.html", context)


@require_POST
@staff
def clean(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Return pasted HTML with its structure alone."""
    insist(may_draft(desk.officer, desk.agency, desk.on), _("编辑信息"))
    try:
        text = clean_pasted(stored_body(request.POST.get("html", "")))
    except DraftRefused as refusal:
        return JsonResponse({"html": "", "told": str(refusal)})
    return JsonResponse({"html": shown_body(text), "told": ""})


@require_safe
@staff
def find(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Return items to link to, found by their title or number."""
    one = item_at(desk, pk)
    words = request.GET.get("q", "").strip()[:60]
    found = items_titled(desk.agency, words, but=one) if words else []
    context = {"found": found, "words": words}
    return render(request, "console/publishing/items_found.html", context)


def _cleaned(body: str) -> str:
    try:
        return clean_pasted(body)
    except DraftRefused:
        return ""
