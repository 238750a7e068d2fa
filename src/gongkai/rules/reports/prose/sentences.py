"""Every claim of a text, read sentence by sentence."""

import re

from gongkai.rules.reports.prose.characters import PlainText, plain_text
from gongkai.rules.reports.prose.claims import Claim
from gongkai.rules.reports.prose.counts import REQUESTS, Context
from gongkai.rules.reports.prose.reading import SentenceReader

_SENTENCE = re.compile(r"[^。！？\n]+")
# A sentence without any of these has nothing the tables hold.
_SPEAKS_OF_TABLES = re.compile(
    "申请|予以公开|不予|部分公开|结转|复议|诉讼|规章|规范性文件|行政许可|行政处罚|行政强制|事业性收费"
)
_GOES_ON = re.compile("办结|答复|办理|受理|收到|自然人|维持|纠正|无法提供|其他处理|废止|现行有效")
_OTHER_MATTERS = re.compile("热线|工单|解读|发布会|公众号|网站|培训|留言|提案|信访|咨询|专栏|公报")
_NUMBERING = re.compile(r"（?\d{1,2}[、）]|\d{1,2}\.(?!\d)")
# What a line this short speaks of without a figure is the heading of the paragraph below.
_HEADING = 25
_HAS_FIGURE = re.compile(
    r"\d|[一二两三四五六七八九十百千万零〇][余多]?[件宗起份]|未|没有|不存在|无|零"
)


def claims_of(text: str) -> tuple[Claim, ...]:
    """Return what a part of a report's text claims about the tables, in the order of the text."""
    return claims_in(plain_text(text))


def claims_in(plain: PlainText) -> tuple[Claim, ...]:
    """Return the claims of a text already made plain."""
    text = plain.text
    spoken = [word.start() for word in _SPEAKS_OF_TABLES.finditer(text)]
    if not spoken:
        return ()
    found: list[Claim] = []
    context = Context()
    following = iter((*spoken, len(text)))
    word = next(following)
    end_before = 0
    heading = False
    for match in _SENTENCE.finditer(text):
        start, end = match.span()
        if "\n" in text[end_before:start]:
            context = Context(context.topic if heading else "")
        end_before = end
        heading = end - start <= _HEADING
        while word < start:
            word = next(following)
        if word >= end and not (context.topic and _goes_on(text, start, end)):
            context.topic = ""
            continue
        if not _HAS_FIGURE.search(text, start, end):
            context.topic = REQUESTS if "申请公开" in text[start:end] else ""
            continue
        numbering = _NUMBERING.match(text, start, end)
        context.begin_sentence()
        claims = SentenceReader(
            plain, numbering.end() if numbering else start, end, context
        ).claims()
        heading = heading and not claims
        found += claims
    return tuple(found)


def _goes_on(text: str, start: int, end: int) -> bool:
    # 办结10件 goes on with the requests before it, 办结工单10件 does not.
    if not _GOES_ON.search(text, start, end):
        return False
    return _OTHER_MATTERS.search(text, start, end) is None
