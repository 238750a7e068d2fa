"""Registers the package with Django."""

from django.apps import AppConfig


class SelfInspectionConfig(AppConfig):
    name = "gongkai.self_inspection"
    verbose_name = "网站自查"
