"""Addresses of call-backs and of the rates made of them, below /console/call-backs/."""

from django.urls import URLPattern, path

from gongkai.console.views.hotline import call_back_plan, call_backs, one_call_back, rates

urlpatterns: list[URLPattern] = [
    path("", call_backs.call_backs, name="call-backs"),
    path("links/", call_backs.links, name="call-back-links"),
    path("plan/", call_back_plan.plan, name="call-back-plan"),
    path("rates/", rates.rates, name="rates"),
    path("<int:pk>/", one_call_back.call_back, name="call-back"),
    path("<int:pk>/<slug:deed>/", one_call_back.act, name="act-on-call-back"),
]
