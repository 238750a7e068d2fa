"""Addresses of the website's search, below /console/search/."""

from django.urls import URLPattern, path

from gongkai.console.views import search_words

urlpatterns: list[URLPattern] = [
    path("", search_words.search_words, name="search-words"),
    path("synonyms/<int:pk>/remove/", search_words.remove, name="remove-synonyms"),
    path("rebuild/", search_words.rebuild, name="rebuild-index"),
]
