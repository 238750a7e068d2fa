"""Rich text checked for what its words do not tell: links, pictures, tables, hidden text."""

import re
from collections.abc import Collection, Iterator
from typing import Any

from gongkai.rules.prechecks.catalogue import MOST_OF_ONE_RULE, finding
from gongkai.rules.prechecks.findings import Finding, Hit, Piece
from gongkai.rules.prechecks.html_walk import Walked, walked
from gongkai.rules.prechecks.links import link_fault

_FILE_NAME = re.compile(
    r"[^/\\]{0,80}\.(?:jpe?g|png|gif|bmp|webp)|(?:IMG|DSC|image|图片|微信图片|截图)[_\-]?\d*",
    re.IGNORECASE,
)
_LINKS = {
    "a": "href",
    "img": "src",
    "video": "src",
    "audio": "src",
    "source": "src",
    "iframe": "src",
}
_WORD_CLASS = re.compile(r"\bMso[A-Z]|\bxl\d{2,3}\b")
_MOST_PER_RULE = MOST_OF_ONE_RULE


def pieces_of_html(html: str, place: str) -> list[Piece]:
    """Return the texts of rich text: paragraphs, cells, alternative texts, and what is hidden.

    Places: `body/p-3`, `body/table-2/3-1` (row, column), `body/img-1/alt`, `body/hidden-1`,
    `body/comment-1`, each counted from 1 in document order.
    """
    parts = walked(html, place)
    alternatives = [
        Piece(f"{where}/alt", element.get("alt"))
        for where, element in parts.elements
        if element.tag == "img" and (element.get("alt") or "").strip()
    ]
    return [*parts.pieces, *alternatives, *(one.piece for one in parts.hidden)]


def check_html(
    html: str, place: str, *, key: bytes = b"", own_hosts: Collection[str] = ()
) -> list[Finding]:
    """Return what is wrong with rich text besides its words.

    :param key: secret of the installation, as for check_texts
    :param own_hosts: host names to which links stay inside
    """
    parts = walked(html, place)
    found: list[Finding] = []
    counted: dict[str, int] = {}
    for hit, where, text in _hits(parts, place, own_hosts):
        counted[hit.rule] = counted.get(hit.rule, 0) + 1
        if counted[hit.rule] <= _MOST_PER_RULE:
            found.append(finding(hit, where, text, key))
    return found


def _hits(parts: Walked, place: str, own_hosts: Collection[str]) -> Iterator[tuple[Hit, str, str]]:
    if not parts.is_whole:
        told = "网页代码嵌套过深或过于复杂，内容无法检查；请粘贴为纯文本后重新排版。"
        yield Hit("MARKUP_TOO_DEEP", 0, 0, told), place, place
    pasted: tuple[str, str] | None = None
    for where, element in parts.elements:
        yield from _of_element(where, element, own_hosts)
        if pasted is None and (left := _word_rest(element)):
            pasted = where, left
    if pasted is None and parts.word_comments:
        pasted = place, "Word注释"
    if pasted is not None:
        told = "粘贴时留下了Word的样式代码，请用“清除格式”或“只粘贴文本”。"
        yield Hit("PASTED_MARKUP", 0, 0, told, "清除格式"), pasted[0], pasted[1]
    for where in parts.empty_tables:
        yield Hit("TABLE_EMPTY", 0, 0, "表格是空的，请填写或删去。", "删去空表格"), where, where
    for piece, reason in parts.hidden:
        told = f"有读者看不见的文字（{reason}），请删去或改为正常显示。"
        yield Hit("HIDDEN_TEXT", 0, len(piece.text), told, "删去"), piece.place, piece.text


def _of_element(
    where: str, element: Any, own_hosts: Collection[str]
) -> Iterator[tuple[Hit, str, str]]:
    tag = element.tag
    if tag in ("script", "object", "embed") or any(
        name.startswith("on") for name in element.attrib
    ):
        told = "内容中含有脚本或插件，不得发布。"
        yield Hit("LINK_ACTIVE", 0, 0, told, "删去"), where, f"<{tag}>"
    name = _LINKS.get(tag, "")
    if name and name in element.attrib:
        target = element.get(name) or ""
        # A picture put into the text itself is no script.
        is_picture = tag == "img" and target.lstrip().lower().startswith("data:image/")
        fault = None if is_picture else link_fault(target, own_hosts)
        if fault is not None:
            yield Hit(fault.rule, 0, 0, fault.message, fault.suggestion), where, target[:2000]
    if tag == "img":
        written = (element.get("alt") or "").strip()
        if not written or _FILE_NAME.fullmatch(written[:120]):
            told = (
                "替代文字只是文件名，没有说明图片内容。"
                if written
                else "图片没有替代文字，读屏软件读不出。"
            )
            source = (element.get("src") or "")[:2000]
            hit = Hit("IMAGE_WITHOUT_TEXT", 0, 0, told, "用一句话说明图片内容")
            yield hit, where, source or where


def _word_rest(element: Any) -> str:
    """Return what Word left in an element, "" if nothing."""
    if ":" in element.tag and element.tag.split(":")[0] in ("o", "w", "v", "st1"):
        return f"<{element.tag}>"
    if _WORD_CLASS.search(element.get("class", "")[:200]):
        return str(element.get("class"))[:200]
    return "mso-" if "mso-" in element.get("style", "")[:2000] else ""
