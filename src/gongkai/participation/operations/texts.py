"""Texts that people and officers give, brought into one form and kept within their limits."""

import unicodedata

from gongkai.participation.operations.acting import ParticipationRefused

# Marks that show nothing and turn or hide what is around them; joiners that scripts need stay.
_UNSEEN = {"Cc", "Cs", "Co", "Cn"}
_TURNING = frozenset(
    "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
)


def plain(text: str) -> str:
    """Return a text with line ends of one kind, without control and turning marks, stripped."""
    told = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = (
        sign
        for sign in told
        if sign in "\n\t" or (unicodedata.category(sign) not in _UNSEEN and sign not in _TURNING)
    )
    return "".join(kept).strip()


def one_line(text: str) -> str:
    """Return a text as one line."""
    return " ".join(plain(text).split())


def require_text(label: str, text: str, most: int, field: str, *, wanted: bool = True) -> str:
    """Return a text in one form.

    :param most: how many characters it may have
    :raises ParticipationRefused: if it is wanted and empty, or too long
    """
    told = plain(text)
    if wanted and not told:
        raise ParticipationRefused(f"{label}：未填写，请填写。", field)
    if len(told) > most:
        raise ParticipationRefused(f"{label}：最多{most}个字，现有{len(told)}个字，请缩短。", field)
    return told


def require_line(label: str, text: str, most: int, field: str, *, wanted: bool = True) -> str:
    """Return a text of one line; as `require_text` otherwise."""
    return one_line(require_text(label, text, most, field, wanted=wanted))
