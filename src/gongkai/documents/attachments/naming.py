"""File names made harmless: no folders, no hidden or turning characters, not too long."""

import re
import unicodedata

LONGEST_NAME = 100
"""The most characters of a name with its ending."""

_FOLDER = re.compile(r"[/\\\u2044\u2215\u29f8\uff0f\uff3c]")
# Letters that a file system, a shell or a header reads as something else.
_RESERVED = re.compile(r'[<>:"|?*%\'`$&;]')
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{n}{i}" for n in ("com", "lpt") for i in range(10))}
)
# Control, format (bidi marks, zero width), surrogates, private use, unassigned; line separators.
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def harmless_name(name: str) -> str:
    """Return a name that shows what it is and names nothing but one file."""
    last = _FOLDER.split(name)[-1]
    seen = "".join(
        letter
        for letter in unicodedata.normalize("NFC", last)
        if unicodedata.category(letter) not in _INVISIBLE
    )
    plain = " ".join(_RESERVED.sub("", seen).split()).strip(". ")
    stem, dot, ending = plain.rpartition(".")
    if not dot:
        stem, ending = plain, ""
    if stem.split(".")[0].lower() in _DEVICES:
        stem = f"_{stem}"
    ending = ending[:10]
    room = LONGEST_NAME - len(ending) - 1
    stem = stem[:room].rstrip(". ") or "附件"
    return f"{stem}.{ending}" if ending else stem


def ending_of(name: str) -> str:
    """Return a harmless name's ending in lower case, "" if it has none."""
    stem, dot, ending = name.rpartition(".")
    return ending.lower() if dot and stem else ""
