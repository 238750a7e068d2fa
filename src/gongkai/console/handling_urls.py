"""Addresses of online business, below /console/applications/."""

from django.urls import URLPattern, path

from gongkai.console.views.handling import acting, files, limits, office, one_application, queue

urlpatterns: list[URLPattern] = [
    path("", queue.applications, name="applications"),
    path("office/", office.office, name="service-office"),
    path("office/table/", office.table, name="service-office-table"),
    path("limits/", limits.limits, name="service-limits"),
    path("<int:pk>/", one_application.application, name="application"),
    path("<int:pk>/person/", one_application.person, name="read-application-person"),
    path("<int:pk>/files/<int:file>/", files.one_file, name="application-file"),
    path("<int:pk>/<slug:deed>/", acting.act, name="act-on-application"),
]
