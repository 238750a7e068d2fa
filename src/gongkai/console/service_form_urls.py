"""Addresses of the forms of online business, below /console/service-forms/."""

from django.urls import URLPattern, path

from gongkai.console.views.service_forms import importing, listing, versions

urlpatterns: list[URLPattern] = [
    path("", listing.service_forms, name="service-forms"),
    path("install/", importing.install, name="install-service-forms"),
    path("<int:pk>/", listing.item_forms, name="service-form-item"),
    path("<int:pk>/import/", importing.bring, name="import-service-form"),
    path("versions/<int:pk>/", versions.version, name="service-form-version"),
    path("versions/<int:pk>/table/", versions.table, name="service-form-table"),
    path("versions/<int:pk>/release/", versions.release, name="release-service-form"),
]
