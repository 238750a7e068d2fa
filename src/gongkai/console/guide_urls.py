"""Addresses of service items and their guides, below /console/fund/guides/."""

from django.urls import URLPattern, path

from gongkai.console.views.guides import acting, adding, listing, one_item, versions, writing

urlpatterns: list[URLPattern] = [
    path("", listing.guides, name="guides"),
    path("register/", adding.register, name="register-items"),
    path("new/", adding.new_item, name="new-service-item"),
    path("<int:pk>/", one_item.guide, name="guide"),
    path("<int:pk>/edit/", writing.edit_guide, name="edit-guide"),
    path("<int:pk>/versions/<int:number>/", versions.version, name="guide-version"),
    path("<int:pk>/<slug:deed>/", acting.act, name="act-on-guide"),
]
