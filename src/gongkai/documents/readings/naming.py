"""Whose report on which year a source says it is: in its title, or where its text names itself."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from gongkai.documents.readings.cells import chinese_number

_SPACE = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]+")
_YEAR = r"(?<![0-9])(?:[12][0-9]{3}(?![0-9])|[一二][〇○零一二三四五六七八九]{3})"
_KIND = (
    r"(?:政府|政务)?信息公开(?:主要)?(?:工作)?(?:情况)?的?(?:年度)?(?:工作)?(?:情况)?"
    r"(?:年度报告|报告|年报)"
)
_IS_KIND = re.compile(_KIND)
_NAME = r"[^,。;:!?|>]"
_TITLE = re.compile(
    rf"(?:(?P<organ>{_NAME}*?)(?P<year>{_YEAR})年?度?(?P<named>{_NAME}*?){_KIND}"
    rf"|(?P<whose>{_NAME}+?){_KIND}[(〔\[](?P<late>{_YEAR})年?度?[)〕\]])"
)
_NO_YEAR = re.compile(rf"(?P<whose>[\u4e00-\u9fff]{{2,40}}?)的?{_KIND}$")
# Behind a title on its line: quotes, a part of the name in brackets, the page's own words.
_BEHIND = re.compile(
    r"[》>)\"”.]*(?:[(\[【〔_—|-].*|(?:发布|公开|发文)?(?:日期|时间)[:：].*|(?:信息)?来源[:：].*"
    r"|字[号体][:：].*|浏览.*)?$"
)
_LABEL = re.compile(r"^(?:信息|文件|公文)?(?:名称|标题)[:：]")
# A sentence that names the report is no title.
_VERB = re.compile(r"根据|按照|依据|现将|公布|编制|首页|位置|本报告|关于做好|[》〉]的?通知")
_PLACE_OR_BODY = re.compile(
    r"^(?!政府$)[\u4e00-\u9fff()·]{1,40}"
    r"(?:局|委|会|办|厅|院|府|中心|处|站|所|队|镇|乡|街道|区|县|市|省|州|盟|旗|部|司|室|校|署|系统|机关"
    r"|大学|公司|集团|银行|台|馆|社)"
    # Behind it in brackets the name on its other plate.
    r"(?:\([\u4e00-\u9fff·]{1,20}\))?$"
)
_PAGE_WORD = re.compile(r"信息公开|政务公开|年报|首页|专栏|导航|政务服务|当前|正文")
# 中心, 办公室 and the like are the end of a name, never the whole.
_ENDS_OF_NAMES = frozenset(
    ["办公室", "办公厅", "办", "中心", "委员会", "管理局", "管理处", "分局", "人民政府", "办事处"]
)
# Chinese names are set with wide brackets, whatever the page used.
_WIDE_BRACKETS = str.maketrans("()", "（）")
_LONGEST_TITLE = 60
_LONGEST_PART = 40
_LOOKED_AT = 120
_LONGEST_LEAD = 3000
_MOST_LINES = 4
_LONG = 1000
# 现公布某局2023年…年度报告, 现将某局2023年…报告如下: how a text without a title names itself.
_NAMES_ITSELF = re.compile(
    r"(?:(?<![发实呈出体])[现特兹][^,。;:]{0,12}?(?:公布|公开|发布|编制|报告|将|把|就|对)|(?<![制参要])编制"
    r"|汇报)了?《?(?P<organ>[^,。;:《》]{0,40}?)"
    rf"(?P<year>{_YEAR})年?度?(?P<named>[^,。;:《》]{{0,40}}?)"
    r"(?:政府|政务)?信息公开(?:主要)?(?:工作)?(?:情况)?的?(?:年度)?(?:工作)?(?:情况)?"
    r"(?:年度报告|报告|年报|(?=[。;予]))"
)
_OF_ITSELF = re.compile(r"^(?:[我本](?!溪|钢)|该|全[省市州县区镇]|各)")
_NOTICE = re.compile(r"^(?:的?(?:编制|编报|编写|填报|格式)|(?:公布|发布|报送)?工作的?通知|有关)")


class Named(NamedTuple):
    """A name of the report: the organ, "" where it says none, the year, None likewise."""

    organ: str
    year: int | None


class Title(NamedTuple):
    """The title as written, whose it says the report is, and the block it ends in, if any."""

    text: str
    named: Named
    block: int | None


def plain(text: str) -> str:
    """Return a text in half width without blanks."""
    return _remembered(text) if len(text) < _LONG else _plain(text)


@lru_cache(maxsize=256)
def _remembered(text: str) -> str:
    # The paragraphs around the title are looked at again and again.
    return _plain(text)


def _plain(text: str) -> str:
    return _SPACE.sub("", unicodedata.normalize("NFKC", text))


def title_among(lines: Sequence[tuple[int, str]]) -> Title | None:
    """
    Return the title among the paragraphs above the first section, the lowest if there are several.

    A title may be broken over lines after any character, its organ may stand on a line of its own.
    """
    texts = [plain(text) for _, text in lines]
    for end in range(len(lines) - 1, -1, -1):
        for start in range(end, max(end - _MOST_LINES, -1), -1):
            if start < end and not _may_be_part(texts[start]):
                break
            found = _title_in("".join(texts[start : end + 1]))
            # Without a year, only where one line says all: columns are called so, too.
            if found is None or (found.year is None and start < end):
                continue
            written = "".join(" ".join(text.split()) for _, text in lines[start : end + 1])
            above = texts[start - 1] if start else ""
            if _lacks_organ(found.organ) and _is_body(above, found.organ):
                name = " ".join(lines[start - 1][1].split())
                organ = (above + found.organ).translate(_WIDE_BRACKETS)
                return Title(f"{name}{written}", Named(organ, found.year), lines[end][0])
            return Title(written, found, lines[end][0])
    return None


def title_of_page(text: str | None) -> Title | None:
    """Return the title that the source's own metadata give, if it is a report's."""
    if not text or not _IS_KIND.search(plain(text)):
        return None
    match = _TITLE.match(plain(text)[:_LOOKED_AT])
    named = _named(match) if match else Named("", None)
    return Title(" ".join(text.split()), named, None)


def names_itself(texts: Sequence[str]) -> Named:
    """Return how a text names the report it is, as 现公布某局2023年政府信息公开工作年度报告."""
    for text in texts:
        for found in _names(plain(text[:_LONGEST_LEAD])):
            return found
    return Named("", None)


def _names(text: str) -> Iterator[Named]:
    for match in _NAMES_ITSELF.finditer(text):
        if not _NOTICE.match(text, match.end()) and not _is_notice(text, match.start()):
            organ = _organ(match["organ"]) or _organ(match["named"])
            is_name = _PLACE_OR_BODY.match(plain(organ)) and not _OF_ITSELF.match(organ)
            yield Named(organ if is_name else "", _year(match["year"]))


def _is_notice(text: str, start: int) -> bool:
    # 《关于编制2023年…年度报告的通知》 names what is to be written.
    opened = max(text.rfind("《", 0, start), text.rfind("〈", 0, start))
    return opened > max(text.rfind("》", 0, start), text.rfind("〉", 0, start))


def _may_be_part(text: str) -> bool:
    if not text or len(text) > _LONGEST_PART or _IS_KIND.search(text):
        return False
    return not re.search(r"[:。,;|>]", text) and not _PAGE_WORD.fullmatch(text)


def _title_in(text: str) -> Named | None:
    text = _LABEL.sub("", text).lstrip('《<"“-·•')
    match = _TITLE.match(text[:_LOOKED_AT])
    if match and match.end() <= _LONGEST_TITLE and _BEHIND.fullmatch(text, match.end()):
        named = _named(match)
        return None if _VERB.search(match[0]) else named
    match = _NO_YEAR.fullmatch(text.rstrip('》>."”'))
    if match and len(text) <= _LONGEST_PART and not _VERB.search(text):
        organ = _organ(match["whose"])
        if _PLACE_OR_BODY.match(organ):
            return Named(organ, None)
    return None


def _named(match: re.Match[str]) -> Named:
    if match["late"]:
        return Named(_organ(match["whose"]), _year(match["late"]))
    return Named(_organ(match["organ"]) or _organ(match["named"]), _year(match["year"]))


def _organ(text: str) -> str:
    organ = text.strip('《》<>"“”-_—·•').removesuffix("关于").removesuffix("的")
    organ = organ.removeprefix("关于").removeprefix("的").removesuffix("度")
    # 某区人民政府信息公开工作年度报告 writes 政府 once for both.
    return f"{organ}政府" if organ.endswith("人民") else organ.translate(_WIDE_BRACKETS)


def _lacks_organ(organ: str) -> bool:
    return not organ or organ in _ENDS_OF_NAMES


def _is_body(above: str, rest: str) -> bool:
    if not above or len(above) > _LONGEST_PART or _PAGE_WORD.search(above):
        return False
    return _PLACE_OR_BODY.match(f"{above}{rest}") is not None


def _year(text: str) -> int | None:
    return int(text) if text.isascii() else chinese_number(text.replace("○", "〇"))
