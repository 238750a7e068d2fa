"""Addresses of the public's questions and answers, and of what callers think of theirs."""

from django.urls import path

from gongkai.portal.views.answers import answer, answers
from gongkai.portal.views.opinions import opinion

urlpatterns = [
    path("wenda/", answers, name="answers"),
    path("wenda/<int:pk>/", answer, name="answer"),
    path("huifang/<str:code>/", opinion, name="opinion"),
]
