"""What a letter lost that it must say, found in its text after any editing."""

import re
from collections.abc import Mapping

from gongkai.rules.letters.fields import FIELDS, PartCheck
from gongkai.rules.letters.kinds import LetterKind
from gongkai.rules.letters.wordings import wording

_BLANKS = re.compile(r"\s+")
_ARTICLE = re.compile(r"第[一二三四五六七八九十百]+条(?:第[一二三四五六七八九十]+[款项])*")
_DOCUMENT = re.compile(r"〔\d{4}〕\d+号")
_LIMIT = re.compile(r"\d+(?:日|个月)")
# An officer may polish what he typed; half of it, in pairs of characters, has to remain.
_SHARE = 0.5
_SHORT = 6
# What the letterhead and the signature carry; looked for once they are given.
_GIVEN_AT_THE_END = ("文号", "成文日期")


def missing_parts(
    kind: LetterKind, outcome_code: str, text: str, fields: Mapping[str, str]
) -> tuple[str, ...]:
    """Return the names of the mandatory parts that a letter's text lacks: facts, article, reasons,
    remedies, organ, and number and date where `fields` has them.

    :param text: everything a reader sees, from letterhead to signature
    :param fields: the values by field name with which the letter was filled
    """
    squeezed = _BLANKS.sub("", text)
    lost = [
        name
        for name in wording(kind, outcome_code).needs
        if not _stands(name, squeezed, {key: _BLANKS.sub("", one) for key, one in fields.items()})
    ]
    lost += [name for name in _GIVEN_AT_THE_END if fields.get(name, " ").strip() not in squeezed]
    lost += [name for name in _GIVEN_AT_THE_END if name in fields and not fields[name].strip()]
    return tuple(dict.fromkeys(lost))


def _stands(name: str, text: str, fields: Mapping[str, str]) -> bool:
    value, check = fields.get(name, ""), FIELDS[name].check
    if check is PartCheck.REMEDIES:
        return _remedies_stand(value, text, fields)
    if not value:
        return False
    if check is PartCheck.ARTICLE:
        return _articles_stand(value, text)
    if check is PartCheck.FREE and len(value) > _SHORT:
        return value in text or _share(value, text) >= _SHARE
    return check is PartCheck.NEVER or _exactly(value, text)


def _exactly(value: str, text: str) -> bool:
    """Tell whether a value stands in a text, and not as part of a longer number."""
    return re.search(rf"(?<![\d.]){re.escape(value)}(?!\.?\d)", text) is not None


def _articles_stand(value: str, text: str) -> bool:
    named = [*_ARTICLE.findall(value), *(_DOCUMENT.findall(value) if "国办" in value else [])]
    laws = ["政府信息公开条例"] if "政府信息公开条例" in value else []
    return all(each in text for each in (*named, *laws))


def _remedies_stand(value: str, text: str, fields: Mapping[str, str]) -> bool:
    """Tell whether limits, organ, court and order of the remedies are still there."""
    if not value:
        return False
    names = [fields.get("复议机关", ""), fields.get("管辖法院", "")]
    order = [word for word in ("先向", "行政复议", "行政诉讼") if word in value]
    limits = _LIMIT.findall(value)
    return all(_exactly(each, text) for each in limits) and all(
        each in text for each in (*names, *order)
    )


def _share(value: str, text: str) -> float:
    pairs = [value[at : at + 2] for at in range(len(value) - 1)]
    return sum(pair in text for pair in pairs) / len(pairs)
