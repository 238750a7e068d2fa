"""Addresses of tickets, below /console/tickets/."""

from django.urls import URLPattern, path

from gongkai.console.views.hotline.tickets import (
    acting,
    limits,
    one_ticket,
    queue,
    taking_in,
    transferring,
)

urlpatterns: list[URLPattern] = [
    path("", queue.tickets, name="tickets"),
    path("new/", taking_in.new_ticket, name="new-ticket"),
    path("new/from-request/", taking_in.from_request, name="ticket-from-request"),
    path("limits/", limits.limits, name="ticket-limits"),
    path("<int:pk>/", one_ticket.ticket, name="ticket"),
    path("<int:pk>/person/", one_ticket.person, name="read-ticket-person"),
    path("<int:pk>/transfer-note/", transferring.transfer_note, name="ticket-transfer-note"),
    path(
        "<int:pk>/transfer-note/docx/",
        transferring.transfer_file,
        name="ticket-transfer-file",
    ),
    path("<int:pk>/<slug:deed>/", acting.act, name="act-on-ticket"),
]
