"""Addresses of appointments at counters, below /console/appointments/."""

from django.urls import URLPattern, path

from gongkai.console.views.appointments import (
    closing,
    counters,
    figures,
    marking,
    planning,
    rules,
    sheet,
)

urlpatterns: list[URLPattern] = [
    path("appointments/", sheet.sheet, name="appointments"),
    path("appointments/<int:pk>/arrived/", marking.arrived, name="booking-arrived"),
    path("appointments/<int:pk>/done/", marking.done, name="booking-done"),
    path("appointments/<int:pk>/absent/", marking.absent, name="booking-absent"),
    path("appointments/<int:pk>/not-absent/", marking.not_absent, name="booking-not-absent"),
    path("appointments/<int:pk>/visitor/", marking.visitor, name="read-booking-visitor"),
    path("appointments/counters/", counters.counters, name="counters"),
    path("appointments/counters/<int:pk>/", counters.counter, name="counter"),
    path("appointments/counters/<int:pk>/close/", counters.close, name="close-counter"),
    path("appointments/counters/<int:pk>/plan/", planning.plan, name="plan-slots"),
    path("appointments/counters/<int:pk>/plan/end/", planning.end, name="end-plans"),
    path("appointments/counters/<int:pk>/closed-days/", closing.close_one, name="close-day"),
    path("appointments/closed-days/<int:pk>/reopen/", closing.reopen, name="reopen-day"),
    path("appointments/rules/", rules.rules, name="booking-rules"),
    path("appointments/figures/", figures.figures, name="booking-figures"),
]
