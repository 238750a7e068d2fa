"""Runs of digits in a text as a person reads them: full width, in groups, with what is before."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_HALF = {0xFF10 + digit: str(digit) for digit in range(10)} | {0xFF38: "X", 0xFF58: "x"}
# Between groups: one blank or dash, and characters that nobody sees.
_SEPARATORS = r"[ .·*\u00a0\u3000\-－‐–\u200b-\u200f\u2060\ufeff]"
_RUN = re.compile(
    rf"(?<![0-9A-Za-z０-９])[0-9０-９]+(?:{_SEPARATORS}{{1,2}}[0-9０-９]+)*+"
    rf"(?:{_SEPARATORS}?[XxＸｘ])?(?![0-9A-Za-z０-９])"
)
_GROUP = re.compile(r"[0-9０-９]+(?:[XxＸｘ](?![A-Za-z]))?|[XxＸｘ]")
_ADDRESS = re.compile(r"(?:https?://|www\.|ftp://)[^\s\u4e00-\u9fff，。；、）》”]+", re.IGNORECASE)
_CHINESE_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_CHINESE = re.compile(
    "(?<![〇○零一二三四五六七八九十])[〇○零一二三四五六七八九]{11,19}(?![〇○零一二三四五六七八九十])"
)
_BEFORE, _AFTER = 14, 6
_MOST_GROUPS = 6
_LONGEST = 19
# Phones with and without 86, old and new identity numbers, cards; an old number is never in groups.
_LENGTHS = frozenset({11, 13, 15, 16, 17, 18, 19})
_JOINED = _LENGTHS - {15}


class Number(NamedTuple):
    """Digits joined, where they stand, in how many groups, and what is around them."""

    digits: str
    start: int
    end: int
    shape: tuple[int, ...]
    before: str
    after: str
    in_address: bool


def numbers(text: str) -> Iterator[Number]:
    """Yield every number of 11 to 19 places: each group of digits, and groups joined."""
    yield from _spelled(text)
    addresses = [found.span() for found in _ADDRESS.finditer(text)]
    place = 0
    for run in _RUN.finditer(text):
        while place < len(addresses) and addresses[place][1] <= run.start():
            place += 1
        in_address = place < len(addresses) and addresses[place][0] <= run.start()
        groups = [
            (run.start() + each.start(), run.start() + each.end())
            for each in _GROUP.finditer(run[0])
        ]
        for first in range(len(groups)):
            lasts = range(first, min(len(groups), first + _MOST_GROUPS))
            if alone := _alone(groups, first):
                lasts = range(alone, alone + 1)
            start = groups[first][0]
            for last in lasts:
                end = groups[last][1]
                total = sum(b - a for a, b in groups[first : last + 1])
                if total > _LONGEST:
                    break
                if total not in (_LENGTHS if last == first else _JOINED):
                    continue
                digits = "".join(text[a:b] for a, b in groups[first : last + 1])
                yield Number(
                    digits.translate(_HALF).upper(),
                    start,
                    end,
                    tuple(b - a for a, b in groups[first : last + 1]),
                    text[max(0, start - _BEFORE) : start],
                    text[end : end + _AFTER],
                    in_address,
                )


def _alone(groups: list[tuple[int, int]], first: int) -> int:
    """Return the last of 11 to 19 digits that stand one by one, 0 if they do not from here."""
    if first and groups[first - 1][1] - groups[first - 1][0] == 1:
        return 0
    last = first
    while last < min(len(groups), first + _LONGEST + 1) and groups[last][1] - groups[last][0] == 1:
        last += 1
    return last - 1 if 11 <= last - first <= _LONGEST else 0


def _spelled(text: str) -> Iterator[Number]:
    """Yield numbers written in Chinese digits, 一三九〇…."""
    for run in _CHINESE.finditer(text):
        start, end = run.span()
        yield Number(
            run[0].translate(_CHINESE_DIGITS),
            start,
            end,
            (end - start,),
            text[max(0, start - _BEFORE) : start],
            text[end : end + _AFTER],
            False,
        )


def says(number: Number, words: tuple[str, ...]) -> bool:
    """Test if one of some words stands close before a number, behind no end of a sentence."""
    near = re.split("[。；;，,\n]", number.before)[-1]
    return any(word in near for word in words)
