"""The six section headings recognised among the paragraphs of a source."""

import re
import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import cache, lru_cache
from typing import NamedTuple

from gongkai.documents.readings.labels import EDITIONS
from gongkai.rules.reports.editions import edition

_SPACE = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]+")
_NO_LETTER = re.compile(r"[^0-9A-Za-z\u4e00-\u9fff]")
_NUMBERED = re.compile(r"^(?:第([一二三四五六])(?:部分)?[、.:,]?|([一二三四五六1-6])[、.:,])")
_LONGEST = 45
_CLOSE = 0.72
_SHORTEST_RUN_IN = 6
# What tells a section by its words, where its number says the same.
_WORDS = {
    1: re.compile(r"总体|概述|概况|基本情况|总述|整体"),
    2: re.compile(r"主动公开"),
    3: re.compile(r"申请|收到和处理"),
    4: re.compile(r"复议|诉讼"),
    5: re.compile(r"问题|不足|困难|改进|整改|下一步"),
    6: re.compile(r"其他|其它|需要(?:报告|说明)"),
}
_BREAKS = re.compile(r"[,，。;；](?!$)")
_APART = re.compile(r"[\s。.：:]")


class Found(NamedTuple):
    """A heading: which section, at which block, as written, and text that follows on its line."""

    number: int
    block: int
    text: str
    rest: str


def section_headings(texts: Sequence[tuple[int, str]]) -> tuple[Found, ...]:
    """
    Return the headings of the sections in the order of the source, each section once.

    `texts` are pairs of block number and paragraph. Where a list of contents repeats headings, the
    last ones that follow one another count.
    """
    candidates = [found for block, text in texts if (found := heading_of(block, text))]
    kept: list[Found] = []
    ceiling = None
    for number in range(6, 0, -1):
        mine = [
            each
            for each in candidates
            if each.number == number and (ceiling is None or each.block < ceiling)
        ]
        if mine:
            kept.append(mine[-1])
            ceiling = mine[-1].block
    strays = [each for each in candidates if all(each.number != one.number for one in kept)]
    # A section out of its order is a section all the same; a check will say so.
    for number in sorted({each.number for each in strays}):
        kept.append([each for each in strays if each.number == number][-1])
    return tuple(sorted(kept, key=lambda each: each.block))


def heading_of(block: int, text: str) -> Found | None:
    """Return which section's heading a paragraph is or begins with, if any."""
    recognised = _heading(text[:200])
    if recognised is None:
        return None
    number, end = recognised
    return Found(number, block, text[:end].strip(), text[end:].strip())


@lru_cache(maxsize=8192)
def _heading(text: str) -> tuple[int, int] | None:
    plain = _SPACE.sub("", unicodedata.normalize("NFKC", text))
    numbered = _NUMBERED.match(plain)
    number = None
    if numbered:
        digit = numbered[1] or numbered[2]
        number = int(digit) if digit.isascii() else "一二三四五六".index(digit) + 1
    bare = _NO_LETTER.sub("", plain[numbered.end() :] if numbered else plain)
    if not bare:
        return None
    for title, section in _titles().items():
        if number is not None and section != number:
            continue
        if bare == title:
            return section, len(text)
        if numbered and bare.startswith(title):
            end = _end_of(text, title)
            if len(title) >= _SHORTEST_RUN_IN or _APART.match(text, end) or text[end - 1] in "。：":
                return section, end
    if number is None or len(plain) > _LONGEST:
        return None
    if not _WORDS[number].search(bare):
        return None
    is_chinese = numbered is not None and not (numbered[1] or numbered[2]).isascii()
    if is_chinese and not _BREAKS.search(plain):
        return number, len(text)
    if max(_likeness(bare, title) for title, each in _titles().items() if each == number) >= _CLOSE:
        return number, len(text)
    return None


def _end_of(text: str, title: str) -> int:
    """Return where a title ends in a paragraph that goes on behind it."""
    seen = 0
    numbered = _NUMBERED.match(text.lstrip())
    start = len(text) - len(text.lstrip()) + (numbered.end() if numbered else 0)
    for place in range(start, len(text)):
        if not _NO_LETTER.match(unicodedata.normalize("NFKC", text[place])):
            seen += 1
        if seen == len(title):
            end = place + 1
            while end < len(text) and text[end] in "。.：:":
                end += 1
            return end
    return len(text)


def _likeness(found: str, title: str) -> float:
    return SequenceMatcher(None, found, title, autojunk=False).ratio()


@cache
def _titles() -> dict[str, int]:
    """Return every known title's letters, without its number, with its section."""
    titles: dict[str, int] = {}
    for code in EDITIONS:
        form = edition(code)
        for number, title in enumerate(form.section_titles, start=1):
            for each in (title, *form.section_title_variants.get(number, ())):
                titles[_NO_LETTER.sub("", each.partition("、")[2])] = number
    return titles
