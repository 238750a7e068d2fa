"""How alike two descriptions of wanted information are, told by pairs of letters."""

import re
import unicodedata
from collections import Counter

# What every request says, whatever it asks for.
_FORMULAS = re.compile(
    r"(申请|请求|公开|获取|提供|政府信息|有关|相关|关于|请|贵|本|该|的|及其|以及|全部|所有)"
)
_LETTERS = re.compile(r"[^0-9a-z\u3400-\u9fff]+")


def pairs_of(text: str) -> Counter[str]:
    """Return the pairs of neighbouring letters in a text, without formulas and punctuation."""
    plain = _LETTERS.sub("", unicodedata.normalize("NFKC", text).lower())
    told = _FORMULAS.sub("", plain) or plain
    if len(told) == 1:
        return Counter({told: 1})
    return Counter(told[place : place + 2] for place in range(len(told) - 1))


def likeness(first: Counter[str], second: Counter[str]) -> float:
    """Return how alike two texts are, from 0 to 1 (Dice's coefficient of their pairs).

    :param first: pairs_of one text
    :param second: pairs_of the other
    """
    together = first.total() + second.total()
    if not together:
        return 0.0
    return 2 * (first & second).total() / together
