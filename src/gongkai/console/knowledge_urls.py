"""Addresses of the knowledge base, below /console/knowledge/."""

from django.urls import URLPattern, path

from gongkai.console.views.knowledge import acting, listing, one_entry, writing

urlpatterns: list[URLPattern] = [
    path("", listing.entries, name="knowledge"),
    path("new/", writing.new_entry, name="knowledge-new"),
    path("<int:pk>/", one_entry.entry, name="knowledge-entry"),
    path("<int:pk>/edit/", writing.edit_entry, name="knowledge-edit"),
    path("<int:pk>/<slug:deed>/", acting.act, name="act-on-entry"),
]
