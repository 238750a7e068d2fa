"""Public texts by the same rules as before publishing: words, and numbers of persons."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from gongkai.rules.prechecks import Piece, WordLists, check_texts
from gongkai.rules.site_inspection.faults import Fault

# Which findings of the check before publishing are told of what is public already: 公开的文字中
# the style of marks and figures is no matter for inspectors.
_RULES = {
    "IDENTITY_NUMBER": "PERSONAL_DATA",
    "LIKELY_IDENTITY_NUMBER": "PERSONAL_DATA",
    "OLD_IDENTITY_NUMBER": "PERSONAL_DATA",
    "BANK_CARD": "PERSONAL_DATA",
    "MOBILE_NUMBER": "PERSONAL_DATA",
    "HOME_ADDRESS": "PERSONAL_DATA",
    "STANDARD_TERM": "GRAVE_WORDING",
    "WRONG_WORD": "WRONG_WORD",
}


class Text(NamedTuple):
    """A public text: where it stands, what it belongs to, and its pieces.

    `passed` are rule and digest of what an officer confirmed by name to be no fault.
    """

    where: str
    place: str
    subject: str
    pieces: tuple[Piece, ...]
    formed_on: date | None = None
    published_on: date | None = None
    passed: frozenset[tuple[str, str]] = frozenset()


def text_faults(
    texts: Iterable[Text], *, words: WordLists, key: bytes, on: date
) -> Iterator[Fault]:
    """Yield what is found in public texts; numbers and names are masked.

    :param words: the lists, usually built_in() merged with the organ's own
    :param key: secret of the installation, for digests
    """
    for text in texts:
        day = text.published_on or on
        found = check_texts(text.pieces, words=words, key=key, on=day, formed_on=text.formed_on)
        for each in found:
            rule = _RULES.get(each.rule)
            if rule is None or (each.rule, each.digest) in text.passed:
                continue
            yield Fault(
                rule,
                text.where,
                text.place,
                each.message,
                text.subject,
                each.matched,
                each.suggestion,
                known_by=f"{each.rule}:{each.digest[:32]}",
            )
