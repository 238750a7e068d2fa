"""Registers the package with Django."""

from django.apps import AppConfig


class WebsiteReportsConfig(AppConfig):
    name = "gongkai.website_reports"
    verbose_name = "网站年度报表"
