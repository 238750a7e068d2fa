"""Registers the package with Django."""

from django.apps import AppConfig


class SitesConfig(AppConfig):
    name = "gongkai.sites"
    verbose_name = "网站"
