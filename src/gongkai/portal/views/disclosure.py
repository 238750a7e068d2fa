"""政府信息公开: the fixed parts of the platform (国办公开办函〔2019〕61号)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.annual_reports.queries.published import published_reports
from gongkai.portal.addresses import organ_named
from gongkai.portal.pages import DISCLOSURE, ITEMS, Crumb, Page
from gongkai.portal.site import site_of
from gongkai.publications.queries.fixed_parts import fixed_parts
from gongkai.rules.statutory_items import statutory_source

_REPORTS = 5


@require_safe
def disclosure(request: HttpRequest, agency: str) -> HttpResponse:
    """Show 指南, 制度, 法定主动公开内容, 年报 and 依申请公开 of one organ."""
    organ = organ_named(agency)
    reports = published_reports().defer("snapshot__content", "snapshot__figures")
    context = {
        "page": Page(
            title=_("%(organ)s政府信息公开") % {"organ": organ.name},
            column=ITEMS,
            crumbs=(Crumb(DISCLOSURE.name),),
            agency=organ,
            shelf=DISCLOSURE,
        ),
        "organ": organ,
        "takes_requests": organ == site_of(request).agency,
        "parts": fixed_parts(organ, timezone.localdate()),
        "source": statutory_source(),
        "reports": reports.filter(agency=organ)[:_REPORTS],
    }
    return render(request, "portal/disclosure.html", context)
