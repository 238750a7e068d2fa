"""Registers the package with Django."""

from django.apps import AppConfig


class CliConfig(AppConfig):
    name = "gongkai.cli"
    verbose_name = "命令行"
