"""Numbers that Word counts by itself: the 一、 before a heading stands in no text."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from gongkai.documents.readings.attributes import number_in
from gongkai.documents.readings.docx_names import VALUE, WORD, value_of
from gongkai.documents.readings.docx_styles import Numbered

_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9
_DIGITS = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_MOST_ROMAN = 3999


class _Level(NamedTuple):
    format: str
    text: str
    start: int
    plain: bool


@dataclass
class Numbering:
    """The lists of a document and how far each has been counted."""

    _lists: dict[str, tuple[str, dict[int, _Level]]] = field(default_factory=dict)
    _restarts: dict[tuple[str, int], int] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def next_label(self, numbered: Numbered) -> str:
        """Count one paragraph on and return the number Word shows before it, "" for a bullet."""
        found = self._lists.get(numbered.list_id)
        if found is None or numbered.level >= _LEVELS:
            return ""
        shared, levels = found
        level = levels.get(numbered.level)
        if level is None:
            return ""
        counts = self._counts.setdefault(shared, {})
        restart = self._restarts.pop((numbered.list_id, numbered.level), None)
        if restart is not None:
            counts[numbered.level] = restart
        else:
            counts[numbered.level] = counts.get(numbered.level, level.start - 1) + 1
        for deeper in range(numbered.level + 1, _LEVELS):
            counts.pop(deeper, None)
        if level.format in ("bullet", "none"):
            return "" if level.format == "bullet" else _PLACE.sub("", level.text)
        return _PLACE.sub(lambda place: self._shown(place, levels, counts, level.plain), level.text)

    @staticmethod
    def _shown(
        place: re.Match[str], levels: dict[int, _Level], counts: dict[int, int], plain: bool
    ) -> str:
        number = int(place[1]) - 1
        level = levels.get(number)
        if level is None:
            return ""
        count = counts.setdefault(number, level.start)
        return str(count) if plain else written(count, level.format)


def numbering_of(root: Any | None) -> Numbering:
    """Return the lists that numbering.xml defines, none of them counted yet."""
    if root is None:
        return Numbering()
    patterns = {
        pattern.get(f"{WORD}abstractNumId", ""): _levels(pattern)
        for pattern in root.iterchildren(f"{WORD}abstractNum")
    }
    lists: dict[str, tuple[str, dict[int, _Level]]] = {}
    restarts: dict[tuple[str, int], int] = {}
    for each in root.iterchildren(f"{WORD}num"):
        key, shared = each.get(f"{WORD}numId", ""), value_of(each, "abstractNumId") or ""
        levels = dict(patterns.get(shared, {}))
        for override in each.iterchildren(f"{WORD}lvlOverride"):
            number = number_in(override.get(f"{WORD}ilvl"), 0)
            levels.update(_levels(override))
            start = value_of(override, "startOverride")
            if start is not None:
                restarts[key, number] = number_in(start, 1)
        lists[key] = (shared, levels)
    return Numbering(lists, restarts)


def _levels(parent: Any) -> dict[int, _Level]:
    found = {}
    for level in parent.iterchildren(f"{WORD}lvl"):
        plain = level.find(f"{WORD}isLgl")
        found[number_in(level.get(f"{WORD}ilvl"), 0)] = _Level(
            _format(level),
            (value_of(level, "lvlText") or "")[:40],
            number_in(value_of(level, "start"), 1),
            plain is not None and plain.get(VALUE) not in ("0", "false"),
        )
    return found


def _format(level: Any) -> str:
    # Newer formats stand in an alternative, with what older programs show beside it.
    found = level.find(f"{WORD}numFmt")
    if found is None:
        found = next(level.iter(f"{WORD}numFmt"), None)
    return "decimal" if found is None else found.get(VALUE, "decimal")


def written(number: int, form: str) -> str:
    """Return a count in one of Word's number formats, in plain digits for one not known."""
    make = _FORMS.get(form)
    return str(number) if make is None or number < 1 else make(number)


def _chinese(number: int, digits: str = _DIGITS, units: str = "十百千") -> str:
    if number > 9999:
        return str(number)
    text, zero = "", False
    for place, digit in zip(
        range(len(str(number)) - 1, -1, -1), map(int, str(number)), strict=True
    ):
        if digit == 0:
            zero = bool(text)
            continue
        text += ("零" if zero else "") + digits[digit] + (units[place - 1] if place else "")
        zero = False
    return text.removeprefix("一") if 10 <= number < 20 else text


def _letters(number: int, first: str) -> str:
    return chr(ord(first) + (number - 1) % 26) * min((number - 1) // 26 + 1, 10)


def _roman(number: int) -> str:
    if number > _MOST_ROMAN:
        return str(number)
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text


def _enclosed(first: str, last: int) -> Callable[[int], str]:
    return lambda number: chr(ord(first) + number - 1) if number <= last else str(number)


_FORMS: dict[str, Callable[[int], str]] = {
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "ideographDigital": lambda number: "".join(_DIGITS[int(digit)] for digit in str(number)),
    "japaneseDigitalTenThousand": lambda n: "".join(_DIGITS[int(digit)] for digit in str(n)),
    "chineseLegalSimplified": lambda number: _chinese(number, _FORMAL, "拾佰仟"),
    "ideographTraditional": lambda number: _STEMS[(number - 1) % 10],
    "ideographZodiac": lambda number: _BRANCHES[(number - 1) % 12],
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": lambda number: "".join(chr(ord(d) + 0xFEE0) for d in str(number)),
    "decimalEnclosedCircle": _enclosed("①", 20),
    "decimalEnclosedCircleChinese": _enclosed("①", 20),
    "decimalEnclosedParen": _enclosed("⑴", 20),
    "decimalEnclosedFullstop": _enclosed("⒈", 20),
    "ideographEnclosedCircle": _enclosed("㊀", 10),
    "upperLetter": lambda number: _letters(number, "A"),
    "lowerLetter": lambda number: _letters(number, "a"),
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerRoman": _roman,
}
