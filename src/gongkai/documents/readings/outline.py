"""A source's text put in order: title, lead, the written sections, what follows, and dates."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.documents.readings.headings import Found, heading_of, section_headings
from gongkai.documents.readings.naming import (
    Named,
    Title,
    names_itself,
    plain,
    title_among,
    title_of_page,
)
from gongkai.documents.readings.sources import Source, SourceText

# The end of the period may leave out the year; between the two stand 起, 至, a dash and the like.
_PERIOD = re.compile(
    r"([12][0-9]{3})[年.]0?1[月.]0?1日?[起始开,]{0,3}[至到—–―─~-]{1,2}(?:([12][0-9]{3})[年.])?12[月.]31日?"
)
_SPEAKS_OF_PERIOD = re.compile(r"统计|期限|所列数据|数据时限")
_DAY = re.compile(r"([12][0-9]{3})[年/.-]([0-9]{1,2})[月/.-]([0-9]{1,2})日?")
_PUBLISHED = re.compile(r"(?:发布|公开|发文|生成|更新)?(?:日期|时间)[:：]?\s*(?=[12][0-9]{3})")
_LONE_DAY = re.compile(r"^[(（]?[12][0-9]{3}年[0-9]{1,2}月[0-9]{1,2}日[)）]?$")
_CLOSING = re.compile(
    r"^(?:[（(【\[]?(?:此件公开发布|文章来源|信息来源|来源|责任编辑|编辑|作者|审核|责编|初审|"
    r"附件|相关附件|附[:：]|打印|关闭|返回|上一篇|下一篇|扫一扫|分享|相关(?:链接|文章|阅读|信息|新闻)|"
    r"版权所有|主办(?:单位)?|承办|网站地图|联系我们|网站标识码|.{0,3}ICP备|公安备|浏览次数|点击))"
)
_SUBHEADING = re.compile(r"^[（(]?[一二三四五六七八九十0-9]{1,2}[)）、.．]")
_ENDS_SENTENCE = re.compile(r"[。；;：:！？!?”\"）)]$")
_SHORT = 18
# What a page sets above and below the title, to be told from the lead.
_FURNITURE = re.compile(
    r"^[^\u4e00-\u9fff0-9]*(?:(?:文章|信息|稿件|发布)?来源|(?:发布|发文|公开|生成|成文|更新)?(?:日期|时间)[:：]"
    r"|作者|字[号体]|浏览|点击|阅读|打印|分享|索引号|文号|文件编号|名称[:：]|发布机构|(?:您)?(?:现在的?|当前|所在的?)?位置"
    r"|首页|您[现当所]|今天是|设为|无障碍)"
)
_LEAST_LEAD = 30
# How far before a period its sentence may say what it is, and how far into section 一 to look.
_BEFORE_PERIOD = 60
_FIRST_LINES = 3


@dataclass(frozen=True)
class Outline:
    """The text of a report by its parts; a part is None where the source has none."""

    title: str | None
    organ: str
    year: int | None
    lead: str | None
    headings: tuple[str, ...]
    narrative: dict[str, str | None]
    ending: str | None
    issued_on: date | None


def outlined(source: Source) -> Outline:
    """Return the text of a source by its parts."""
    texts = [(n, b) for n, b in enumerate(source.blocks) if isinstance(b, SourceText)]
    if source.format == "xlsx":
        # The names of sheets are no text of the report, unless one is a section's heading.
        texts = [(n, b) for n, b in texts if not b.level or heading_of(n, b.text)]
    found = section_headings([(number, block.text) for number, block in texts])
    first = found[0].block if found else len(source.blocks)
    before = [(number, block) for number, block in texts if number < first]
    above = [(number, block.text) for number, block in before]
    title = title_among(above) or title_of_page(source.title)
    lead = _lead(above, title)
    bodies = {each.number: _body(texts, found, each) for each in found}
    opening = _opening(bodies.get(1, []))
    named = _named(title, [text for _, text in above], lead, opening)
    ending: list[str] = []
    if found:
        last = found[-1].number
        bodies[last], ending = _ended(bodies[last], named.organ)
    return Outline(
        title=title.text if title else None,
        organ=named.organ,
        year=named.year,
        lead="\n".join(lead) or None,
        headings=tuple(each.text for each in found),
        narrative={
            "overview": _joined(bodies.get(1)),
            "problems": _joined(bodies.get(5)),
            "other": _joined(bodies.get(6)),
        },
        ending="\n".join(ending) or None,
        issued_on=_issued_on(source, before, ending),
    )


def day_in(text: str) -> date | None:
    """Return the first day a text names, as 2024-01-31, 2024/1/31 or 2024年1月31日."""
    for found in _DAY.finditer(unicodedata.normalize("NFKC", text)):
        try:
            return date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            continue
    return None


def _joined(lines: Sequence[str] | None) -> str | None:
    return None if lines is None else "\n".join(lines)


def _lead(above: Sequence[tuple[int, str]], title: Title | None) -> list[str]:
    """Return the paragraphs between the title, if it is among them, and section 一."""
    start = -1 if title is None or title.block is None else title.block
    lines = [text for number, text in above if number > start and not _FURNITURE.match(plain(text))]
    return [
        text
        for text in lines
        if _PERIOD.search(plain(text))
        or (len(text) > _LEAST_LEAD and (start >= 0 or _ENDS_SENTENCE.search(text)))
    ]


def _opening(overview: Sequence[str]) -> list[str]:
    """Return the first paragraphs of section 一, down to its first sub-heading."""
    end = next((n for n, text in enumerate(overview) if _SUBHEADING.match(plain(text))), None)
    return list(overview[: min(len(overview) if end is None else end, _FIRST_LINES)])


def _named(
    title: Title | None, above: Sequence[str], lead: Sequence[str], opening: Sequence[str]
) -> Named:
    """Return organ and year from the title, else from where the text names itself or its period."""
    organ, year = title.named if title else ("", None)
    for texts, speaks in ((lead, False), (above, False), (opening, True)):
        if organ and year is not None:
            break
        itself = names_itself(texts)
        year = year if year is not None else itself.year
        if not organ and itself.year == year:
            organ = itself.organ
        if year is None:
            year = _year_of_period(texts, named=speaks)
    return Named(organ, year)


def _year_of_period(texts: Sequence[str], *, named: bool) -> int | None:
    """Return the calendar year counted, if just one is named; `named` wants it called so."""
    years: set[str] = set()
    for text in map(plain, texts):
        for found in _PERIOD.finditer(text):
            before = text[max(0, found.start() - _BEFORE_PERIOD) : found.start()]
            if found[2] in (None, found[1]) and (not named or _SPEAKS_OF_PERIOD.search(before)):
                years.add(found[1])
    return int(years.pop()) if len(years) == 1 else None


def _body(
    texts: Sequence[tuple[int, SourceText]], found: Sequence[Found], heading: Found
) -> list[str]:
    following = [each.block for each in found if each.block > heading.block]
    end = min(following, default=None)
    lines = [heading.rest] if heading.rest else []
    lines += [
        block.text
        for number, block in texts
        if number > heading.block and (end is None or number < end)
    ]
    return lines


def _ended(lines: list[str], organ: str) -> tuple[list[str], list[str]]:
    """Split the last section from the signature and the page's furniture that follow it."""
    signature = plain(organ)
    for place, line in enumerate(lines):
        text = plain(line)
        closes = (
            _CLOSING.match(text)
            or _LONE_DAY.match(text)
            or (signature and text == signature)
            or (place > 0 and _is_furniture(text))
        )
        if closes:
            return lines[:place], lines[place:]
    return lines, []


def _is_furniture(text: str) -> bool:
    if _SUBHEADING.match(text):
        return False
    return len(text) <= _SHORT and not _ENDS_SENTENCE.search(text)


def _issued_on(
    source: Source, before: Sequence[tuple[int, SourceText]], ending: Sequence[str]
) -> date | None:
    if source.dated and (named := day_in(source.dated)):
        return named
    for _, block in before:
        text = unicodedata.normalize("NFKC", block.text)
        labelled = _PUBLISHED.search(text)
        # 统计时间2023年1月1日至12月31日 is no day of publication.
        if labelled is None or _PERIOD.match(plain(text[labelled.end() :])):
            continue
        if named := day_in(text[labelled.end() : labelled.end() + 20]):
            return named
    for line in ending:
        if _LONE_DAY.match(plain(line)):
            return day_in(plain(line))
    return None
