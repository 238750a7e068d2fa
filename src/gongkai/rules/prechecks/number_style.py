"""Numbers and document numbers as official Chinese writes them: GB/T 15835, GB/T 9704."""

import re
from collections.abc import Iterator

from gongkai.rules.prechecks.findings import Hit
from gongkai.rules.typing_slips import half_width

_DOCUMENT = re.compile(
    r"(?<=[\u4e00-\u9fff])(?P<open>[\[（(【〔［〈])(?P<year>(?:19|20)\d{2})(?P<close>[\]）)】〕］〉])"
    r"\s?(?P<ordinal>第?)(?P<number>\d{1,5})号(?![楼院令])"
)
_FULL_WIDTH = re.compile("[０-９]+")
_CHINESE_YEAR = re.compile("[一二][一二三四五六七八九〇○零Oo0０]{3}年")
_ARABIC_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}年")
_SHORT_YEAR = re.compile(r"(?<![\d.\-－年第])[0-3]\d年(?:1[0-2]|0?[1-9])月(?!期)")
_UNITS = (
    "个工作日|工作日|个月|平方米|万元|亿元|分钟|小时|周岁|人次|年|月|日|个|天|人|元|倍|岁|周|套|户|次|"
    "级|类|项|份|名|家|件|公里|米|℃|%"
)
_AMOUNT = r"\d{1,4}(?:\.\d{1,3})?"
_RANGE = re.compile(
    rf"(?<![\d\-－.A-Za-z/号表图件第V]){_AMOUNT}%?[\-－]{_AMOUNT}(?:{_UNITS})(?![\-－\d])"
)
_APPROXIMATE = re.compile(
    r"(?:大约|大概|将近|约|近)[0-9０-９.,一二三四五六七八九十百千万亿两%]{1,12}"
    r"[个人元户件天年月日笔次米倍家套分钟秒小时岁名份项吨公里平方]{0,4}(?:左右|上下)"
)


def number_style(text: str) -> Iterator[Hit]:
    """Yield numbers, years and document numbers that are not written as the standards have it."""
    for found in _DOCUMENT.finditer(text):
        right = f"〔{found['year']}〕{found['number'].lstrip('0') or '0'}号"
        if found[0].replace(" ", "") != right:
            message = "发文字号的年份用六角括号“〔〕”，顺序号不加“第”、不编虚位。"
            yield _hit("DOCUMENT_NUMBER", found, message, right)
    for found in _FULL_WIDTH.finditer(text):
        yield _hit("FULL_WIDTH_DIGIT", found, "数字应为半角。", half_width(found[0][:20]))
    years = [*_CHINESE_YEAR.finditer(text)]
    for found in years:
        right = re.sub("[○零Oo0０]", "〇", found[0])
        if right != found[0]:
            yield _hit("ZERO_IN_YEAR", found, "汉字年份中的零应写作“〇”。", right)
    if years and _ARABIC_YEAR.search(text):
        message = "同一段中年份既用汉字又用阿拉伯数字，请统一。"
        yield _hit("MIXED_YEAR", years[0], message, "统一用阿拉伯数字")
    for found in _SHORT_YEAR.finditer(text):
        yield _hit("SHORT_YEAR", found, "年份应写全四位。", f"20{found[0]}")
    for found in _RANGE.finditer(text):
        right = re.sub("[-－]", "～", found[0])
        yield _hit("RANGE_HYPHEN", found, "数值范围用“～”或“—”，不用短横。", right)
    for found in _APPROXIMATE.finditer(text):
        right = re.sub("(左右|上下)$", "", found[0])
        yield _hit("DOUBLE_APPROXIMATION", found, "概数重复，请只留前后一处。", right)


def _hit(rule: str, found: re.Match[str], message: str, suggestion: str) -> Hit:
    return Hit(rule, found.start(), found.end(), message, suggestion)
