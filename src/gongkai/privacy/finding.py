"""Finding personal data in a text that is to be published."""

import re
import unicodedata
from collections.abc import Mapping
from typing import NamedTuple

from gongkai.privacy.masking import mask_identity

# What people put between digits and letters: blanks, hyphens, marks without width.
_BETWEEN = re.compile(r"[\s\-‐-―·.．_\u200b-\u200f\u2060\ufeff]+")
# A number is the same with marks between its digits; two numbers beside each other stay two.
_GAP = r"[\s\-‐-―·.．_\u200b-\u200f\u2060\ufeff]{0,2}"


def _number(*digits: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\d){_GAP.join(digits)}(?!\d)", re.IGNORECASE)


_D = r"\d"
_PATTERNS = (
    ("居民身份证号码", _number("[1-9]", *[_D] * 5, "[12]", "[90]", *[_D] * 9, r"[\dx]")),
    ("居民身份证号码", _number("[1-9]", *[_D] * 7, "[01]", _D, "[0-3]", *[_D] * 4)),
    ("手机号码", _number("1", "[3-9]", *[_D] * 9)),
    ("固定电话号码", _number("0", *[_D] * 9, rf"(?:\d(?:{_GAP}\d)?)?")),
    ("银行卡号", _number("[3-6]", *[_D] * 15, rf"(?:\d(?:{_GAP}\d){{0,2}})?")),
)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_SHORTEST = 2


class Found(NamedTuple):
    """Personal data that stands in a text: what it is, and how it may be shown."""

    what: str
    shown: str


def personal_data_in(
    text: str, known: Mapping[str, str], allowed: tuple[str, ...] = ()
) -> list[Found]:
    """Return what personal data a text holds, each once.

    Blanks, hyphens, full-width digits and invisible marks between the characters hide nothing.

    :param known: what must not appear, by what it is, e.g. {"申请人姓名": "赵小明"}
    :param allowed: numbers and addresses that may, e.g. the organ's own telephone
    """
    shown = unicodedata.normalize("NFKC", text).lower()
    fine = {_plain(each) for each in allowed}
    plain = _plain(text)
    found = {
        Found(what, _masked(value))
        for what, value in known.items()
        if len(_plain(value)) >= _SHORTEST and _plain(value) in plain
    }
    seen = {_plain(value) for value in known.values()} | fine
    for what, pattern in _PATTERNS:
        for each in map(_plain, pattern.findall(shown)):
            if each not in seen:
                seen.add(each)
                found.add(Found(what, _masked(each)))
    # Dots belong to an address, so it is looked for where they still stand.
    for each in _MAIL.findall(shown):
        if _plain(each) not in seen:
            found.add(Found("电子邮箱", _masked(each)))
    return sorted(found)


def _plain(text: str) -> str:
    return _BETWEEN.sub("", unicodedata.normalize("NFKC", text)).lower()


def _masked(value: str) -> str:
    return mask_identity(value) if len(value) > 8 else value[:1] + "*" * (len(value) - 1)
