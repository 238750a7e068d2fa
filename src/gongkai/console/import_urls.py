"""Addresses of files that are taken over, below /console/imports/."""

from django.urls import URLPattern, path

from gongkai.console.views.hotline import import_columns, imports

urlpatterns: list[URLPattern] = [
    path("", imports.imports, name="imports"),
    path("<int:pk>/", imports.run, name="import"),
    path("<int:pk>/columns/", import_columns.columns, name="import-columns"),
    path("<int:pk>/confirm/", imports.confirm, name="confirm-import"),
    path("<int:pk>/discard/", imports.discard, name="discard-import"),
    path("<int:pk>/check/", imports.check_again, name="check-import"),
]
