"""Registers the package with Django."""

from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    name = "gongkai.knowledge"
    verbose_name = "知识库"
