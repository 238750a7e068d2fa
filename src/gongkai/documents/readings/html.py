"""Web pages as sites serve them and browsers save them, read into paragraphs and tables."""

import re
from collections.abc import Iterable
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from gongkai.documents.readings.cleaning import cleaned
from gongkai.documents.readings.encodings import as_utf_8
from gongkai.documents.readings.html_cells import Concealed, rows_of
from gongkai.documents.readings.html_guard import harmless
from gongkai.documents.readings.html_tags import (
    BLOCKS,
    BODY,
    BREAKS,
    CELLS,
    LEVELS,
    PRE,
    SKIPPED,
    TABLE,
    TEXT,
)
from gongkai.documents.readings.limits import MOST_BLOCKS, TableRoom
from gongkai.documents.readings.sources import (
    Block,
    ReportFileUnreadable,
    Source,
    SourceTable,
    SourceText,
)

# Without the events, a page cannot make the parser copy elements.
_WITHOUT_EVENTS = 1
_TITLE_TAGS = ("articletitle",)
_DATE_TAGS = ("pubdate", "publishdate", "pubtime", "publishtime")
_PUBLISHED = re.compile(
    r"(?:(?:发布|发表|公开|上传)(?:时间|日期)|(?<![\u4e00-\u9fff])(?:时间|日期))\s*[:：]?\s*"
    r"([12]\d{3}\s?[-年/.]\s?\d{1,2}\s?[-月/.]\s?\d{1,2}日?(?:\s*\d{1,2}:\d{2}(?::\d{2})?)?)"
)
_CONCEALED = '[hidden],[style*="none" i],script,style,template,noscript,iframe,pre'
_HIDES = re.compile(r"display\s*:\s*none", re.IGNORECASE)


def read_html(content: bytes, name: str) -> Source:
    """Return what a page shows, in the order of the page.

    Tables that hold tables, a single cell or an article only lay the page out: what is in them
    is given as if they were not there.

    :raises ReportFileUnreadable: for characters of no known encoding, or too large a page
    """
    markup = harmless(as_utf_8(content, name), name)
    parser = LexborHTMLParser(markup, options=_WITHOUT_EVENTS)
    flow = _Flow(name, _concealed(parser), _around(parser.css("table"), frozenset((TABLE,))))
    if parser.body is not None:
        flow.walk(parser.body)
    title, dated = _metadata(parser)
    if dated is None:
        dated = _published(flow.blocks)
    return Source("html", tuple(flow.blocks), title, dated)


class _Flow:
    """Paragraphs and tables collected while walking through the elements of a page."""

    def __init__(self, name: str, concealed: Concealed, layouts: frozenset[int]) -> None:
        self.blocks: list[Block] = []
        self._name = name
        self._concealed = concealed
        self._layouts = layouts
        self._room = TableRoom(name)
        self._runs: list[str] = []
        self._level = 0
        self._texts = self._tables = 0

    def walk(self, body: Any) -> None:
        """Collect everything in `body`; deep nesting costs no stack."""
        runs, hidden = self._runs, self._concealed.nodes
        node = body
        while True:
            tag = node.tag_id
            child = None
            if tag == TEXT:
                text = node.text_content
                if runs or not text.isspace():
                    runs.append(text)
            elif tag in SKIPPED or (hidden and node.mem_id in hidden):
                pass
            elif tag in BREAKS:
                self._flush()
            elif tag == PRE:
                self._flush()
                self._preformatted(node)
            elif tag == TABLE and self._is_data(node):
                pass
            else:
                if tag in BLOCKS:
                    if runs:
                        self._flush()
                    if tag in LEVELS:
                        self._level = LEVELS[tag]
                child = node.first_child
            if child is not None:
                node = child
                continue
            while True:
                if tag in BLOCKS:
                    if runs:
                        self._flush()
                    if tag in LEVELS:
                        self._level = 0
                    elif tag == BODY:
                        return
                child = node.next
                if child is not None:
                    node = child
                    break
                node = node.parent
                tag = node.tag_id

    def _flush(self) -> None:
        runs = self._runs
        if runs:
            text = runs[0] if len(runs) == 1 else "".join(runs)
            runs.clear()
            self._say(text)

    def _say(self, text: str) -> None:
        text = cleaned(text)
        if text:
            self._texts += 1
            self.blocks.append(SourceText(text, f"第{self._texts}段", self._level))
            if self._texts > MOST_BLOCKS:
                raise ReportFileUnreadable(
                    f"文件“{self._name}”的段落超过{MOST_BLOCKS}个，不像一份报告，"
                    "请只保留报告正文，另存后重新上传。"
                )

    def _preformatted(self, node: Any) -> None:
        for line in node.text().split("\n"):
            self._say(line)

    def _is_data(self, table: Any) -> bool:
        """Keep a table of data and test if it was one."""
        self._flush()
        if table.mem_id in self._layouts:
            return False
        place = f"第{self._tables + 1}个表格"
        rows = rows_of(table, self._room, place, self._concealed, lines_of)
        if rows is None:
            return False
        self._tables += 1
        for child in table.iter():
            if child.tag == "caption" and child.mem_id not in self._concealed.nodes:
                self._say(child.text())
        self.blocks.append(SourceTable(rows, place))
        return True


def lines_of(markup: str) -> str:
    """Return the visible lines of a cell's markup, whatever is in it, joined by line breaks."""
    parser = LexborHTMLParser(markup, options=_WITHOUT_EVENTS)
    flow = _Flow("", _concealed(parser), frozenset())
    if parser.body is not None:
        flow.walk(parser.body)
    return "\n".join(block.text for block in flow.blocks if isinstance(block, SourceText))


def _concealed(parser: LexborHTMLParser) -> Concealed:
    hidden, careful = [], []
    for node in parser.css(_CONCEALED):
        if node.tag_id in SKIPPED or node.tag_id == PRE:
            careful.append(node)
        elif _is_hidden(node):
            hidden.append(node)
    return Concealed(frozenset(node.mem_id for node in hidden), _around(hidden + careful, CELLS))


def _is_hidden(node: Any) -> bool:
    # Some sites hide the whole page until a script has run.
    attributes = node.attributes
    shows = "hidden" not in attributes and not _HIDES.search(attributes.get("style") or "")
    return not shows and node.tag_id != BODY


def _around(nodes: Iterable[Any], tags: frozenset[int]) -> frozenset[int]:
    """Return the nearest element with one of `tags` around each node, by its number in memory."""
    found, seen = set(), set()
    for node in nodes:
        above = node.parent
        while above is not None:
            number = above.mem_id
            if number in seen:
                break
            seen.add(number)
            if above.tag_id in tags:
                found.add(number)
                break
            above = above.parent
    return frozenset(found)


def _metadata(parser: LexborHTMLParser) -> tuple[str | None, str | None]:
    """Return the title and the day of publication that the page's tags state, as written."""
    told: dict[str, str] = {}
    for node in parser.css("meta"):
        attributes = node.attributes
        key, value = attributes.get("name"), attributes.get("content")
        if key and value:
            told.setdefault(key.strip().lower(), cleaned(value))
    head = parser.css_first("title")
    titles = [told.get(key) for key in _TITLE_TAGS]
    titles.append(cleaned(head.text()) if head is not None else None)
    return _first(titles), _first(told.get(key) for key in _DATE_TAGS)


def _first(values: Iterable[str | None]) -> str | None:
    return next((value for value in values if value), None)


def _published(blocks: list[Block]) -> str | None:
    """Return the moment in the page's own line 发布时间, as written."""
    for block in blocks:
        if isinstance(block, SourceText) and ("时间" in block.text or "日期" in block.text):
            found = _PUBLISHED.search(block.text)
            if found:
                return found[1]
    return None
