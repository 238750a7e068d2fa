"""One case as one ZIP and as one PDF with the same index: the same bytes for the same parts."""

import io
import json
import zipfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path

from gongkai.documents.attachments.naming import ending_of, harmless_name
from gongkai.documents.bundles.pages import NotMerged, merged, page_count, pages_of
from gongkai.documents.bundles.parts import Cover, Line, Part, Sheet, in_order
from gongkai.documents.bundles.setting import BundleTypesetter, typesetter

INDEX_FILE = "卷内目录.json"
INDEX_PDF = "卷内目录.pdf"
SUMS_FILE = "SHA256SUMS"
# ZIP knows no earlier moment; a fixed one keeps the bytes the same.
_MOMENT = (1980, 1, 1, 0, 0, 0)
_BESIDE = "未并入PDF，见压缩包内同序号文件"


@dataclass(frozen=True, slots=True)
class Bundle:
    """A case's bundle: the ZIP, the PDF, and the lines of their index."""

    packed: bytes
    pdf: bytes
    lines: tuple[Line, ...]


def bundle(
    cover: Cover, parts: Sequence[Part], dated: date, fonts_folder: Path | None = None
) -> Bundle:
    """
    Return the parts, in the order of 条例第四十五条, as ZIP and as PDF.

    :param dated: the day the documents carry as theirs
    :raises FontsFolderUnusable: when `fonts_folder` is no folder with font files
    """
    setter = typesetter(fonts_folder)
    files = [_file(part, setter, dated) for part in in_order(parts)]
    pages = [_pages(content, part, setter, dated) for part, content in files]
    lines = [
        _line(sequence, part, content, paged)
        for sequence, ((part, content), paged) in enumerate(zip(files, pages, strict=True), 1)
    ]
    front = setter.cover(cover, dated)
    # The index is set twice: how many pages it has tells where the parts begin.
    before = page_count(front) + page_count(setter.index(_numbered(lines, 1), dated))
    lines = _numbered(lines, before + 1)
    index = setter.index(lines, dated)
    pdf = merged([front, index, *(paged for paged in pages if paged)])
    contents = [content for _part, content in files]
    return Bundle(_packed(lines, contents, index), pdf, tuple(lines))


def index_text(lines: Sequence[Line]) -> str:
    """Return the index as the ZIP and the records keep it."""
    return json.dumps([asdict(line) for line in lines], ensure_ascii=False, indent=1)


def _file(part: Part, setter: BundleTypesetter, dated: date) -> tuple[Part, bytes]:
    return part, setter.sheet(part.sheet, dated) if part.sheet else part.content


def _pages(content: bytes, part: Part, setter: BundleTypesetter, dated: date) -> bytes:
    """Return a part's pages, b"" for what has none here."""
    if part.media_type == "text/plain":
        return setter.sheet(Sheet(part.title, text=_text(content)), dated)
    try:
        return pages_of(content, part.media_type)
    except NotMerged:
        return b""


def _text(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("utf-8", errors="replace")


def _line(sequence: int, part: Part, content: bytes, paged: bytes) -> Line:
    ending = ending_of(part.file_name) or "pdf"
    stage = f"{part.stage.place}-{part.stage.label}"
    return Line(
        sequence=sequence,
        stage=part.stage,
        key=part.key,
        title=part.title,
        number=part.number,
        dated=part.dated.isoformat() if part.dated else "",
        name=f"{stage}/{sequence:03}-{harmless_name(f'{part.title}.{ending}')}",
        media_type=part.media_type,
        size=len(content),
        sha256=sha256(content).hexdigest(),
        source=part.source,
        pages=page_count(paged) if paged else 0,
        first_page=0,
        note="" if paged else _BESIDE,
    )


def _numbered(lines: Sequence[Line], first: int) -> list[Line]:
    numbered = []
    for line in lines:
        numbered.append(replace(line, first_page=first if line.pages else 0))
        first += line.pages
    return numbered


def _packed(lines: Sequence[Line], contents: Sequence[bytes], index: bytes) -> bytes:
    out = io.BytesIO()
    listed = index_text(lines).encode()
    members = [(INDEX_FILE, listed), (INDEX_PDF, index)]
    members += [(line.name, content) for line, content in zip(lines, contents, strict=True)]
    sums = "".join(f"{sha256(content).hexdigest()}  {name}\n" for name, content in members)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in [*members, (SUMS_FILE, sums.encode())]:
            member = zipfile.ZipInfo(name, _MOMENT)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o644 << 16
            archive.writestr(member, content)
    return out.getvalue()
