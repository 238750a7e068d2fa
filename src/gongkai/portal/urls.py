"""Addresses of the public site."""

from django.urls import path, re_path

from gongkai.portal.views.checking import check_report
from gongkai.portal.views.disclosure import disclosure
from gongkai.portal.views.feeds import atom, rss
from gongkai.portal.views.home import home
from gongkai.portal.views.item import item, item_file
from gongkai.portal.views.items import items
from gongkai.portal.views.log import log, log_entry
from gongkai.portal.views.machines import robots, sitemap
from gongkai.portal.views.matters import matter
from gongkai.portal.views.reports import report, report_file, reports
from gongkai.portal.views.requests import applied, apply, confirm, paper_form
from gongkai.portal.views.searching import search
from gongkai.portal.views.tracking import act, leave, track_case, tracked, tracked_file

app_name = "portal"

# Four digits and no more: whatever else is typed is no year.
_REPORT = r"^nianbao/(?P<agency>[-a-zA-Z0-9_]+)/(?P<year>[0-9]{4})/"

urlpatterns = [
    path("", home, name="home"),
    path("nianbao/", reports, name="reports"),
    path("nianbao/<slug:agency>/", reports, name="reports-of"),
    re_path(_REPORT + r"$", report, name="report"),
    re_path(_REPORT + r"report\.(?P<fmt>[a-z]+)$", report_file, name="report-file"),
    path("xinxi/", items, name="items"),
    path("xinxi/<slug:agency>/", items, name="items-of"),
    path("xinxi/<slug:agency>/feed.rss", rss, name="feed-rss"),
    path("xinxi/<slug:agency>/feed.atom", atom, name="feed-atom"),
    path("xinxi/<slug:agency>/gongkai/", disclosure, name="disclosure"),
    path("xinxi/<slug:agency>/<int:pk>/", item, name="item"),
    path("xinxi/<slug:agency>/<int:pk>/wenjian/<int:file>/", item_file, name="item-file"),
    path("gongshi/", log, name="log"),
    path("gongshi/<int:pk>/", log_entry, name="log-entry"),
    path("hedui/", check_report, name="check"),
    path("jiansuo/", search, name="search"),
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
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", sitemap, name="sitemap"),
]
