"""Dates that do not exist, that lie ahead where they should not, or before the text was formed."""

import re
from collections.abc import Iterator
from datetime import date

from gongkai.rules.prechecks.findings import Hit

_Y, _M, _D = r"(?P<y>(?:19|20)\d{2})", r"(?P<m>\d{1,2})", r"(?P<d>\d{1,2})"
_LONG = re.compile(rf"(?<!\d){_Y}\s?年\s?{_M}\s?月\s?{_D}\s?日")
_SIGNED = re.compile(rf"(?<![\d.\-/]){_Y}(?P<mark>[\-/.]){_M}(?P=mark){_D}(?![\d.\-/])")
_SHORT = re.compile(rf"(?<![\d年月.\-])(?<!年\s){_M}月{_D}日")
_CHINESE = re.compile(
    r"(?P<y>[一二][〇○零一二三四五六七八九]{3})年(?P<m>[一二三四五六七八九十]{1,2})月"
    r"(?P<d>[一二三四五六七八九十]{1,3})日"
)
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_MONTH_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_ONLY = re.compile(r"[ \u3000\t（(]*\Z")
_ONLY_AFTER = re.compile(r"[ \u3000\t）)]*(?:印发|发布|公布)?[ \u3000\t）)]*(?:\n|\Z)")
_UP_TO = re.compile(r"截至到?\Z")
_NOT_DONE = re.compile(r"[将拟要需应须可预计划起前后止内]|为止|以前")
_DONE = re.compile(r"已|了|顺利|圆满")
_IN_FORCE = re.compile(r"起(?:正式)?(?:施行|执行|实施|生效)")
_CLAUSE = 40


def dates(text: str, on: date, formed_on: date | None, *, is_running: bool) -> Iterator[Hit]:
    """Yield dates that do not exist, or do not go with the day of publication or formation.

    :param on: the day of publication
    :param formed_on: 成文日期, if it is known
    :param is_running: if the text is a paragraph: a date alone then is the day of signature
    """
    for found in _LONG.finditer(text):
        day = _day(found)
        if day is None:
            yield _impossible(found)
        else:
            yield from _compared(text, found, day, on, formed_on, is_running)
    for found in _SIGNED.finditer(text):
        day = _day(found)
        if day is None and 1 <= int(found["m"]) <= 12:
            yield _impossible(found)
        elif day is not None:
            yield from _compared(text, found, day, on, formed_on, is_running)
    for found in _CHINESE.finditer(text):
        if not _exists(found):
            yield _impossible(found)
    for found in _SHORT.finditer(text):
        month, number = int(found["m"]), int(found["d"])
        if not 1 <= month <= 12 or not 1 <= number <= _MONTH_DAYS[month - 1]:
            yield _impossible(found)


def _compared(
    text: str,
    found: re.Match[str],
    day: date,
    on: date,
    formed_on: date | None,
    is_running: bool,
) -> Iterator[Hit]:
    start, end = found.span()
    line = text[text.rfind("\n", 0, start) + 1 : start]
    is_alone = bool(is_running and _ONLY.match(line) and _ONLY_AFTER.match(text, end))
    after = re.split("[。；\n]", text[end : end + _CLAUSE])[0]
    if day > on:
        told = ""
        if is_alone:
            told = "落款日期晚于今天"
        elif _UP_TO.search(line[-4:]) and not after.startswith(("前", "止")):
            told = "“截至”的日期还没有到"
        elif after.startswith(("，", ",")) and _DONE.search(after) and not _NOT_DONE.search(after):
            told = "已经发生的事情写成了以后的日期"
        if told:
            yield Hit("DATE_FUTURE", start, end, f"{told}，请核对年月日。")
    if formed_on is None:
        return
    formed = f"{formed_on.year}年{formed_on.month}月{formed_on.day}日"
    if is_alone and day != formed_on and day <= on:
        message = f"落款日期与成文日期（{formed}）不一致，请核对。"
        yield Hit("DATE_BEFORE_FORMATION", start, end, message, formed)
    if day < formed_on and line.endswith("自") and _IN_FORCE.match(after):
        message = f"施行日期早于成文日期（{formed}），请核对是否确需溯及既往。"
        yield Hit("DATE_BEFORE_FORMATION", start, end, message)


def _day(found: re.Match[str]) -> date | None:
    try:
        return date(int(found["y"]), int(found["m"]), int(found["d"]))
    except ValueError:
        return None


def _exists(found: re.Match[str]) -> bool:
    try:
        date(int(found["y"].translate(_DIGITS)), _counted(found["m"]), _counted(found["d"]))
    except ValueError:
        return False
    return True


def _counted(written: str) -> int:
    """Return a number up to 99: 十, 十二, 二十, 二十三."""
    tens, ten, ones = written.rpartition("十")
    return int((tens or "1" if ten else "0").translate(_DIGITS)) * 10 + int(
        (ones or "0").translate(_DIGITS)
    )


def _impossible(found: re.Match[str]) -> Hit:
    return Hit("DATE_IMPOSSIBLE", found.start(), found.end(), "没有这一天，请核对月和日。")
