"""Registers the package with Django."""

from django.apps import AppConfig


class FundServicesConfig(AppConfig):
    name = "gongkai.fund_services"
    verbose_name = "公积金服务"
