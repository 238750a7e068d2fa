"""What each HTML element does to the flow of text, by its name and by the parser's number."""

from selectolax.lexbor import LexborHTMLParser

_EMPTY = LexborHTMLParser("")


def _number(name: str) -> int:
    return int(_EMPTY.create_node(name).tag_id)


def _names(words: str) -> tuple[str, ...]:
    return tuple(words.split())


_BLOCKS = _names(
    "p div li ul ol dl dt dd h1 h2 h3 h4 h5 h6 section article main header footer nav aside "
    "center blockquote pre form fieldset legend figure figcaption address details summary "
    "table caption thead tbody tfoot tr td th body"
)
_SKIPPED = _names(
    "script style template noscript head select datalist textarea button iframe object embed "
    "svg math canvas audio video map noembed noframes"
)
_TEXT, _COMMENT = (
    int(node.tag_id)
    for node in LexborHTMLParser("x<!-- y -->").css("body")[0].iter(include_text=True)
)

TEXT = _TEXT
"""The number of a run of text."""

BODY, PRE, TABLE, TR = _number("body"), _number("pre"), _number("table"), _number("tr")
HEAD, FOOT = _number("thead"), _number("tfoot")
SECTIONS = frozenset((HEAD, FOOT, _number("tbody")))
CELLS = frozenset((_number("td"), _number("th")))
BREAKS = frozenset((_number("br"), _number("hr")))
LEVELS = {_number(f"h{level}"): level for level in range(1, 7)}
"""The level of each heading element."""

BLOCKS = frozenset(map(_number, _BLOCKS))
"""Elements that begin and end a line."""

SKIPPED = frozenset((_COMMENT, *map(_number, _SKIPPED)))
"""Comments, and what shows no text of the page or none that is part of a document."""

BREAKING_NAMES = frozenset(
    written for name in (*_BLOCKS, "br", "hr") for written in (name, f"/{name}")
)
"""The tags, as they are written, at which a line ends."""

SKIPPED_NAMES = frozenset((*_SKIPPED, "pre", "plaintext", "xmp"))
