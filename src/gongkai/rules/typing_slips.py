"""What a keyboard does to numbers: full-width digits, spaces, dashes of every kind."""

import re
import unicodedata

_DASHES = re.compile("[‐‑‒–—―−ー－]+")
_BLANKS = re.compile(r"[\s\u200b-\u200f\ufeff]+")


def half_width(text: str) -> str:
    """Return a text with full-width digits, letters and signs made plain, and one kind of dash."""
    return _DASHES.sub("-", unicodedata.normalize("NFKC", text)).strip()


def tidy(number: str) -> str:
    """Return a number without blanks and in half-width characters."""
    # What is left may be put together anew: an accent that a blank stood before.
    return half_width(_BLANKS.sub("", half_width(number)))
