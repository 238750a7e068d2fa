"""Rich text taken apart: its paragraphs and cells as pieces, and what a reader does not see."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from lxml import etree

from gongkai.rules.prechecks.findings import Piece

_BLOCK_NAMES = """
p div li ul ol dl dt dd h1 h2 h3 h4 h5 h6 section article main header footer nav aside center
blockquote pre form fieldset legend figure figcaption address details summary table caption
thead tbody tfoot tr td th body br hr option
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_UNSEEN = frozenset(("script", "style", "template", "noscript", "head", "title"))
_CELLS = frozenset({"td", "th"})
# The parser drops what is nested deeper than 2,048 elements.
_DEEPEST = 2_000
# Each attribute of a tag is compared with all before it.
_TAG = re.compile(r"<[a-zA-Z](?:[^>\"']|\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z))*+(?:>|\Z)")
_ATTRIBUTES = re.compile(r"[\s/\"'=]+")
_LONG_TAG, _MOST_ATTRIBUTES = 4_000, 4_000
_STYLE = re.compile(
    r"display:none|visibility:hidden|mso-hide:all|font-size:0+(?:\.0+)?(?:px|pt|em|rem|%)?(?:;|$|!)"
    r"|opacity:0(?:\.0+)?(?:;|$|!)|text-indent:-\d{3,}|(?:left|top|margin-left):-\d{4,}"
)
_WHITE = re.compile(
    r"(?:^|;)color:(?:#fff(?:fff)?|white|rgba?\(255,255,255(?:,[\d.]+)?\)|transparent)(?:;|$|!)"
)
_GROUND = re.compile(
    r"(?:^|;)background(?:-color|-image)?:(?!none|transparent|inherit|initial|white|#fff(?:fff)?(?:;|$))"
)
_LONGEST_STYLE = 2_000
_WORD_COMMENT = re.compile(r"\[if |\[endif\]|StartFragment|EndFragment|mso", re.IGNORECASE)


class Hidden(NamedTuple):
    """A text that a reader does not see, and why."""

    piece: Piece
    reason: str


class Walked(NamedTuple):
    """Rich text taken apart.

    `elements` are those that are looked at by themselves, each with its place; `empty_tables` the
    places of tables without text and pictures.
    """

    pieces: tuple[Piece, ...]
    hidden: tuple[Hidden, ...]
    elements: tuple[tuple[str, Any], ...]
    empty_tables: tuple[str, ...]
    word_comments: int
    is_whole: bool


class _Table(NamedTuple):
    place: str
    rows: list[int]
    content: list[bool]


class _Walk:
    def __init__(self, place: str) -> None:
        self.place = place
        self.pieces: list[Piece] = []
        self.hidden: list[Hidden] = []
        self.elements: list[tuple[str, Any]] = []
        self.empty_tables: list[str] = []
        self.word_comments = 0
        self.depth = self.deepest = 0
        self._tables: list[_Table] = []
        self._cells: list[str] = []
        self._text: list[str] = []
        self._unseen: list[str] = []
        self._reasons: list[tuple[int, str]] = []
        self._grounds = 0
        self._numbers: dict[str, int] = {}

    def start(self, element: Any) -> None:
        self.depth += 1
        self.deepest = max(self.deepest, self.depth)
        tag = element.tag
        if tag in _BLOCKS:
            self._flush()
        style = re.sub(r"\s+", "", element.get("style", "")[:_LONGEST_STYLE]).lower()
        if style and _GROUND.search(style) or element.get("bgcolor"):
            self._grounds += 1
        if reason := self._reason(element, tag, style):
            self._flush()
            self._reasons.append((self.depth, reason))
        if tag == "table":
            self._tables.append(_Table(f"{self.place}/{self._next('table')}", [0, 0], [False]))
        elif tag == "tr" and self._tables:
            self._tables[-1].rows[0] += 1
            self._tables[-1].rows[1] = 0
        elif tag in _CELLS and self._tables:
            table = self._tables[-1]
            table.rows[1] += 1
            self._cells.append(f"{table.place}/{table.rows[0]}-{table.rows[1]}")
        if tag == "img":
            for table in self._tables:
                table.content[0] = True
        if tag in ("img", "a", "script", "iframe", "object", "embed", "video", "audio", "source"):
            self.elements.append((f"{self.place}/{self._next(tag)}", element))
        elif element.attrib:
            self.elements.append((self._here(), element))

    def text(self, text: str | None) -> None:
        if not text:
            return
        (self._unseen if self._reasons else self._text).append(text)
        if text.strip():
            for table in self._tables:
                table.content[0] = True

    def end(self, element: Any) -> None:
        tag = element.tag
        if self._reasons and self._reasons[-1][0] == self.depth:
            self._flush()
            self._reasons.pop()
        if tag in _BLOCKS:
            self._flush()
        if tag in _CELLS and self._cells:
            self._cells.pop()
        elif tag == "table" and self._tables:
            table = self._tables.pop()
            if not table.content[0]:
                self.empty_tables.append(table.place)
        style = re.sub(r"\s+", "", element.get("style", "")[:_LONGEST_STYLE]).lower()
        if style and _GROUND.search(style) or element.get("bgcolor"):
            self._grounds -= 1
        self.depth -= 1

    def comment(self, text: str) -> None:
        if _WORD_COMMENT.search(text[:_LONGEST_STYLE]):
            self.word_comments += 1
        elif text.strip():
            piece = Piece(f"{self.place}/{self._next('comment')}", text.strip())
            self.hidden.append(Hidden(piece, "网页注释"))

    def _reason(self, element: Any, tag: str, style: str) -> str:
        if tag in _UNSEEN:
            return "" if tag in ("style", "script", "head", "title") else "不显示的内容"
        if "hidden" in element.attrib or style and _STYLE.search(style):
            return "样式设为不显示"
        is_white = bool(style and _WHITE.search(style))
        if tag == "font" and element.get("color", "").lower() in ("white", "#fff", "#ffffff"):
            is_white = True
        return "文字为白色" if is_white and not self._grounds else ""

    def _flush(self) -> None:
        seen, unseen = "".join(self._text).strip(), "".join(self._unseen).strip()
        self._text, self._unseen = [], []
        if seen:
            self.pieces.append(Piece(self._here() if self._cells else self._paragraph(), seen))
        if unseen and self._reasons:
            piece = Piece(f"{self.place}/{self._next('hidden')}", unseen)
            self.hidden.append(Hidden(piece, self._reasons[-1][1]))

    def _here(self) -> str:
        return self._cells[-1] if self._cells else f"{self.place}/p-{self._numbers.get('p', 0) + 1}"

    def _paragraph(self) -> str:
        return f"{self.place}/{self._next('p')}"

    def _next(self, kind: str) -> str:
        self._numbers[kind] = self._numbers.get(kind, 0) + 1
        return f"{kind}-{self._numbers[kind]}"


def walked(html: str, place: str) -> Walked:
    """Return rich text taken apart; nothing in it is run or fetched."""
    walk = _Walk(place)
    if _has_endless_tags(html):
        return Walked((), (), (), (), 0, False)
    root = _parsed(html)
    if root is None:
        bare = html.strip()
        pieces = (Piece(f"{place}/p-1", bare),) if bare else ()
        return Walked(pieces, (), (), (), 0, True)
    for event, element in _events(root):
        if event == "start":
            walk.start(element)
            if element.tag not in ("script", "style", "head", "title"):
                walk.text(element.text)
        elif event == "end":
            walk.end(element)
        elif event == "comment":
            walk.comment(element.text or "")
        if event != "start" and element is not root:
            walk.text(element.tail)
    return Walked(
        tuple(walk.pieces),
        tuple(walk.hidden),
        tuple(walk.elements),
        tuple(walk.empty_tables),
        walk.word_comments,
        walk.deepest < _DEEPEST,
    )


def _has_endless_tags(html: str) -> bool:
    if any(piece.count("=") > _MOST_ATTRIBUTES for piece in html.split("<")):
        return True
    long = (tag[0] for tag in _TAG.finditer(html) if len(tag[0]) > _LONG_TAG)
    return any(
        len(_ATTRIBUTES.findall(re.sub("\"[^\"]*+\"|'[^']*+'", "", tag))) > _MOST_ATTRIBUTES
        for tag in long
    )


def _parsed(html: str) -> Any | None:
    # A NUL ends the text for the parser, a lone surrogate is no UTF-8.
    markup = html.replace("\0", "").encode("utf-8", "replace")
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True)
    try:
        return etree.fromstring(markup, parser)
    except etree.XMLSyntaxError:
        return None


def _events(root: Any) -> Iterator[tuple[str, Any]]:
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi") or isinstance(element.tag, str):
            yield event, element
