"""The finished file searched for what was hidden: text, streams, metadata, names, attachments.

A hit blocks the release. Pictures of pages cannot be searched for words: boxes are burned into
their pixels, and no text lies under them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from gongkai.documents.redactions.areas import Leak
from gongkai.documents.redactions.guard import ask
from gongkai.documents.redactions.leaks_in_bytes import Piece, pieces_of
from gongkai.documents.redactions.leaks_in_word import FORMAT, HIDDEN, OPEN, word_pieces
from gongkai.documents.redactions.words import Needle, masked, needles_of, stands_in, unmistakable

_STAYS = "成品中不应有"
_FEWEST = 4
_FEWEST_IN_PIXELS = 8


class Form(NamedTuple):
    """A string as some encoding writes it, to be found among bytes."""

    length: int
    pattern: re.Pattern[bytes]


def leaks_in(
    content: bytes,
    kind: str,
    name: str,
    removed: Sequence[str],
    *,
    may_stand: Sequence[str] = (),
) -> list[Leak]:
    """Return every removed string that is still in a finished file, and what could carry one.

    :param kind: "pdf", "docx", "png" or "jpeg"
    :param name: the name under which it is given out
    :param may_stand: strings that may stand in the open text elsewhere, though nowhere else
    :raises RedactionRefused: if the file cannot be opened
    """
    needles = needles_of([*removed, *may_stand])
    in_text = needles_of(removed)
    leaks = [_leak("文件名", needle, "") for needle in stands_in(name, needles)]
    if kind == "pdf":
        leaks += _pdf(content, needles, in_text)
    elif kind == "docx":
        certain = {
            OPEN: in_text,
            HIDDEN: needles,
            FORMAT: unmistakable(needles),
        }
        for place, text, openness in word_pieces(content):
            leaks += [_leak(place, one, "") for one in stands_in(text, certain[openness])]
    forms = {needle: _forms(needle.text) for needle in needles}
    for piece in pieces_of(content, kind):
        leaks += [_leak(piece.place, one, piece.detail) for one in _in_bytes(piece, forms)]
    return list(dict.fromkeys(leaks))


def _pdf(content: bytes, needles: list[Needle], in_text: list[Needle]) -> Iterator[Leak]:
    facts = ask(content, {"do": "facts"})[0]
    for number, text in enumerate(facts["texts"], start=1):
        yield from (_leak(f"第{number}页文字", one, "") for one in stands_in(text, in_text))
    yield from (
        _leak("各页相连的文字", one, "跨页相连")
        for one in stands_in("".join(facts["texts"]), in_text)
        if not any(stands_in(text, [one]) for text in facts["texts"])
    )
    for key, value in facts["meta"].items():
        yield from (_leak(f"文件属性{key}", one, "") for one in stands_in(value or "", needles))
    for label, names in (("附件名称", facts["attachments"]), ("书签", facts["bookmarks"])):
        for text in names:
            yield from (_leak(label, one, "") for one in stands_in(text, needles))
    carriers = {
        "附件": len(facts["attachments"]),
        "批注": facts["annotations"],
        "书签": len(facts["bookmarks"]),
        "表单": int(facts["form"]),
        "脚本": facts["scripts"],
        "历史版本": content.count(b"%%EOF") - 1,
    }
    for label, count in carriers.items():
        if count > 0:
            yield Leak(label, f"{count}处", _STAYS)


def _in_bytes(piece: Piece, forms: Mapping[Needle, Sequence[Form]]) -> Iterator[Needle]:
    found = stands_in(piece.text, forms) if piece.text else []
    yield from found
    fewest = _FEWEST_IN_PIXELS if piece.is_picture else _FEWEST
    for needle, patterns in forms.items():
        if needle not in found and any(
            form.pattern.search(piece.content) for form in patterns if form.length >= fewest
        ):
            yield needle


def _forms(text: str) -> list[Form]:
    """Return a string as bytes in the usual encodings; too few would be found by chance."""
    plain = "".join(text.split())
    found = {}
    for encoding in ("utf-8", "utf-16-be", "utf-16-le", "gb18030"):
        encoded = plain.encode(encoding, "replace")
        for form in (encoded, encoded.hex().encode(), encoded.hex().upper().encode()):
            if len(form) >= _FEWEST and len(set(form)) > 1:
                # Digits among other digits are a file's own offsets and codes.
                alone = b"(?<![0-9A-Za-z])%b(?![0-9A-Za-z])" if form.isalnum() else b"%b"
                found[form] = Form(len(form), re.compile(alone % re.escape(form)))
    return list(found.values())


def _leak(place: str, needle: Needle, detail: str) -> Leak:
    return Leak(place, masked(needle.text), detail)
