"""A small sum in words instead of a picture: readable by everybody, tedious for robots."""

import secrets
import unicodedata
from typing import NamedTuple

from django.core import signing
from django.core.cache import cache
from django.utils.translation import gettext as _

from gongkai.privacy.digests import keyed_digest, same_digest

_SALT = "gongkai.portal.questions"
_VALID_FOR = 3600
_DIGITS = "零一二三四五六七八九"


class Question(NamedTuple):
    """A question in words, and the token that knows its answer without telling it."""

    text: str
    token: str


def new_question() -> Question:
    """Return a question that can be answered once, within the hour."""
    first, second = 2 + secrets.randbelow(8), 1 + secrets.randbelow(9)
    nonce = secrets.token_urlsafe(9)
    total = first + second
    text = _("%(first)s加%(second)s等于多少？") % {
        "first": _DIGITS[first],
        "second": _DIGITS[second],
    }
    token = signing.dumps([nonce, keyed_digest("question", f"{nonce}:{total}")], salt=_SALT)
    return Question(text, token)


def is_answered(token: str, answer: str) -> bool:
    """Tell if an answer is right and its question was not used before; it is used up by that."""
    try:
        nonce, digest = signing.loads(token, salt=_SALT, max_age=_VALID_FOR)
    except (signing.BadSignature, ValueError, TypeError):
        return False
    # Whatever the answer, a question is asked once.
    if not cache.add(f"question:{nonce}", True, _VALID_FOR):
        return False
    number = _number(answer)
    return number is not None and same_digest("question", f"{nonce}:{number}", digest)


def _number(answer: str) -> int | None:
    plain = "".join(unicodedata.normalize("NFKC", answer).split())[:10]
    if plain.isascii() and plain.isdigit():
        return int(plain)
    tens, ten, ones = plain.partition("十")
    parts = (tens or "一", ones or "零") if ten else ("零", plain)
    if any(len(part) != 1 or part not in _DIGITS for part in parts):
        return None
    return 10 * _DIGITS.index(parts[0]) + _DIGITS.index(parts[1])
