"""Registers the package with Django."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "gongkai.casework"
    verbose_name = "依申请公开"
