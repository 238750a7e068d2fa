"""Registers the package with Django."""

from django.apps import AppConfig


class ParticipationConfig(AppConfig):
    name = "gongkai.participation"
    verbose_name = "互动交流"
