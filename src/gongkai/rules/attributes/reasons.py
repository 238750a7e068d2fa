"""Ground and reason of a document that is not published: 条例第十三条至第十六条."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from gongkai.rules.attributes.values import AttributeValue, DisclosureAttribute, attribute_value
from gongkai.rules.bundled import bundled_table
from gongkai.rules.withholding import grounds

LONGEST_REASON = 500
_SHORTEST_REASON = 4


class Unreasoned(ValueError):
    """A document is not to be published, and ground or reason is missing or does not fit."""


class LegalNature(StrEnum):
    """What a ground binds the organ to: 条例第十四条至第十六条."""

    MUST = "MUST"
    UNLESS = "UNLESS"
    MAY = "MAY"

    @property
    def label(self) -> str:
        """Return the words of the regulation."""
        return _NATURES[self]


_NATURES = {
    LegalNature.MUST: "不予公开",
    LegalNature.UNLESS: "不得公开，第三方同意或者不公开会对公共利益造成重大影响的除外",
    LegalNature.MAY: "可以不予公开，法律、法规、规章规定应当公开的除外",
}


@dataclass(frozen=True, slots=True)
class AttributeGround:
    """A ground for not publishing, with what it binds the organ to and for which values it fits."""

    code: str
    label: str
    article: str
    nature: LegalNature | None
    fits: frozenset[DisclosureAttribute]


@cache
def attribute_grounds() -> dict[str, AttributeGround]:
    """Return all grounds by code: 条例第十三条第二款 for ON_REQUEST, then 第十四条 to 第十六条.

    What 第十四条 names is never given out, so it is no ground for ON_REQUEST.
    """
    table = bundled_table("attributes.toml")
    found = {
        code: AttributeGround(
            code, row["label"], row["article"], None, frozenset({DisclosureAttribute.ON_REQUEST})
        )
        for code, row in table["grounds"].items()
    }
    for code, ground in grounds().items():
        nature = LegalNature(table["natures"][code])
        fits = {DisclosureAttribute.WITHHELD}
        if nature is not LegalNature.MUST:
            fits.add(DisclosureAttribute.ON_REQUEST)
        found[code] = AttributeGround(code, ground.label, ground.article, nature, frozenset(fits))
    return found


def grounds_for(attribute: str | AttributeValue) -> tuple[AttributeGround, ...]:
    """Return the grounds that fit a value, in the order of the articles; none for PROACTIVE."""
    value = attribute if isinstance(attribute, AttributeValue) else attribute_value(attribute)
    if not value.needs_reason:
        return ()
    return tuple(each for each in attribute_grounds().values() if value.counts_as in each.fits)


def require_reasoned(attribute: str | AttributeValue, ground: str, reason: str) -> None:
    """Refuse a document that is not published without ground and reason: 条例第十三条至第十六条.

    What none of these articles covers must be open (第十三条第一款).

    :param ground: a code of `attribute_grounds`, "" for none
    :raises Unreasoned: if one is missing, or the ground does not fit the value
    :raises UnknownAttribute: for a value that is not offered
    """
    value = attribute if isinstance(attribute, AttributeValue) else attribute_value(attribute)
    if not value.needs_reason:
        return
    fitting = grounds_for(value)
    if not ground:
        raise Unreasoned(
            f"公开属性选择“{value.label}”的，“依据条款”不能为空，"
            f"请从{_articles(fitting)}中选择；都不符合的，应当主动公开。"
        )
    known = attribute_grounds().get(ground)
    if known is None:
        raise Unreasoned(f"依据条款“{ground}”不是可选的值，请从{_articles(fitting)}中选择。")
    if known not in fitting:
        raise Unreasoned(
            f"依据条款“{known.label}”（{known.article}）不能作为“{value.label}”的理由，"
            f"请改选{_articles(fitting)}，或改变公开属性。"
        )
    text = "".join(reason.split())
    if len(text) < _SHORTEST_REASON:
        raise Unreasoned(
            f"公开属性选择“{value.label}”的，“理由”现为“{reason.strip()}”，"
            f"请结合本件内容写明为什么适用{known.article}（不少于{_SHORTEST_REASON}个字）。"
        )
    if len(text) > LONGEST_REASON:
        raise Unreasoned(f"“理由”有{len(text)}个字，超过{LONGEST_REASON}个字的上限，请精简后保存。")


def _articles(fitting: tuple[AttributeGround, ...]) -> str:
    short = dict.fromkeys(each.article.partition("》")[2] for each in fitting)
    return "、".join(short)
