"""Addresses of the website's self-inspection, below /console/self-inspection/."""

from django.urls import URLPattern, path

from gongkai.console.views.inspecting import acting, history, result, settings

urlpatterns: list[URLPattern] = [
    path("", result.newest, name="self-inspection"),
    path("begin/", acting.begin, name="begin-inspection"),
    path("settings/", settings.settings, name="inspection-settings"),
    path("<int:pk>/", history.one, name="inspection"),
    path("<int:pk>/file/", history.paper, name="inspection-file"),
    path("findings/<int:pk>/aside/", acting.aside, name="set-finding-aside"),
    path("findings/<int:pk>/take-up/", acting.again, name="take-finding-up"),
]
