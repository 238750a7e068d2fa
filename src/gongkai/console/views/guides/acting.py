"""Doing something to an item or its guide; what was typed is shown again where it is refused."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from gongkai.agencies.permissions import NotAllowed
from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.refusals import REFUSED, problems_of
from gongkai.console.views.guides.desk import item_at, who
from gongkai.console.views.guides.one_item import FORMS, item_page
from gongkai.fund_services.operations.guides import (
    GuideChanged,
    cancel_guide,
    confirm_item,
    discard_guide,
    offer_again,
    release_guide,
    return_guide,
    set_online_from,
    submit_guide,
    take_back_guide,
    withdraw_item,
)

_ACTS: Mapping[str, tuple[Callable[..., Any], Any]] = {
    "submit": (submit_guide, gettext_lazy("已提交，并通知审核人员。")),
    "take-back": (take_back_guide, gettext_lazy("已取回，可以继续修改。")),
    "discard": (discard_guide, gettext_lazy("已放弃草稿，现行版本不变。")),
    "return": (return_guide, gettext_lazy("已退回，并通知拟稿人。")),
    "release": (release_guide, gettext_lazy("已审核通过，到生效日期起替代现行版本。")),
    "cancel": (cancel_guide, gettext_lazy("已取消，该版本不再生效。")),
    "confirm": (confirm_item, gettext_lazy("已确认，网站上不再标注“待本中心确认”。")),
    "online": (set_online_from, gettext_lazy("已修改全程网办日期。")),
    "withdraw": (withdraw_item, gettext_lazy("已登记停办，到停办日期起公众不再看到。")),
    "offer-again": (offer_again, gettext_lazy("已恢复办理。")),
}


@require_POST
@staff
def act(request: HttpRequest, desk: Desk, pk: int, deed: str) -> HttpResponse:
    """Do one act to an item as its page showed it."""
    found = item_at(desk, pk)
    if deed not in _ACTS:
        raise NotHere(_("没有这项操作，请从事项页面选择。"))
    form = FORMS[deed](request.POST)
    if not form.is_valid():
        told = problems_of(form)
        return item_page(request, desk, found, deed=deed, sent=form, told=told, status=400)
    operation, done = _ACTS[deed]
    try:
        operation(item=found.item, **form.cleaned_data, **who(desk))
    except (*REFUSED, NotAllowed) as refused:
        changed = isinstance(refused, GuideChanged)
        if changed:
            found = item_at(desk, pk)
            seen = found.written.saved if found.written else 0
            form.data = {**request.POST.dict(), "seen": str(seen)}
        status = 409 if changed else 403 if isinstance(refused, NotAllowed) else 400
        return item_page(
            request, desk, found, deed=deed, sent=form, told=str(refused), status=status
        )
    messages.success(request, done)
    return redirect("console:guide", pk=pk)
