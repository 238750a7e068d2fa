"""Registers the package with Django."""

from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "gongkai.messages"
    verbose_name = "通知"
    # django.contrib.messages has the short label.
    label = "gongkai_messages"
