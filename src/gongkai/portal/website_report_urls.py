"""Addresses of the website's yearly form."""

from django.urls import path, re_path

from gongkai.portal.views.website_reports import (
    website_report,
    website_report_file,
    website_reports,
)

# Four digits and no more: whatever else is typed is no year.
_FORM = r"^wangzhan-nianbao/(?P<agency>[-a-zA-Z0-9_]+)/(?P<year>[0-9]{4})/"

urlpatterns = [
    path("wangzhan-nianbao/", website_reports, name="website-reports"),
    re_path(_FORM + "$", website_report, name="website-report"),
    re_path(
        _FORM + r"website-report\.(?P<fmt>[a-z]+)$", website_report_file, name="website-report-file"
    ),
]
