"""Addresses of what surrounds the pages: ways of reading, errors, colours, and the way out."""

from django.urls import path, re_path

from gongkai.portal.views.accessibility import accessibility
from gongkai.portal.views.colouring import colours
from gongkai.portal.views.errors import error_page
from gongkai.portal.views.leaving import leaving
from gongkai.portal.views.reading import choose_view

urlpatterns = [
    path("liulan/", choose_view, name="view-mode"),
    path("wuzhangai/", accessibility, name="accessibility"),
    re_path(r"^cuowu/(?P<status>[0-9]{3})/$", error_page, name="error-page"),
    re_path(r"^wangzhan/se-(?P<digits>[0-9a-f]{6})\.css$", colours, name="colours"),
    path("likai/", leaving, name="leaving"),
]
