"""政府信息公开: the fixed parts of the platform (国办公开办函〔2019〕61号)."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.annual_reports.queries.published import published_reports
from gongkai.portal.addresses import organ_named
from gongkai.portal.calendars import beginning_of
from gongkai.portal.kept_pages import kept_as_file, reads, until
from gongkai.portal.pages import DISCLOSURE, ITEMS, Crumb, Page
from gongkai.portal.site import site_of
from gongkai.portal.structured import as_json_ld
from gongkai.portal.structured_items import disclosure_service_thing
from gongkai.publications.queries.archive import next_day_to_come
from gongkai.publications.queries.fixed_parts import fixed_parts
from gongkai.rules.statutory_items import statutory_source

_REPORTS = 5


@require_safe
def open_government(request: HttpRequest) -> HttpResponse:
    """Lead to 政府信息公开 of the organ whose site it is."""
    organ = site_of(request).agency
    if organ is None:
        raise Http404
    return HttpResponseRedirect(reverse("portal:disclosure", args=[organ.code]))


@require_safe
@kept_as_file
def disclosure(request: HttpRequest, agency: str) -> HttpResponse:
    """Show 指南, 制度, 法定主动公开内容, 年报 and 依申请公开 of one organ."""
    organ, on = organ_named(agency), timezone.localdate()
    reads(request, f"agency:{organ.pk}:new", f"reports:{organ.pk}")
    until(request, lambda: beginning_of(next_day_to_come(organ, on)))
    takes_requests = organ == site_of(request).agency
    services = [disclosure_service_thing(request, organ, reverse("portal:apply"))]
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
        "takes_requests": takes_requests,
        "structured": as_json_ld(*services) if takes_requests else "",
        "parts": fixed_parts(organ, on),
        "source": statutory_source(),
        "reports": reports.filter(agency=organ)[:_REPORTS],
    }
    return render(request, "portal/disclosure.html", context)
