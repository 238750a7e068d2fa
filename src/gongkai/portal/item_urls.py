"""Addresses of what the site is made of: home, items, columns, archive, feeds, what robots read."""

from django.urls import path, re_path

from gongkai.portal.views.archive import (
    archive_month,
    archive_year,
    column,
    column_month,
    column_year,
)
from gongkai.portal.views.contact import contact
from gongkai.portal.views.directory import directory, directory_month
from gongkai.portal.views.disclosure import disclosure, open_government
from gongkai.portal.views.feeds import atom, rss
from gongkai.portal.views.home import home
from gongkai.portal.views.item import item
from gongkai.portal.views.item_files import former_file, item_file
from gongkai.portal.views.items import items
from gongkai.portal.views.machines import robots, security_txt
from gongkai.portal.views.site_map import site_map
from gongkai.portal.views.sitemaps import sitemap, sitemap_of_month, sitemap_of_pages

# Four digits, two digits, no leading zero: whatever else is typed is no such address.
_ORGAN = r"^xinxi/(?P<agency>[-a-zA-Z0-9_]+)/"
_COLUMN = _ORGAN + r"lanmu/(?P<column>[-a-zA-Z0-9_]+)/"
_YEAR = r"(?P<year>[0-9]{4})/"
_MONTH = _YEAR + r"(?P<month>[0-9]{2})/"
_SHEET = r"p(?P<sheet>[1-9][0-9]{0,5})/$"

urlpatterns = [
    path("", home, name="home"),
    path("ditu/", site_map, name="site-map"),
    path("lianxi/", contact, name="contact"),
    path("gongkai/", open_government, name="open-government"),
    path("xinxi/", items, name="items"),
    path("xinxi/<slug:agency>/", items, name="items-of"),
    path("xinxi/<slug:agency>/feed.rss", rss, name="feed-rss"),
    path("xinxi/<slug:agency>/feed.atom", atom, name="feed-atom"),
    path("xinxi/<slug:agency>/gongkai/", disclosure, name="disclosure"),
    path("xinxi/<slug:agency>/mulu/", directory, name="directory"),
    re_path(_ORGAN + "mulu/" + _MONTH + "$", directory_month, name="directory-month"),
    re_path(_ORGAN + "mulu/" + _MONTH + _SHEET, directory_month, name="directory-month-sheet"),
    path("xinxi/<slug:agency>/lanmu/<slug:column>/", column, name="column"),
    path("xinxi/<slug:agency>/lanmu/<slug:column>/feed.rss", rss, name="column-rss"),
    path("xinxi/<slug:agency>/lanmu/<slug:column>/feed.atom", atom, name="column-atom"),
    re_path(_COLUMN + _YEAR + "$", column_year, name="column-year"),
    re_path(_COLUMN + _YEAR + _SHEET, column_year, name="column-year-sheet"),
    re_path(_COLUMN + _MONTH + "$", column_month, name="column-month"),
    re_path(_COLUMN + _MONTH + _SHEET, column_month, name="column-month-sheet"),
    re_path(_ORGAN + "guidang/" + _YEAR + "$", archive_year, name="archive-year"),
    re_path(_ORGAN + "guidang/" + _MONTH + "$", archive_month, name="archive-month"),
    re_path(_ORGAN + "guidang/" + _MONTH + _SHEET, archive_month, name="archive-month-sheet"),
    path("xinxi/<slug:agency>/<int:pk>/", item, name="item"),
    path("xinxi/<slug:agency>/<int:pk>/wenjian/<int:file>/", former_file, name="former-file"),
    re_path(
        _ORGAN + r"(?P<pk>[0-9]{1,18})/wenjian/(?P<file>[0-9]{1,18})\.(?P<ending>[a-z0-9]{1,8})$",
        item_file,
        name="item-file",
    ),
    path("robots.txt", robots, name="robots"),
    path(".well-known/security.txt", security_txt, name="security-txt"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("sitemap/pages.xml", sitemap_of_pages, name="sitemap-pages"),
    re_path(
        r"^sitemap/(?P<agency>[-a-zA-Z0-9_]+)/(?P<year>[0-9]{4})-(?P<month>[0-9]{2})\.xml$",
        sitemap_of_month,
        name="sitemap-month",
    ),
]
