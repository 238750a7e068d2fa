"""The page behind a link in an SMS or a mail: how its caller finds what was done, once."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from gongkai.hotline.operations.call_backs import CallBackRefused, rate_by_link
from gongkai.hotline.operations.tickets.acting import TicketRefused
from gongkai.hotline.queries.call_backs.links import linked
from gongkai.portal.opinion_forms import OpinionForm
from gongkai.portal.pages import Column, Crumb, Page
from gongkai.portal.throttling import FollowThrottle, throttled

_COLUMN = Column(
    name=gettext_lazy("办理评价"),
    description=gettext_lazy("对反映事项的办理结果和服务态度作出评价。"),
    keywords=gettext_lazy("满意度评价"),
    kind=gettext_lazy("互动交流"),
    route="portal:message-box",
)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@throttled(FollowThrottle)
def opinion(request: HttpRequest, code: str) -> HttpResponse:
    """Ask whom a link was sent how he finds what was done; keep what he says."""
    if request.method != "POST":
        return _page(request, code, OpinionForm())
    form = OpinionForm(request.POST)
    if not form.is_valid():
        return _page(request, code, form, status=400)
    at = timezone.now()
    try:
        rate_by_link(code=code, given=form.given(), on=timezone.localdate(at), at=at)
    except (CallBackRefused, TicketRefused) as refused:
        return _page(request, code, form, str(refused), status=409)
    return redirect("portal:opinion", code=code)


def _page(
    request: HttpRequest, code: str, form: OpinionForm, told: str = "", status: int = 200
) -> HttpResponse:
    found = linked(code)
    is_open = (
        found is not None
        and found.state == "SENT"
        and found.ticket.awaits_call_back
        and (found.link_until is None or timezone.localdate() <= found.link_until)
    )
    context = {
        "page": Page(
            title=_("办理评价"), column=_COLUMN, crumbs=(Crumb(_("办理评价")),), is_indexed=False
        ),
        "found": found,
        "is_open": is_open,
        "is_rated": found is not None and found.state == "REACHED",
        "form": form,
        "told": told,
        "code": code,
    }
    if found is None and status == 200:
        status = 404
    return render(request, "portal/messages/opinion.html", context, status=status)
