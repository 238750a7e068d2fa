"""The words of blocks, as checks, comparisons and the search read them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from gongkai.rules.prechecks import pieces_of_html


class Words(NamedTuple):
    """A text of one block: the block's number from 1, what it is there, the text."""

    block: int
    field: str
    text: str
    is_html: bool = False


def words_of_blocks(blocks: Iterable[Mapping[str, Any]]) -> Iterator[Words]:
    """Yield every text of blocks in reading order."""
    for number, block in enumerate(blocks, start=1):
        for field, text in _FIELDS[block["kind"]](block):
            if text:
                yield Words(number, field, text, block["kind"] == "TEXT")


def plain_text(blocks: Iterable[Mapping[str, Any]]) -> str:
    """Return the words of blocks, one line each, without markup."""
    return "\n".join(line for words in words_of_blocks(blocks) for line in lines_of(words))


def lines_of(words: Words) -> list[str]:
    """Return the lines of a text without markup."""
    if not words.is_html:
        return [words.text]
    return [piece.text for piece in pieces_of_html(words.text, "body") if piece.text]


def _named(*fields: tuple[str, str]) -> Any:
    return lambda block: [(label, block[name]) for name, label in fields]


def _links(block: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield "标题", block["title"]
    for link in block["links"]:
        yield "链接文字", link["label"]


def _questions(block: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for pair in block["questions"]:
        yield "问", pair["question"]
        yield "答", pair["answer"]


def _table(block: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield "表名", block["caption"]
    for row in (block["header"], *block["rows"]):
        for cell in row:
            yield "单元格", cell


_FIELDS: Mapping[str, Any] = {
    "HEADING": _named(("text", "小标题")),
    "TEXT": _named(("html", "文字")),
    "PICTURE": _named(("alt", "替代文本"), ("caption", "图注")),
    "NEWEST": _named(("title", "标题")),
    "LINKS": _links,
    "FILE": _named(("label", "名称")),
    "QUESTIONS": _questions,
    "TABLE": _table,
    "NOTE": _named(("title", "标题"), ("text", "文字")),
}
