"""Texts in Chinese are answered before any catalogue, and nothing else is."""

import importlib.util
import re
from gettext import GNUTranslations
from pathlib import Path

import polib
import pytest
from django.apps import apps
from django.conf import settings
from django.utils.translation import gettext, ngettext, pgettext
from django.utils.translation.trans_real import translation

from gongkai.portal.own_texts import OwnTexts

CHINESE = re.compile("[\u4e00-\u9fff]")


def catalogues() -> list[Path]:
    """Return every Chinese catalogue that is read."""
    django = importlib.util.find_spec("django")
    assert django is not None and django.origin is not None
    folders = [Path(config.path) / "locale" for config in apps.get_app_configs()]
    folders += [Path(django.origin).parent / "conf" / "locale", *map(Path, settings.LOCALE_PATHS)]
    return [found for folder in folders for found in folder.glob("zh*/LC_MESSAGES/django.mo")]


def test_no_catalogue_translates_a_text_in_chinese():
    assert len(catalogues()) > 5
    for path in catalogues():
        assert [
            entry.msgid for entry in polib.mofile(str(path)) if CHINESE.search(entry.msgid)
        ] == []


@pytest.mark.parametrize(
    "text", ["缩小范围", "找到%(count)s条结果", "A1 表", "“提前还款”", "多行\n文字"]
)
def test_a_text_in_chinese_is_its_own_translation(text):
    assert gettext(text) == text
    assert pgettext("menu", text) == text
    assert translation("zh-hans")._catalog.get(text) == text  # noqa: SLF001


def test_other_texts_are_translated_as_before():
    assert gettext("Monday") == "星期一"
    assert pgettext("alt. month", "January") == "一月"
    assert gettext("Wagtail sitemaps") == "Wagtail 站点地图"
    assert gettext("Nobody has translated this") == "Nobody has translated this"
    moved = {ngettext("Moved up 1 place.", "Moved up %(counter)s places.", n) for n in (1, 7)}
    assert moved == {"已上移 %(counter)s 位。"}


def test_forms_by_number_of_a_text_in_chinese_are_chosen_as_before():
    assert [ngettext("%(n)s条", "%(n)s条记录", n) for n in (1, 2)] == ["%(n)s条", "%(n)s条记录"]


def test_what_is_merged_holds_nothing():
    own = OwnTexts()
    assert not isinstance(own, GNUTranslations)
    assert list(own._catalog.items()) == []  # noqa: SLF001
