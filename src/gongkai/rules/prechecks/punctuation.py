"""Punctuation of official Chinese as far as it can be told without understanding: GB/T 15834."""

import re
from collections.abc import Iterator

from gongkai.rules.prechecks.findings import Hit

_HAN = r"\u4e00-\u9fff"
_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）", ".": "。"}
_HALF_WIDTH = re.compile(
    rf"(?<=[{_HAN}”》）])[,;:](?=[{_HAN}“《（]|$)|(?<=[{_HAN}])[,;](?=\d)|(?<=[{_HAN}”》）])[?!](?![A-Za-z0-9])"
    rf"|(?<=[{_HAN}])\((?=[{_HAN}])|(?<=[{_HAN}])\)(?=[{_HAN}，。；、：]|$)|(?<=[{_HAN}])\.(?=$)",
    re.MULTILINE,
)
_DOUBLED = re.compile("[，。、；：]{2,}")
_NEEDLESS = re.compile("(?<=》)、(?=《)|(?<=”)、(?=“)")
_STRAIGHT = re.compile(rf"(?<=[{_HAN}，。：、；])\"|\"(?=[{_HAN}])")
_ELLIPSIS = re.compile(rf"(?<=[{_HAN}、，）”》])\.{{3,}}|。{{3,}}|(?<!…)…(?!…)")
_NUMBERING = re.compile(
    r"^[ \u3000\t]*(?:(?P<plain>\d{1,2}、)"
    r"|(?P<bracketed>[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)][、，．.])(?!\d))",
    re.MULTILINE,
)


def punctuation(text: str) -> Iterator[Hit]:
    """Yield marks that are not as official Chinese writes them."""
    for found in _HALF_WIDTH.finditer(text):
        full = _FULL[found[0]]
        yield _hit("HALF_WIDTH_MARK", found, f"中文中的“{found[0]}”应为全角“{full}”。", full)
    for found in _DOUBLED.finditer(text):
        if set(found[0]) == {"。"} and len(found[0]) > 2:
            continue
        yield _hit("DOUBLED_MARK", found, f"标点“{found[0][:4]}”重复，请只留一个。", found[0][0])
    for found in _NEEDLESS.finditer(text):
        message = "标有书名号或引号的并列成分之间通常不用顿号。"
        yield _hit("NEEDLESS_COMMA", found, message, "删去“、”")
    for found in _STRAIGHT.finditer(text):
        yield _hit("STRAIGHT_QUOTE", found, "中文引号应为“ ”，不用直引号。", "“ ”")
    for found in _ELLIPSIS.finditer(text):
        yield _hit("ELLIPSIS", found, "省略号应为六个点“……”。", "……")
    for found in _NUMBERING.finditer(text):
        name = "plain" if found["plain"] else "bracketed"
        right = f"{found[name][:-1]}." if name == "plain" else found[name][:-1]
        yield Hit(
            "NUMBERING_MARK",
            found.start(name),
            found.end(name),
            f"序次语“{found[name]}”应写作“{right}”：阿拉伯数字后用下脚点，带括号的后面不用点号。",
            right,
        )


def _hit(rule: str, found: re.Match[str], message: str, suggestion: str) -> Hit:
    return Hit(rule, found.start(), found.end(), message, suggestion)
