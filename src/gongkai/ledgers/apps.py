"""Registers the package with Django."""

from django.apps import AppConfig


class LedgersConfig(AppConfig):
    name = "gongkai.ledgers"
    verbose_name = "台账"
