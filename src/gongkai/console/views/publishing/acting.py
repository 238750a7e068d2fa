"""Acts on an item that need no form: one button each, told on the item's page how it went."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.refusals import attempt
from gongkai.console.views.publishing.item import item_at
from gongkai.publications.operations.drafting import (
    abandon_item,
    restore_revision,
    revise_item,
)
from gongkai.publications.operations.publishing import publish_item
from gongkai.publications.operations.submitting import submit_item, take_back_item

# Operation, what is told once it is done, and the page that follows.
_ACTS: dict[str, tuple[Callable[..., Any], Any, str]] = {
    "submit": (submit_item, gettext_lazy("已送审，并通知审核人员。"), "console:item"),
    "take-back": (take_back_item, gettext_lazy("已取回，可以修改后重新送审。"), "console:item"),
    "publish": (publish_item, gettext_lazy("已发布。"), "console:item"),
    "revise": (
        revise_item,
        gettext_lazy("已开始修改；新版本通过审核前，已公开的内容不变。"),
        "console:edit-item",
    ),
    "abandon": (abandon_item, gettext_lazy("已作废；修订记录仍保留。"), "console:item"),
}


@require_POST
@staff
def act(request: HttpRequest, desk: Desk, pk: int, name: str) -> HttpResponse:
    """Do one act to an item as its page showed it."""
    one = item_at(desk, pk)
    if name not in _ACTS:
        raise NotHere(_("没有这项操作，请从信息页面选择。"))
    operation, done, page = _ACTS[name]
    started = partial(
        operation,
        item=one,
        version=version_sent(request),
        officer=desk.officer,
        on=desk.on,
        at=desk.at,
    )
    return redirect(page if attempt(request, started, done) else "console:item", pk=pk)


@require_POST
@staff
def restore(request: HttpRequest, desk: Desk, pk: int, number: int) -> HttpResponse:
    """Bring back an earlier revision as the newest."""
    one = item_at(desk, pk)
    started = partial(
        restore_revision,
        item=one,
        version=version_sent(request),
        number=number,
        officer=desk.officer,
        on=desk.on,
        at=desk.at,
    )
    attempt(request, started, _("已恢复第%(number)s稿的文字和目录信息。") % {"number": number})
    return redirect("console:item", pk=pk)


def version_sent(request: HttpRequest) -> int:
    """Return the version that the page showed; one that never was where none is sent."""
    sent = request.POST.get("version", "")
    return int(sent[:9]) if sent.isascii() and sent.isdigit() else -1
