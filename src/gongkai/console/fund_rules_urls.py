"""Addresses of a city's provident fund rules, below /console/."""

from django.urls import URLPattern, path

from gongkai.console.views import fund_rules

urlpatterns: list[URLPattern] = [
    path("fund-rules/", fund_rules.rules, name="fund-rules"),
]
