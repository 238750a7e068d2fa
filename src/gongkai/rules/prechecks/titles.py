"""A title: there, not too long, without a stop at its end."""

import re
from collections.abc import Iterator

from gongkai.rules.prechecks.catalogue import TITLE_CHARACTERS, TITLE_SOURCE, finding
from gongkai.rules.prechecks.findings import Finding, Hit

_ENDS = re.compile(r"[，。、；：,.;:·—\-]+\s*$")


def title_hits(title: str, characters: int = TITLE_CHARACTERS) -> Iterator[Hit]:
    """Yield what is wrong with the form of a title."""
    written = title.strip()
    if not written:
        yield Hit("TITLE_EMPTY", 0, 0, "没有标题，请填写。")
        return
    length = len("".join(written.split()))
    if length > characters:
        message = f"标题有{length}字，超过{characters}字的上限（{TITLE_SOURCE}）。"
        yield Hit("TITLE_LONG", 0, len(title), message, "精简标题，或把附注移到正文")
    # Only the end is looked at: a search over blanks in a long title would try each of them.
    tail = title.rstrip()[-8:]
    if ends := _ENDS.search(tail):
        start = len(title.rstrip()) - len(tail) + ends.start()
        yield Hit("TITLE_MARK", start, len(title.rstrip()), "标题末尾不用这一标点。", "删去")


def check_title(
    title: str, *, key: bytes = b"", characters: int = TITLE_CHARACTERS
) -> list[Finding]:
    """Return what is wrong with the form of a title; its words are checked by check_texts.

    :param key: as for check_texts
    :param characters: the most characters, blanks not counted
    """
    return [finding(hit, "title", title, key) for hit in title_hits(title, characters)]
