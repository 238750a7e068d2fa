"""Addresses of what is set and watched in publishing, below /console/publishing/."""

from django.urls import URLPattern, path

from gongkai.console.views.publishing import columns, monitor, settings, substitutions, words

urlpatterns: list[URLPattern] = [
    path("monitor/", monitor.monitor, name="publishing-monitor"),
    path("columns/", columns.columns, name="columns"),
    path("columns/new/", columns.new, name="new-column"),
    path("columns/presets/", columns.presets, name="preset-columns"),
    path("columns/<int:pk>/", columns.one, name="column"),
    path("columns/<int:pk>/close/", columns.close, name="close-column"),
    path("settings/", settings.settings, name="publishing-settings"),
    path("words/", words.words, name="own-words"),
    path("words/list/", words.take_list, name="import-own-words"),
    path("words/<int:pk>/remove/", words.remove, name="remove-own-word"),
    path("substitutions/", substitutions.substitutions, name="substitutions"),
    path("substitutions/<int:pk>/end/", substitutions.end, name="end-substitution"),
]
