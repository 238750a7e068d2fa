"""The pages that editors make of blocks, listed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.console.access import Desk, staff
from gongkai.publications.permissions import insist, may_draft, may_read
from gongkai.sites.queries.page_page import pages_of
from gongkai.sites.queries.page_tasks import pages_to_sign

_MOST = 300


@require_safe
@staff
def pages(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List topics and free pages, those changed last first."""
    insist(may_read(desk.officer, desk.agency, desk.on), "查看网站页面")
    context = {
        "title": _("专题和单页"),
        "agency": desk.agency,
        "pages": pages_of(desk.agency)[:_MOST],
        "to_sign": {task.page.pk for task in pages_to_sign(desk.officer, desk.on)},
        "may_draft": may_draft(desk.officer, desk.agency, desk.on),
    }
    return render(request, "console/sites/pages.html", context)
