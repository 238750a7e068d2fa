"""Names of organs, laws and places that changed, and titles of the organ's own people."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from gongkai.rules.prechecks.findings import Hit, Level
from gongkai.rules.prechecks.word_lists import Official, OldName, WordLists
from gongkai.rules.prechecks.word_search import WordSearch, stands_in

_YEAR = re.compile(r"(?<!\d)(19\d\d|20\d\d)(?=年|[〕\]）)/.\-])")
_SENTENCE_END = "。！？；\n"
_LONGEST_SENTENCE = 200
_FORMER = ("原", "前", "时任", "曾任", "旧称")
_TITLES = re.compile(
    "(?:党组|党委|支部)?(?:副书记|书记)|副?(?:主任委员|主任|局长|处长|科长|市长|区长|县长|省长|部长|厅长|"
    "组长|调研员|秘书长)|(?:[一二三四]级)?(?:调研员|主任科员)"
)
_LONGEST_TITLE = 12


def old_names(
    text: str, words: WordLists, on: date, formed_on: date | None = None
) -> Iterator[Hit]:
    """Yield names that are no longer in use; one about earlier years has only to be confirmed.

    :param on: the day of publication
    :param formed_on: the day the text was formed, if it is known
    """
    search, by_name = _index(words.names)

    def passes(start: int, old: str) -> bool:
        return (
            on < by_name[old].since
            or old in words.accepted
            or text[max(0, start - 2) : start].endswith(_FORMER)
            or stands_in(text, start, old, by_name[old].unless)
        )

    for start, found in search.found(text, passes):
        name = by_name[found]
        level, told = name.level, f"自{_day(name.since)}起为“{name.new}”"
        if _is_of_old(text, start, start + len(found), name.since, formed_on):
            level, told = Level.CONFIRM, f"{told}；此处说的可能是以前的事，可写作“原{found}”"
        yield Hit(
            "OLD_NAME",
            start,
            start + len(found),
            f"“{found}”{told}（{name.source}）。",
            name.new,
            level,
        )


def official_titles(text: str, words: WordLists, on: date) -> Iterator[Hit]:
    """Yield titles beside the name of one of the organ's people that are not theirs on the day."""
    by_name: dict[str, list[Official]] = {}
    for each in words.officials:
        by_name.setdefault(each.name, []).append(each)
    for start, name in WordSearch(by_name).found(text):
        held = [
            one.title
            for one in by_name[name]
            if one.since <= on and (one.until is None or on <= one.until)
        ]
        end = start + len(name)
        before = text[max(0, start - _LONGEST_TITLE) : start]
        beside = [each for each in _TITLES.finditer(before) if each.end() == len(before)]
        first = max(0, start - _LONGEST_TITLE)
        after = _TITLES.match(text, end)
        for found, base in ((beside[-1] if beside else None, first), (after, 0)):
            # A title may be written in short: 主任 stands in 中心主任, but not in 副主任.
            if found is None or any(_agrees(found[0], title) for title in held):
                continue
            now = "、".join(held) or "没有在任职务"
            yield Hit(
                "OFFICIAL_TITLE",
                min(start, base + found.start()),
                max(end, base + found.end()),
                f"“{name}”的职务写作“{found[0]}”，人员职务表上为“{now}”，请核对。",
                now if held else "",
            )


def _agrees(written: str, title: str) -> bool:
    return title.endswith(written) and not title.endswith(f"副{written}")


def _is_of_old(text: str, start: int, end: int, since: date, formed_on: date | None) -> bool:
    if formed_on is not None and formed_on < since:
        return True
    before = text[max(0, start - _LONGEST_SENTENCE) : start]
    after = text[end : end + _LONGEST_SENTENCE]
    begins = max(before.rfind(mark) for mark in _SENTENCE_END) + 1
    stops = [place for mark in _SENTENCE_END if (place := after.find(mark)) >= 0]
    sentence = before[begins:] + " " + after[: min(stops, default=len(after))]
    return any(int(year[1]) < since.year for year in _YEAR.finditer(sentence))


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


@cache
def _index(names: tuple[OldName, ...]) -> tuple[WordSearch, dict[str, OldName]]:
    return WordSearch(each.old for each in names), {each.old: each for each in names}
