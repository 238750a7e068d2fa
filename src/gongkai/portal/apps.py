"""Registers the package with Django."""

from django.apps import AppConfig
from django.conf import settings
from django.utils.translation.trans_real import translation

from gongkai.portal.own_texts import OwnTexts


class PortalConfig(AppConfig):
    name = "gongkai.portal"
    verbose_name = "门户"

    def ready(self) -> None:
        """Let texts in Chinese be their own translation."""
        translation(settings.LANGUAGE_CODE).merge(OwnTexts())
