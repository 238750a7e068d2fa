"""The level that a paragraph's own number gives it: GB/T 9704-2012 第7.3.3条."""

import re

_NUMERALS = "一二三四五六七八九十百"
# 一、 then （一） then 1. then （1）; half-width brackets pass.
_LEVELS = (
    (1, re.compile(f"[{_NUMERALS}]{{1,4}}、")),
    (2, re.compile(f"[（(][{_NUMERALS}]{{1,4}}[）)]")),
    (3, re.compile(r"\d{1,2}[.．](?!\d)")),
    (4, re.compile(r"[（(]\d{1,2}[）)]")),
)
_LONGEST = 40


def level_of(text: str) -> int:
    """Return the level of a text by its number, 0 for running text."""
    return next((level for level, pattern in _LEVELS if pattern.match(text)), 0)


def numbered_heading(text: str) -> int:
    """Return 1 or 2 for a short line under 一、 or （一） that is no sentence, else 0."""
    level = level_of(text)
    is_line = len(text) <= _LONGEST and text[-1:] not in tuple("。；：，、！？")
    return level if level in (1, 2) and is_line and "。" not in text else 0
