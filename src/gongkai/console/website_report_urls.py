"""Addresses of the website's yearly form, below /console/website-reports/."""

from django.urls import URLPattern, path

from gongkai.console.views.website_reports import columns, filling, form, signing

_YEAR = "<int:year>/"

urlpatterns: list[URLPattern] = [
    path("", form.years, name="website-reports"),
    path(_YEAR, form.form, name="website-report"),
    path(f"{_YEAR}begin/", form.begin, name="begin-website-report"),
    path(f"{_YEAR}fill/", filling.by_hand, name="fill-website-report"),
    path(f"{_YEAR}values/<slug:key>/", filling.value, name="website-value"),
    path(f"{_YEAR}values/<slug:key>/clear/", filling.clear, name="clear-website-value"),
    path(f"{_YEAR}columns/", columns.columns, name="website-columns"),
    path(f"{_YEAR}sign-off/", signing.stages, name="website-sign-off"),
    path(f"{_YEAR}sign-off/<slug:deed>/", signing.act, name="website-sign-off-act"),
    path(f"{_YEAR}files/<slug:fmt>/", signing.one_file, name="website-report-file"),
]
