"""Pages that would take a parser out of bounds: made harmless, or refused before parsing.

A browser's rules let a small page ask for a large tree: every paragraph repeats the formatting
tags left open before it, and looking for an open tag walks through all that are open.
"""

import re

from gongkai.documents.readings.sources import ReportFileUnreadable

DEEPEST = 1_000
"""How many elements may stand open at one place of a large page."""

_MOST_TAGS = 200_000
_MANY_TAGS = 10_000
_LARGE = 100_000
_LARGEST = 12 << 20
_MOST_REPEATED = 600_000
_MOST_SEPARATORS = 1_500_000
_MOST_ATTRIBUTE_WORK = 1_000_000_000

_FORMATTING = re.compile(rb"<[abceifnstuABCEFINSTU](?!pan\b|d\b|r\b|able\b|body\b|cript\b|tyle\b)")
_FORMATTING_TAG = re.compile(
    rb"<(/?)(?:a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(?=[\s/>])", re.I
)
_DATA = re.compile(rb"([\"'])data:[^\"'<>]{200,}\1")
# What shows nothing; it runs to the end of the page when it is not closed, as in a browser.
_UNSHOWN = re.compile(
    rb"<!--(?:-?>|.*?(?:--!?>|\Z))|<(script|style)\b[^>]*+>.*?(?:</\1[^>]*+>|\Z)", re.I | re.S
)
_SEPARATOR = re.compile(rb"[\s/\"']")
_LONG_TAG = 2_000
_TAG = re.compile(
    rb"<!--.*?(?:-->|\Z)|<(title|textarea|xmp|iframe|noembed|noframes|noscript)\b.*?(?:</\1|\Z)|"
    rb"<(/?)([a-zA-Z][^\s/>]*+)(?:[^>\"']|\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z))*+(?:>|\Z)",
    re.I | re.S,
)
_VOID = frozenset(b"area base br col embed hr img input link meta param source track wbr".split())
_INLINE = frozenset(b"span a b big code em font i nobr s small strike strong tt u".split())
_TEXT = _INLINE | {b"p"}
# Which open elements an end tag, or the next start tag of its name, is sure to close with its own.
_CLOSES_OVER = {b"p": _INLINE, b"option": _INLINE} | dict.fromkeys(_INLINE, frozenset[bytes]())
_REPLACES_ITSELF = frozenset((b"p", b"li", b"td", b"th", b"tr", b"option", b"dd", b"dt"))
_LOOKED_BACK = 200


def harmless(markup: bytes, name: str) -> bytes:
    """Return a page's UTF-8 markup such that parsing it takes bounded time and memory.

    :raises ReportFileUnreadable: if it is too large or too deeply nested to be a report's page
    """
    tags = markup.count(b"<")
    if len(markup) > _LARGE or tags > _MANY_TAGS:
        markup = _UNSHOWN.sub(b"", _DATA.sub(b'""', markup))
        tags = markup.count(b"<")
        if tags > _MOST_TAGS or len(markup) > _LARGEST or _has_endless_tags(markup):
            raise ReportFileUnreadable(
                f"文件“{name}”的网页代码过多，不像一份报告，请只保留报告正文，另存后重新上传。"
            )
    if len(_FORMATTING.findall(markup)) * tags > _MOST_REPEATED:
        markup = _FORMATTING_TAG.sub(rb"<\1span", markup)
    if tags > _MANY_TAGS and _depth(markup) > DEEPEST:
        raise ReportFileUnreadable(
            f"文件“{name}”的网页标签嵌套超过{DEEPEST}层，请用浏览器打开后复制到Word中，另存为“.docx”再上传。"
        )
    return markup


def _has_endless_tags(markup: bytes) -> bool:
    """Test if parsing attributes, each compared with all before it, would take too long."""
    work = total = 0
    for piece in markup.split(b"<"):
        if len(piece) > _LONG_TAG:
            separators = len(_SEPARATOR.findall(piece))
            work += separators * separators
        total += piece.count(b" ") + piece.count(b"/") + piece.count(b'"')
    return work > _MOST_ATTRIBUTE_WORK or total > _MOST_SEPARATORS


def _depth(markup: bytes) -> int:
    """Return at least the greatest number of elements open at once.

    An end tag counts only where a browser is sure to heed it; what looks like a tag inside a
    comment or an attribute counts as one left open.
    """
    open_tags: list[bytes] = []
    hidden = deepest = 0
    for match in _TAG.finditer(markup):
        hidden += match.group().count(b"<", 1)
        closing, word = match.group(2, 3)
        if word is None:
            continue
        word = word.lower()
        if closing:
            _close(open_tags, word)
        elif word not in _VOID:
            if word in _REPLACES_ITSELF:
                _close(open_tags, word)
            open_tags.append(word)
            deepest = max(deepest, len(open_tags) + hidden)
            if deepest > DEEPEST:
                break
    return deepest


def _close(open_tags: list[bytes], word: bytes) -> None:
    over = _CLOSES_OVER.get(word, _TEXT)
    for back in range(1, min(_LOOKED_BACK, len(open_tags)) + 1):
        if open_tags[-back] == word:
            del open_tags[-back:]
            return
        if open_tags[-back] not in over:
            return
