"""Addresses of the 咨询投诉建议 box."""

from django.urls import path, re_path

from gongkai.portal.views.message_tracking import (
    leave_message,
    message_track,
    message_tracked,
    rate_message,
)
from gongkai.portal.views.messages import message_box, message_sent
from gongkai.portal.views.public_replies import public_replies, public_reply
from gongkai.portal.views.published_messages import message, messages_published

urlpatterns = [
    path("liuyan/", message_box, name="message-box"),
    path("liuyan/huizhi/", message_sent, name="message-sent"),
    path("liuyan/chaxun/", message_track, name="message-track"),
    path("liuyan/chaxun/<slug:number>/", message_tracked, name="message-tracked"),
    path("liuyan/chaxun/<slug:number>/pingjia/", rate_message, name="rate-message"),
    path("liuyan/chaxun/<slug:number>/likai/", leave_message, name="leave-message"),
    path("liuyan/xuandeng/", messages_published, name="messages-published"),
    re_path(
        r"^liuyan/xuandeng/p(?P<sheet>[1-9][0-9]{0,5})/$",
        messages_published,
        name="messages-published-sheet",
    ),
    path("liuyan/xuandeng/<int:pk>/", message, name="message"),
    path("liuyan/rexian/", public_replies, name="public-replies"),
    re_path(
        r"^liuyan/rexian/p(?P<sheet>[1-9][0-9]{0,5})/$",
        public_replies,
        name="public-replies-sheet",
    ),
    path("liuyan/rexian/<int:pk>/", public_reply, name="public-reply"),
]
