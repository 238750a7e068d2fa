"""Every address of an installation."""

from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

urlpatterns = [
    path("console/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("", include("gongkai.api.urls")),
    path("", include("gongkai.portal.urls")),
]

handler404 = "gongkai.portal.views.errors.not_found"
handler500 = "gongkai.config.outages.failed"
