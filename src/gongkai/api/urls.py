"""Addresses of the interface for machines."""

from django.urls import path, re_path

from gongkai.api import fund_urls
from gongkai.api.views.annual_reports import AnnualReport, AnnualReports
from gongkai.api.views.documentation import Description, Documentation, Unknown
from gongkai.api.views.figures import Figures
from gongkai.api.views.health import healthz, readyz
from gongkai.api.views.sms_reports import sms_reports
from gongkai.api.views.wechat_events import wechat_events

app_name = "api"

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("api/v1/annual-reports/", AnnualReports.as_view(), name="annual-reports"),
    re_path(
        r"^api/v1/annual-reports/(?P<agency>[-a-zA-Z0-9_]+)/(?P<year>[0-9]{4})/$",
        AnnualReport.as_view(),
        name="annual-report",
    ),
    path("api/v1/figures/", Figures.as_view(), name="figures"),
    *fund_urls.urlpatterns,
    path("api/v1/sms-reports/", sms_reports, name="sms-reports"),
    path("api/v1/wechat-events/<slug:agency>/", wechat_events, name="wechat-events"),
    path("api/v1/schema/", Description.as_view(), name="schema"),
    path("api/v1/docs/", Documentation.as_view(), name="docs"),
    re_path(r"^api/(?P<rest>.*/)?$", Unknown.as_view()),
]
