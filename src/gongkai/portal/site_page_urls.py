"""Addresses of what editors make: topics, free pages, and the pictures and files of the site."""

from django.urls import path, re_path

from gongkai.portal.views.site_files import site_file
from gongkai.portal.views.site_pages import free_page, topic, topics

urlpatterns = [
    path("zhuanti/", topics, name="topics"),
    path("zhuanti/<slug:slug>/", topic, name="topic"),
    path("ye/<slug:slug>/", free_page, name="page"),
    re_path(
        r"^wangzhan/(?P<pk>[0-9]{1,18})\.(?P<ending>[a-z0-9]{1,5})$", site_file, name="site-file"
    ),
]
