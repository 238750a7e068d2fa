"""HTML of any origin read into blocks: what a browser would show, without its formatting."""

import re
from typing import Any, NamedTuple

from selectolax.lexbor import LexborHTMLParser

from gongkai.documents.drafts.blocks import (
    MOST_BLOCKS,
    Block,
    DraftRefused,
    Inline,
    Paragraph,
    Picture,
    Run,
    paragraph,
    tidied,
)
from gongkai.documents.drafts.html_tables import read_table
from gongkai.documents.drafts.links import kept_address, kept_picture
from gongkai.documents.drafts.lists import ListParagraph, made_list, with_lists
from gongkai.documents.readings.html_guard import harmless
from gongkai.documents.readings.sources import ReportFileUnreadable

LARGEST = 4 << 20
"""Bytes of a pasted text."""

# Without the events, a page cannot make the parser copy elements.
_WITHOUT_EVENTS = 1
_DEEPEST = 60


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


_SKIPPED = _names(
    "script style template noscript head title meta link base select option datalist textarea "
    "button input iframe object embed applet svg math canvas audio video map frameset noembed "
    "noframes xml plaintext xmp rt rp"
)
_BLOCKS = _names(
    "p div li dl dt dd section article main header footer nav aside center blockquote pre form "
    "fieldset legend figure figcaption address details summary caption hr body html"
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
_BOLD = re.compile(r"font-weight\s*:\s*(bold|bolder|[6-9]00|normal|lighter|[1-5]00)", re.I)
_LISTED = re.compile(r"mso-list\s*:\s*l\d+\s+level(\d)", re.I)
_IGNORED = re.compile(r"mso-list\s*:\s*ignore", re.I)
_WIDE = "\u2014\u2018-\u201d\u2026\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
# A line wrapped in the source between Chinese characters hides no blank.
_WRAPPED = re.compile(f"(?<=[{_WIDE}])[ \t]*[\r\n]+[ \t\r\n]*(?=[{_WIDE}])")


class _Style(NamedTuple):
    strong: bool = False
    href: str = ""
    script: str = ""


def read_blocks(markup: str) -> tuple[Block, ...]:
    """Return the blocks of a fragment or page; what a browser does not show is left out.

    :raises DraftRefused: if there is more of it than a document can have
    """
    content = markup.encode("utf-8", "replace")
    if len(content) > LARGEST:
        raise DraftRefused(
            f"粘贴的内容有{len(content) / 1048576:.1f}MB，超过{LARGEST >> 20}MB的上限，请分次粘贴。"
        )
    try:
        safe = harmless(content, "粘贴的内容")
    except ReportFileUnreadable as refusal:
        raise DraftRefused(
            "粘贴的内容网页代码过多或者嵌套过深，请先粘贴到记事本去掉格式，再粘贴到这里。"
        ) from refusal
    parser = LexborHTMLParser(safe.decode("utf-8", "replace"), options=_WITHOUT_EVENTS)
    body = parser.body
    if body is None:
        return ()
    shift = 1 if parser.css_first("h1") is not None else 0
    flow = _Flow(shift)
    flow.walk(body, _Style(), 0)
    return flow.taken()


class _Flow:
    """Blocks collected while walking through elements; one for the page, each item and cell."""

    def __init__(self, shift: int, depth: int = 0) -> None:
        self._shift = shift
        self._depth = depth
        self._blocks: list[Block | ListParagraph] = []
        self._inlines: list[Inline] = []
        self._listed: int | None = None
        self._label = ""

    def taken(self) -> tuple[Block, ...]:
        """Return what was collected, Word's numbered paragraphs made lists."""
        self._flush(0)
        return with_lists(self._blocks)

    def walk(self, parent: Any, style: _Style, depth: int) -> None:
        """Collect everything in `parent`."""
        child = parent.first_child
        while child is not None:
            self._node(child, style, depth)
            child = child.next

    def _node(self, node: Any, style: _Style, depth: int) -> None:
        tag = node.tag
        if tag == "-text":
            self._inlines.append(
                Run(_WRAPPED.sub("", node.text_content).replace("\n", " "), *style)
            )
            return
        if tag is None or tag.startswith(("-", "!")) or tag in _SKIPPED:
            return
        attributes = node.attributes
        css = attributes.get("style") or ""
        if "hidden" in attributes or _HIDDEN.search(css):
            return
        if depth > _DEEPEST:
            self._inlines.append(Run((node.text() or "").replace("\n", " "), *style))
        elif tag == "br":
            self._inlines.append(Run("\n", *style))
        elif tag == "img":
            self._picture(attributes)
        elif tag in _HEADINGS:
            self._flush(0)
            self.walk(node, style, depth + 1)
            self._flush(min(max(_HEADINGS[tag] + self._shift, 2), 4))
        elif tag in ("ul", "ol"):
            self._list(node, depth)
        elif tag == "table":
            self._flush(0)
            self._blocks += read_table(node, self._blocks_in, depth)
        elif tag in _BLOCKS:
            self._paragraph(node, style, css, depth)
        elif _IGNORED.search(css):
            self._label += node.text() or ""
        else:
            self.walk(node, _styled(tag, attributes, css, style), depth + 1)

    def _paragraph(self, node: Any, style: _Style, css: str, depth: int) -> None:
        self._flush(0)
        listed = _LISTED.search(css)
        self._listed = int(listed[1]) if listed else None
        self.walk(node, style, depth + 1)
        self._flush(0)
        self._listed = None

    def _picture(self, attributes: dict[str, str | None]) -> None:
        address = kept_picture(attributes.get("src") or "")
        if address:
            alt = " ".join((attributes.get("alt") or "").split())
            self._inlines.append(Picture(address, alt))

    def _list(self, node: Any, depth: int) -> None:
        self._flush(0)
        items: list[tuple[Block, ...]] = []
        loose = _Flow(self._shift, self._depth + 1)
        child = node.first_child
        while child is not None:
            # Word lets a list stand directly in a list: it belongs to the item before.
            if child.tag == "li":
                items.append(self._blocks_in(child, depth + 1))
            elif child.tag in ("ul", "ol") and items:
                loose._node(child, _Style(), depth + 1)
                items[-1] = (*items[-1], *loose.taken())
                loose = _Flow(self._shift, self._depth + 1)
            else:
                loose._node(child, _Style(), depth + 1)
                items += [(block,) for block in loose.taken()]
                loose = _Flow(self._shift, self._depth + 1)
            child = child.next
        start = node.attributes.get("start") or ""
        first = int(start) if start.isascii() and start.isdigit() and len(start) < 6 else 1
        self._blocks += made_list(items, node.tag == "ol", first, self._depth)

    def _blocks_in(self, node: Any, depth: int) -> tuple[Block, ...]:
        inside = _Flow(self._shift, self._depth + 1)
        inside.walk(node, _Style(), depth + 1)
        return inside.taken()

    def _flush(self, level: int) -> None:
        inlines, self._inlines = self._inlines, []
        label, self._label = self._label, ""
        made = paragraph(inlines, level)
        if made is None:
            return
        if self._listed is not None:
            self._blocks.append(ListParagraph(made.inlines, self._listed, label))
        elif label.strip():
            self._blocks.append(Paragraph(tidied([Run(label.strip()), *made.inlines]), level))
        else:
            self._blocks.append(made)
        if len(self._blocks) > MOST_BLOCKS:
            raise DraftRefused(f"粘贴的内容超过{MOST_BLOCKS}段，请分次粘贴。")


def _styled(tag: str, attributes: dict[str, str | None], css: str, style: _Style) -> _Style:
    if tag in ("b", "strong"):
        style = style._replace(strong=True)
    elif tag in ("sup", "sub"):
        style = style._replace(script=tag)
    elif tag == "a":
        style = style._replace(href=kept_address(attributes.get("href") or ""))
    weight = _BOLD.search(css)
    if weight:
        style = style._replace(
            strong=weight[1].lower() in ("bold", "bolder") or weight[1][0] in "6789"
        )
    return style
