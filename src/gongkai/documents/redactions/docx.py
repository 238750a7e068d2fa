"""A Word file severed: hidden strings become blocks wherever they stand, the rest is cleaned."""

from collections.abc import Iterable, Iterator, Sequence
from posixpath import basename
from typing import Any

from lxml import etree

from gongkai.documents.redactions.areas import LARGEST_FILE, RedactionRefused, kind_of
from gongkai.documents.redactions.docx_cleaning import (
    W,
    clean,
    clean_settings,
    hidden_styles_of,
)
from gongkai.documents.redactions.docx_names import is_free, is_measure
from gongkai.documents.redactions.docx_package import INSTEAD, Relation, WordPackage, packed
from gongkai.documents.redactions.images import redact_image
from gongkai.documents.redactions.words import (
    BLOCK,
    Needle,
    hay_of,
    needles_of,
    places_in,
    spans_of,
    stands_in,
    unmistakable,
)

_BLOCKS = BLOCK * 4
_MOST_PICTURES = 100
_PICTURES = {"png", "jpeg"}
_BOX = f"{W}txbxContent"
_WORDS = {"t": "words", "instrText": "fields"}
_ANYWHERE = "about:blank"


def redact_docx(content: bytes, strings: Sequence[str]) -> bytes:
    """Return a Word file in which strings are blocks, wherever and however split they stood.

    Insertions are accepted and deletions, comments, hidden text, properties, variables, bound
    data, thumbnails and embedded fonts gone; pictures are taken over as pixels only.

    :raises RedactionRefused: broken, encrypted, with macros, embedded objects or odd pictures
    """
    package = _opened(content)
    needles = needles_of(strings)
    hidden = _hidden_styles(package)
    renamed = _picture_names(package)
    parts: dict[str, bytes] = {}
    types: dict[str, str] = {}
    for name in package.names():
        if name in renamed:
            parts[renamed[name]] = redact_image(package.part(name), [])
            continue
        root = _cleaned(package, name, hidden)
        for words in _streams(root):
            _replace(words, needles)
        _replace_elsewhere(root, needles)
        parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        types[name] = package.content_type(name)
        if stands_in(name, unmistakable(needles)):
            raise RedactionRefused(f"文件内部的名称中含有要隐去的文字；{INSTEAD}")
    relations = {
        name: [_relinked(one, renamed, needles) for one in links]
        for name, links in package.relations.items()
    }
    output = packed(parts, types, relations)
    if len(output) > LARGEST_FILE:
        raise RedactionRefused(f"处理后的文件超过20MB，请压缩其中的图片，或{INSTEAD}")
    return output


def count_in_docx(content: bytes, text: str) -> int:
    """Return how often a string stands in the text of a Word file, headers and notes included.

    :raises RedactionRefused: as redact_docx does
    """
    needles = needles_of([text])
    if not needles:
        return 0
    found = (hay_of("".join(one.text or "" for one in words)) for words in _all_streams(content))
    return sum(1 for hay in found for _place in places_in(hay, needles[0]))


def docx_lines(content: bytes) -> list[str]:
    """Return the text of a Word file as it will be given out, a line for each paragraph.

    :raises RedactionRefused: as redact_docx does
    """
    package = _opened(content)
    hidden = _hidden_styles(package)
    lines = []
    for name in package.names():
        if package.kind(name) in ("officeDocument", "header", "footer", "footnotes", "endnotes"):
            root = _cleaned(package, name, hidden)
            for paragraph in root.iter(f"{W}p"):
                words = (one.text or "" for one in paragraph.iter(f"{W}t"))
                lines.append("".join(words))
    return [line for line in lines if line.strip()]


def _opened(content: bytes) -> WordPackage:
    if kind_of(content) != "docx":
        raise RedactionRefused("文件不是Word文档（DOCX），请核对。")
    return WordPackage(content)


def _hidden_styles(package: WordPackage) -> set[str]:
    found = [name for name in package.names() if package.kind(name) == "styles"]
    return hidden_styles_of(package.tree(found[0]) if found else None)


def _cleaned(package: WordPackage, name: str, hidden: set[str]) -> Any:
    root = package.tree(name)
    clean(root, hidden)
    if package.kind(name) == "settings":
        clean_settings(root)
    return root


def _all_streams(content: bytes) -> Iterator[list[Any]]:
    package = _opened(content)
    hidden = _hidden_styles(package)
    pictures = _picture_names(package)
    for name in package.names():
        if name not in pictures:
            yield from _streams(_cleaned(package, name, hidden))


def _picture_names(package: WordPackage) -> dict[str, str]:
    """Return new names for pictures, which may be called anything."""
    names = [name for name in package.names() if package.kind(name) == "image"]
    if len(names) > _MOST_PICTURES:
        raise RedactionRefused(f"文件中的图片超过{_MOST_PICTURES}张；{INSTEAD}")
    found = {}
    for number, name in enumerate(names, start=1):
        try:
            kind = kind_of(package.part(name))
        except RedactionRefused:
            kind = ""
        if kind not in _PICTURES:
            raise RedactionRefused(
                f"文件中的图片“{basename(name)[-40:]}”不是PNG或JPEG，里面的文字无法处理；{INSTEAD}"
            )
        found[name] = f"word/media/image{number}.{kind}"
    return found


def _relinked(one: Relation, renamed: dict[str, str], needles: Iterable[Needle]) -> Relation:
    if one.is_external:
        return one._replace(target=_ANYWHERE) if stands_in(one.target, needles) else one
    return one._replace(target=renamed.get(one.target, one.target))


def _streams(root: Any) -> Iterator[list[Any]]:
    """Yield the elements whose text reads on: of the body and of each text box, and its fields."""
    found: dict[tuple[int, str], list[Any]] = {}
    homes: dict[int, int] = {}
    # Held while their identities count: lxml makes an element's object anew once it is let go.
    elements = [*root.iter()]
    for element in elements:
        # A text box is read on its own: it stands in the midst of the paragraph that holds it.
        parent = element.getparent()
        home = 0 if parent is None else homes[id(parent)]
        homes[id(element)] = id(element) if element.tag == _BOX else home
        kind = _WORDS.get(element.tag.rpartition("}")[2])
        if kind and element.text:
            found.setdefault((home, kind), []).append(element)
    yield from found.values()


def _replace(elements: list[Any], needles: Iterable[Needle]) -> None:
    texts = [element.text for element in elements]
    for first, last in reversed(spans_of("".join(texts), needles)):
        _blot(texts, first, last)
    for element, text in zip(elements, texts, strict=True):
        element.text = text


def _blot(texts: list[str], first: int, last: int) -> None:
    """Put blocks where a stretch of the joined texts begins, and nothing in its stead after."""
    start, put = 0, _BLOCKS
    for number, text in enumerate(texts):
        end = start + len(text)
        if end > first and start <= last:
            before, after = text[: max(0, first - start)], text[max(0, last + 1 - start) :]
            texts[number], put = before + put + after, ""
        start = end


def _replace_elsewhere(root: Any, needles: list[Needle]) -> None:
    """Blot strings out of attributes and of text that nobody reads as such, value by value."""
    certain = unmistakable(needles)
    known: dict[tuple[str, bool], str] = {}

    def clear(value: str, free: bool) -> str:
        if (value, free) not in known:
            plain = value if is_measure(value) else _blotted(value, needles if free else certain)
            known[value, free] = plain
        return known[value, free]

    for element in root.iter():
        for name, value in element.attrib.items():
            element.attrib[name] = clear(value, is_free(element.tag, name))
        if element.text:
            is_words = element.tag.rpartition("}")[2] in _WORDS
            element.text = element.text if is_words else clear(element.text, False)
        if element.tail:
            element.tail = clear(element.tail, False)


def _blotted(value: str, needles: list[Needle]) -> str:
    texts = [value]
    for first, last in reversed(spans_of(value, needles)):
        _blot(texts, first, last)
    return texts[0]
