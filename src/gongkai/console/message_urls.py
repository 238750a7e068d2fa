"""Addresses of the site's messages, below /console/site-messages/."""

from django.urls import URLPattern, path

from gongkai.console.views.messages import acting, listing, one_message

urlpatterns: list[URLPattern] = [
    path("", listing.messages, name="site-messages"),
    path("<int:pk>/", one_message.message, name="site-message"),
    path("<int:pk>/sender/", one_message.sender, name="read-sender"),
    path("<int:pk>/<slug:deed>/", acting.act, name="act-on-message"),
]
