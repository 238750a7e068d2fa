"""Texts in Chinese are their own translation: no catalogue is looked through for them.

Chinese is what our texts are written in, while every package brings a catalogue, and each of those
would be asked for each text of a page.
"""

import re
from gettext import NullTranslations
from typing import Any

_CHINESE = re.compile("[\u4e00-\u9fff]")


class _Themselves(dict[Any, str]):
    """A catalogue that has every text in Chinese, and holds none."""

    def __bool__(self) -> bool:
        return True

    def get(self, key: Any, default: Any = None) -> Any:
        """Return a text in Chinese as it is; plural forms have a key of two parts."""
        return key if isinstance(key, str) and _CHINESE.search(key) else default

    def copy(self) -> "_Themselves":
        """Return itself, as nothing is written into it."""
        return self


class OwnTexts(NullTranslations):
    """What is merged into a language's translations to be asked first."""

    def __init__(self) -> None:
        super().__init__()
        self._catalog = _Themselves()

    def plural(self, number: int) -> int:
        """Return the plural form of a number: Chinese has one."""
        return 0
