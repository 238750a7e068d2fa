"""What waits for an officer in publishing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.console.access import Desk, staff
from gongkai.publications.permissions import insist, may_read
from gongkai.publications.queries.documents import lists as document_tasks
from gongkai.publications.queries.tasks import tasks_of
from gongkai.sites.queries.page_tasks import page_tasks


@require_safe
@staff
def mine(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show what waits for the officer, what was submitted first at the top."""
    insist(may_read(desk.officer, desk.agency, desk.on), _("办理信息发布"))
    context = {
        "title": _("待我办理"),
        "agency": desk.agency,
        "tasks": tasks_of(desk.officer, desk.on),
        "documents": document_tasks.tasks_of(desk.officer, desk.on),
        "pages": page_tasks(desk.officer, desk.on),
        "now": desk.at,
    }
    return render(request, "console/publishing/tasks.html", context)
