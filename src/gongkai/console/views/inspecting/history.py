"""Earlier inspections as they ended, and each as a document."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.console.access import Desk, NotHere, staff
from gongkai.console.attachments import attachment
from gongkai.documents.notices.inspection_docx import render_inspection_docx
from gongkai.self_inspection.models import Inspection, InspectionState
from gongkai.self_inspection.permissions import insist, may_see
from gongkai.self_inspection.queries.papers import paper_of
from gongkai.self_inspection.queries.results import inspections_of


@require_safe
@staff
def one(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Show an inspection as it ended."""
    inspection = _inspection(desk, pk)
    context = {
        "title": _("%(day)s自查结果") % {"day": inspection.on},
        "crumbs": [(_("网站自查"), reverse("console:self-inspection"))],
        "agency": desk.agency,
        "inspection": inspection,
        "paper": paper_of(inspection),
    }
    return render(request, "console/inspecting/one.html", context)


@require_safe
@staff
def paper(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Return an inspection as a Word document."""
    inspection = _inspection(desk, pk)
    told = paper_of(inspection)
    name = _("%(year)s年%(month)s月网站自查情况") % {
        "year": inspection.on.year,
        "month": inspection.on.month,
    }
    return attachment(render_inspection_docx(told), "docx", name)


def _inspection(desk: Desk, pk: int) -> Inspection:
    insist(may_see(desk.officer, desk.agency, desk.on), _("查看网站自查"))
    done = inspections_of(desk.agency).filter(state=InspectionState.DONE, pk=pk).first()
    if done is None:
        raise NotHere(_("没有这次自查的结果，请从“网站自查”页选择。"))
    return done
