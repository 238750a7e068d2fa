"""The list of items, and what is done to several of them at once."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies.permissions import NotAllowed
from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.publishing_filter_forms import ItemFilterForm
from gongkai.console.refusals import REFUSED
from gongkai.publications.models import Column, Item
from gongkai.publications.operations.drafting import abandon_item, content_from, save_item
from gongkai.publications.operations.publishing import publish_item
from gongkai.publications.operations.submitting import submit_item, take_back_item
from gongkai.publications.permissions import insist, may_draft, may_read
from gongkai.publications.queries.contents import content_of_item
from gongkai.publications.queries.item_lists import (
    PAGE,
    ItemsPageUnknown,
    ItemsWanted,
    items_of_keys,
    items_page,
)
from gongkai.publications.queries.records import columns_of

BULK_ACTS = {
    "submit": gettext_lazy("送审"),
    "take-back": gettext_lazy("取回"),
    "publish": gettext_lazy("发布"),
    "column": gettext_lazy("改栏目"),
    "abandon": gettext_lazy("作废"),
}


class Told(NamedTuple):
    """How one of several went."""

    item: Item
    done: bool
    words: str


@require_safe
@staff
def items(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show an organ's items, filtered as asked."""
    insist(may_read(desk.officer, desk.agency, desk.on), _("查看未发布的信息"))
    form = ItemFilterForm(request.GET, agency=desk.agency)
    wanted = form.wanted() if form.is_valid() else ItemsWanted()
    after = request.GET.get("after", "")
    try:
        page = items_page(desk.agency, wanted, after=after)
    except ItemsPageUnknown as unknown:
        raise NotHere(str(unknown)) from unknown
    query = request.GET.copy()
    query.pop("after", None)
    context = {
        "title": _("信息"),
        "agency": desk.agency,
        "form": form,
        "page": page,
        "query": f"{query.urlencode()}&" if query else "",
        "is_first": not after,
        "may_draft": may_draft(desk.officer, desk.agency, desk.on),
        "acts": BULK_ACTS.items(),
        "columns": form.fields["column"].choices[1:],
        "now": desk.at,
    }
    return render(request, "console/publishing/items.html", context)


@require_POST
@staff
def bulk(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Do the same to several items, each by itself, and tell of each how it went."""
    insist(may_read(desk.officer, desk.agency, desk.on), _("办理信息"))
    act = request.POST.get("act", "")
    if act not in BULK_ACTS:
        raise NotHere(_("没有选择要做什么，请返回列表选择。"))
    versions = _picked(request.POST.getlist("item"))
    column = _column(request, desk) if act == "column" else None
    operation = _operation(act, desk, column)
    rows = items_of_keys(desk.agency, list(versions))
    told = [_tried(operation, item, versions[item.pk]) for item in rows]
    context = {
        "title": _("批量%(act)s结果") % {"act": BULK_ACTS[act]},
        "crumbs": [(_("信息"), reverse("console:items"))],
        "agency": desk.agency,
        "told": told,
        "done": sum(each.done for each in told),
    }
    return render(request, "console/publishing/bulk.html", context)


def _picked(values: list[str]) -> dict[int, int]:
    """Return the versions that were seen of the items ticked, by their keys."""
    found = {}
    for value in values[:PAGE]:
        key, _colon, version = value.partition(":")
        if key.isascii() and key.isdigit() and version.isascii() and version.isdigit():
            found[int(key[:12])] = int(version[:9])
    return found


def _column(request: HttpRequest, desk: Desk) -> Column:
    key = request.POST.get("column", "")
    rows = columns_of(desk.agency).filter(is_closed=False)
    found = next((row for row in rows if str(row.pk) == key), None)
    if found is None:
        raise NotHere(_("改栏目：没有选择栏目，或者该栏目已停用，请返回列表选择。"))
    return found


def _operation(act: str, desk: Desk, column: Column | None) -> Callable[[Item, int], Any]:
    by: dict[str, Any] = {"officer": desk.officer, "on": desk.on, "at": desk.at}
    plain: dict[str, Callable[..., Any]] = {
        "submit": submit_item,
        "take-back": take_back_item,
        "publish": publish_item,
        "abandon": abandon_item,
    }
    if act in plain:
        return lambda item, version: plain[act](item=item, version=version, **by)

    def moved(item: Item, version: int) -> Any:
        assert column is not None
        content = content_from(item.agency, content_of_item(item))
        also_in = tuple(each for each in content.also_in if each.pk != column.pk)
        moved_to = replace(content, column=column, also_in=also_in)
        note = _("栏目改为“%(name)s”") % {"name": column.name}
        return save_item(item=item, version=version, content=moved_to, note=note, **by)

    return moved


def _tried(operation: Callable[[Item, int], Any], item: Item, version: int) -> Told:
    try:
        operation(item, version)
    except (NotAllowed, *REFUSED) as refused:
        return Told(item, False, str(refused))
    return Told(item, True, "")
