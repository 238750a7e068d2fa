"""Addresses of the guides to what a fund centre handles."""

from django.urls import path

from gongkai.portal.views.guides import earlier_guide, guide, guides

urlpatterns = [
    path("banshi/", guides, name="guides"),
    path("banshi/<int:pk>/", guide, name="guide"),
    path("banshi/<int:pk>/banben/<int:number>/", earlier_guide, name="guide-version"),
]
