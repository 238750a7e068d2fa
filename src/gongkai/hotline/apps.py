"""Registers the package with Django."""

from django.apps import AppConfig


class HotlineConfig(AppConfig):
    name = "gongkai.hotline"
    verbose_name = "热线工单"
