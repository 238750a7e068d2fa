"""Characters a document can hold: what users paste is cleaned of what no file format may carry."""

import re

# XML 1.0 section 2.2 admits none of these; lone surrogates cannot be encoded at all.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
# Direction overrides reorder what the reader sees; an official text in Chinese needs none.
_REORDERING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_LINE_BREAK = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def writable(text: str) -> str:
    """Return `text` without control characters, its line breaks as ``\\n`` and tabs as blanks."""
    lines = _LINE_BREAK.sub("\n", text).replace("\t", " ")
    return _REORDERING.sub("", _UNWRITABLE.sub("", lines))


def encodable(text: str) -> str:
    """Return `text` with each lone surrogate replaced by U+FFFD, so that UTF-8 can hold it."""
    return _LONE_SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)
