"""Addresses of what is sent to people, below /console/sending/."""

from django.urls import URLPattern, path

from gongkai.console.views.sending import gateways, letters, listing, one_dispatch, own_settings

urlpatterns: list[URLPattern] = [
    path("", listing.dispatches, name="dispatches"),
    path("dead/", listing.dead, name="dead-letters"),
    path("letters/", letters.letters, name="letters-to-post"),
    path("letters/labels/", letters.labels, name="letter-labels"),
    path("mine/", own_settings.own_settings, name="message-settings"),
    path("mine/contact/", own_settings.contact, name="message-contact"),
    path("mine/wechat/", own_settings.wechat, name="message-wechat"),
    path("gateways/", gateways.gateways, name="message-gateways"),
    path("gateways/<slug:part>/", gateways.save, name="save-message-gateway"),
    path("<int:pk>/", one_dispatch.dispatch, name="dispatch"),
    path("<int:pk>/recipient/", one_dispatch.recipient, name="read-recipient"),
    path("<int:pk>/paper/", letters.paper, name="print-letter"),
    path("<int:pk>/<slug:deed>/", one_dispatch.act, name="act-on-dispatch"),
]
