"""Addresses of the public site."""

from django.urls import path, re_path

from gongkai.portal import (
    account_urls,
    answer_urls,
    booking_urls,
    calculator_urls,
    certificate_urls,
    filing_urls,
    guide_urls,
    item_urls,
    message_urls,
    my_fund_urls,
    participation_urls,
    search_urls,
    shell_urls,
    site_page_urls,
    situation_urls,
    website_report_urls,
)
from gongkai.portal.views.checking import check_report
from gongkai.portal.views.log import log, log_entry
from gongkai.portal.views.matters import matter
from gongkai.portal.views.reports import report, report_file, reports
from gongkai.portal.views.requests import applied, apply, confirm, paper_form
from gongkai.portal.views.tracking import act, leave, track_case, tracked, tracked_file

app_name = "portal"

# The first sheet is the list itself. No organ's list is hidden by that of all organs.
_SHEET = r"p(?P<sheet>[2-9]|[1-9][0-9]{1,2})/$"
# Four digits and no more: whatever else is typed is no year.
_REPORT = r"^nianbao/(?P<agency>[-a-zA-Z0-9_]+)/(?P<year>[0-9]{4})/"

urlpatterns = [
    *item_urls.urlpatterns,
    *filing_urls.urlpatterns,
    *situation_urls.urlpatterns,
    *guide_urls.urlpatterns,
    *booking_urls.urlpatterns,
    *message_urls.urlpatterns,
    *answer_urls.urlpatterns,
    *calculator_urls.urlpatterns,
    *website_report_urls.urlpatterns,
    path("nianbao/", reports, name="reports"),
    re_path(r"^nianbao/quanbu/" + _SHEET, reports, name="reports-sheet"),
    path("nianbao/<slug:agency>/", reports, name="reports-of"),
    re_path(r"^nianbao/(?P<agency>[-a-zA-Z0-9_]+)/" + _SHEET, reports, name="reports-of-sheet"),
    re_path(_REPORT + r"$", report, name="report"),
    re_path(_REPORT + r"report\.(?P<fmt>[a-z]+)$", report_file, name="report-file"),
    path("gongshi/", log, name="log"),
    re_path(r"^gongshi/" + _SHEET, log, name="log-sheet"),
    path("gongshi/<int:pk>/", log_entry, name="log-entry"),
    path("hedui/", check_report, name="check"),
    *search_urls.urlpatterns,
    path("shenqing/", apply, name="apply"),
    path("shenqing/queren/", confirm, name="apply-confirm"),
    path("shenqing/huizhi/", applied, name="applied"),
    path("shenqing/biaoge/", paper_form, name="paper-form"),
    path("shixiang/<slug:kind>/", matter, name="matter"),
    path("chaxun/", track_case, name="track"),
    path("chaxun/<slug:number>/", tracked, name="tracked"),
    path("chaxun/<slug:number>/wenjian/<int:pk>/", tracked_file, name="tracked-file"),
    path("chaxun/<slug:number>/likai/", leave, name="leave"),
    path("chaxun/<slug:number>/<slug:deed>/", act, name="act"),
    *participation_urls.urlpatterns,
    *account_urls.urlpatterns,
    *my_fund_urls.urlpatterns,
    *certificate_urls.urlpatterns,
    *shell_urls.urlpatterns,
    *site_page_urls.urlpatterns,
]
