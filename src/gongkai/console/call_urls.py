"""Addresses of the hotline's calls, below /console/hotline/."""

from django.urls import URLPattern, path

from gongkai.console.views.hotline import (
    call_desk,
    call_figures,
    calls,
    one_call,
    topics,
    waiting_calls,
)

urlpatterns: list[URLPattern] = [
    path("desk/", call_desk.call_desk, name="call-desk"),
    path("desk/caller/", call_desk.caller, name="desk-caller"),
    path("desk/answers/", call_desk.answers, name="desk-answers"),
    path("waiting/", waiting_calls.waiting_calls, name="waiting-calls"),
    path("waiting/next/", waiting_calls.take_the_next, name="take-next-waiting"),
    path("waiting/<int:pk>/<slug:deed>/", waiting_calls.act, name="act-on-waiting"),
    path("calls/", calls.calls, name="calls"),
    path("calls/by-number/", calls.by_number, name="calls-by-number"),
    path("calls/mine/", calls.my_day, name="my-calls"),
    path("calls/<int:pk>/", one_call.call, name="call"),
    path("calls/<int:pk>/number/", one_call.number, name="read-call-number"),
    path("calls/<int:pk>/correct/", one_call.correct, name="correct-call"),
    path("calls/<int:pk>/escalate/", one_call.escalate, name="escalate-call"),
    path("call-figures/", call_figures.figures, name="call-figures"),
    path("topics/", topics.topics, name="topics"),
    path("topics/load/", topics.load, name="load-topics"),
    path("topics/add/", topics.add, name="add-topic"),
    path("topics/<int:pk>/<slug:deed>/", topics.act, name="act-on-topic"),
]
