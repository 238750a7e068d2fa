"""A sentence cut into words of the dictionary, figures, years and separators."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any, NamedTuple

from gongkai.rules.reports.prose.concepts import Kind, Word, words
from gongkai.rules.reports.prose.numbers import (
    AROUND,
    MOST_DIGITS,
    Number,
    chinese_number_of,
    number_of,
)


class TokenKind(StrEnum):
    """What a token is."""

    WORD = "word"
    FIGURE = "figure"
    YEAR = "year"
    CARRY = "carry"
    SEPARATOR = "sep"
    NEGATION = "negation"
    UNKNOWN = "unknown"


WORD, FIGURE, SEPARATOR = TokenKind.WORD, TokenKind.FIGURE, TokenKind.SEPARATOR
NEGATION, UNKNOWN = TokenKind.NEGATION, TokenKind.UNKNOWN
YEAR, CARRY = TokenKind.YEAR, TokenKind.CARRY


class Figure(NamedTuple):
    """A number with its unit; the unit is empty where none is written. Places in plain text."""

    start: int
    end: int
    number: Number
    unit: str


class Token(NamedTuple):
    """One token and its place in the plain text."""

    kind: TokenKind
    start: int
    end: int
    text: str
    word: Word | None = None
    figure: Figure | None = None


MONEY = frozenset({"元"})
STRONG_UNITS = frozenset({"件", "宗", "起", "份", "封", "例", "部"})
WEAK_UNITS = frozenset({"条", "次", "个", "项", "人次", "件次", "笔"})

_ONE = Decimal(1)
_LIMIT = Word(Kind.MARK, "limit")
_YEAR = r"(?:19|20)\d\d年"
_DAY = r"\d{1,2}月(?:\d{1,2}日|份|底|末)?|\d{1,2}日"
_UNIT = "个百分点|件次|人次|件|宗|起|份|封|例|部|条|次|个|项|笔|元|%|倍"
_FIGURE = rf"""
    (?P<digits>\d{{1,3}}(?:[,，]\d{{3}})+(?!\d)(?:\.\d+)?|\d+(?:[ \r]\d+)+|\d+(?:\.\d+)?)
    (?P<scale>[千万亿])?(?P<more>[余多])?(?P<unit>{_UNIT})?(?P<after>左右|以上|以内)?"""
_NUMERALS = "零〇一二两三四五六七八九十百千万亿"
_HANZI = rf"""
    (?<![第每同这某任唯之进统逐单几数])(?!一[起次个条部])
    (?P<numerals>[{_NUMERALS}]{{1,16}})(?P<hmore>[余多])?
    (?P<hunit>{_UNIT})(?!事)(?P<hafter>左右|以上|以内)?"""
_NOT_A_FIGURE = r"""第[\d零一二三四五六七八九十百]+|〔\d+〕\d*号?|\d+号|\d{3,4}-\d{6,8}|\d+·\d+"""
_PERIOD = rf"""(?:{_YEAR})?1月1日起?[至到—－-]+(?:{_YEAR})?12月31日(?:止|期间)?
    |截[至止]?到?(?:{_YEAR})?12月(?:31日|底|末)?"""
_CARRY = rf"""{_YEAR}度?(?:结转|转结|转入)
    |(?:结转|转入|转|顺延)(?:至|到|入)?{_YEAR}度?(?:继续办理|办理)?"""
_IGNORED = frozenset("、“”·—-")


def tokens(text: str, start: int, end: int) -> list[Token]:
    """Return the tokens of a sentence of plain text; fillers are left out, what is unknown not."""
    known = _known_tokens()
    found: list[Token] = []
    position = start
    for match in _lexer().finditer(text, start, end):
        begin, stop = match.span()
        if begin > position and not _IGNORED.issuperset(text[position:begin]):
            found.append(Token(UNKNOWN, position, begin, text[position:begin]))
        position = stop
        written = match.group()
        if written in known:
            kind, word = known[written]
            if kind is not None:
                found.append(Token(kind, begin, stop, written, word))
            continue
        group = match.lastgroup
        if group == "figure" or group == "hanzi":
            figure = _figure(text, start, match, group == "hanzi")
            kind = FIGURE if figure else UNKNOWN
            found.append(Token(kind, begin, stop, written, None, figure))
        elif group == "day":
            found.append(Token(WORD, begin, stop, written, _LIMIT))
        elif group in ("year", "carry"):
            found.append(Token(TokenKind(group), begin, stop, written))
        elif group not in ("period", "ways"):
            found.append(Token(UNKNOWN, begin, stop, written))
    if end > position and not _IGNORED.issuperset(text[position:end]):
        found.append(Token(UNKNOWN, position, end, text[position:end]))
    return found


@cache
def _known_tokens() -> Mapping[str, tuple[TokenKind | None, Word | None]]:
    """Return what words and separators are; fillers are nothing."""
    known: dict[str, tuple[TokenKind | None, Word | None]] = {}
    for written, word in words().items():
        if word.kind is Kind.FILLER:
            known[written] = (None, None)
        else:
            known[written] = (NEGATION if word.key == "negation" else WORD, word)
    return known | dict.fromkeys("，,；：（）", (SEPARATOR, None))


def _figure(text: str, start: int, match: re.Match[str], is_chinese: bool) -> Figure | None:
    before = text[max(start, match.start() - 2) : match.start()]
    if is_chinese:
        numerals, more, unit, after = match.group("numerals", "hmore", "hunit", "hafter")
        number = chinese_number_of(numerals, bool(more), before, after or "")
    else:
        digits, scale, more, unit, after = match.group("digits", "scale", "more", "unit", "after")
        if (
            not (scale or more or after)
            and len(digits) <= MOST_DIGITS
            and digits.isdigit()
            and before[-1:] not in AROUND
        ):
            return Figure(match.start(), match.end(), _whole(digits), unit or "")
        number = number_of(digits, scale or "", bool(more), before, after or "")
    return number and Figure(match.start(), match.end(), number, unit or "")


@lru_cache(maxsize=1024)
def _whole(digits: str) -> Number:
    return Number(Decimal(digits), _ONE)


@cache
def _lexer() -> re.Pattern[str]:
    known = _branches(sorted(words()))
    # Most characters begin nothing: one look at the first spares trying every alternative.
    first = "".join(sorted({word[0] for word in words()}))
    return re.compile(
        rf"""(?=[\d〔“《第截通{_NUMERALS}转顺，,；：（）{re.escape(first)}])(?:
        (?=[\d截结转顺第〔])(?:
            (?P<period>{_PERIOD})|(?P<carry>{_CARRY})|(?P<year>{_YEAR}度?)|(?P<day>{_DAY})
            |(?P<skip>{_NOT_A_FIGURE})|(?P<figure>{_FIGURE}))
        |(?=[{_NUMERALS}])(?P<hanzi>{_HANZI})
        |(?P<sep>[，,；：（）])
        |(?P<ways>[一二三四五六七八九]是|通过[^，。；\d]{{0,30}}?等(?:多种|各种|多个|各类)?(?:渠道|方式|途径|形式))
        |(?P<word>{known})
        |(?P<quoted>“[^”]{{0,40}}”|《[^》]{{0,60}}》))""",
        re.VERBOSE,
    )


def _branches(entries: Iterable[str]) -> str:
    return _pattern(_tree(entries))


def _tree(entries: Iterable[str]) -> dict[str, Any]:
    root: dict[str, Any] = {}
    for entry in entries:
        node = root
        for char in entry:
            node = node.setdefault(char, {})
        node[""] = {}
    return root


def _pattern(node: dict[str, Any]) -> str:
    ends = "" in node
    branches = [re.escape(char) + _pattern(below) for char, below in node.items() if char]
    if not branches:
        return ""
    # The longest word wins: going on comes before ending here.
    return f"(?:{'|'.join(branches)}){'?' if ends else ''}"
