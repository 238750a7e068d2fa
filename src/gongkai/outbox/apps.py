"""Registers the package with Django."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "gongkai.outbox"
    verbose_name = "变更队列"
