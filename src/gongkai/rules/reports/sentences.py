"""Official prose by sentence: where one ends, what it says but for its numbers, what is copied."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

MASK = "#"
"""What stands for every number in a masked sentence."""

_END = "。！？；!?;"
_SENTENCE = re.compile(rf"[^{_END}]*+[{_END}]+[”’」』）)】》]*|[^{_END}]+")
_ENDED = re.compile(rf"[{_END}：:][”’」』）)】》]*$")
_STARTS_ANEW = re.compile(
    r"[（(]?[一二三四五六七八九十]{1,3}[)）、.．]|[一二三四五六七八九十]是"
    r"|[（(]?[0-9０-９]{1,2}[)）、]|[0-9０-９]{1,2}[.．](?![0-9０-９])"
)
_SUBHEADING = re.compile(
    r"[（(]?[一二三四五六七八九十]{1,3}[)）、.．]"
    r"|[（(]?[0-9０-９]{1,2}[)）、]|[0-9０-９]{1,2}[.．](?![0-9０-９])"
)
_LONGEST_SUBHEADING = 30
_UNIT = (
    "件|宗|条|次|元|万元|亿元|个|项|人|期|篇|场|份|部|起|年|月|日|天|家|名|批|种|余|多|倍|成"
    "|个百分点|人次|万人|小时|分钟"
)
# After NFKC a comma is narrow; two of three digits each may also be a list, which masks alike.
_NUMBER = re.compile(
    r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?%?"
    r"|百分之[零〇一二两三四五六七八九十百千点]+"
    rf"|[零〇一二两三四五六七八九十百千万亿]{{1,12}}+(?={_UNIT})"
)


class CopiedShare(NamedTuple):
    """How much of a text stands in another, its numbers masked; sub-headings are not counted."""

    sentences: int
    of_sentences: int
    characters: int
    of_characters: int

    @property
    def ratio(self) -> float | None:
        """Return the share of the characters from 0 to 1, or None for a text without any."""
        return round(self.characters / self.of_characters, 3) if self.of_characters else None


def sentences_of(text: str) -> tuple[str, ...]:
    """
    Return the sentences of a text in order; a line that only wraps (PDF) is joined to the next.

    A sub-heading is a sentence of its own; semicolons end one, as the lists of official prose are
    written with them.
    """
    return tuple(
        sentence
        for paragraph in _paragraphs(text)
        for sentence in map(str.strip, _SENTENCE.findall(paragraph))
        if sentence
    )


def plain(sentence: str) -> str:
    """Return a sentence without blanks and in narrow letters, in which spellings agree."""
    return "".join(unicodedata.normalize("NFKC", sentence).split())


def masked(sentence: str) -> str:
    """Return the plain sentence with each number, Arabic or Chinese, replaced by MASK."""
    return _NUMBER.sub(MASK, plain(sentence))


def is_subheading(sentence: str) -> bool:
    """Test if a sentence is a numbered sub-heading, which every report has alike."""
    return (
        len(sentence) <= _LONGEST_SUBHEADING
        and _SUBHEADING.match(sentence) is not None
        and _ENDED.search(sentence) is None
    )


def copied_sentences(before: str, after: str) -> tuple[str, ...]:
    """Return the sentences of `after` that stand in `before` but for their numbers."""
    known = {masked(sentence) for sentence in sentences_of(before)}
    return tuple(each for each in _own(sentences_of(after)) if masked(each) in known)


def copied_share(before: str, after: str) -> CopiedShare:
    """Return how much of `after` stands in `before` but for its numbers."""
    own = tuple(_own(sentences_of(after)))
    copied = copied_sentences(before, after)
    return CopiedShare(len(copied), len(own), _length(copied), _length(own))


def _own(sentences: Iterable[str]) -> Iterator[str]:
    return (sentence for sentence in sentences if not is_subheading(sentence))


def _length(sentences: Iterable[str]) -> int:
    return sum(len(plain(sentence)) for sentence in sentences)


def _paragraphs(text: str) -> Iterator[str]:
    pieces: list[str] = []
    for line in map(str.strip, text.splitlines()):
        goes_on = pieces and line and not _ENDED.search(pieces[-1])
        if goes_on and not (is_subheading(pieces[-1]) or _STARTS_ANEW.match(line)):
            pieces.append(line)
            continue
        if pieces:
            yield "".join(pieces)
        pieces = [line] if line else []
    if pieces:
        yield "".join(pieces)
