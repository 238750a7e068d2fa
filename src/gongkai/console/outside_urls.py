"""Addresses of the exchange with the 12345 platform, below /console/platform/."""

from django.urls import URLPattern, path

from gongkai.console.views.hotline import platform

urlpatterns: list[URLPattern] = [
    path("", platform.platform, name="platform"),
    path("faults/<int:pk>/", platform.seen, name="platform-fault"),
    path("tellings/<int:pk>/", platform.decide, name="platform-telling"),
]
