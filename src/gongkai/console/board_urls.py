"""Addresses of the hotline's wall and of its bulletins, below /console/board/."""

from django.urls import URLPattern, path

from gongkai.console.views.hotline import board, bulletins

urlpatterns: list[URLPattern] = [
    path("", board.wall, name="hotline-board"),
    path("bulletins/", bulletins.choose, name="hotline-bulletins"),
    path("bulletins/make/", bulletins.make, name="make-bulletin"),
    path("bulletins/<str:period>/<slug:fmt>/", bulletins.one_file, name="hotline-bulletin"),
]
