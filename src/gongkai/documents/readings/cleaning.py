"""Text as a reader sees it: no invisible characters, blanks of every kind as one blank."""

import re

# Controls, soft hyphens, zero-width and direction marks, variation selectors, halves of pairs.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u180b-\u180e"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\ufffe\uffff]"
)
_WIDE = "\u2014\u2018-\u201d\u2026\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
# A line wrapped in the source between Chinese characters hides no blank.
_WRAPPED = re.compile(f"(?<=[{_WIDE}])[ \t]*[\r\n][ \t\r\n]*(?=[{_WIDE}])")


def cleaned(text: str) -> str:
    """Return `text` on one line, trimmed, every run of blanks as one blank."""
    if not text.isprintable():
        text = _WRAPPED.sub("", _INVISIBLE.sub("", text))
    elif "  " not in text:
        # The blank is the only one that counts as printable.
        return text.strip()
    return " ".join(text.split())


def cleaned_lines(text: str) -> str:
    """Return `text` with each of its lines cleaned and empty lines left out."""
    if "\n" not in text:
        return cleaned(text)
    return "\n".join(line for line in map(cleaned, text.split("\n")) if line)
