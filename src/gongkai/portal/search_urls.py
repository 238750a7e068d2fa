"""Addresses of the search."""

from django.urls import URLPattern, path

from gongkai.portal.views.searching import search, suggest

urlpatterns: list[URLPattern] = [
    path("jiansuo/", search, name="search"),
    path("jiansuo/tishi/", suggest, name="suggest"),
]
